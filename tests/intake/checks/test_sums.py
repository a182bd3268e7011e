"""A sheet's own sums are held against its rows, column by column; the rows stand, a person looks."""

from pathlib import Path

import pytest

from ..forms import BOLT, FAN, TAXES, codes, imported, one, register, tax, tax_row, value

SUM = ["", "", "合计", ""]


def summed(vat: object, total: object) -> list[object]:
    return [*SUM, vat, *[0] * (len(TAXES) - 1), total]


@pytest.mark.parametrize("vat", [170, "170", "170.00"])
def test_a_sum_that_the_rows_make_is_no_finding(tmp_path: Path, vat: object) -> None:
    rows = tax_row(FAN, 100), tax_row(BOLT, 70), summed(vat, 170)

    assert "total_row_mismatch" not in codes(imported(register(tmp_path), tax(tmp_path, *rows)))


def test_a_sum_that_the_rows_do_not_make_is_asked_about_and_they_stand(tmp_path: Path) -> None:
    rows = tax_row(FAN, 100), tax_row(BOLT, 70), summed(190, 170)

    intake = imported(register(tmp_path), tax(tmp_path, *rows))

    found = one(intake, "total_row_mismatch")
    assert (found.severity, found.row, found.item) == ("question", 6, "vat_paid")
    assert "“增值税”写的是 190 元，各行相加是 170 元" in found.text()
    assert value(intake, FAN, "vat_paid") == 10_000


def test_several_columns_of_one_sum_are_one_finding(tmp_path: Path) -> None:
    rows = tax_row(FAN, 100), tax_row(BOLT, 70), [*SUM, 190, 5, *[0] * (len(TAXES) - 2), 170]

    found = one(imported(register(tmp_path), tax(tmp_path, *rows)), "total_row_mismatch")

    assert (found.item, found.cell) == ("", "E6")
    assert "“免抵调库”写的是 5 元，各行相加是 0 元" in found.text()


def test_a_subtotal_is_of_the_rows_since_the_last_one(tmp_path: Path) -> None:
    small = [*SUM[:2], "小计", ""]
    rows = (
        tax_row(FAN, 100), [*small, *summed(100, 100)[4:]],
        tax_row(BOLT, 70), [*small, *summed(70, 70)[4:]], summed(170, 170),
    )  # fmt: skip

    assert "total_row_mismatch" not in codes(imported(register(tmp_path), tax(tmp_path, *rows)))


def test_where_a_row_cannot_be_read_no_sum_is_doubted(tmp_path: Path) -> None:
    rows = tax_row(FAN, "约100"), tax_row(BOLT, 70), summed(190, 190)

    found = imported(register(tmp_path), tax(tmp_path, *rows)).findings

    assert not [
        each
        for each in found
        if each.code == "intake.total_row_mismatch" and each.item == "vat_paid"
    ]
