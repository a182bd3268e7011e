"""Points add up to a score, rounded once and only as the method says (步骤8).

Mean points (黄岩: 无排放数据的，按本组该项平均得分赋分) are the mean of the exact, bounded points of
the subjects in the group's ranking that have a measured value.

A batch is worked out some thousand rows at a time, so that the numbers stay in the processor's cache.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any, cast

import numpy as np
import polars as pl

from permu.engine.arithmetic import UNIT_ROUNDOFF, Column, Constant, Places
from permu.engine.batches import Batch
from permu.engine.benchmarks import Judged
from permu.engine.census import ALONE, Census
from permu.engine.evaluation import DECIMALS, KEPT
from permu.engine.indicators import is_ranked, known
from permu.engine.means import Mean, Near, exact_sum, means, near_sum
from permu.engine.memory import room
from permu.engine.points import points_for
from permu.engine.prepared import Prepared
from permu.engine.rounding import NOBODY, Rounded, Row, Whole, settle
from permu.engine.rows import Known, Rows, complete
from permu.engine.scoring import Scoring, carried, share, unmeasured_points
from permu.engine.variants import all_variants, variants
from permu.method.model import Indicator

AT_A_TIME = 2**14


def points_of(prepared: Prepared, table: pl.DataFrame, judged: Sequence[Judged]) -> "Points":
    """The points of a batch that stands ready, over rows of it and under its groups' benchmarks."""
    scorings = [
        Scoring(group=group, ratios=prepared.ratios, judged=each)
        for group, each in zip(prepared.batch.groups, judged, strict=True)
    ]
    return Points(prepared.batch, scorings, table, census=prepared.census)


