"""The figures of a round's last reading: those held back, and one with all that is known of it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from permu.evaluations.methods import method_of
from permu.evaluations.models import Round
from permu.evaluations.sentences import reading_language
from permu.intake.settled import over_of
from permu.register.models import Enterprise
from permu.register.names import registered_names
from permu.terms.items import Item, item, items
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    import polars as pl

Cell = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """One figure of one enterprise: its cells as they were read, and what holds it back."""

    subject: str
    name: str  # of the enterprise
    item: Item
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """What people call it."""
        return self.item.called(reading_language())

    @property
    def read(self) -> tuple[Cell, ...]:
        """The lines that files gave: what a correction takes the place of."""
        return tuple(cell for cell in self.cells if cell["file"])

    @property
    def over(self) -> str:
        """The digest of what they say, which a correction states."""
        return over_of(
            (cell["provider"], cell["sheet"], cell["raw"], cell["unit"]) for cell in self.read
        )

    @property
    def offered(self) -> list[str]:
        """What the cells say, as far as it can be read as this item: to choose from, each once."""
        said = (f"{cell['raw']}{_unit(cell['raw'], cell['unit'])}" for cell in self.read)
        return [text for text in dict.fromkeys(said) if self._is_readable(text)]

    def _is_readable(self, text: str) -> bool:
        from permu.engine.ripple import read_value

        try:
            return read_value(self.item.id, text, as_of=date.max) is not None
        except Refused:
            return False

    @property
    def notes(self) -> list[str]:
        """Why it is held, or as it is: each sentence once."""
        return list(dict.fromkeys(cell["note"] for cell in self.cells if cell["note"]))


def _unit(raw: str, unit: str) -> str:
    """The unit a cell was read in, to be written behind its number; nothing where the text has one itself."""
    return f" {unit}" if unit and raw[-1:].isdigit() else ""


def held_figures(round_: Round) -> list[Figure]:
    """Every figure that waits for a person, by enterprise."""
    import polars as pl

    held = _cells(round_).filter(pl.col("status") == "held")
    return list(_figures(held.collect()))


def items_used(round_: Round) -> Container[str]:
    """The items that the round's method reads; all, where its folder is gone or faulty."""
    return items_of(round_.method)


def items_of(method: str) -> Container[str]:
    """The same of a method by its key."""
    from permu.engine.figures import used_items

    try:
        return frozenset(used_items(method_of(method)))
    except Refused:
        return items()


@dataclass(frozen=True)
class Cause:
    """The held figures of one enterprise that wait for the same reason."""

    subject: str
    name: str
    notes: tuple[str, ...]
    figures: tuple[Figure, ...]
    is_of_owner: bool  # they wait for whose their row is


def causes(round_: Round, figures: Iterable[Figure]) -> list[Cause]:
    """Held figures by enterprise and reason; what a row of nobody holds last, for its owner frees it."""
    rows = set(round_.unowned_rows.values_list("sha256", "sheet", "row"))
    found: dict[tuple[str, tuple[str, ...], bool], list[Figure]] = {}
    for one in figures:
        is_of_owner = any((*_sheet(cell), _row(cell["cell"])) in rows for cell in one.read)
        found.setdefault((one.subject, tuple(one.notes), is_of_owner), []).append(one)
    grouped = [
        Cause(subject, same[0].name, notes, tuple(same), is_of_owner)
        for (subject, notes, is_of_owner), same in found.items()
    ]
    return sorted(grouped, key=lambda cause: cause.is_of_owner)


def _sheet(cell: Cell) -> tuple[str, str]:
    return cell["sha256"], cell["sheet"]


def _row(address: str) -> int:
    return int("".join(sign for sign in address if sign.isdigit()) or 0)


def figure_of(round_: Round, subject: str, item_id: str) -> Figure | None:
    """One figure, with every cell behind it; None where the reading has no such enterprise or item."""
    import polars as pl

    enterprise = Enterprise.objects.filter(credit_code=subject).first()
    if item_id not in items() or enterprise is None:
        return None
    is_it = (pl.col("subject") == subject) & (pl.col("item") == item_id)
    cells = _cells(round_).filter(is_it).collect()
    return Figure(subject, enterprise.name, item(item_id), tuple(cells.iter_rows(named=True)))


def _cells(round_: Round) -> "pl.LazyFrame":
    import polars as pl

    return pl.scan_parquet(round_.intake_folder(round_.reading) / "cells.parquet")


def _figures(cells: "pl.DataFrame") -> Iterator[Figure]:
    names = registered_names(cells["subject"])
    rows = cells.sort("subject", "item", maintain_order=True).iter_rows(named=True)
    for (subject, id_), found in groupby(rows, key=itemgetter("subject", "item")):
        yield Figure(subject, names.get(subject, subject), item(id_), tuple(found))
