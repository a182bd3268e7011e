"""A sheet's own sums are held against its rows, column by column; the rows stand, a person looks."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.intake.sum_reasons import Part, Reason, reason

from ..forms import BOLT, FAN, LAMP, TAXES, codes, imported, one, register, tax, tax_row, value

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


def test_where_a_row_cannot_be_read_the_others_are_summed_and_what_is_left_is_told(
    tmp_path: Path,
) -> None:
    rows = tax_row(FAN, "约100"), tax_row(BOLT, 70), summed(190, 190)

    intake = imported(register(tmp_path), tax(tmp_path, *rows))

    found = one(intake, "total_row_unread")
    assert (found.severity, found.item, found.row) == ("note", "vat_paid", 6)
    assert "读得出的各行相加是 70 元，1 行读不出（第 4 行），应当共是 120 元" in found.text()
    assert "(row 4) and should make 120 yuan" in found.text("en")
    assert not [
        each
        for each in intake.findings
        if each.code == "intake.total_row_mismatch" and each.item == "vat_paid"
    ]


def test_rows_that_make_more_than_the_sum_are_told_although_one_cannot_be_read(
    tmp_path: Path,
) -> None:
    small = [*SUM[:2], "小计", ""]
    rows = (
        tax_row(BOLT, 70), [*small, *summed(70, 70)[4:]],
        tax_row(FAN, "约100"), tax_row(LAMP, 80), [*small, *summed(50, 50)[4:]], summed(60, 60),
    )  # fmt: skip

    found = [
        each.text()
        for each in imported(register(tmp_path), tax(tmp_path, *rows)).findings
        if each.code == "intake.total_row_mismatch"
    ]

    assert any("读不出（第 6 行）" in text for text in found)


@pytest.mark.parametrize(("vat", "said"), [
    (100, "少的正好是第 5 行"), (270, "多的正好是第 4 行"), (1700, "正好是 10 倍"),
    (107, "第 5 行如果是现在的 1/10 倍"), (1070, "第 4 行如果是现在的 10 倍"),
])  # fmt: skip
def test_what_alone_explains_the_difference_is_said(tmp_path: Path, vat: int, said: str) -> None:
    rows = tax_row(FAN, 100), tax_row(BOLT, 70), summed(vat, 170)

    text = one(imported(register(tmp_path), tax(tmp_path, *rows)), "total_row_mismatch").text()

    assert said in text


def parts(*amounts: int) -> list[Part]:
    return [(number, Fraction(amount)) for number, amount in enumerate(amounts, 4)]


def test_two_rows_explain_a_difference_only_where_no_other_two_do() -> None:
    unique, twice = parts(100, 31, 7, 900), parts(100, 31, 7, 24, 14, 900)

    assert reason(Fraction(1000), unique) == Reason("sum_two_rows", {"first": "5", "second": "6"})
    assert reason(Fraction(1076 - 38), twice) is None


def test_rows_that_are_alike_explain_nothing() -> None:
    assert reason(Fraction(200), parts(100, 100, 100)) is None


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=30, unique=True), st.data())
def test_the_row_that_is_left_out_is_named(amounts: list[int], data: st.DataObject) -> None:
    left = data.draw(st.integers(0, len(amounts) - 1))

    found = reason(Fraction(sum(amounts) - amounts[left]), parts(*amounts))

    assert found is not None
    assert found.name == "sum_slipped" or found.details == {"row": str(left + 4)}
