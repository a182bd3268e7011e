"""Numbers, dates and industry codes as departments write them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.intake.dates import date_in
from permu.intake.found import At, Source
from permu.intake.grid import BLANK, Cell
from permu.intake.numbers import Number, number_in, whole
from permu.intake.profiles import Column
from permu.intake.reading.numbers import number_text
from permu.intake.readings import Reader
from permu.intake.recognise import Placed
from permu.intake.tidy import name_key, visible
from permu.terms.industries import industry_code
from permu.terms.items import item

CELLS = st.one_of(
    st.builds(lambda number: Cell("n", number_text(number)), st.floats(-1e18, 1e18)),
    st.builds(Cell, st.sampled_from(["t", "d", "b", "e"]), st.text(max_size=40)),
    st.sampled_from([Cell("f", ""), BLANK]),
)


@pytest.mark.parametrize(("written", "meant"), [
    ("1,234,567.8", "1234567.8"), ("１２３．５", "123.5"), ("'1234", "1234"), ("（350）", "-350"),
    ("(1,350.5)", "-1350.5"), (" 12.50 ", "12.5"), ("¥300", "300"), ("1.5E3", "1500"), ("+7", "7"),
    ("\u202a5229.4\u202c", "5229.4"), ("１，２３４", "1234"), ("-0.5", "-0.5"), (".5", "0.5"),
])  # fmt: skip
def test_a_number_kept_as_text_is_the_number_meant(written: str, meant: str) -> None:
    assert number_in(Cell("t", written), "yuan") == Number(Fraction(meant), "yuan")


@pytest.mark.parametrize(("written", "column_unit", "meant", "own_unit"), [
    ("12.5亩", "m2", "12.5", "mu"), ("1,203.5万元", "yuan", "1203.5", "10k_yuan"),
    ("300 平方米", "mu", "300", "m2"), ("8000㎡", "mu", "8000", "m2"), ("3万千瓦时", "kwh", "3", "10k_kwh"),
    ("500公斤", "t", "500", "kg"),
])  # fmt: skip
def test_a_unit_in_the_cell_outranks_the_column(
    written: str, column_unit: str, meant: str, own_unit: str
) -> None:
    assert number_in(Cell("t", written), column_unit) == Number(Fraction(meant), own_unit)


@pytest.mark.parametrize("written", ["—", "－", "-", "——", "无", "/", "暂无", " — "])
def test_a_dash_is_missing_and_never_zero(written: str) -> None:
    read = number_in(Cell("t", written), "yuan")

    assert (read.value, read.problem) == (None, "figure_dash")


@pytest.mark.parametrize(("cell", "problem"), [
    (Cell("t", "0（停产）"), "number_with_remark"), (Cell("t", "12亩左右"), "number_with_remark"),
    (Cell("t", "约300"), "not_a_number"), (Cell("t", "1,23"), "not_a_number"),
    (Cell("t", "1.234,56"), "not_a_number"), (Cell("t", "12 34"), "not_a_number"),
    (Cell("t", "3吨"), "unit_in_cell_unlike"), (Cell("t", "(350"), "not_a_number"),
    (Cell("t", "-(350)"), "not_a_number"), (Cell("t", "9" * 61), "not_a_number"),
    (Cell("e", "#N/A"), "error_cell"), (Cell("f", ""), "formula_without_value"),
    (Cell("d", "2025-02-03"), "figure_is_date"), (Cell("b", "TRUE"), "not_a_number"),
    (Cell("", ""), "figure_blank"), (Cell("t", "停产"), "not_a_number"),
])  # fmt: skip
def test_what_is_no_clear_number_is_not_taken_for_one(cell: Cell, problem: str) -> None:
    read = number_in(cell, "mu")

    assert (read.value, read.problem) == (None, problem)


def test_square_meters_become_mu_exactly() -> None:
    assert whole(Number(Fraction("1333.34"), "m2"), item("land_owned")) == 2_000_010
    assert whole(Number(Fraction("10000"), "yuan"), item("vat_paid")) == 1_000_000


def test_what_the_scale_cannot_hold_is_not_rounded() -> None:
    assert whole(Number(Fraction("0.001"), "yuan"), item("vat_paid")) is None
    assert whole(Number(Fraction(1, 3), "10k_yuan"), item("vat_paid")) is None


def test_the_noise_of_binary_arithmetic_is_no_precision() -> None:
    noisy = number_in(Cell("n", "0.30000000000000004"), "10k_yuan")

    assert whole(noisy, item("vat_paid")) == 300_000


@given(
    st.integers(-(10**12), 10**12), st.sampled_from(["yuan", "1k_yuan", "10k_yuan", "100m_yuan"])
)
def test_a_conversion_loses_nothing(hundredths: int, unit: str) -> None:
    written = Number(Fraction(hundredths, 100), unit)
    yuan = {"yuan": 1, "1k_yuan": 1_000, "10k_yuan": 10_000, "100m_yuan": 10**8}[unit]

    assert whole(written, item("vat_paid")) == hundredths * yuan


@pytest.mark.parametrize(("written", "meant"), [
    ("2025-2-3", date(2025, 2, 3)), ("2025/02/03", date(2025, 2, 3)), ("2025.2.3", date(2025, 2, 3)),
    ("2025年2月3日", date(2025, 2, 3)), ("２０２５－０２－０３", date(2025, 2, 3)), ("20250203", date(2025, 2, 3)),
    ("2025-02-30", None), ("2025年2月", None), ("45691", None), ("25-2-3", None), ("0025-02-03", None),
    ("二〇二五年", None),
])  # fmt: skip
def test_a_date_is_a_whole_day_that_exists(written: str, meant: date | None) -> None:
    assert date_in(Cell("t", written)) == meant


@pytest.mark.parametrize(("written", "meant"), [
    ("C3670", "C3670"), ("3670", "C3670"), ("c367", "C367"), ("D4430", "D4430"), ("F51", "F51"),
    ("C37", "C37"), ("C9999", None), ("C3699", None), ("D3670", None), ("C", None), ("C36701", None),
    ("B3670", None), ("98", None), ("汽车", None), ("", None),
])  # fmt: skip
def test_an_industry_code_is_one_of_the_standard(written: str, meant: str | None) -> None:
    assert industry_code(written) == meant


def test_names_are_compared_without_width_spaces_and_kind_of_bracket() -> None:
    assert name_key("样例县（东溪） 风机　有限公司") == name_key("样例县(东溪)风机有限公司")
    assert name_key("样例县〔东溪〕风机有限公司") == name_key("样例县（东溪）风机有限公司")
    assert name_key("样例县东溪风机有限公司") != name_key("样例县东溪风机厂")


def test_what_csv_writers_put_around_a_code_is_no_part_of_it() -> None:
    assert (
        visible('="91990101"') == visible("'91990101") == visible("\u200e91990101\t") == "91990101"
    )


@given(CELLS)
def test_no_cell_makes_a_reading_fail_and_only_digits_make_a_figure(cell: Cell) -> None:
    source = Source(file="x", sha256="", sheet="", provider="", findings=[])
    reader = Reader(source, date(2026, 2, 28))
    for column in (
        Column(id="vat_paid", item="vat_paid", headers=("增值税",), kind="figure", unit="yuan"),
        Column(id="land", item="land_owned", headers=("面积",), kind="sum", unit="m2", zero="held"),
        Column(id="on", item="registered_on", headers=("日期",), kind="date"),
        Column(id="is", item="is_high_tech", headers=("高新",), kind="flag"),
        Column(id="hit", item="major_safety_accidents", headers=("等级",), kind="count"),
        Column(id="industry", item="industry", headers=("行业",), kind="industry"),
        Column(id="name", item="name", headers=("名称",), kind="text"),
    ):
        reading = reader.read(Placed(column, 1, column.unit), cell, At(row=1, column=1))

        assert reading.value is not None or reading.status in ("missing", "held")
        if reading.status == "read" and column.kind in ("figure", "sum"):
            assert cell.kind in ("n", "t")
            assert any(one.isnumeric() for one in cell.text)
