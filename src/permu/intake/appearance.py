"""How the cells of a window looked, as their child told it: the parent's half."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from permu.intake.reader import Told, read_looks
from permu.intake.reading.appearance.dress import Dress

_COLOUR = re.compile(r"(?:[0-9a-f]{6})?")
_SIDES = re.compile(r"[lrtb]{0,8}")
_ACROSS = ("", "left", "center", "right")
_NARROW, _WIDE = 3, 60  # digits
_MOST_ROWS = 400
BARE = Dress()


@dataclass(frozen=True, kw_only=True)
class Looks:
    """What each cell wears and displays, and how the sheet was laid out. Nothing, where nobody can say."""

    dresses: Mapping[tuple[int, int], Dress] = field(default_factory=dict)
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    widths: Mapping[int, int] = field(default_factory=dict)  # in digits
    grouped_rows: frozenset[int] = frozenset()
    grouped_columns: frozenset[int] = frozenset()
    frozen_rows: int = 0
    has_grid: bool = True

    def dress(self, row: int, column: int) -> Dress:
        """What a cell wears."""
        return self.dresses.get((row, column), BARE)


def looks_of(path: Path, sheet: int, rows: Iterable[int], columns: Collection[int]) -> Looks:
    """The looks of some cells of the worksheet at a place of a workbook. A .csv has none."""
    if path.suffix.lower() in (".csv", ".txt"):
        return Looks()
    some = sorted(rows)[:_MOST_ROWS]
    try:
        return _looks(read_looks(path, sheet=sheet, rows=some, columns=columns))
    except (KeyError, TypeError, ValueError, IndexError):
        return Looks()


def _looks(told: Told) -> Looks:
    if not told:
        return Looks()
    dresses = [_dress(*each) for each in told["dresses"]]
    return Looks(
        dresses={(row, column): dresses[at] for row, column, at, _ in told["cells"]},
        texts={(row, column): str(text) for row, column, _, text in told["cells"] if text},
        widths={
            column: max(_NARROW, min(int(width + 0.5), _WIDE))
            for column, width in told["widths"]
            if width
        },
        grouped_rows=frozenset(told["grouped_rows"]),
        grouped_columns=frozenset(told["grouped_columns"]),
        frozen_rows=int(told["frozen_rows"]),
        has_grid=bool(told["has_grid"]),
    )


def _dress(*told: object) -> Dress:
    """A dress whose every part is what it may be.

    Raises:
        ValueError: one is not.
    """
    dress = Dress(*told)  # type: ignore[arg-type]
    are_colours = all(_COLOUR.fullmatch(each) for each in (dress.ink, dress.fill))
    if not (are_colours and _SIDES.fullmatch(dress.sides) and dress.across in _ACROSS):
        raise ValueError(told)
    return dress
