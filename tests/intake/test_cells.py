"""The three kinds of file give the same cells: text with address and kind."""

import random
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from permu.intake.grid import Cell
from permu.intake.reader import read_grid
from permu.intake.reading.numbers import date_text, is_date_format, literal_text
from permu.intake.reading.text import delimiter_of

from .forms import Sheet, workbook


def test_an_xlsx_gives_every_kind_of_cell_with_its_address(tmp_path: Path) -> None:
    sheet = Sheet(
        [["标题"], [5229.4, "文本", date(2025, 2, 3), True], [None, "  "]],
        formulas={(4, 1): "#DIV/0!", (4, 2): "", (4, 3): 7},
    )
    (read,) = read_grid(workbook(tmp_path / "甲.xlsx", {"表": sheet})).sheets

    assert read.cell(1, 1) == Cell("t", "标题")
    assert read.cell(2, 1) == Cell("n", "5229.4")
    assert read.cell(2, 2) == Cell("t", "文本")
    assert read.cell(2, 3) == Cell("d", "2025-02-03")
    assert read.cell(2, 4) == Cell("b", "TRUE")
    assert read.cell(4, 1) == Cell("e", "#DIV/0!")
    assert read.cell(4, 2) == Cell("f", "")
    assert read.cell(4, 3) == Cell("n", "7")


