"""Points add up to a score, rounded once and only as the method says (步骤8).

Mean points (黄岩: 无排放数据的，按本组该项平均得分赋分) are the mean of the exact, bounded points of
the subjects in the group's ranking that have a measured value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from math import frexp
from typing import cast

import polars as pl

from permu.engine.arithmetic import UNIT_ROUNDOFF, Column, worked_out
from permu.engine.benchmarks import Judged
from permu.engine.evaluation import DECIMALS, KEPT
from permu.engine.indicators import is_ranked, known
from permu.engine.points import points_for
from permu.engine.ratios import Ratio
from permu.engine.rounding import Rounded, Row, settled
from permu.method.model import Group, Indicator


@dataclass(frozen=True, kw_only=True)
class Scoring:
    """One group's way from figures to scores, with its benchmarks: for one row exactly, or in columns."""

    group: Group
    ratios: Mapping[str, Ratio]
    judged: Judged

    def value(self, indicator: Indicator, row: Row) -> Fraction | None:
        """The exact value of one subject, None where it is not measured."""
        ratio = self.ratios[indicator.id]
        if any(row[f"held:{name}"] for name in ratio.held):
            return None
        numerator, denominator = row[ratio.numerator], row.get(ratio.denominator, 1)
        if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator <= 0:
            return None
        return ratio.exact(numerator, denominator)

    def measured_points(self, indicator: Indicator, row: Row) -> Fraction | None:
        """The exact points of one subject's measured value."""
        value, benchmark = self.value(indicator, row), self.judged.get(indicator.id)
        return points_for(indicator, value, benchmark) if value is not None and benchmark else None


@dataclass(frozen=True, kw_only=True)
class MeanPoints:
    """The mean of the group's points for an indicator, near at once and exact when it is asked for."""

    near: Column
    rows: pl.DataFrame
    points: Callable[[Row], Fraction | None]

    @cached_property
    def exact(self) -> Fraction:
        """Exactly. Slow for a large group of unlike denominators; asked only where `near` cannot tell."""
        found = [self.points(row) for row in self.rows.iter_rows(named=True)]
        return exact_sum([each for each in found if each is not None]) / len(found)


def exact_sum(numbers: list[Fraction]) -> Fraction:
    """Σ of fractions, pairwise, so that the large denominators meet last."""
    parts = [(number.numerator, number.denominator) for number in numbers]
    while len(parts) > 1:
        paired = [
            (a + c, b) if b == d else (a * d + c * b, b * d)
            for (a, b), (c, d) in zip(parts[::2], parts[1::2], strict=False)
        ]
        parts = paired + ([parts[-1]] if len(parts) % 2 else [])
    return Fraction(*parts[0]) if parts else Fraction(0)


def near_mean(points: Column, table: pl.DataFrame, measured: pl.Expr) -> Column:
    """The mean of a column over the measured rows of the ranking, and its distance from the exact one.

    Points are summed as whole units of 2^-44 (of 2^-50 of the greatest, where that is more): each is
    a unit or its own error off, the sum is exact, so the mean is off by no more than both together,
    and one ulp of the division.
    """
    ranked = table.lazy().filter(is_ranked() & measured)
    greatest, error, count = ranked.select(
        points.magnitude.max(), points.error.max().alias("error"), pl.len().alias("count")
    ).collect().row(0)  # fmt: skip
    unit = max(2.0**-44, 2.0 ** (frexp(greatest)[1] - 50))
    total = ranked.select((points.value / unit).round().cast(pl.Int128).sum()).collect().item()
    mean = float(Fraction(total) * Fraction(unit) / count)
    error += unit + abs(mean) * 2 * UNIT_ROUNDOFF
    return Column(pl.lit(mean), steps=1, size=pl.lit(error / UNIT_ROUNDOFF))


