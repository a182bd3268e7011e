"""The figures of the enterprises that are named, of this year and last, each with its cells."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

import polars as pl

from permu.terms.evidence import Held, Place
from permu.terms.facts import Facts
from permu.terms.items import item

MOST_CELLS = 6
"""Cells of one figure that are told: a plant has many meters."""
_NOW = 0


class Shelf:
    """What is known of some enterprises, to be looked up by subject and item."""

    def __init__(self, facts: Facts, earlier: Facts | None, subjects: Collection[str]) -> None:
        self._years = tuple(one for one in (facts, earlier) if one)
        self._cells = [_cells(one, subjects) for one in self._years]
        self._rows = [_rows(one, subjects) for one in self._years]

    def first_place(self, subject: str, item_id: str) -> Place | None:
        """The first cell of this year's figure."""
        return next(iter(self._cells[_NOW].get((subject, item_id), ())), None)

    def held(self, subject: str, items: Iterable[str]) -> tuple[Held, ...]:
        """Each item's figure of this year, and of the last where it is known."""
        return tuple(one for name in items for one in self._years_of(subject, name))

    def _years_of(self, subject: str, name: str) -> Iterator[Held]:
        for at, facts in enumerate(self._years):
            whole = self._rows[at].get(subject, {}).get(name)
            if isinstance(whole, int):
                yield Held(
                    item=name, year=facts.year, as_of=facts.as_of.isoformat(),
                    value=f"{item(name).decimal(whole):f}",
                    places=tuple(self._cells[at].get((subject, name), ())[:MOST_CELLS]),
                )  # fmt: skip


def _rows(facts: Facts, subjects: Collection[str]) -> dict[str, dict[str, object]]:
    some = facts.table.filter(pl.col("subject").is_in(list(subjects)))
    return {str(row["subject"]): row for row in some.iter_rows(named=True)}


def _cells(facts: Facts, subjects: Collection[str]) -> dict[tuple[str, str], list[Place]]:
    """The cells of each figure that counted, in the order they stand in."""
    counted = (
        pl.col("subject").is_in(list(subjects))
        & (pl.col("cell") != "")
        & (pl.col("status") != "superseded")
    )
    columns = ("subject", "item", "provider", "file", "sha256", "sheet", "cell")
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for subject, name, provider, file, sha256, sheet, cell in (
        facts.cells.filter(counted).select(columns).iter_rows()
    ):
        place = Place(provider=provider, file=file, sha256=sha256, sheet=sheet, cell=cell)
        if place not in found[subject, name]:
            found[subject, name].append(place)
    return found