class Points:
    """The points of every indicator of a batch: as columns over some of its rows, and for one row exactly."""

    def __init__(
        self,
        batch: Batch,
        scorings: Sequence[Scoring],
        table: pl.DataFrame,
        *,
        census: Census = ALONE,
    ) -> None:
        self.batch = batch
        self.scorings = scorings
        self.census = census
        self.ratios = scorings[0].ratios
        self.indicators = {each.id: each for each in batch.indicators}
        self.is_shared = bool(carried(batch.indicators))
        self.benchmarks = {
            each.id: self._benchmarks(each) for each in all_variants(batch.indicators)
        }
        lacked = [
            each.id
            for each in batch.indicators
            if each.when_missing == "mean_points"
            and (census.is_partial or not table[f"known:{each.id}"].all())
        ]
        self.means = self._means(lacked, table) if lacked else {}

    def value(self, indicator: Indicator, rows: Rows) -> Column:
        """The indicator's value; 0 where it is not measured."""
        own, instead = self._measured_by(indicator, rows)
        value = self.ratios[indicator.id].column(rows, own)
        for other, flags in instead:
            value = self.ratios[other.id].column(rows, flags).where(flags, value)
        return value

    def measured(self, indicator: Indicator, value: Column, rows: Rows) -> Column:
        """Points as if every value were measured."""
        points = self._points(indicator, value, rows)
        for other, flags in self._measured_by(indicator, rows)[1]:
            points = self._points(other, value, rows).where(flags, points)
        return points

    def _measured_by(
        self, indicator: Indicator, rows: Rows
    ) -> tuple[Known | None, list[tuple[Indicator, Known]]]:
        """Whose value the indicator measures (None: everybody's), and whose the ratio in its place does."""
        own = rows.flags(f"known:{indicator.id}")
        instead = [(other, rows.array(f"known:{other.id}")) for other in variants(indicator)[1:]]
        for _, flags in instead:
            own = ~flags if own is None else own & ~flags
        return own, instead

    def _points(self, variant: Indicator, value: Column, rows: Rows) -> Column:
        constants = self.benchmarks[variant.id]
        if constants is None:
            return Column(np.zeros(len(rows)))
        parts = {part: each.at(rows.places) for part, each in constants.items()}
        return points_for(variant, value, parts)

    def _benchmarks(self, indicator: Indicator) -> dict[str, Constant] | None:
        """The parts of the groups' benchmarks; None where no group has one.

        A group without one has nobody to judge: any other's will do for its unknown values.
        """
        judged = [scoring.judged.get(indicator.id) for scoring in self.scorings]
        some = next(filter(None, judged), None)
        if some is None:
            return None
        return {
            name: Constant([(each or some).parts[name] for each in judged]) for name in some.parts
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
        return points.where(is_known, other)

    def share(self, rows: Rows) -> Column | Fraction:
        """What points are multiplied by, where others carry the weight of what a subject lacks (M32)."""
        known_ = [(each, rows.flags(f"known:{each.id}")) for each in carried(self.batch.indicators)]
        lacked = [(each, ~flags) for each, flags in known_ if flags is not None]
        if not lacked:
            return Fraction(1)
        code = sum(flags.astype(np.int64) << n for n, (_, flags) in enumerate(lacked))
        seen, place = np.unique(code, return_inverse=True)
        shares = [
            share(
                self.batch.indicators, [each for n, (each, _) in enumerate(lacked) if bits >> n & 1]
            )
            for bits in seen
        ]
        return Constant(shares).at(place)

    def _means(self, ids: Sequence[str], table: pl.DataFrame) -> dict[str, list[Mean | None]]:
        """For each group the mean points of its ranking's measured; None where there are none."""
        places = range(len(self.scorings))

        def near() -> dict[tuple[str, int], Near]:
            sets = {
                (id_, place): self._measured(id_, place, table) for id_ in ids for place in places
            }
            return {at: self._near(at[0], part) for at, part in sets.items() if len(part)}

        def numbers(at: tuple[str, int]) -> list[Fraction]:
            scoring, indicator = self.scorings[at[1]], self.indicators[at[0]]
            return _measured_points(scoring, indicator, self._measured(*at, table))

        found = means(self.census.within("mean points"), near, numbers)
        return {id_: [found.get((id_, place)) for place in places] for id_ in ids}

    def _near(self, id_: str, part: pl.DataFrame) -> Near:
        rows, indicator = Rows(part), self.indicators[id_]
        return near_sum(self.measured(indicator, self.value(indicator, rows), rows), len(part))

    def _measured(self, id_: str, place: int, table: pl.DataFrame) -> pl.DataFrame:
        """What the points are worked out from, of those of a group's ranking whose value is measured."""
        by = variants(self.indicators[id_])
        names = {"place", *(f"known:{each.id}" for each in by)}
        names.update(*(self.ratios[each.id].reads for each in by))
        is_of = is_ranked() & known(self.indicators[id_]) & (pl.col("place") == place)
        return table.lazy().filter(is_of).select(names).collect()

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
        scoring = self.scorings[cast("int", row["place"])]
        points = scoring.measured_points(indicator, row)
        if points is None:
            means = self.means.get(indicator.id)
            mean = means[cast("int", row["place"])] if means else None
            points = mean.exact if mean else unmeasured_points(indicator)
        return points * scoring.share(row) if self.is_shared else points


def _measured_points(scoring: Scoring, indicator: Indicator, rows: pl.DataFrame) -> list[Fraction]:
    found = (scoring.measured_points(indicator, row) for row in rows.iter_rows(named=True))
    return [points for points in found if points is not None]


def score(batch: Batch, table: pl.DataFrame, points: Points) -> pl.DataFrame:
    """The table with `value:<id>`, `points:<id>`, `base_score` and `score`, kept as whole 10^-6.

    A score that the method rounds is kept as rounded; `order` orders scores exactly, ties equal.
    """
    decimals = batch.rule.score.decimals
    rules = _rules(batch)
    found: dict[str, Whole] = dict(zip(rules, room(len(rules), len(table)), strict=True))
    near, error = (np.empty(len(table) if decimals is None else 0) for _ in range(2))
    doubtful: dict[str, list[Places]] = {name: [] for name in rules}
    flags = complete(table)
    for start in range(0, len(table), AT_A_TIME):
        part = slice(start, start + AT_A_TIME)
        for name, column in columns_of(points, Rows(table[part], complete=flags)):
            doubtful[name].append(rules[name].write(column, found[name][part]) + start)
            if name == "score" and decimals is None:
                near[part], error[part] = column.value, column.error
    for name, rule in rules.items():
        in_doubt = np.concatenate([NOBODY, *doubtful[name]])
        settle(table, in_doubt, rule, exact=points.exact, into=found[name])
    table = table.hstack([pl.Series(name, found.pop(name)) for name in rules])
    for each in carried(batch.indicators):  # who lacks it has no points for it, not 0
        table = table.with_columns(pl.when(known(each)).then(f"points:{each.id}"))
    if decimals is not None:
        scale = 10 ** (DECIMALS - decimals)
        return table.with_columns(score=pl.col("score") * scale, order=pl.col("score"))
    scores = pl.DataFrame({"place": table["place"], "score": near, "error": error})

    def exact(row: Row) -> Fraction:
        return points.exact(row, "score")

    order = points.census.within("score").order(
        table, pl.col("score"), lambda: exact_order(scores, table, exact), exact=exact
    )
    return table.with_columns(order=order)


def _rules(batch: Batch) -> dict[str, Rounded]:
    """How each column is kept: as the exact number to 10^-6, but the score as the method rounds it."""
    names = [f"{kind}:{each.id}" for kind in ("value", "points") for each in batch.indicators]
    rules = {name: Rounded(name, DECIMALS) for name in (*names, "base_score", "score")}
    score = batch.rule.score
    if score.decimals is not None:
        rules["score"] = Rounded("score", score.decimals, score.rounding)
    return rules


def columns_of(points: Points, rows: Rows) -> Iterator[tuple[str, Column]]:
    """All that is kept of some rows, before it is rounded."""
    found: list[Column] = []
    factor = points.share(rows)
    for id_, indicator in points.indicators.items():
        value = points.value(indicator, rows)
        yield f"value:{id_}", value
        found.append(points.points(indicator, value, rows) * factor)
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
