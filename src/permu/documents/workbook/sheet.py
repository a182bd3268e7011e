"""One sheet, written from the top down: title, headings, header rows, lines, remarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar
from unicodedata import east_asian_width

from permu.documents.text import MISSING
from permu.documents.workbook.book import (
    BODY_FONT,
    HEAD_FONT,
    SOFT,
    TITLE_FONT,
    WASH,
    Book,
    ResultBook,
)
from permu.engine.evaluation import DECIMALS

A3, A4 = 8, 9
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_TEXT = 32_000  # Excel keeps 32,767 characters a cell
ROW_HEIGHT, LINE_HEIGHT = 18.0, 13.5


@dataclass(frozen=True)
class Formula:
    """A formula with the value it has, so that a reader that does not calculate shows it too."""

    text: str
    value: str | float
    num_format: str = "#,##0"


B = TypeVar("B", bound=Book)
Value = str | int | float | Formula | None


class Sheet(Generic[B]):
    """A sheet as wide as its `widths`; `row` is the next free row. Prints across, one page wide.

    Titles and remarks go across all columns, or the first `span` of a sheet too wide for a screen.
    """

    def __init__(
        self,
        book: B,
        name: str,
        *,
        widths: Sequence[float],
        paper: int = A4,
        span: int | None = None,
    ) -> None:
        self.book = book
        self.name = book.words[name]
        self.widths = widths
        self.span = span or len(widths)
        self.row = 0
        self._lines = 1  # of text, in the tallest cell of the current row
        self.raw: Any = book.file.add_worksheet(self.name)
        for index, width in enumerate(widths):
            self.raw.set_column(index, index, width)
        self.raw.hide_gridlines(2)
        self.raw.set_default_row(ROW_HEIGHT)
        self.raw.set_landscape()
        self.raw.set_paper(paper)
        self.raw.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        self.raw.fit_to_pages(1, 0)
        self.raw.center_horizontally()
        self.raw.set_footer(f"&L&8{self.name}&C&8{book.words['print_pages']}&R&8Permu 亩均")
        self._title()

    def _title(self) -> None:
        """The merged title, and the line that says from what the sheet was made."""
        heading = self.book.heading(self.name)
        self.merged(heading, height=36, font_size=18, align="center", font_name=TITLE_FONT)
        made_from = self.book.made_from()
        lines = lines_of(made_from, sum(self.widths[: self.span]))
        height = max(30, LINE_HEIGHT * lines + 3)
        self.merged(made_from, height=height, font_size=9, font_color=SOFT)

    def merged(self, text: str, *, height: float, **style: object) -> None:
        """One text across the whole sheet, without borders."""
        look = self.book.style(border=0, text_wrap=True, **style)
        self.raw.set_row(self.row, height)
        self.raw.merge_range(self.row, 0, self.row, self.span - 1, text, look)
        self.row += 1

    def section(self, name: str, heads: Sequence[str] = ()) -> None:
        """A heading, and under it a header row of the words named by `heads`."""
        words = self.book.words
        self.merged(words[name], height=26, bold=True, font_size=12, font_name=HEAD_FONT)
        if heads:
            self.head([words[head] for head in heads])

    def head(self, texts: Sequence[str]) -> None:
        """One header row."""
        self.raw.set_row(self.row, 32)
        for index, text in enumerate(texts):
            self.raw.write_string(self.row, index, text, self.head_style())
        self.row += 1

    def head_style(self) -> Any:
        """The format of a header cell."""
        return self.book.style(
            bold=True, bg_color=WASH, align="center", text_wrap=True, font_name=HEAD_FONT
        )

    def line(self, values: Sequence[Value], **style: object) -> None:
        """One line of a small table: texts, plain numbers, formulas."""
        for index, value in enumerate(values):
            self.cell(index, value, **style)
        self.end_row()

    def pair(self, label: str, text: str) -> None:
        """A label, and its text across the rest of the sheet."""
        self.raw.merge_range(self.row, 1, self.row, len(self.widths) - 1, "", self.book.style())
        self.cell(0, label)
        self.cell(1, text, text_wrap=False)
        self.end_row()

    def note(self, text: str) -> None:
        """A remark across the sheet, and an empty row."""
        self.merged(text, height=30, font_size=9, font_color=SOFT, font_name=BODY_FONT)
        self.row += 1

    def end_row(self) -> None:
        """The current row is written: make it as high as its longest text needs, and go on."""
        if self._lines > 1:
            self.raw.set_row(self.row, LINE_HEIGHT * self._lines + 5)
        self._lines = 1
        self.row += 1

    def cell(self, column: int, value: Value, **style: object) -> None:
        """One cell of the current row. Text stays text; missing is a dash, never a zero."""
        at = (self.row, column)
        if isinstance(value, Formula):
            look = {"num_format": value.num_format, "align": "right", "indent": 1} | style
            self.raw.write_formula(*at, value.text, self.book.style(**look), value.value)
        elif isinstance(value, str) or value is None:
            self._text(at, value or MISSING, {"align": "left", "text_wrap": True} | style)
        else:
            look = {"num_format": "#,##0", "align": "right", "indent": 1} | style
            self.raw.write_number(*at, value, self.book.style(**look))

    def _text(self, at: tuple[int, int], text: str, style: dict[str, object]) -> None:
        """Text that stays text, also when somebody edits a cell that begins like a formula."""
        if text.startswith(FORMULA_STARTS):
            style["quote_prefix"] = True
        if style["align"] != "center":
            style["indent"] = 1
        if style.get("text_wrap"):
            self._lines = max(self._lines, lines_of(text, self.widths[at[1]]))
        self.raw.write_string(*at, text[:LONGEST_TEXT], self.book.style(**style))


ResultSheet = Sheet[ResultBook]
"""A sheet of a result's workbook."""


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column so many digits wide: a Chinese character is two."""
    room = width - 3
    return sum(
        max(1, ceil(sum(2 if east_asian_width(c) in "WF" else 1 for c in part) / room))
        for part in text.split("\n")
    )


def kept(number: int | None) -> float | None:
    """A number kept in 10^-6 as a spreadsheet has it: the nearest double, for showing."""
    return None if number is None else number / 10**DECIMALS


def number_format(decimals: int) -> str:
    """The number format with so many decimals.

    >>> number_format(2)
    '#,##0.00'
    """
    return "#,##0" + ("." + "0" * decimals if decimals else "")
