"""A cell whose digits are not what its reader sees gives no figure; one that is only untidy does."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from permu.intake.dates import date_in
from permu.intake.grid import Cell
from permu.intake.numbers import number_in
from permu.intake.reading.numbers import is_scaled_format

from ..forms import FAN, LAMP, NAMES, TAX, imported, one, register, tax, tax_row, value


@pytest.mark.parametrize(
    "written", ["①", "350①", "350²", "120\n350", "120\t350", "12\x013", "\u202e053", "3\u2003500"]
)
def test_a_footnote_a_second_line_or_a_turned_figure_makes_no_other_number(written: str) -> None:
    read = number_in(Cell("t", written), "yuan")

    assert (read.value, read.problem) == (None, "not_a_number")


@pytest.mark.parametrize("written", ["12.5㎡", "12.5m²", "12.5 M²"])
def test_the_square_of_a_unit_is_no_footnote(written: str) -> None:
    assert number_in(Cell("t", written), "mu").unit == "m2"


@pytest.mark.parametrize("written", ["1.23E+05", "1e+05", "６.１Ｅ＋１１"])
def test_a_figure_that_a_spreadsheet_shortened_for_show_is_held(written: str) -> None:
    read = number_in(Cell("t", written), "yuan")

    assert (read.value, read.problem) == (None, "number_shortened")


@pytest.mark.parametrize(
    ("code", "scaled"),
    [
        (r"0\.0,", True), ('0"."0,', True), (r"0\.0000", True), ("#,##0,", True), ('0.0,,"百万"', True),
        ("#,##0", False), ("#,##0.00_);(#,##0.00)", False), ('0.00"万元"', False), ("General", False),
        (r'_ * #,##0.00_ ;_ * \-#,##0.00_ ;_ * "-"??_ ;_ @_ ', False), ("0%", False), (r"0\-0", False),
    ],
)  # fmt: skip
def test_a_format_that_shows_another_number_is_known(code: str, *, scaled: bool) -> None:
    assert is_scaled_format(code) is scaled


def test_a_figure_that_its_format_shows_scaled_is_held(tmp_path: Path) -> None:
    path = tmp_path / "03_税务局_入库税款.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("2025年度")
        page.write_row(0, 0, [f"{name}（万元）" if name in TAX[4:] else name for name in TAX])
        for at, who in enumerate((FAN, LAMP), 1):
            page.write_row(at, 0, tax_row(who, 123456))
        page.write_number(1, 4, 123456, book.add_format({"num_format": '0"."0,'}))
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "vat_paid") is None
    assert value(intake, LAMP, "vat_paid") == 123_456_000_000
    assert "格式让它显示成另一个数" in one(intake, "shown_scaled").text()


@pytest.mark.parametrize(
    "written", ["2010-05-06 00:00:00", "2010/5/6 0:00", "2010-05-06T08:30:00", "2010-05-06 00:00:00.0"]
)  # fmt: skip
def test_a_time_of_day_beside_a_date_is_left_out(written: str) -> None:
    assert date_in(Cell("t", written)) == date(2010, 5, 6)


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000", "\n"])
def test_a_code_parted_by_any_space_is_the_code(tmp_path: Path, space: str) -> None:
    parted = FAN[:8] + space + FAN[8:]
    row = (1, parted, NAMES[FAN], "", "2010-05-06", "C3670", "东溪镇", "")
    intake = imported(register(tmp_path, [row]), tax(tmp_path, tax_row(parted, 25)))

    assert value(intake, FAN, "vat_paid") == 2500


def test_a_code_in_full_width_or_lower_case_is_proposed_and_not_used(tmp_path: Path) -> None:
    intake = imported(register(tmp_path), tax(tmp_path, tax_row(FAN.lower(), 25)))

    assert value(intake, FAN, "vat_paid") is None
    assert FAN in one(intake, "code_repairable").text()
