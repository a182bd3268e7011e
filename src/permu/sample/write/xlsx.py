"""Sheets to one .xlsx file that opens like an office's own: merged heads, borders, formats, frozen panes."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from permu.sample.sheets.grid import Column, Look, Odd, Row, Sheet, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MADE = datetime(2026, 2, 28, 9, 0)  # noqa: DTZ001 — a workbook's property has no zone
NUMBER_FORMATS: dict[Look, str] = {
    "count": "0", "two": "#,##0.00", "five": "0.00000", "date": "yyyy-mm-dd",
    "text": "@", "code": "@", "flag": "@",
}  # fmt: skip


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets of one file."""
    import xlsxwriter

    plain = {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, plain) as book:
        book.set_properties({"title": sheets[0].title, "comments": "虚构数据", "created": MADE})
        for sheet in sheets:
            _SheetWriter(book, sheet).write()


class _SheetWriter:
    """Writes one sheet; formats are made once for each look and row style."""

    def __init__(self, book: "Workbook", sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.page: Worksheet = book.add_worksheet(sheet.name)
        self.formats: dict[tuple[str, str], Format] = {}

    def write(self) -> None:
        """Title, note, header, rows, then how the page is seen and printed."""
        sheet, page = self.sheet, self.page
        last = len(sheet.columns) - 1
        page.merge_range(0, 0, 0, last, sheet.title, self._format("title", "text"))
        page.merge_range(1, 0, 1, last, sheet.note, self._format("note", "text"))
        page.set_row(0, 30)
        for above in range(sheet.head_row - 1, sheet.first_row - 1):
            page.set_row(above, 28 if above == sheet.first_row - 2 else 18)
        for at in head_cells(sheet.columns):
            self._head(*at)
        for number, row in enumerate(sheet.laid(), sheet.first_row):
            self._row(number - 1, row)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width)
        page.freeze_panes(sheet.first_row - 1, 3)
        page.repeat_rows(0, sheet.first_row - 2)
        page.set_landscape()
        page.set_paper(8 if last > 9 else 9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页，共 &N 页（虚构）")

    def _head(self, box: tuple[int, int, int, int], text: str) -> None:
        top, left, bottom, right = box
        start = self.sheet.head_row - 1
        look = self._format("head", "text")
        if (top, left) == (bottom, right):
            self.page.write_string(start + top, left, text, look)
        else:
            self.page.merge_range(start + top, left, start + bottom, right, text, look)

    def _row(self, number: int, row: Row) -> None:
        for index, (column, value) in enumerate(zip(self.sheet.columns, row.cells, strict=True)):
            self._cell(number, index, value, self._format(row.style, column.look))
        if row.is_hidden:
            self.page.set_row(number, None, None, {"hidden": True})

    def _cell(self, row: int, column: int, value: Value, look: "Format") -> None:
        page = self.page
        if value is None:
            page.write_blank(row, column, None, look)
        elif isinstance(value, str):
            page.write_string(row, column, value, look)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, look)
        elif isinstance(value, Odd):
            self._odd(row, column, value, look)
        else:
            page.write_number(row, column, float(value), look)

    def _odd(self, row: int, column: int, value: Odd, look: "Format") -> None:
        if value.kind == "number":
            self.page.write_number(row, column, float(value.text), self._format("data", "count"))
        else:
            self.page.write_formula(row, column, value.text, look, value.shown)

    def _format(self, style: str, look: Look) -> "Format":
        key = (style, look)
        if key not in self.formats:
            self.formats[key] = self.book.add_format(_looks(style, look))
        return self.formats[key]


def _looks(style: str, look: Look) -> dict[str, object]:
    font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    if style == "title":
        return {**font, "font_name": "黑体", "font_size": 16, "align": "center"}
    if style == "note":
        return {**font, "align": "left"}
    if style == "head":
        return {**font, "bold": True, "align": "center", "text_wrap": True, "border": 1, "bg_color": "#DDEBF7"}  # fmt: skip
    centered = {"align": "center"} if look in ("count", "flag", "date", "code") else {}
    summed = {"bold": True, "bg_color": "#F2F2F2"} if style != "data" else {}
    return {**font, "border": 1, "num_format": NUMBER_FORMATS[look], **centered, **summed}


def head_cells(columns: Sequence[Column]) -> Iterator[tuple[tuple[int, int, int, int], str]]:
    """Each header cell's box (top, left, bottom, right; from 0) and its text.

    Neighbors under one first-level head share it; a one-level head fills both rows.
    """
    depth = max(len(column.head) for column in columns)
    for (head, levels), group in groupby(
        enumerate(columns), lambda pair: (pair[1].head[0], len(pair[1].head))
    ):
        members = list(group)
        left, right = members[0][0], members[-1][0]
        if levels == 1:
            for index, _ in members:
                yield (0, index, depth - 1, index), head
            continue
        yield (0, left, 0, right), head
        for index, column in members:
            yield (1, index, 1, index), column.head[1]
