"""What a cell wears, and what the child tells of the cells it was asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from permu.intake.reading.appearance.colours import readable
from permu.intake.reading.appearance.formats import displayed

_LONGEST = 400  # characters of a number as it is displayed
MAX_SPANS = 16_384  # of columns that are described together


class Dress(NamedTuple):
    """The looks of a cell as far as a page shows them. Colors are six hexadecimal digits, or nothing."""

    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    wraps: bool = False
    ink: str = ""
    fill: str = ""
    across: str = ""  # left | center | right
    sides: str = ""  # of l, r, t, b: where a line is drawn


class Styled(NamedTuple):
    """A cell style: its dress, and the number format."""

    dress: Dress = Dress()
    code: str = "General"


class Asked(NamedTuple):
    """The places of one sheet, by its position among the worksheets, whose looks are wanted."""

    sheet: int
    rows: frozenset[int]
    columns: frozenset[int]

    @classmethod
    def of(cls, told: Mapping[str, list[int]]) -> "Asked":
        """As the parent spells it."""
        return cls(told["sheet"][0], frozenset(told["rows"]), frozenset(told["columns"]))


@dataclass
class Appearance:
    """Collects the looks of the places that were asked for."""

    asked: Asked
    from_1904: bool = False
    cells: dict[tuple[int, int], tuple[Dress, str]] = field(default_factory=dict)
    rows: dict[int, Dress] = field(default_factory=dict)  # of their cells that are not stored
    columns: dict[int, Dress] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)  # in digits
    usual_width: float = 8.43
    grouped_rows: set[int] = field(default_factory=set)
    grouped_columns: set[int] = field(default_factory=set)
    frozen_rows: int = 0
    has_grid: bool = True

    def wear(self, row: int, column: int, style: Styled, value: float | None) -> None:
        """A cell of a style, and the number in it, if it is one."""
        dress, text = style.dress, ""
        if value is not None:
            text, ink = displayed(value, style.code, from_1904=self.from_1904)
            dress = dress._replace(ink=ink or dress.ink)
        self.cells[row, column] = dress, text if len(text) <= _LONGEST else ""

    def within(self, first: int, last: int) -> list[int]:
        """The columns asked for of a span."""
        return [column for column in self.asked.columns if first <= column <= last]

    def as_json(self) -> dict[str, object]:
        """The same as plain values; each dress is told once."""
        worn: dict[Dress, int] = {Dress(): 0}
        cells = []
        for row in sorted(self.asked.rows):
            for column in sorted(self.asked.columns):
                dress, text = self.cells.get((row, column)) or (self._bare(row, column), "")
                if text or dress != Dress():
                    cells.append((row, column, worn.setdefault(_seen(dress), len(worn)), text))
        usual = dict.fromkeys(self.asked.columns, self.usual_width)
        return {
            "dresses": list(worn),
            "cells": cells,
            "widths": list({**usual, **self.widths}.items()),
            "grouped_rows": sorted(self.grouped_rows),
            "grouped_columns": sorted(self.grouped_columns),
            "frozen_rows": self.frozen_rows,
            "has_grid": self.has_grid,
        }

    def _bare(self, row: int, column: int) -> Dress:
        """What a cell that is not stored looks like: its row's looks, or its column's."""
        return self.rows.get(row) or self.columns.get(column) or Dress()


@cache
def _seen(dress: Dress) -> Dress:
    """Black on white is what a page has anyway."""
    ink, fill = readable(dress.ink, dress.fill)
    return dress._replace(ink="" if ink == "000000" else ink, fill="" if fill == "ffffff" else fill)
