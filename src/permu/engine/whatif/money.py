"""The money that follows from grades, in 分, exactly: charges and reliefs apart.

A measure that comes to money, but whose amount nobody can work out because a figure is missing, is
counted as missing and adds nothing: a sum beside it is of the known amounts alone. Where all that
there is is missing, the sum is missing too, never 0.

All is counted in whole numbers of 64 bits, as arrays: a slider waits for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from permu.engine.consequences import WITHOUT_MONEY
from permu.engine.evaluation import Evaluation
from permu.engine.grading.queues import Flags
from permu.engine.rounding import LARGEST_KEPT, Whole
from permu.method.model import Method
from permu.terms.refusal import Refused

KINDS = ("charges", "reliefs")


@dataclass(frozen=True)
class Said:
    """What a measure is, whatever its rate: its id and label, whether it is a relief, whether it comes to money."""

    measure: str
    label: str
    gives: bool
    is_money: bool


@dataclass(frozen=True)
class Sums:
    """Of each of several: the known amounts in 分, how many those are, and how many are missing."""

    amount: Whole
    known: Whole
    missing: Whole

    def shown(self) -> pl.Series:
        """The amounts; null where there are none but missing ones."""
        is_lost = pl.Series((self.known == 0) & (self.missing > 0))
        return pl.Series(self.amount).set(is_lost, None)

    def of(self, which: slice | Whole) -> "Sums":
        """Those of some."""
        return Sums(self.amount[which], self.known[which], self.missing[which])


class Money:
    """What follows from one evaluation: a line for each subject and measure."""

    def __init__(self, method: Method, evaluation: Evaluation) -> None:
        self.said, places = _said(method)
        measures, table = evaluation.measures, evaluation.table
        row = table["subject"].search_sorted(measures["subject"])
        self.row: Whole = row.cast(pl.Int64).to_numpy()
        groups = _codes(table["group"], [group.id for group in method.groups])
        ids = [one.measure for one in self.said]
        measure = _codes(measures["measure"], list(dict.fromkeys(ids)))
        self.what: Whole = places[groups[self.row], measure]
        self.amount: Whole = measures["amount"].fill_null(0).to_numpy()
        self.is_known: Flags = measures["amount"].is_not_null().to_numpy()
        self._refuse_too_large()

    def _refuse_too_large(self) -> None:
        """No sum of some of the amounts may pass 64 bits.

        Raises:
            Refused: all together do, so they cannot be true.
        """
        sizes = np.abs(self.amount.astype(np.float64))
        if sizes.sum() >= LARGEST_KEPT:
            label = self.said[int(self.what[int(sizes.argmax())])].label
            raise Refused("engine.too_large", figure=label)

    @cached_property
    def of_measures(self) -> tuple[Whole, Sums]:
        """How many subjects have each measure of `said`, and what it comes to; for one without money nothing does."""
        is_money = np.array([one.is_money for one in self.said], np.bool_)[self.what]
        subjects = np.bincount(self.what, minlength=len(self.said))
        return subjects, self._sums(self.what, is_money, len(self.said))

    def by(self, codes: Whole, count: int) -> Sums:
        """What comes to the subjects of each code, of so many: charges at 2 × code, reliefs right after it.

        `codes` has one for each row of the table of results.
        """
        is_money = np.array([one.is_money for one in self.said], np.bool_)[self.what]
        gives = np.array([one.gives for one in self.said], np.int64)[self.what]
        return self._sums(codes[self.row] * 2 + gives, is_money, 2 * count)

    def _sums(self, keys: Whole, counts: Flags, count: int) -> Sums:
        known, missing = counts & self.is_known, counts & ~self.is_known
        amount = np.zeros(count, np.int64)
        np.add.at(amount, keys[known], self.amount[known])
        return Sums(
            amount,
            np.bincount(keys[known], minlength=count),
            np.bincount(keys[missing], minlength=count),
        )


def _said(method: Method) -> tuple[Sequence[Said], Whole]:
    """The measures of all groups, each once and in file order; and where each group's of each id stands among them.

    Groups may say different things under one id.
    """
    rows = [
        (place, Said(one.id, one.label, one.gives, one.kind not in WITHOUT_MONEY))
        for place, group in enumerate(method.groups)
        for one in group.measures
    ]
    said = list(dict.fromkeys(one for _, one in rows))
    ids = list(dict.fromkeys(one.measure for one in said))
    places = np.zeros((len(method.groups), max(len(ids), 1)), np.int64)
    for place, one in rows:
        places[place, ids.index(one.measure)] = said.index(one)
    return said, places


def _codes(names: pl.Series, known: Sequence[str]) -> Whole:
    """Each name's place among the known ones; 0 for null, whom nobody asks."""
    return names.cast(pl.Enum(known)).to_physical().fill_null(0).cast(pl.Int64).to_numpy()
