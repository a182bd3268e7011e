"""One sheet to an .xls file (BIFF8), as the tax bureau's older system exports it."""

from pathlib import Path

from permu.sample.sheets.grid import Look, Odd, Sheet, Value, figure
from permu.sample.write.xlsx import head_cells

EXCEL_WIDTH = 256  # one character
BORDERS = "borders: left thin, right thin, top thin, bottom thin;"
LOOKS = {
    "title": "font: name 黑体, height 320; align: horiz center, vert center;",
    "note": "font: name 宋体, height 200; align: horiz left, vert center;",
    "head": f"font: name 宋体, height 200, bold on; align: horiz center, vert center, wrap on; {BORDERS} pattern: pattern solid, fore_colour ice_blue;",
    "data": f"font: name 宋体, height 200; align: vert center; {BORDERS}",
    "subtotal": f"font: name 宋体, height 200, bold on; align: vert center; {BORDERS}",
    "total": f"font: name 宋体, height 200, bold on; align: vert center; {BORDERS}",
}
NUMBER_FORMATS: dict[Look, str] = {"count": "0", "two": "#,##0.00"}


def write_xls(path: Path, sheet: Sheet) -> None:
    """Write the sheet: title and note merged, then the header, then the rows."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8", style_compression=2)
    page = book.add_sheet(sheet.name)
    styles = {
        (style, look): xlwt.easyxf(text, num_format_str=NUMBER_FORMATS.get(look, "@"))
        for style, text in LOOKS.items()
        for look in ("text", "code", "count", "two")
    }
    last = len(sheet.columns) - 1
    page.write_merge(0, 0, 0, last, sheet.title, styles["title", "text"])
    page.write_merge(1, 1, 0, last, sheet.note, styles["note", "text"])
    for (top, left, bottom, right), text in head_cells(sheet.columns):
        page.write_merge(
            top + sheet.head_row - 1, bottom + sheet.head_row - 1, left, right, text, styles["head", "text"]
        )  # fmt: skip
    for number, row in enumerate(sheet.laid(), sheet.first_row):
        for index, (column, value) in enumerate(zip(sheet.columns, row.cells, strict=True)):
            page.write(number - 1, index, _plain(value), styles[row.style, column.look])
    for index, column in enumerate(sheet.columns):
        page.col(index).width = column.width * EXCEL_WIDTH
    page.portrait = False
    page.paper_size_code = 8  # A3
    page.fit_num_pages = 1
    page.fit_width_to_pages = 1
    page.fit_height_to_pages = 0
    page.header_str = b""
    page.footer_str = b"&P / &N"
    page.set_panes_frozen(True)
    page.set_horz_split_pos(sheet.first_row - 1)
    page.set_vert_split_pos(3)
    book.save(str(path))


def _plain(value: Value) -> str | int | float | None:
    """Exact decimals, and codes kept as numbers, become the nearest double, which an .xls cell is."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Odd):
        return float(value.text)
    return float(figure(value))
