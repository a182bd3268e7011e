"""The columns of a form's sheet in the order they stand: who first, then what is asked of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from permu.intake.issues import columns_to_fill
from permu.intake.profiles import Column, SheetProfile
from permu.terms.quantities import unit

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0, within the header."""
_WIDE = str.maketrans("()", "（）")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of the sheet: its heading by levels, and what stands in it."""

    levels: tuple[str, ...]
    holds: Literal["code", "name", "figure", "words", "date", "text"]
    column: Column | None = None
    width: float = 14

    @property
    def label(self) -> str:
        """What people call it, in one line."""
        return self.levels[-1].replace("\n", "")


def fields_of(sheet: SheetProfile) -> list[Field]:
    """Code and name of each role, then every other column once."""
    whose = (field for role in sheet.who.values() for field in _of_whom(role.code, role.name))
    return [*whose, *map(_of_column, columns_to_fill(sheet))]


def boxes(fields: Sequence[Field]) -> Iterator[tuple[Box, str]]:
    """The header's cells: neighbors under one upper heading share it, a single heading fills all rows."""
    depth = max(len(field.levels) for field in fields)
    numbered = enumerate(fields)
    for (above, is_single), group in groupby(
        numbered, key=lambda pair: (pair[1].levels[:-1], len(pair[1].levels) == 1)
    ):
        members = list(group)
        for at, field in members:
            yield (0 if is_single else depth - 1, at, depth - 1, at), field.levels[-1]
        if not is_single:
            yield (0, members[0][0], depth - 2, members[-1][0]), "/".join(above)


def _of_whom(code: tuple[str, ...], name: tuple[str, ...]) -> Iterator[Field]:
    yield Field(levels=_levels(code[0]), holds="code", width=24)
    yield Field(levels=_levels(name[0]), holds="name", width=32)


def _of_column(column: Column) -> Field:
    *above, last = _levels(column.headers[0])
    if column.unit:
        last += f"\n（{unit(column.unit).label}）"
    if column.kind == "flag":
        last += "\n（是/否）"
    figures = dict.fromkeys(("figure", "sum", "number"), "figure")
    holds = figures | {"flag": "words", "count": "words", "date": "date"}
    return Field(
        levels=(*above, last),
        holds=holds.get(column.kind, "text"),  # type: ignore[arg-type]  # one of the words above
        column=column,
        width=max(13, 2 * max(map(len, last.split("\n"))) + 2),
    )


def _levels(heading: str) -> tuple[str, ...]:
    return tuple(heading.translate(_WIDE).split("/"))