def test_an_xls_gives_every_kind_of_cell_with_its_address(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    page.write_merge(0, 0, 0, 2, "标题")
    for column, number in enumerate((5229.4, -350, 0.01, 12345678901234, 1e300)):
        page.write(1, column, number)
    page.write(2, 0, date(2025, 2, 3), xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    page.write(2, 1, bool("真"))
    page.row(2).set_cell_error(2, "#DIV/0!")
    page.row(2).hidden = True
    book.save(tmp_path / "甲.xls")

    (read,) = read_grid(tmp_path / "甲.xls").sheets

    assert [read.cell(2, column).text for column in range(1, 5)] == [
        "5229.4", "-350", "0.01", "12345678901234",
    ]  # fmt: skip
    assert read.cell(3, 1) == Cell("d", "2025-02-03")
    assert read.cell(3, 2) == Cell("b", "TRUE")
    assert read.cell(3, 3) == Cell("e", "#DIV/0!")
    assert read.hidden_rows == {3}
    assert read.merged == ((1, 1, 1, 3),)


def test_texts_that_break_across_the_records_of_an_xls_are_whole(tmp_path: Path) -> None:
    draw = random.Random(7)
    texts = ["".join(draw.choices("亩均ab１", k=draw.randrange(1, 900))) for _ in range(400)]
    book = xlwt.Workbook()
    page = book.add_sheet("表")
    for row, text in enumerate(texts):
        page.write(row, 0, text)
    book.save(tmp_path / "长.xls")

    (read,) = read_grid(tmp_path / "长.xls").sheets

    assert [read.cell(row, 1).text for row in range(1, 401)] == texts


@settings(max_examples=8)
@given(st.lists(st.lists(st.one_of(
    st.integers(-10**9, 10**9), st.floats(-1e12, 1e12), st.text("亩均①ab &<>\"'", min_size=1, max_size=9),
    st.booleans()), min_size=1, max_size=6), min_size=1, max_size=8))  # fmt: skip
def test_our_reader_agrees_with_two_others_wherever_they_agree(tmp_path_factory, rows) -> None:
    path = tmp_path_factory.mktemp("three") / "三.xlsx"
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)

    (ours,) = read_grid(path).sheets
    theirs = openpyxl.load_workbook(path, data_only=True).active
    calamine = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    for at, row in enumerate(rows, 1):
        for column in range(1, len(row) + 1):
            text = ours.cell(at, column).text
            read = theirs.cell(at, column).value
            if isinstance(read, bool):
                assert text == str(read).upper()
            elif isinstance(read, int | float):
                assert float(text) == read == calamine[at - 1][column - 1]
            elif read is not None and read.strip():
                assert text == read


def test_a_csv_is_read_in_each_encoding_and_with_each_delimiter(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        for delimiter in (",", ";", "\t"):
            path = tmp_path / "表.csv"
            path.write_bytes(delimiter.join(("户名", "用电量")).encode(encoding))
            (read,) = read_grid(path).sheets
            assert [cell.text for cell in read.rows[1].values()] == ["户名", "用电量"]


def test_a_comma_inside_quotes_does_not_decide_the_delimiter() -> None:
    assert delimiter_of('户名;用电量\n甲;"1,234"\n乙;"2,345"\n丙;"3,456"') == ";"


@pytest.mark.parametrize(("literal", "shown"), [
    ("5229.3999999999996", "5229.4"), ("1E3", "1000"), ("0.1", "0.1"), ("-0", "-0"),
    ("91330281000012345", "91330281000012350"), ("1_000", None), ("nan", None), ("1e999", None),
])  # fmt: skip
def test_a_literal_means_the_double_that_a_spreadsheet_would_show(
    literal: str, shown: str | None
) -> None:
    assert literal_text(literal) == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_digit_of_a_number_is_gained_or_lost(number: float) -> None:
    assert float(str(literal_text(repr(number)))) == number


@pytest.mark.parametrize(("serial", "from_1904", "shown"), [
    (45691, False, "2025-02-03"), (44229, True, "2025-02-03"), (59, False, "1900-02-28"),
    (60, False, None), (61, False, "1900-03-01"), (45691.5, False, "2025-02-03"), (0.5, False, None),
    (2957003, True, "9999-12-31"), (2957004, True, None), (2958465, False, "9999-12-31"), (2958466, False, None),
])  # fmt: skip
def test_a_serial_number_is_the_day_that_the_sheet_shows(
    serial: float, from_1904: object, shown: str | None
) -> None:
    assert date_text(serial, from_1904=bool(from_1904)) == shown


def test_dates_of_a_workbook_that_counts_from_1904_are_not_four_years_off(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append([date(2025, 2, 3)])
    book.save(tmp_path / "苹果.xlsx")

    assert read_grid(tmp_path / "苹果.xlsx").sheets[0].cell(1, 1) == Cell("d", "2025-02-03")


@pytest.mark.parametrize(("code", "is_date"), [
    ("yyyy/m/d", True), ('yyyy"年"m"月"d"日"', True), ("0.00", False), ('0"月"', False),
    ("[Red]#,##0", False), ("General", False),
])  # fmt: skip
def test_a_number_format_is_a_date_by_its_letters_not_its_quotes(
    code: str, is_date: object
) -> None:
    assert is_date_format(200, code) is is_date


def test_a_csv_that_begins_with_the_letters_of_a_zip_is_a_csv(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("PK,用电量\n1,2\n", "utf-8")

    assert read_grid(tmp_path / "表.csv").sheets[0].cell(1, 1) == Cell("t", "PK")


def test_a_percentage_or_a_word_shows_another_number_than_its_cell_holds(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "甲.xlsx") as book:
        page = book.add_worksheet()
        for at, code in enumerate(("0%", "0.00%", '0.0"%"', '#,##0.0%;"-"', ";;;", '"停产"')):
            page.write_number(0, at, 3.5, book.add_format({"num_format": code}))

    (read,) = read_grid(tmp_path / "甲.xlsx").sheets

    assert [read.cell(1, at).kind for at in range(1, 7)] == ["s", "s", "t", "s", "s", "s"]


@pytest.mark.parametrize(("look", "shown"), [
    ({"font_script": 1}, "350¹"), ({"font_script": 2}, "350₁"), ({"font_strikeout": True}, "3501\u0336"),
    ({"bold": True}, "3501"),
])  # fmt: skip
def test_a_raised_a_lowered_and_a_struck_digit_are_no_digits(
    tmp_path: Path, look: dict[str, object], shown: str
) -> None:
    for has_table in (True, False):  # of strings; else each text stands in its cell
        path = tmp_path / "甲.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": not has_table}) as book:
            page, format_ = book.add_worksheet(), book.add_format(look)
            page.write_rich_string(0, 0, "350", format_, "1")

        assert read_grid(path).sheets[0].cell(1, 1) == Cell("t", shown)


@pytest.mark.parametrize(("code", "shown"), [
    ('0.00"万元"', Cell("t", "3.5万元")), (r"#,##0.0\元", Cell("t", "3.5元")), ('0.0"亩";-0.0"亩"', Cell("t", "3.5亩")),
    ('0.0"号"', Cell("t", "3.5号")), ('General"万元"', Cell("t", "3.5万元")), ('0.0"万"', Cell("t", "3.5万")),
    ('"约"0.0', Cell("s", "3.5")), ("[$$-409]0.0", Cell("s", "3.5")), ('0"0000"', Cell("s", "3.5")), ('"-"0.0', Cell("s", "3.5")),
    ('[<10000]0.0;0!.0,', Cell("s", "3.5")), ("h:mm", Cell("d", "1900-01-03")), ("[$¥-804]#,##0.0", Cell("n", "3.5")),
    (r'_ "¥"* #,##0.00_ ;_ "¥"* \-#,##0.00_ ', Cell("n", "3.5")), ("0.0E+00", Cell("n", "3.5")), ('#,##0.00_ ', Cell("n", "3.5")), ("0.00_);(0.00)", Cell("n", "3.5")), ("General", Cell("n", "3.5")),
])  # fmt: skip
def test_words_that_a_format_sets_beside_a_number_are_read_with_it(
    tmp_path: Path, code: str, shown: Cell
) -> None:
    with xlsxwriter.Workbook(tmp_path / "甲.xlsx") as book:
        book.add_worksheet().write_number(0, 0, 3.5, book.add_format({"num_format": code}))

    assert read_grid(tmp_path / "甲.xlsx").sheets[0].cell(1, 1) == shown
