"""What the measures of a published run come to, by kind; what may not run stands apart, without an amount."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from permu.evaluations.consequences.gate import Judged, judged
from permu.evaluations.consequences.lines import final_of
from permu.evaluations.models import Run
from permu.evaluations.stored import stored_result


@dataclass(frozen=True)
class Total:
    """One measure that runs: on how many it falls, and its sum in 分; None where it has no amount."""

    judged: Judged
    count: int
    amount: int | None


@dataclass(frozen=True)
class Kind:
    """The measures that give, or those that take."""

    gives: bool
    totals: Sequence[Total]

    @property
    def amount(self) -> int:
        """The sum of them."""
        return sum(one.amount or 0 for one in self.totals)


@dataclass(frozen=True)
class Money:
    """All of them."""

    kinds: Sequence[Kind]
    apart: Sequence[Judged]  # not reviewed, or stopped


def money_of(run: Run) -> Money | None:
    """The totals of the year's final list; None of any other run, for nothing follows from it.

    Raises:
        Refused: the run's folder is incomplete or was changed.
    """
    final = final_of(run.round)
    if final is None or final.run_id != run.pk:
        return None
    every = judged(run.round, run)
    found = [_total(run, one) for one in every if one.may_run]
    kinds = [
        Kind(gives, [one for one in found if one.judged.measure.gives == gives])
        for gives in (True, False)
    ]
    return Money([kind for kind in kinds if kind.totals], [one for one in every if not one.may_run])


def _total(run: Run, one: Judged) -> Total:
    given = stored_result(run).evaluation.measures
    own = given.filter(pl.col("measure") == one.measure.id)["amount"]
    return Total(one, len(own), int(own.sum()) if own.count() else None)
