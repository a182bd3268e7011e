"""Rows that were hidden or filtered out: held, told of once a sheet, and silent beside one that shows."""

from pathlib import Path

from permu.intake import Intake
from permu.intake.hidden import runs

from ..forms import (
    BOLT,
    FAN,
    LAMP,
    TAX,
    Row,
    Sheet,
    cells,
    codes,
    imported,
    one,
    register,
    tax_row,
    workbook,
)
from ..forms import value as figure


def with_hidden(folder: Path, *rows: Row, hidden: tuple[int, ...]) -> Intake:
    """The tax office's form, its rows from row 4 on."""
    sheet = Sheet([["税"], ["单位：元"], TAX, *rows], hidden_rows=hidden)
    return imported(register(folder), workbook(folder / "税务.xlsx", {"2025年度": sheet}))


def test_hidden_rows_are_held_and_told_of_once(tmp_path: Path) -> None:
    rows = (tax_row(FAN, 100), tax_row(LAMP, 200), tax_row(BOLT, 300))
    intake = with_hidden(tmp_path, *rows, hidden=(4, 6))

    found = one(intake, "hidden_rows")
    assert (found.severity, found.row) == ("error", 4)
    assert "有 2 行" in found.text()
    assert "第 4、6 行" in found.text()
    assert "取消隐藏" in found.text()
    assert [figure(intake, who, "vat_paid") for who in (FAN, LAMP, BOLT)] == [None, 20_000, None]
    held = {cell["status"] for cell in cells(intake, FAN, "vat_paid")}
    assert held == {"held"}


def test_a_hidden_row_says_nothing_against_one_that_shows(tmp_path: Path) -> None:
    intake = with_hidden(tmp_path, tax_row(FAN, 100), tax_row(FAN, 150), hidden=(4,))

    assert figure(intake, FAN, "vat_paid") == 15_000
    assert "duplicate_conflict" not in codes(intake)
    assert "hidden_rows" in codes(intake)


def test_two_hidden_rows_of_one_enterprise_are_both_held(tmp_path: Path) -> None:
    intake = with_hidden(
        tmp_path, tax_row(FAN, 100), tax_row(FAN, 150), tax_row(LAMP, 1), hidden=(4, 5)
    )

    assert figure(intake, FAN, "vat_paid") is None


def test_runs_of_rows_are_named_by_their_ends() -> None:
    assert runs([3, 9, 5, 6, 7]) == "3、5—7、9"
    assert runs(range(1, 100, 2)).endswith("39……")
