"""The sample county goes through whole: no planted error missed, no figure silently wrong."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from permu.intake import (
    Intake,
    checks,
    found,
    load_intake,
    numbers,
    profiles,
    read_workbooks,
    readings,
    save_intake,
    sheet_window,
    workbooks,
)
from permu.intake.grid import Cell, Sheet
from permu.intake.numbers import Number
from permu.intake.rows import Table
from permu.sample import County, Tally, tally, write_county
from permu.terms.refusal import Refused

from .faults.treatments import name_joined_by_likeness
from .forms import Sheet as Sheet_
from .forms import workbook


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return write_county(tmp_path_factory.mktemp("county"), enterprises=600)


def read(county: County) -> Intake:
    return read_workbooks(county.workbooks, year=2025, as_of=date(2026, 2, 28))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> County:
    """One that is soon read, with errors enough for each fault."""
    return write_county(tmp_path_factory.mktemp("small"), enterprises=200)


@pytest.fixture(scope="module")
def intake(county: County) -> Intake:
    return read(county)


def tallied(county: County, intake: Intake) -> Tally:
    return tally(county.truth, intake.facts, intake.findings)


def missed(result: Tally) -> int:
    return sum(outcome.result == "missed" for outcome in result.outcomes)


def test_no_planted_error_is_missed_and_no_figure_is_silently_wrong(
    county: County, intake: Intake
) -> None:
    result = tallied(county, intake)

    assert missed(result) == 0
    assert result.silently_wrong == ()
    assert len(result.outcomes) == county.planted
    assert result.held_besides == 0


def test_every_figure_has_the_cell_it_came_from(intake: Intake) -> None:
    table = intake.facts.table
    traced = set(intake.facts.cells.select("subject", "item").iter_rows())
    for item in table.columns[1:]:
        for subject, figure in table.select("subject", item).iter_rows():
            assert figure is None or (subject, item) in traced


def test_every_finding_has_its_sentence_in_both_languages(intake: Intake) -> None:
    for finding in intake.findings:
        assert finding.text("zh").endswith("。")
        assert finding.text("en")
        assert finding.file


def blank_as_zero(patch: pytest.MonkeyPatch) -> None:
    def faulty(cell: Cell, unit: str) -> Number:
        number = numbers.number_in(cell, unit)
        return Number(Fraction(0), unit) if number.is_missing else number

    patch.setattr(readings, "number_in", faulty)


def no_conversion(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(numbers, "factor", lambda source, target: Fraction(1))


def later_duplicate_wins(patch: pytest.MonkeyPatch) -> None:
    def faulty(table: Table) -> None:
        last = {tuple(match.subject for match in row.who.values()): row for row in table.rows}
        if table.form.profile.row_is == ("subject",):
            for row in table.rows:
                if row.subject and row not in last.values():
                    row.ignored = "repetition"

    patch.setattr(workbooks, "check_repetitions", faulty)


def hidden_rows_taken_silently(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        Sheet,
        "hidden_rows",
        property(lambda self: frozenset(), lambda self, _: None),
        raising=False,
    )


def totals_not_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(checks, "agrees", lambda total, expected: True)


def findings_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(found.Source, "find", lambda self, code, severity, at, /, **details: "")


@pytest.mark.parametrize(
    "fault",
    [
        blank_as_zero, no_conversion, later_duplicate_wins,
        hidden_rows_taken_silently, totals_not_compared, name_joined_by_likeness, findings_dropped,
    ],
)  # fmt: skip
def test_a_fault_seeded_in_the_reader_is_caught(
    small: County, fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)

    result = tallied(small, read(small))

    assert missed(result) or result.silently_wrong


def test_an_import_is_the_same_whatever_the_order_of_the_files(
    county: County, intake: Intake
) -> None:
    again = read_workbooks(county.workbooks[::-1], year=2025, as_of=date(2026, 2, 28))

    assert again.facts.digest == intake.facts.digest
    assert again.facts.cells.equals(intake.facts.cells)
    assert again.findings == intake.findings


def test_an_import_is_kept_and_read_back_whole(intake: Intake, tmp_path: Path) -> None:
    save_intake(intake, tmp_path)
    again = load_intake(tmp_path)

    assert again.facts.digest == intake.facts.digest
    assert again.findings == intake.findings
    assert again.files == intake.files


def test_a_stored_import_that_was_changed_is_refused(intake: Intake, tmp_path: Path) -> None:
    save_intake(intake, tmp_path)
    (tmp_path / "findings.json").write_text('[{"code": 1}]', "utf-8")

    with pytest.raises(Refused, match="导入结果不完整或已被改动"):
        load_intake(tmp_path)


def test_progress_tells_each_file_and_reaches_its_end(county: County) -> None:
    told: list[tuple[int, int, str]] = []
    read_workbooks(
        county.workbooks, year=2025, as_of=date(2026, 2, 28),
        progress=lambda done, total, label: told.append((done, total, label)),
    )  # fmt: skip

    assert [done for done, _, _ in told] == [*range(8), 9]
    assert {total for _, total, _ in told} == {9}
    assert told[0][2] == county.workbooks[0].name


def test_a_figure_is_shown_as_the_sheet_looked_around_its_cell(
    county: County, intake: Intake
) -> None:
    cell = intake.facts.cells.filter(item="vat_paid", status="read").row(7, named=True)
    path = next(path for path in county.workbooks if path.name == cell["file"])

    window = sheet_window(path, cell["sheet"], cell["cell"], around=2)

    texts = {shown.at: shown.text for line in window.lines for shown in line.cells}
    assert texts[window.cell].replace(",", "") == cell["raw"].replace(",", "")
    assert window.cell == cell["cell"]
    assert [line.number for line in window.lines[:6]] == [1, 2, 3, 4, 5, 6]  # titles and header


def test_a_merged_cell_is_one_cell_and_what_hides_says_so(tmp_path: Path) -> None:
    rows = [["入库税款"], ["代码", "名称", "税", ""], ["", "", "增值税", "合计"], *[["甲"]] * 30]
    path = workbook(
        tmp_path / "a.xlsx",
        {"表": Sheet_(rows, merged=[(2, 3, 2, 4, "税"), (10, 1, 12, 1, "乙")], hidden_rows=[11])},
    )

    window = sheet_window(path, "表", "A11", around=1)

    far = sheet_window(path, "表", "A30", around=1)
    assert "甲" in {each.text for line in far.lines for each in line.cells}
    (tax,) = [each for line in window.lines for each in line.cells if each.text == "税"]
    assert (tax.at, tax.wide, tax.high) == ("C2", 2, 1)
    assert window.cell == "A10"
    assert [line.number for line in window.lines if line.is_hidden] == [11]
    assert [line.number for line in window.lines if not line.follows] == [10]


def test_a_number_is_told_from_a_text_that_looks_like_one(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"表": Sheet_([["税", "税"], [12, "12"]])})

    second = sheet_window(path, "表", "A2").lines[1]

    assert [(each.text, each.is_number) for each in second.cells] == [("12", True), ("12", False)]


@pytest.mark.parametrize(("sheet", "cell", "said"), [
    ("没有的表", "A1", "里没有工作表“没有的表”"), ("2025年度", "甲1", "“甲1”不是单元格地址"),
])  # fmt: skip
def test_a_window_on_nothing_is_refused(county: County, sheet: str, cell: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        sheet_window(county.workbooks[2], sheet, cell)


def test_what_was_read_of_each_file_is_said(intake: Intake, county: County) -> None:
    assert [file.name for file in intake.files] == [path.name for path in county.workbooks]
    assert [file.kind for file in intake.files] == [
        "xlsx",
        "xlsx",
        "xls",
        "xlsx",
        "xlsx",
        "xlsx",
        "csv",
        "xlsx",
    ]
    assert {len(file.sheets) for file in intake.files} == {1, 2, 4}
    register = intake.files[0].sheets[0]
    assert (register.rows, register.matched) == (600, 600)


def test_profiles_name_only_items_of_the_catalogue_and_columns_that_exist() -> None:
    from permu.terms.items import items

    for profile in profiles.profiles():
        for sheet in profile.sheets:
            columns = {column.id for column in sheet.columns}
            assert set(sheet.items) <= set(items())
            assert {items()[item].purpose for item in sheet.items} <= {"grading", "checking"}
            assert set(sheet.row_is) <= columns | set(sheet.who)
            assert {column.of for column in sheet.columns if column.item} <= set(sheet.who)
            assert not sheet.in_year or sheet.in_year in columns
            assert all(set(total.of) <= columns for total in sheet.total)