class Points:
    """The points of every indicator of one group: as columns over `table`, and for one row exactly."""

    def __init__(self, scoring: Scoring, table: pl.DataFrame) -> None:
        self.scoring = scoring
        self.indicators = {each.id: each for each in scoring.group.indicators}
        values = {
            f"value:{each.id}": scoring.ratios[each.id].column(known(each))
            for each in self.indicators.values()
        }
        table, self.values = worked_out(table, values)
        self.table, measured = worked_out(table, self._measured())
        self.means = dict(self._means(measured))
        self.points = {
            f"points:{each.id}": self._with_missing(each, measured[f"points:{each.id}"])
            for each in self.indicators.values()
        }

    def _measured(self) -> dict[str, Column]:
        """Points as if every value were measured; 0 where there is no benchmark, and so nobody to judge."""
        return {
            f"points:{id_}": points_for(indicator, self.values[f"value:{id_}"], benchmark)
            if (benchmark := self.scoring.judged.get(id_))
            else Column(pl.lit(0.0))
            for id_, indicator in self.indicators.items()
        }

    def _means(self, measured: Mapping[str, Column]) -> Iterator[tuple[str, MeanPoints]]:
        kept = [each for each in self.indicators.values() if each.when_missing == "mean_points"]
        for indicator in kept:
            rows = self.table.lazy().filter(is_ranked() & known(indicator))
            ratio = self.scoring.ratios[indicator.id]
            found = rows.select({ratio.numerator, ratio.denominator} - {""}).collect()
            if 0 < len(found) < len(self.table):
                points = measured[f"points:{indicator.id}"]
                yield (
                    indicator.id,
                    MeanPoints(
                        near=near_mean(points, self.table, known(indicator)),
                        rows=found,
                        points=partial(self.scoring.measured_points, indicator),
                    ),
                )

    def _with_missing(self, indicator: Indicator, points: Column) -> Column:
        is_known = known(indicator)
        other = Column(pl.lit(float(unmeasured_points(indicator))), steps=1)
        if indicator.id in self.means:
            other = self.means[indicator.id].near
        size = None
        if points.size is not None or other.size is not None:
            size = pl.when(is_known).then(points.magnitude).otherwise(other.magnitude)
        value = pl.when(is_known).then(points.value).otherwise(other.value)
        return Column(value, max(points.steps, other.steps), size)

    def exact(self, row: Row, name: str) -> Fraction:
        """The exact number of one subject that is kept under `name`: `value:<id>`, `points:<id>`, `base_score`, `score`."""
        kind, _, indicator_id = name.partition(":")
        if indicator_id:
            indicator = self.indicators[indicator_id]
            if kind == "points":
                return self._exact_points(indicator, row)
            return self.scoring.value(indicator, row) or Fraction(0)
        base = exact_sum([self._exact_points(each, row) for each in self.indicators.values()])
        return base if kind == "base_score" else base + Fraction(cast("int", row["bonus"]), KEPT)

    def _exact_points(self, indicator: Indicator, row: Row) -> Fraction:
        points = self.scoring.measured_points(indicator, row)
        if points is not None:
            return points
        mean = self.means.get(indicator.id)
        return mean.exact if mean else unmeasured_points(indicator)

    @property
    def base(self) -> Column:
        """Σ points."""
        first, *others = self.points.values()
        for column in others:
            first += column
        return first

    @property
    def score(self) -> Column:
        """Base score and bonus, before the method rounds it."""
        return self.base + Column(pl.col("bonus").cast(pl.Float64)) / KEPT


def unmeasured_points(indicator: Indicator) -> Fraction:
    """Points without a measured value, where the notice names a number: zero, or its penalty."""
    return Fraction(indicator.penalty) if indicator.when_missing == "penalty" else Fraction(0)


def score(group: Group, table: pl.DataFrame, points: Points) -> pl.DataFrame:
    """The table with `value:<id>`, `points:<id>`, `base_score` and `score`, kept as whole 10^-6.

    A score that the method rounds is kept as rounded; `order` orders scores exactly, ties equal.
    """
    rule = group.score
    columns = {**points.values, **points.points}
    wanted = [Rounded(name, column, DECIMALS) for name, column in columns.items()]
    wanted.append(Rounded("base_score", points.base, DECIMALS))
    decimals = DECIMALS if rule.decimals is None else rule.decimals
    rounding = "half_up" if rule.decimals is None else rule.rounding
    wanted.append(Rounded("score", points.score, decimals, rounding))
    table = table.hstack(settled(points.table, wanted, points.exact))
    if rule.decimals is not None:
        scale = 10 ** (DECIMALS - rule.decimals)
        return table.with_columns(score=pl.col("score") * scale, order=pl.col("score"))
    return table.with_columns(order=exact_order(points))


def exact_order(points: Points) -> pl.Series:
    """A whole number a subject that orders the exact scores: what float64 cannot tell apart is settled.

    Sorted by float64, neighbours further apart than twice the largest error are in their true
    order. Runs of nearer ones are sorted by their exact scores.
    """
    column = points.score
    near = points.table.select(score=column.value, error=column.error)
    by_score = near["score"].arg_sort()
    ordered = near["score"].gather(by_score)
    reach = 2 * float(near["error"].max() or 0) * (1 + 4 * UNIT_ROUNDOFF)  # type: ignore[arg-type]
    is_far = (ordered.diff() > reach).fill_null(value=True)
    run = is_far.cast(pl.Int64).cum_sum()
    places = pl.DataFrame({"index": by_score, "run": run})
    places = places.with_columns(size=pl.len().over("run")).with_columns(
        exact=pl.lit(0, dtype=pl.Int64)
    )
    return _numbered(places, points)


def _numbered(places: pl.DataFrame, points: Points) -> pl.Series:
    unclear = places.filter(pl.col("size") > 1)
    scores = [points.exact(points.table.row(i, named=True), "score") for i in unclear["index"]]
    ranks = {value: number for number, value in enumerate(sorted(set(scores)))}
    settled_places = unclear.with_columns(
        exact=pl.Series([ranks[value] for value in scores], dtype=pl.Int64)
    )
    clear = places.filter(pl.col("size") == 1)
    numbered = pl.concat([clear, settled_places]).sort("index")
    # Runs first, then the exact scores inside a run: both whole, so both fit one number.
    return numbered.select(order=pl.col("run") * (len(ranks) + 1) + pl.col("exact"))["order"]
