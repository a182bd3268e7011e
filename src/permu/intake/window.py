"""The sheet as it looked around a cell: for the page on which a figure is traced to its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from permu.intake.appearance import BARE, Looks, looks_of
from permu.intake.grid import Sheet, address, column_letters
from permu.intake.reader import read_grid
from permu.intake.reading.appearance.dress import Dress
from permu.intake.reading.looks import plain as unstruck
from permu.intake.reading.xlsx_sheet import address as parsed
from permu.intake.tidy import file_name
from permu.terms.refusal import Refused

_HEAD = 6  # rows at the top, where titles, notes and headers stand
_HEAD_MOST = 12  # of them, where the sheet keeps more in sight
_KEYS = 3  # columns at the left, where codes and names stand
_WIDE = 40  # columns that are shown whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One cell as it shows: how many rows and columns it covers, and the file's text where another is displayed."""

    text: str
    at: str
    raw: str = ""
    dress: Dress = BARE
    width: int = 0  # of its column, in digits
    is_number: bool = False
    high: int = 1
    wide: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of the window. `follows` says that the row above it stands above it in the sheet, too."""

    number: int
    is_hidden: bool
    is_grouped: bool
    is_last_frozen: bool
    follows: bool
    cells: tuple[Shown, ...]


class Column(NamedTuple):
    """One column of the window. Its width is in digits, 0 where the sheet does not say."""

    letters: str
    is_hidden: bool
    is_grouped: bool
    width: int


@dataclass(frozen=True, kw_only=True)
class Window:
    """The top of a sheet and the rows around a cell, merged cells as one, hidden ones said to be so."""

    sheet: str
    is_hidden: bool
    has_grid: bool
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    cell: str


def sheet_window(path: Path, sheet: str, cell: str, *, around: int = 6) -> Window:
    """The sheet's top and the rows within `around` of `cell` (such as F5), as the file has them.

    Raises:
        Refused: the file cannot be read, or has no such sheet or cell.
    """
    try:
        row, column = parsed(cell)
    except Refused as refused:
        raise Refused("intake.no_such_cell", cell=cell) from refused
    near = set(range(max(1, row - around), row + around + 1))
    place, found = _sheet(path, sheet, sorted(near | set(range(1, _HEAD_MOST + 1))))
    columns = _columns(found, column, around)
    looks = looks_of(path, place, _worn(found, near, columns), columns)
    head = max(_HEAD, looks.frozen_rows if looks.frozen_rows <= _HEAD_MOST else 0)
    view = _View(found, looks, sorted(near | set(range(1, head + 1))), columns)
    return Window(
        sheet=sheet,
        is_hidden=found.is_hidden,
        has_grid=looks.has_grid,
        columns=tuple(map(view.column, columns)),
        lines=tuple(map(view.line, view.rows)),
        cell=view.place(row, column),
    )


def _sheet(path: Path, name: str, rows: Sequence[int]) -> tuple[int, Sheet]:
    """Which sheet it is, with those rows and the rows in which merged ranges over them begin: no more of it is held."""
    wanted = frozenset(rows)
    while True:
        sheets = read_grid(path, rows=wanted).sheets
        place = next((at for at, one in enumerate(sheets) if one.name == name), None)
        if place is None:
            raise Refused("intake.no_such_sheet", file=file_name(path), sheet=name)
        tops = {
            top
            for top, _, bottom, _ in sheets[place].merged
            if any(top <= row <= bottom for row in rows)
        }
        if tops <= wanted:
            return place, sheets[place]
        wanted |= tops


def _columns(sheet: Sheet, column: int, around: int) -> list[int]:
    """All used columns where they are not too many; else the keys and those around the cell."""
    last = max([column, *(max(cells) for cells in sheet.rows.values() if cells)])
    if last <= _WIDE:
        return list(range(1, last + 1))
    near = range(max(1, column - around), min(last, column + around) + 1)
    return sorted({*range(1, _KEYS + 1), *near})


def _worn(sheet: Sheet, near: set[int], columns: Sequence[int]) -> set[int]:
    """The rows whose looks are needed: those shown, and where merged ranges over them begin."""
    head = set(range(1, _HEAD_MOST + 1))
    return head | near | {
        top
        for top, left, bottom, right in sheet.merged
        if any(top <= row <= bottom for row in near)
        and any(left <= column <= right for column in columns)
    }  # fmt: skip


class _View:
    """Rows and columns of a sheet, and the looks of what stands there."""

    def __init__(
        self, sheet: Sheet, looks: Looks, rows: Sequence[int], columns: Sequence[int]
    ) -> None:
        self._sheet, self._looks, self.rows, self._columns = sheet, looks, rows, columns
        self._merged = self._areas()

    def column(self, at: int) -> Column:
        """A column's head."""
        return Column(
            column_letters(at),
            self._sheet.is_column_hidden(at),
            at in self._looks.grouped_columns,
            self._looks.widths.get(at, 0),
        )

    def line(self, number: int) -> Line:
        """A row."""
        return Line(
            number=number,
            is_hidden=number in self._sheet.hidden_rows,
            is_grouped=number in self._looks.grouped_rows,
            is_last_frozen=number == self._looks.frozen_rows,
            follows=number == 1 or number - 1 in self.rows,
            cells=tuple(self._cells(number)),
        )

    def place(self, row: int, column: int) -> str:
        """Where a cell shows: at itself, or where the merged range that covers it begins."""
        area = self._merged.get((row, column))
        return area.at if area else address(row, column)

    def _cells(self, row: int) -> Iterator[Shown]:
        """The cells of a row; a merged range is the first of its places, the others are left out."""
        for column in self._columns:
            if self.place(row, column) == (at := address(row, column)):
                yield self._merged.get((row, column)) or self._shown(row, column, at)

    def _shown(self, row: int, column: int, at: str) -> Shown:
        """A cell by itself; a number stands at the right, as spreadsheets set it, and a text that looks like one does not."""
        cell = self._sheet.cell(row, column)
        dress = self._looks.dress(row, column)
        plain = unstruck(cell.text) if dress.is_struck else cell.text
        text = self._looks.texts.get((row, column)) or plain
        return Shown(
            text=text,
            at=at,
            raw=plain if text != plain else "",
            dress=dress,
            width=self._looks.widths.get(column, 0),
            is_number=cell.kind in ("n", "s", "d") or (text != plain and cell.kind == "t"),
        )

    def _areas(self) -> dict[tuple[int, int], Shown]:
        """What each place within a merged range shows, as far as the window has the range."""
        found: dict[tuple[int, int], Shown] = {}
        for top, left, bottom, right in self._sheet.merged:
            down = [row for row in self.rows if top <= row <= bottom]
            across = [column for column in self._columns if left <= column <= right]
            if down and across:
                content = self._shown(top, left, address(down[0], across[0]))
                last = self._looks.dress(down[-1], across[-1]).sides
                sides = "".join(sorted({*content.dress.sides, *last}))
                dress = content.dress._replace(sides=sides)
                shown = replace(content, high=len(down), wide=len(across), dress=dress)
                found |= {(row, column): shown for row in down for column in across}
        return found
