"""A file as it lay on the clerk's desk: sheets of cells with their addresses, nothing interpreted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal, NamedTuple

Kind = Literal["n", "t", "d", "b", "e", "f", "s", ""]
"""Number, text, date, flag, error, formula without a value, number shown scaled, blank."""

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1, all included."""


class Cell(NamedTuple):
    """A cell's kind and its text as the file has it."""

    kind: Kind
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.kind == ""


BLANK = Cell("", "")


@cache
def column_letters(number: int) -> str:
    """1 is `A`, 16384 `XFD`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Such as `F5`."""
    return f"{column_letters(column)}{row}"


@dataclass
class Sheet:
    """One sheet. Only cells with something in them are kept, so a far cell costs nothing."""

    name: str
    is_hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    widths: Mapping[int, int] = field(
        default_factory=dict
    )  # of a .csv: fields of each row, blank ones too

    def cell(self, row: int, column: int) -> Cell:
        """The cell itself; of a merged range only the first has content."""
        return self.rows.get(row, {}).get(column, BLANK)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The rows that have content, in order."""
        return tuple(sorted(self.rows))

    def is_column_hidden(self, column: int) -> bool:
        """Whether the column does not show."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def row_with_merged(self, row: int) -> Mapping[int, Cell]:
        """The row's cells, those covered by a merged range showing its content, within the sheet's used columns."""
        cells = dict(self.rows.get(row, {}))
        for top, left, bottom, right in self._merged_with_content:
            if top <= row <= bottom:
                content = self.cell(top, left)
                for column in range(left, min(right, self._last_column) + 1):
                    cells.setdefault(column, content)
        return cells

    def merged_across_rows(self, columns: frozenset[int]) -> Iterator[tuple[Range, int]]:
        """Merged ranges of more than one row that have content, with each of `columns` they cover."""
        for area in self._merged_with_content:
            if area[2] > area[0]:
                yield from ((area, column) for column in columns if area[1] <= column <= area[3])

    @cached_property
    def _merged_with_content(self) -> tuple[Range, ...]:
        return tuple(area for area in self.merged if not self.cell(area[0], area[1]).is_blank)

    @cached_property
    def _last_column(self) -> int:
        """The last used column of the first rows: what a header can span."""
        first = self.numbers[:60]
        return min(500, max((max(self.rows[row]) for row in first), default=0))


@dataclass
class Workbook:
    """One file's sheets, and what else was seen in it (`macros`, `external_links`)."""

    kind: str
    notes: tuple[str, ...] = ()
    sheets: list[Sheet] = field(default_factory=list)
