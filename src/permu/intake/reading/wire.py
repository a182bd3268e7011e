"""What the child tells its parent: one JSON line a row, so that nothing but text crosses.

A cell is its kind's letter and its text: `n5229.4` number, `t样例` text, `d2025-01-01` date,
`bTRUE`, `s123456` a number that its format shows scaled, `e#DIV/0!` error, `f` a formula without a value. Blank cells do not cross.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO

from permu.terms.refusal import Refused

MAX_ROWS = 200_000  # in which something stands
MAX_CELLS = 1_500_000
MAX_TEXT = 24 * 1024 * 1024  # characters

MAX_SHEETS = 100
LONGEST_CELL = 32_767  # characters, as spreadsheets allow

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1, all included."""


@dataclass
class SheetEnd:
    """What is known of a sheet after its last row."""

    merged: list[Range] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first, last
    widths: list[tuple[int, int]] = field(
        default_factory=list
    )  # of a .csv: row, its fields with blank ones

    def as_json(self) -> dict[str, object]:
        """The same as plain values."""
        return {
            "merged": self.merged,
            "hidden_rows": self.hidden_rows,
            "hidden_columns": self.hidden_columns,
            "widths": self.widths,
        }


class Writer:
    """Writes the lines, and refuses a file with more cells or text than a department's form has."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._rows = self._cells = 0
        self._text = 0
        self._sheets = 0

    def begin(self, kind: str, notes: Iterable[str] = ()) -> None:
        """The file's kind (xlsx, xls, csv) and what else it holds (macros, external_links)."""
        self._line({"kind": kind, "notes": list(notes)})

    def sheet(self, name: str, *, hidden: bool) -> None:
        """A sheet begins."""
        self._sheets += 1
        if self._sheets > MAX_SHEETS:
            raise Refused("intake.too_many_sheets", limit=MAX_SHEETS)
        self._line({"sheet": name, "hidden": hidden})

    def row(self, number: int, cells: Mapping[int, str]) -> None:
        """One row: column (from 1) → kind's letter and text."""
        if not cells:
            return
        longest = max(map(len, cells.values())) - 1
        if longest > LONGEST_CELL:
            raise Refused("intake.cell_too_long", length=longest, limit=LONGEST_CELL)
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise Refused("intake.too_many_rows", rows=f"{MAX_ROWS:,}")
        self._cells += len(cells)
        self._text += sum(map(len, cells.values()))
        if self._cells > MAX_CELLS or self._text > MAX_TEXT:
            raise Refused("intake.too_many_cells", cells=f"{MAX_CELLS:,}")
        flat: list[object] = [number]
        for column, text in cells.items():
            flat += (column, text)
        self._line(flat)

    def end_sheet(self, end: SheetEnd) -> None:
        """A sheet ends."""
        self._line(end.as_json())

    def looks(self, told: dict[str, object]) -> None:
        """How cells looked."""
        self._line(told)

    def refuse(self, refused: Refused) -> None:
        """The file is refused: what went before counts for nothing."""
        self._line({"refused": refused.code, "details": refused.details})

    def _line(self, value: object) -> None:
        self._file.write(json.dumps(value, ensure_ascii=True).encode() + b"\n")
