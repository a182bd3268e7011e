"""How others of the same ranking stand: of each indicator the median and the best, exactly, and nobody's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import polars as pl

from permu.engine.explanation.context import Context, Place, Row, in_place, place_of
from permu.engine.explanation.numbers import shown
from permu.engine.points import lower_is_better
from permu.engine.units import has_units
from permu.engine.variants import PREFIX
from permu.method.model import Indicator

LEAST = 3
"""Where fewer have a value, each could work out another's: nothing is said."""

Stands = Literal["best", "better", "middle", "worse", ""]


@dataclass(frozen=True, kw_only=True)
class Peers:
    """One indicator in one ranking, as a sheet shows it; "" where fewer than `LEAST` have a value."""

    subjects: int
    median: str
    best: str
    stands: Stands  # the subject itself, beside the median; "" without a value of its own


@dataclass(frozen=True)
class _Spread:
    """The exact values of a ranking, from the least."""

    values: Sequence[Fraction]
    is_lower_better: bool

    @property
    def median(self) -> Fraction:
        half = len(self.values) // 2
        return (self.values[half] + self.values[~half]) / 2

    @property
    def best(self) -> Fraction:
        return self.values[0] if self.is_lower_better else self.values[-1]

    def stands(self, own: Fraction | None) -> Stands:
        if own is None:
            return ""
        ahead = self.median - own if self.is_lower_better else own - self.median
        if own == self.best:
            return "best"
        return "better" if ahead > 0 else "worse" if ahead < 0 else "middle"


class Rankings:
    """The rankings of one evaluation; each is worked out when somebody of it first asks."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._spreads: dict[tuple[Place, str], _Spread] = {}

    def of(self, subject: str) -> Mapping[str, Peers]:
        """Each indicator of a subject by its id; nothing of who is in no group, or where subjects are merged."""
        is_own = pl.col("subject") == subject
        result = self.context.evaluation.table.filter(is_own).row(0, named=True)
        group = self.context.group_of(result)
        if group is None or has_units(self.context.method):
            return {}
        row = self.context.figures.table.filter(is_own).row(0, named=True)
        return {each.id: self._peers(each, place_of(result), row) for each in group.indicators}

    def _peers(self, indicator: Indicator, place: Place, row: Row) -> Peers:
        scoring = self.context.scorings[place]
        variant = scoring.variant(indicator, row)
        spread = self._spread(variant, place)
        if len(spread.values) < LEAST:
            return Peers(subjects=len(spread.values), median="", best="", stands="")
        return Peers(
            subjects=len(spread.values),
            median=shown(spread.median, indicator.decimals),
            best=shown(spread.best, indicator.decimals),
            stands=spread.stands(scoring.ratios[variant.id].exact(row)),
        )

    def _spread(self, variant: Indicator, place: Place) -> _Spread:
        """The values of those who stand in the ranking and were judged by this very ratio."""
        key = (place, variant.id)
        if key not in self._spreads:
            how = "otherwise" if variant.id.startswith(PREFIX) else "measured"
            is_judged = pl.col(f"how:{variant.id.removeprefix(PREFIX)}") == how
            is_ranked = pl.col("state").is_in(["graded", "scored"]) & in_place(place)
            ranked = self.context.evaluation.table.filter(is_ranked & is_judged)["subject"]
            rows = self.context.figures.table.filter(pl.col("subject").is_in(ranked.implode()))
            ratio = self.context.scorings[place].ratios[variant.id]
            found = (ratio.exact(row) for row in rows.iter_rows(named=True))
            values = sorted(value for value in found if value is not None)
            self._spreads[key] = _Spread(values, lower_is_better(variant))
        return self._spreads[key]
