"""Points add up to a score, rounded once and only as the method says (步骤8).

Mean points (黄岩: 无排放数据的，按本组该项平均得分赋分) are the mean of the exact, bounded points of
the subjects in the group's ranking that have a measured value.

A batch is worked out some thousand rows at a time, so that the numbers stay in the processor's cache.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import frexp
from operator import add
from typing import Any, cast

import numpy as np
import polars as pl

from permu.engine.arithmetic import UNIT_ROUNDOFF, Column, Constant, Places
from permu.engine.batches import Batch
from permu.engine.benchmarks import Judged
from permu.engine.evaluation import DECIMALS, KEPT
from permu.engine.indicators import is_ranked, known
from permu.engine.points import points_for
from permu.engine.ratios import Ratio, Rows
from permu.engine.rounding import NOBODY, Rounded, Row, Whole, settle
from permu.method.model import Group, Indicator

AT_A_TIME = 2**14


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
        return (
            points_for(indicator, value, benchmark.parts)
            if value is not None and benchmark
            else None
        )


@dataclass(frozen=True, kw_only=True)
class MeanPoints:
    """The mean of a group's points for an indicator, near at once and exact when it is asked for."""

    near: float
    error: float
    scoring: Scoring
    indicator: Indicator
    rows: pl.DataFrame

    @cached_property
    def exact(self) -> Fraction:
        """Exactly. Slow for a large group of unlike denominators; asked only where `near` cannot tell."""
        rows = self.rows.iter_rows(named=True)
        found = [self.scoring.measured_points(self.indicator, row) for row in rows]
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


def unmeasured_points(indicator: Indicator) -> Fraction:
    """Points without a measured value, where the notice names a number: zero, or its penalty."""
    return Fraction(indicator.penalty) if indicator.when_missing == "penalty" else Fraction(0)


class Points:
    """The points of every indicator of a batch: as columns over some of its rows, and for one row exactly."""

    def __init__(self, batch: Batch, scorings: Sequence[Scoring], table: pl.DataFrame) -> None:
        self.batch = batch
        self.scorings = scorings
        self.indicators = {each.id: each for each in batch.indicators}
        self.benchmarks = {each.id: self._benchmarks(each) for each in batch.indicators}
        self.means = {
            each.id: list(self._means(each, table))
            for each in batch.indicators
            if each.when_missing == "mean_points" and not table[f"known:{each.id}"].all()
        }

    def value(self, indicator: Indicator, rows: Rows) -> Column:
        """The indicator's value; 0 where it is not measured."""
        ratio = self.scorings[0].ratios[indicator.id]
        return ratio.column(rows, rows.flags(f"known:{indicator.id}"))

    def measured(self, indicator: Indicator, value: Column, rows: Rows) -> Column:
        """Points as if every value were measured."""
        constants = self.benchmarks[indicator.id]
        if not constants:
            return Column(np.zeros(len(rows)))
        parts = {part: each.at(rows.places) for part, each in constants.items()}
        return points_for(indicator, value, parts)

    def _benchmarks(self, indicator: Indicator) -> dict[str, Constant]:
        """The parts of the groups' benchmarks.

        A group without one has nobody to judge: any other's will do for its unknown values.
        """
        judged = [scoring.judged.get(indicator.id) for scoring in self.scorings]
        some = next(filter(None, judged), None)
        names = some.parts if some else ()
        return {
            name: Constant([each.parts[name] for each in (one or some for one in judged) if each])
            for name in names
        }

    def points(self, indicator: Indicator, value: Column, rows: Rows) -> Column:
        """Points of the measured, and what the method gives to the others."""
        points = self.measured(indicator, value, rows)
        is_known = rows.flags(f"known:{indicator.id}")
        if is_known is None:
            return points
        other = Column(float(unmeasured_points(indicator)), steps=1)
        if means := self.means.get(indicator.id):
            near, size = (np.array(each)[rows.places] for each in zip(*(
                (mean.near, mean.error / UNIT_ROUNDOFF) if mean else (0.0, 0.0) for mean in means
            ), strict=True))  # fmt: skip
            other = Column(near, steps=1, size=size)
        is_relative = points.size is None and other.size is None
        return Column(
            np.where(is_known, points.value, other.value),
            max(points.steps, other.steps),
            None if is_relative else np.where(is_known, points.magnitude, other.magnitude),
        )

    def _means(self, indicator: Indicator, table: pl.DataFrame) -> Iterator[MeanPoints | None]:
        """For each group the mean points of its ranking's measured; None where there are none.

        Points are summed as whole units of 2^-44 (of 2^-50 of the greatest, where that is more):
        each is a unit or its own error off, the sum is exact, so the mean is off by no more than
        both together, and one ulp of the division.
        """
        ratio = self.scorings[0].ratios[indicator.id]
        names = {"place", f"known:{indicator.id}", ratio.numerator, ratio.denominator} - {""}
        names |= {f"held:{name}" for name in ratio.held}
        ranked = table.lazy().filter(is_ranked() & known(indicator)).select(names).collect()
        for place, scoring in enumerate(self.scorings):
            part = ranked.filter(pl.col("place") == place)
            if part.is_empty():
                yield None
                continue
            rows = Rows(part)
            points = self.measured(indicator, self.value(indicator, rows), rows)
            greatest, error = float(np.max(points.magnitude)), float(np.max(points.error))
            unit = max(2.0**-44, 2.0 ** (frexp(greatest)[1] - 50))
            units = pl.Series(np.round(np.broadcast_to(points.value / unit, len(part))))
            total = Fraction(units.cast(pl.Int128).sum()) * Fraction(unit)
            near = float(total / len(part))
            yield MeanPoints(
                near=near, error=error + unit + abs(near) * 2 * UNIT_ROUNDOFF, scoring=scoring,
                indicator=indicator, rows=part,
            )  # fmt: skip

    def exact(self, row: Row, name: str) -> Fraction:
        """The exact number of one subject that is kept under `name`: `value:<id>`, `points:<id>`, `base_score`, `score`."""
        kind, _, indicator_id = name.partition(":")
        if indicator_id:
            indicator = self.indicators[indicator_id]
            if kind == "points":
                return self._exact_points(indicator, row)
            return self.scorings[0].value(indicator, row) or Fraction(0)
        base = exact_sum([self._exact_points(each, row) for each in self.indicators.values()])
        return base if kind == "base_score" else base + Fraction(cast("int", row["bonus"]), KEPT)

    def _exact_points(self, indicator: Indicator, row: Row) -> Fraction:
        place = cast("int", row["place"])
        points = self.scorings[place].measured_points(indicator, row)
        if points is not None:
            return points
        mean = self.means[indicator.id][place] if indicator.id in self.means else None
        return mean.exact if mean else unmeasured_points(indicator)


