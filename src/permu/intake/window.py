"""The sheet as it looked around a cell: for the page on which a figure is traced to its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from permu.intake.grid import Sheet, address, column_letters
from permu.intake.reader import read_grid
from permu.intake.reading.xlsx_sheet import address as parsed
from permu.intake.tidy import file_name
from permu.terms.refusal import Refused

_HEAD = 6  # rows at the top, where titles, notes and headers stand
_KEYS = 3  # columns at the left, where codes and names stand
_WIDE = 40  # columns that are shown whole


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One cell as it shows: its text as the file has it, and how many rows and columns it covers."""

    text: str
    at: str
    high: int = 1
    wide: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row of the window. `follows` says that the row above it stands above it in the sheet, too."""

    number: int
    is_hidden: bool
    follows: bool
    cells: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True)
class Window:
    """The top of a sheet and the rows around a cell, merged cells as one, hidden ones said to be so."""

    sheet: str
    is_hidden: bool
    columns: tuple[tuple[str, bool], ...]  # letters, and whether the column does not show
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
    rows = sorted({*range(1, _HEAD + 1), *range(max(1, row - around), row + around + 1)})
    found = _sheet(path, sheet, rows)
    columns = _columns(found, column, around)
    merged = _merged(found, rows, columns)
    asked = (row, column)
    return Window(
        sheet=sheet,
        is_hidden=found.is_hidden,
        columns=tuple((column_letters(at), found.is_column_hidden(at)) for at in columns),
        lines=tuple(
            Line(
                number=number,
                is_hidden=number in found.hidden_rows,
                follows=number == 1 or number - 1 in rows,
                cells=tuple(_cells(found, number, columns, merged)),
            )
            for number in rows
        ),
        cell=merged[asked].at if asked in merged else address(row, column),
    )


def _sheet(path: Path, name: str, rows: Sequence[int]) -> Sheet:
    """Those rows of a sheet, and the rows in which merged ranges over them begin: no more of it is held."""
    wanted = frozenset(rows)
    while True:
        sheets = read_grid(path, rows=wanted).sheets
        found = next((one for one in sheets if one.name == name), None)
        if found is None:
            raise Refused("intake.no_such_sheet", file=file_name(path), sheet=name)
        tops = {
            top for top, _, bottom, _ in found.merged if any(top <= row <= bottom for row in rows)
        }
        if tops <= wanted:
            return found
        wanted |= tops


def _columns(sheet: Sheet, column: int, around: int) -> list[int]:
    """All used columns where they are not too many; else the keys and those around the cell."""
    last = max([column, *(max(cells) for cells in sheet.rows.values() if cells)])
    if last <= _WIDE:
        return list(range(1, last + 1))
    near = range(max(1, column - around), min(last, column + around) + 1)
    return sorted({*range(1, _KEYS + 1), *near})


def _cells(
    sheet: Sheet, row: int, columns: Sequence[int], merged: Mapping[tuple[int, int], Shown]
) -> Iterator[Shown]:
    """The cells of a row; a merged range is the first of its places, the others are left out."""
    for column in columns:
        one = Shown(text=sheet.cell(row, column).text, at=address(row, column))
        area = merged.get((row, column), one)
        if area.at == one.at:
            yield area


def _merged(
    sheet: Sheet, rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], Shown]:
    """What each place within a merged range shows, as far as the window has the range."""
    found: dict[tuple[int, int], Shown] = {}
    for top, left, bottom, right in sheet.merged:
        down = [row for row in rows if top <= row <= bottom]
        across = [column for column in columns if left <= column <= right]
        if down and across:
            first = address(down[0], across[0])
            text = sheet.cell(top, left).text
            shown = Shown(text=text, at=first, high=len(down), wide=len(across))
            found |= {(row, column): shown for row in down for column in across}
    return found
