"""The sheet around a figure looks as it did in its workbook, and no looks do harm."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color

from permu.intake import sheet_window
from permu.intake.reading.appearance.colours import colour, readable
from permu.intake.reading.appearance.dress import Dress
from permu.intake.reading.appearance.formats import displayed
from permu.intake.window import Shown, Window

MARKUP = '"><script>alert(1)</script>'


def shown(window: Window, at: str) -> Shown:
    return next(cell for line in window.lines for cell in line.cells if cell.at == at)


@pytest.fixture
def dressed(tmp_path: Path) -> Path:
    """A workbook as a department's: a head on a dark fill, figures with separators, a struck row."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "入库税款"
    thin = Side(style="thin")
    sheet.append(["名称", "税金（元）", "占比", "入库日期", "备注"])
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF1F4E78")
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
    for row in range(2, 41):
        sheet.append([f"样例县第 {row} 厂", 1234567.891 + row, 0.1234, 45292, None])
        sheet.cell(row, 2).number_format = "#,##0.00"
        sheet.cell(row, 3).number_format = "0.0%"
        sheet.cell(row, 4).number_format = 'yyyy"年"m"月"d"日"'
        sheet.cell(row, 2).border = Border(left=thin, right=thin, top=thin, bottom=thin)
        sheet.row_dimensions[row].outlineLevel = 1 if row == 30 else 0
    sheet["A30"].font = Font(strike=True, italic=True, underline="single")
    sheet["B30"].font = Font(color=Color(theme=5, tint=-0.25))
    sheet["B30"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.8))
    sheet["E30"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["C"].outlineLevel = 1
    sheet.freeze_panes = "B9"
    sheet.sheet_view.showGridLines = False
    book.save(tmp_path / "03_税务局.xlsx")
    return tmp_path / "03_税务局.xlsx"


def test_a_figure_is_displayed_by_its_format_and_kept_beside_as_it_is(dressed: Path) -> None:
    window = sheet_window(dressed, "入库税款", "B30")

    told = {at: (shown(window, at).text, shown(window, at).raw) for at in ("B30", "C30", "D30")}
    assert told == {
        "B30": ("1,234,597.89", "1234597.891"),
        "C30": ("12.3%", "0.1234"),
        "D30": ("2024年1月1日", "2024-01-01"),
    }
    assert all(shown(window, at).is_number for at in told)
    assert shown(window, "E30").raw == ""


def test_letters_fills_lines_and_widths_are_those_of_the_sheet(dressed: Path) -> None:
    window = sheet_window(dressed, "入库税款", "B30")

    assert shown(window, "A1").dress == Dress(
        is_bold=True, wraps=True, ink="ffffff", fill="1f4e78", across="center"
    )
    name = shown(window, "A30")
    assert (name.dress.is_struck, name.dress.is_italic, name.dress.is_underlined) == (True,) * 3
    assert name.text == "样例县第 30 厂"
    assert set(shown(window, "B30").dress.sides) == set("lrtb")
    assert shown(window, "E30").dress.fill == "ffff00"  # a blank cell has looks, too
    assert [(each.letters, each.width, each.is_grouped) for each in window.columns][:3] == [
        ("A", 28, False), ("B", 8, False), ("C", 13, True)
    ]  # fmt: skip
    assert not window.has_grid


def test_what_the_sheet_keeps_in_sight_is_shown_with_a_far_cell(dressed: Path) -> None:
    window = sheet_window(dressed, "入库税款", "B30", around=1)

    assert [line.number for line in window.lines] == [*range(1, 9), 29, 30, 31]
    assert [line.number for line in window.lines if line.is_last_frozen] == [8]
    assert [line.number for line in window.lines if line.is_grouped] == [30]


def test_colors_of_the_theme_are_lighter_and_darker_by_their_tint(dressed: Path) -> None:
    dress = shown(sheet_window(dressed, "入库税款", "B30"), "B30").dress

    assert dress.fill == "dce6f2"  # accent 1 of the workbook's own theme, 80 % lighter
    assert dress.ink != ""


def test_an_xls_looks_as_it_did(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.set_colour_RGB(0x21, 0xDD, 0xEB, 0xF7)
    sheet = book.add_sheet("表")
    head = xlwt.easyxf(
        "font: bold on, italic on, colour_index white; pattern: pattern solid, fore_colour dark_blue;"
        "align: horiz center, wrap on; borders: left thin, bottom thin"
    )
    own = xlwt.easyxf("pattern: pattern solid, fore_colour 0x21", num_format_str="#,##0.0")
    sheet.write(0, 0, "税金", head)
    for row in range(1, 30):
        sheet.write(row, 0, 1234.56, own)
        sheet.write(row, 1, 7)
        sheet.write(row, 2, 8)
    sheet.col(0).width = 20 * 256
    sheet.set_panes_frozen(True)
    sheet.set_horz_split_pos(1)
    book.save(str(tmp_path / "a.xls"))

    window = sheet_window(tmp_path / "a.xls", "表", "A20")

    assert shown(window, "A1").dress == Dress(
        is_bold=True, is_italic=True, wraps=True, ink="ffffff", fill="000080", across="center",
        sides="lb",
    )  # fmt: skip
    assert (shown(window, "A20").text, shown(window, "A20").dress.fill) == ("1,234.6", "ddebf7")
    assert window.columns[0].width == 20
    assert window.lines[0].is_last_frozen


def test_a_csv_is_plain(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("名称,税金\n甲,1\n", encoding="utf-8")

    window = sheet_window(tmp_path / "a.csv", "", "B2")

    assert shown(window, "B2") == Shown(text="1", at="B2")


def changed(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with some text of one part replaced."""
    told = io.BytesIO()
    with zipfile.ZipFile(path) as old_zip, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old_zip.namelist():
            text = old_zip.read(name)
            if name == part:
                assert old in text.decode()
                text = text.decode().replace(old, new).encode()
            made.writestr(name, text)
    path.write_bytes(told.getvalue())
    return path


@pytest.mark.parametrize(("old", "new"), [
    ("FF1F4E78", "&quot;&gt;&lt;script&gt;"), ("FF1F4E78", "url(x)"), ('formatCode="0.0%"', f'formatCode="{"0" * 100_000}"'),
    ("<font>", "<color rgb='x'/><font>"), ('tint="0.8"', 'tint="nan"'), ('theme="4"', 'theme="99999999999"'),
    ("</cellXfs>", '<xf fontId="999999" fillId="999999" numFmtId="999999"/>' * 300_000 + "</cellXfs>"),
])  # fmt: skip
def test_hostile_looks_do_no_harm(dressed: Path, old: str, new: str) -> None:
    path = changed(dressed, "xl/styles.xml", old, new)

    window = sheet_window(path, "入库税款", "B30")

    said = "".join(f"{cell.text}{cell.dress}" for line in window.lines for cell in line.cells)
    assert "script" not in said
    assert "url" not in said
    assert shown(window, "B30").raw in ("", "1234597.891")


@pytest.mark.parametrize(("value", "code", "text"), [
    (1234567.891, "#,##0.00", "1,234,567.89"), (-5.5, "0.0", "-5.5"), (0.1234, "0.00%", "12.34%"),
    (123456, '0!.0,"万"', "12.3万"), (12345678, "#,##0,", "12,346"), (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"), (12, "00000", "00012"), (12.5, '0.00"万元"', "12.50万元"),
    (45292.75, "yyyy-mm-dd hh:mm", "2024-01-01 18:00"), (1.5, "[h]:mm", "36:00"), (0.3000000000000004, "General", "0.3"),
    (913301234567890123, "General", "9.13301E+17"), (1.25, "0.0", "1.3"), (5, "[>=100]0;0.0", "5.0"),
    (5, "[DBNum1]0", ""), (0.5, "# ?/?", ""), (1, "0" * 300, ""), (13812345678, "000-0000-0000", "138-1234-5678"),
])  # fmt: skip
def test_numbers_are_displayed_as_spreadsheets_display_them(
    value: float, code: str, text: str
) -> None:
    assert displayed(value, code)[0] == text


def test_a_format_may_color_what_it_displays() -> None:
    assert displayed(-1, "0;[Red]-0") == ("-1", "ff0000")


@given(st.floats(allow_nan=False), st.text('0#?.,%E+-;"[]ymdhs/@!\\_*年 <=5Red', max_size=60))
def test_no_format_breaks_the_window(value: float, code: str) -> None:
    assert isinstance(displayed(value, code)[0], str)


COLOURS = st.binary(min_size=3, max_size=3).map(bytes.hex)


@given(COLOURS | st.just(""), COLOURS | st.just(""))
def test_every_text_can_be_read(ink: str, fill: str) -> None:
    once = readable(ink, fill)

    assert readable(*once) == once


def test_a_text_that_was_hidden_by_its_color_is_seen() -> None:
    assert readable("ffffff", "") == ("6c6c6c", "")
    assert readable("", "000000") == ("", "")  # our dark letters on a black cell
    assert readable("ffffff", "1f4e78") == ("ffffff", "1f4e78")


def test_a_color_is_one_or_none() -> None:
    assert colour({"rgb": "FF1F4E78"}) == "1f4e78"
    assert colour({"rgb": MARKUP}) == colour({"indexed": "64"}) == colour({"theme": "-1"}) == ""
