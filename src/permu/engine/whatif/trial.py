"""`what_if`: a county under its own method and under the same with some numbers otherwise, side by side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import polars as pl

from permu.engine.comparing import MOVES, Comparison, compare_evaluations
from permu.engine.rounding import Whole
from permu.engine.trying import Rehearsal
from permu.engine.whatif.money import KINDS, Money, Said, Sums
from permu.engine.whatif.places import Places, places_of
from permu.method.model import Method

SIDES = ("before", "after")
STAYS = ("same", "neither")


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """What a trial comes to: `comparison` has who moves. Both evaluations are exact.

    Columns `<name>:before` are of the county's own method, `<name>:after` of the one tried. Amounts are
    in 分, the sum of those known (null where all there are are missing); `missing` is how many nobody
    can work out.
    """

    comparison: Comparison
    purses: tuple[Money, Money]
    places: Callable[[str], Places]

    @property
    def method(self) -> Method:
        """The method that was tried."""
        return self.comparison.after.method

    @cached_property
    def moves(self) -> Whole:
        """Each subject's move, as its place in `MOVES`."""
        moves = self.comparison.table["move"].cast(pl.Enum(MOVES)).to_physical()
        return moves.cast(pl.Int64).to_numpy()

    @cached_property
    def movers(self) -> Whole:
        """The rows of who does not stay: whose money moves most first, else in order of subject."""
        rows = np.flatnonzero(~np.isin(self.moves, [MOVES.index(each) for each in STAYS]))
        before, after = (sums.amount.reshape(-1, 2)[rows] for sums in self._of_subjects)
        return rows[np.argsort(-np.abs((after - before) @ [1, -1]), kind="stable")]

    @cached_property
    def money(self) -> pl.DataFrame:
        """One row a measure, in the methods' order: what it is (`Said`), and of each side `subjects`, `amount`, `missing`.

        The amount of a measure without money is null.
        """
        said = list(dict.fromkeys(one for purse in self.purses for one in purse.said))
        columns = [pl.Series(name, [getattr(one, name) for one in said]) for name in _SAID]
        for side, purse in zip(SIDES, self.purses, strict=True):
            columns += (each.alias(f"{each.name}:{side}") for each in _of_measures(purse, said))
        return pl.DataFrame(columns)

    @cached_property
    def money_of(self) -> pl.DataFrame:
        """One row a subject: `subject`, and of each side `charges`, `reliefs`, `missing`."""
        return self.comparison.table.select("subject").hstack(_columns(self._of_subjects))

    def money_by(self, dimension: str) -> pl.DataFrame:
        """One row a value of the item, as `Comparison.by`: `value`, `registered`, and of each side `charges`, `reliefs`, `missing`.

        Raises:
            Refused: as `Comparison.by`.
        """
        places = self.places(dimension)
        sums = [purse.by(places.codes, len(places)) for purse in self.purses]
        return places.values.hstack(_columns(sums))

    def moves_by(self, dimension: str) -> pl.DataFrame:
        """The same as `Comparison.by`, counted at once."""
        places = self.places(dimension)
        counts = places.counted(self.moves, len(MOVES))
        return places.values.hstack([pl.Series(move, counts[:, n]) for n, move in enumerate(MOVES)])

    @cached_property
    def totals(self) -> dict[str, int | None]:
        """`charges`, `reliefs` and `missing` of each side, of all subjects together."""
        nobody = np.zeros(len(self.comparison.table), np.int64)
        return _columns([purse.by(nobody, 1) for purse in self.purses])[0].row(0, named=True)

    @cached_property
    def _of_subjects(self) -> list[Sums]:
        rows = np.arange(len(self.comparison.table))
        return [purse.by(rows, len(rows)) for purse in self.purses]


_SAID = ("measure", "label", "gives", "is_money")


def _of_measures(purse: Money, said: list[Said]) -> Iterator[pl.Series]:
    """Of each of these measures `subjects`, `amount` and `missing`: zero where the method has it not."""
    subjects, sums = purse.of_measures
    found = [purse.said.index(one) if one in purse.said else None for one in said]
    places = pl.Series(found, dtype=pl.UInt32)
    is_money = pl.Series([one.is_money for one in said], dtype=pl.Boolean)
    for name, counts in (("subjects", pl.Series(subjects)), ("missing", pl.Series(sums.missing))):
        yield counts.gather(places).fill_null(0).alias(name)
    amounts = sums.shown().gather(places).set(places.is_null(), 0)
    yield amounts.set(~is_money, None).alias("amount")


def _columns(sums: list[Sums]) -> pl.DataFrame:
    """`charges`, `reliefs` and `missing` of each side, of sums of both kinds one after the other."""
    columns = []
    for side, each in zip(SIDES, sums, strict=True):
        for place, kind in enumerate(KINDS):
            columns.append(each.of(slice(place, None, 2)).shown().alias(f"{kind}:{side}"))
        missing = each.missing.reshape(-1, len(KINDS)).sum(axis=1)
        columns.append(pl.Series(f"missing:{side}", missing))
    return pl.DataFrame(columns)


@dataclass(frozen=True)
class Own:
    """What every trial of one county is held against: worked out once."""

    money: Money
    places: Callable[[str], Places]


def _own(rehearsal: Rehearsal) -> Own:
    side = rehearsal.method, rehearsal.evaluation
    itself = compare_evaluations(side, side, rehearsal.evaluation.facts)
    return Own(Money(*side), cache(lambda dimension: places_of(itself, dimension)))


def what_if(rehearsal: Rehearsal, method: Method) -> WhatIf:
    """What becomes of the county under `method`, beside its own.

    Raises:
        Refused: as `evaluate`; or the method is an overlay of another area.
    """
    own, after = rehearsal.once(_own), rehearsal.under(method)
    sides = (rehearsal.method, rehearsal.evaluation), (method, after)
    return WhatIf(
        comparison=compare_evaluations(*sides, rehearsal.evaluation.facts),
        purses=(own.money, Money(method, after)),
        places=own.places,
    )
