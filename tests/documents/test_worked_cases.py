"""An official writes worked cases in a spreadsheet; they are read with the same care as a case file."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from permu.documents.cases import read_cases_sheet, write_cases_template
from permu.engine import evaluate
from permu.method import MethodRefused, load_method
from permu.method.cases.running import run_case
from permu.sample import SAMPLE_METHOD

METHOD = load_method(SAMPLE_METHOD)
BELOW = {"is_above_scale": "否", "evaluated_tax": 120, "land_area": 10, "electricity": 1500000}


def filled(folder: Path, *rows: Mapping[str, object]) -> Path:
    """The template with these rows, columns named as the program names them."""
    path = folder / "验算.xlsx"
    write_cases_template(path, METHOD)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "case")
    columns = {
        str(sheet.cell(head, column).value): column for column in range(1, sheet.max_column + 1)
    }
    for number, row in enumerate(rows, start=1):
        for name, value in row.items():
            sheet.cell(head + number, columns[name]).value = value
    book.save(path)
    return path


def disagreements(path: Path) -> list[str]:
    return [run_case(case, METHOD, evaluate).text() for case in read_cases_sheet(path, METHOD)]


def test_a_case_worked_out_rightly_agrees(tmp_path: Path) -> None:
    # 120 ÷ 10 = 12 = 基准值，60 分；120 ÷ 150 万千瓦时 = 0.8 元，40 分
    row = {"case": "恰为基准值的规下企业得 100 分", **BELOW, "=group": "below", "=score": 100,
           "=points:tax_per_mu": "60.00", "=points:tax_per_kwh": 40}  # fmt: skip

    assert disagreements(filled(tmp_path, row)) == [""]


def test_a_case_worked_out_wrongly_is_told_what_differs(tmp_path: Path) -> None:
    (text,) = disagreements(filled(tmp_path, {"case": "算错", **BELOW, "=score": "99.90"}))

    assert "99.90" in text
    assert "100" in text


def test_enterprises_below_each_other_are_ranked_together(tmp_path: Path) -> None:
    better = {"case": "两户排名", "subject": "甲", **BELOW, "=rank": 1}
    worse = {"subject": "乙", **BELOW, "evaluated_tax": 60, "=rank": 2}

    (case,) = read_cases_sheet(filled(tmp_path, better, worse), METHOD)

    assert [one.id for one in case.subjects] == ["甲", "乙"]
    assert run_case(case, METHOD, evaluate).passed


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("evaluated_tax", "很多", "“很多”应为数字"),
        ("is_above_scale", "也许", "应填“是”或“否”"),
        ("=rank", 1.5, "“1.5”应为数字"),
        ("=grade", "Z", "Z"),
    ],
)
def test_a_bad_cell_is_refused_with_its_row(
    tmp_path: Path, cell: str, value: object, said: str
) -> None:
    path = filled(tmp_path, {"case": "错格", **BELOW, "=score": 1, cell: value})
    try:
        texts = disagreements(path)
    except MethodRefused as refused:
        texts = [refused.text()]
        assert "第 6 行" in texts[0] or "第 5 行" in texts[0]

    assert said in texts[0]


def test_a_row_without_a_case_above_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MethodRefused, match="没有案例名"):
        read_cases_sheet(filled(tmp_path, {**BELOW, "=score": 1}), METHOD)


def test_a_sheet_that_is_no_template_is_refused_with_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "别的.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["企业", "税收"])
    book.save(path)

    with pytest.raises(MethodRefused, match="--template"):
        read_cases_sheet(path, METHOD)


def test_a_column_of_no_item_is_refused_with_its_place(tmp_path: Path) -> None:
    path = filled(tmp_path, {"case": "一", **BELOW, "=score": 1})
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "case")
    sheet.cell(head, 3).value = "profit_of_nobody"
    book.save(path)

    with pytest.raises(MethodRefused, match="第 3 列的“profit_of_nobody”"):
        read_cases_sheet(path, METHOD)
