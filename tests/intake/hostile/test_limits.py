"""Files made to be expensive or ambiguous: the parent stays small, quick and in doubt."""

import os
from pathlib import Path

import pytest

from permu.intake.reader import read_grid
from permu.intake.reading import wire
from permu.terms.refusal import Refused

from ..forms import FAN, NAMES, TAX, Sheet, csv, imported, register, tax, tax_row, value, workbook
from ..test_refusals import part, repacked


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return workbook(tmp_path / "原.xlsx", {"表": Sheet([["户名", "用电量"], ["甲", 5229.4]])})


def test_one_enterprise_on_hundreds_of_rows_is_told_without_naming_them_all_each_time(
    tmp_path: Path,
) -> None:
    rows = (tax_row(FAN, number) for number in range(300))
    intake = imported(register(tmp_path), tax(tmp_path, *rows))
    told = [f.text() for f in intake.findings if f.code == "intake.duplicate_conflict"]

    assert value(intake, FAN, "vat_paid") is None
    assert len(told) == 300
    assert "第 4、5、6、7、8、9、10、11…… 行" in told[0]
    assert max(map(len, told)) < 200


def test_a_name_as_long_as_a_book_is_not_quoted_whole(tmp_path: Path) -> None:
    intake = imported(register(tmp_path), tax(tmp_path, tax_row("", 1, name="长" * 30_000)))

    assert max(len(finding.text()) for finding in intake.findings) < 400


@pytest.mark.parametrize("index", [b"99", b"-1", b"1.0"])
def test_a_text_that_the_file_does_not_hold_is_no_blank_cell(
    sound: Path,
    index: bytes,
) -> None:
    text = part(sound).replace(b't="s"><v>0</v>', b't="s"><v>' + index + b"</v>")
    with pytest.raises(Refused, match="已损坏"):
        read_grid(repacked(sound, "坏.xlsx", sheet=text))


def test_a_cell_with_two_values_is_refused(sound: Path) -> None:
    text = part(sound).replace(b"<v>5229.4</v>", b"<v>1</v><v>5229.4</v>")
    with pytest.raises(Refused, match="第 2 行的一个值出现了两次"):
        read_grid(repacked(sound, "双.xlsx", sheet=text))


def test_a_cell_longer_than_a_spreadsheet_allows_is_refused(tmp_path: Path) -> None:
    path = csv(tmp_path, "07.csv", [["代码", "名"], ["1", "长" * (wire.LONGEST_CELL + 1)]])
    with pytest.raises(Refused, match="一个单元格里有 32768 个字"):
        read_grid(path)


def test_more_sheets_than_a_form_has_are_refused(tmp_path: Path) -> None:
    sheets = {f"表{number}": Sheet([TAX]) for number in range(wire.MAX_SHEETS + 1)}
    with pytest.raises(Refused, match="有 100 张以上的工作表"):
        read_grid(workbook(tmp_path / "多.xlsx", sheets))


def test_a_quote_that_swallows_the_rows_below_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "07_人社局.csv"
    path.write_text(
        f'统一社会信用代码,单位名称,年平均人数,备注\n{FAN},{NAMES[FAN]},5,"好\n甲,乙,6,\n丙,丁,7,坏"\n'
    )
    with pytest.raises(Refused, match="引号"):
        read_grid(path)


def test_a_remark_of_two_lines_is_no_swallowed_row(tmp_path: Path) -> None:
    path = tmp_path / "07.csv"
    path.write_text('代码,名,数,备注\n1,甲,5,"停产，\n待核, 另报"\n')

    assert read_grid(path).sheets[0].rows[2][4].text == "停产，\n待核, 另报"


def test_a_pipe_or_a_folder_named_as_a_form_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.csv")
    (tmp_path / "夹.xlsx").mkdir()
    for name in ("管.csv", "夹.xlsx"):
        with pytest.raises(Refused, match="不是文件（是文件夹或设备）"):
            read_grid(tmp_path / name)


@pytest.mark.parametrize(
    "content", ["<!-- x --><html><table>", "  <HTML><TABLE>", "<style></style><table>"]
)
def test_a_web_page_saved_as_a_workbook_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "03.xls"
    path.write_text(content)
    with pytest.raises(Refused, match="其实是网页（HTML）"):
        read_grid(path)