def score(batch: Batch, table: pl.DataFrame, points: Points) -> pl.DataFrame:
    """The table with `value:<id>`, `points:<id>`, `base_score` and `score`, kept as whole 10^-6.

    A score that the method rounds is kept as rounded; `order` orders scores exactly, ties equal.
    """
    decimals = batch.rule.score.decimals
    rules = _rules(batch)
    # One piece of memory: the system hands out a large one many times faster than its parts.
    found: dict[str, Whole] = dict(
        zip(rules, np.empty((len(rules), len(table)), np.int64), strict=True)
    )
    near, error = (np.empty(len(table) if decimals is None else 0) for _ in range(2))
    doubtful: dict[str, list[Places]] = {name: [] for name in rules}
    for start in range(0, len(table), AT_A_TIME):
        part = slice(start, start + AT_A_TIME)
        for name, column in _columns(points, Rows(table[part])):
            doubtful[name].append(rules[name].write(column, found[name][part]) + start)
            if name == "score" and decimals is None:
                near[part], error[part] = column.value, column.error
    for name, rule in rules.items():
        in_doubt = np.concatenate([NOBODY, *doubtful[name]])
        settle(table, in_doubt, rule, exact=points.exact, into=found[name])
    table = table.hstack([pl.Series(name, found.pop(name)) for name in rules])
    if decimals is not None:
        scale = 10 ** (DECIMALS - decimals)
        return table.with_columns(score=pl.col("score") * scale, order=pl.col("score"))
    scores = pl.DataFrame({"place": table["place"], "score": near, "error": error})
    return table.with_columns(
        order=exact_order(scores, table, lambda row: points.exact(row, "score"))
    )


def _rules(batch: Batch) -> dict[str, Rounded]:
    """How each column is kept: as the exact number to 10^-6, but the score as the method rounds it."""
    names = [f"{kind}:{each.id}" for kind in ("value", "points") for each in batch.indicators]
    rules = {name: Rounded(name, DECIMALS) for name in (*names, "base_score", "score")}
    score = batch.rule.score
    if score.decimals is not None:
        rules["score"] = Rounded("score", score.decimals, score.rounding)
    return rules


def _columns(points: Points, rows: Rows) -> Iterator[tuple[str, Column]]:
    """All that is kept of some rows, before it is rounded."""
    found: list[Column] = []
    for id_, indicator in points.indicators.items():
        value = points.value(indicator, rows)
        yield f"value:{id_}", value
        found.append(points.points(indicator, value, rows))
        yield f"points:{id_}", found[-1]
    base = reduce(add, found)
    yield "base_score", base
    yield "score", base + Column(rows.number("bonus", None, 0)) / KEPT


def exact_order(
    scores: pl.DataFrame, table: pl.DataFrame, exact_of: Callable[[Row], Fraction]
) -> pl.Series:
    """A whole number a subject that orders the exact scores of a group: what float64 cannot tell apart is settled.

    `scores` has the near `score` of each row of the table, its `error`, and the group's `place`.
    Sorted by float64, neighbours further apart than twice the largest error are in their true
    order. Runs of nearer ones are sorted by their exact scores.
    """
    ordered = scores.with_row_index("index").sort("place", "score")
    reach = 2 * float(cast("Any", scores["error"].max()) or 0) * (1 + 4 * UNIT_ROUNDOFF)
    is_far = (pl.col("score").diff() > reach) | (pl.col("place").diff() != 0)
    places = ordered.select(
        "index", run=is_far.fill_null(value=True).cast(pl.Int64).cum_sum()
    ).with_columns(size=pl.len().over("run"), exact=pl.lit(0, dtype=pl.Int64))
    unclear = places.filter(pl.col("size") > 1)
    rows = table[unclear["index"]].iter_rows(named=True)
    exact = [exact_of(row) for row in rows]
    ranks = {value: number for number, value in enumerate(sorted(set(exact)))}
    settled = unclear.with_columns(exact=pl.Series([ranks[each] for each in exact], dtype=pl.Int64))
    numbered = pl.concat([places.filter(pl.col("size") == 1), settled]).sort("index")
    # Runs first, then the exact scores inside a run: both whole, so both fit one number.
    return numbered.select(order=pl.col("run") * (len(ranks) + 1) + pl.col("exact"))["order"]
