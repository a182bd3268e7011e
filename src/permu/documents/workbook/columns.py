"""A list as a clerk expects it: a header of two levels, frozen, filtered, repeated on every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from xlsxwriter.utility import xl_range_abs

from permu.documents.workbook.book import Row
from permu.documents.workbook.sheet import Sheet, Value, kept, number_format

FROZEN_COLUMNS = 3  # number, code and name stay while the rest is scrolled


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its two header texts, its width, and what stands in it for a row.

    Columns side by side with the same `top` share one merged cell above them. A `kept` number is
    an Int64 of 10^-6, shown to `decimals`; a `count` is a whole number; a `name` is made smaller
    where it is too long; a `grade` stands in the middle, on the color that `tint` gives it.
    """

    top: str
    sub: str = ""
    width: float = 10
    kind: Literal["text", "name", "count", "kept", "grade"] = "text"
    decimals: int = 2
    get: Callable[[Row], str | int | None]
    tint: Callable[[Row], str] | None = None

    def value(self, row: Row) -> Value:
        """What stands in the cell."""
        found = self.get(row)
        return kept(found) if self.kind == "kept" and isinstance(found, int) else found

    def style(self, row: Row) -> dict[str, object]:
        """How the cell looks."""
        color = self.tint(row) if self.tint else ""
        looks: dict[str, dict[str, object]] = {
            "text": {},
            "name": {"text_wrap": False, "shrink": True},
            "count": {"align": "center", "indent": 0},
            "kept": {"align": "right", "num_format": number_format(self.decimals)},
            "grade": {"align": "center", "bold": True},
        }
        return looks[self.kind] | ({"bg_color": color} if color else {})


@dataclass(frozen=True, kw_only=True)
class Table:
    """Where a list stands, for the formulas of other sheets."""

    sheet: str
    columns: Sequence[Column]
    first: int
    last: int

    def cells(self, head: str) -> str:
        """The absolute range under the column whose header (lower level, else upper) is `head`."""
        index = [column.sub or column.top for column in self.columns].index(head)
        return f"'{self.sheet}'!{xl_range_abs(self.first, index, self.last, index)}"


def write_table(sheet: Sheet[Any], columns: Sequence[Column], rows: Sequence[Row]) -> Table:
    """The header in two rows, the rows under it; frozen, filtered, and repeated in print."""
    top = sheet.row
    _header(sheet, columns)
    first = sheet.row
    for row in rows:
        for index, column in enumerate(columns):
            sheet.cell(index, column.value(row), **column.style(row))
        sheet.end_row()
    if not rows:
        sheet.line([sheet.book.words["nobody"], *[""] * (len(columns) - 1)])
    last = sheet.row - 1
    sheet.raw.autofilter(first - 1, 0, last, len(columns) - 1)
    sheet.raw.repeat_rows(top, first - 1)
    sheet.raw.freeze_panes(first, FROZEN_COLUMNS)
    return Table(sheet=sheet.name, columns=columns, first=first, last=last)


def _header(sheet: Sheet[Any], columns: Sequence[Column]) -> None:
    style, row = sheet.head_style(), sheet.row
    sheet.raw.set_row(row, 46)
    sheet.raw.set_row(row + 1, 30)
    for top, together in groupby(enumerate(columns), key=lambda pair: pair[1].top):
        indices = [index for index, _column in together]
        has_sub = bool(columns[indices[0]].sub)
        last_row = row if has_sub else row + 1
        if has_sub and len(indices) == 1:
            sheet.raw.write_string(row, indices[0], top, style)
        else:
            sheet.raw.merge_range(row, indices[0], last_row, indices[-1], top, style)
        for index in indices:
            if has_sub:
                sheet.raw.write_string(row + 1, index, columns[index].sub, style)
    sheet.row += 2
