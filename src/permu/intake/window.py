"""The sheet as it looked around a cell: for the page on which a figure is traced to its source."""

from dataclasses import dataclass
from pathlib import Path

from permu.intake.grid import column_letters
from permu.intake.reader import read_grid
from permu.intake.reading.xlsx_sheet import address as parsed
from permu.intake.tidy import file_name
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Window:
    """Some rows and columns of a sheet. `texts[i][j]` stands in row `rows[i]`, column `columns[j]`."""

    sheet: str
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    hidden: tuple[int, ...]  # of `rows`, those that do not show
    row: int  # of the cell asked for
    column: str


def sheet_window(path: Path, sheet: str, cell: str, *, around: int = 3) -> Window:
    """The cells within `around` rows and columns of `cell` (such as F5), as the file has them.

    Raises:
        Refused: the file cannot be read, or has no such sheet or cell.
    """
    try:
        row, column = parsed(cell)
    except Refused as refused:
        raise Refused("intake.no_such_cell", cell=cell) from refused
    found = next((one for one in read_grid(path).sheets if one.name == sheet), None)
    if found is None:
        raise Refused("intake.no_such_sheet", file=file_name(path), sheet=sheet)
    rows = tuple(range(max(1, row - around), row + around + 1))
    columns = tuple(range(max(1, column - around), column + around + 1))
    shown = {number: found.row_with_merged(number) for number in rows}
    return Window(
        sheet=sheet, rows=rows, columns=tuple(map(column_letters, columns)),
        texts=tuple(
            tuple(shown[number][at].text if at in shown[number] else "" for at in columns)
            for number in rows
        ),
        hidden=tuple(number for number in rows if number in found.hidden_rows),
        row=row, column=column_letters(column),
    )  # fmt: skip
