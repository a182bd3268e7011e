"""The evaluation without float64: plain fractions, one subject after the other.

The slow reference that the fast path is held against. It shares the scoring kinds, the conditions
(whole numbers only) and the assembly; sums, means, rounding, ranks, cuts and the rules that bind
the grade are worked out here again, in the plainest way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Any

import polars as pl

from permu.engine.adjustments import with_hits_again
from permu.engine.assembly import Graded
from permu.engine.batches import Batch
from permu.engine.beats import column, leaves
from permu.engine.benchmarks import NOTHING, Base, Judged
from permu.engine.evaluation import DECIMALS, KEPT, Evaluation
from permu.engine.pipeline import frozen_runs, worked_out
from permu.engine.plain import Pool, bonus, places
from permu.engine.plain.benchmarks import (
    Everybody,
    everybody_of,
    is_in_ranking,
    judged_exactly,
    mean_exactly,
    own_of,
)
from permu.engine.points import lower_is_better, weight_of
from permu.engine.prepared import Prepared
from permu.engine.ready import Ready
from permu.engine.rounding import whole
from permu.engine.scoring import Scoring, unmeasured_points
from permu.engine.units import as_units
from permu.engine.variants import variants
from permu.method.model import Condition, Group, Method
from permu.terms.facts import Facts
from permu.terms.rounding import scaled

Row = Mapping[str, Any]


def evaluate_exactly(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluation:
    """The result of `evaluate`, by fractions alone: for tests, and for who wants to be sure.

    Raises:
        Refused: as `evaluate`.
    """
    return as_units(method, facts, earlier, partial(worked_out, judge=_judge))


def evaluate_exactly_against(
    method: Method, facts: Facts, benchmarks: pl.DataFrame, *, earlier: Facts | None = None
) -> Evaluation:
    """The result of `evaluate_against`, by fractions alone.

    Raises:
        Refused: as `evaluate`.
    """
    together, alone = frozen_runs(partial(worked_out, judge=_judge), benchmarks)
    return as_units(method, facts, earlier, together, alone=alone)


def _judge(ready: Ready, batches: Iterator[tuple[Prepared, Base]]) -> Iterator[Graded]:
    groups = [list(_one_by_one(prepared)) for prepared, _ in batches]
    everybody = everybody_of(chain.from_iterable(groups), ready.last_year())
    return chain.from_iterable(_graded(batch, everybody) for batch in groups)


def _one_by_one(prepared: Prepared) -> Iterator[Prepared]:
    """Each group of a batch as a batch of its own."""
    for place, group in enumerate(prepared.batch.groups):
        of_group = pl.col("place") == place
        past = prepared.past
        yield replace(
            prepared,
            batch=Batch((group,)),
            table=prepared.table.filter(of_group).with_columns(place=pl.lit(0, dtype=pl.Int16)),
            past=past and (past[0].filter(of_group), past[1]),
        )


@dataclass(frozen=True)
class _Scored:
    """One pool with its exact scores: before it is ranked."""

    prepared: Prepared
    table: pl.DataFrame
    judged: Judged
    pool: Pool


def _graded(batch: Sequence[Prepared], everybody: Everybody) -> Iterator[Graded]:
    scored = [_scored(prepared, everybody) for prepared in batch]
    for one, found in zip(scored, places([each.pool for each in scored]), strict=True):
        table = one.table.with_columns(
            pl.Series(name, [place[name] for place in found], dtype=pl.Int64)
            for name in ("rank", "ranked", "by_rank", "grade_code")
        )
        yield Graded(
            batch=one.prepared.batch,
            table=table,
            ratios=one.prepared.ratios,
            judged=[one.judged],
            rules=one.prepared.rules,
            reading=one.prepared.reading,
        )


def _scored(prepared: Prepared, everybody: Everybody) -> _Scored:
    group, scales = prepared.batch.rule, prepared.reading.figures.scales
    rows = prepared.table.rows(named=True)
    judged = judged_exactly(prepared, everybody)
    scoring = Scoring(group=group, ratios=prepared.ratios, judged=judged)
    table = prepared.table.with_columns(
        _beaten(leaf, prepared, scoring, rows) for leaf in leaves(group)
    )
    table = with_hits_again(group, table, prepared.reading)
    bonuses = [bonus(group, row, scales) for row in table.iter_rows(named=True)]
    table = table.with_columns(bonus=pl.Series(bonuses, dtype=pl.Int64))
    rows = table.rows(named=True)
    means = _means(scoring, rows)
    numbers = [_numbers(scoring, row, means) for row in rows]
    columns = {name: [each[name] for each in numbers] for name in _names(group)}
    table = table.with_columns(
        pl.Series(name, values, dtype=pl.Int64) for name, values in columns.items()
    )
    keys = [_keys(scoring, row, found) for row, found in zip(rows, numbers, strict=True)]
    pool = Pool(group, rows, [each["order"] for each in numbers], keys)
    return _Scored(prepared, table, judged, pool)


def _beaten(
    leaf: Condition, prepared: Prepared, scoring: Scoring, rows: Sequence[Row]
) -> pl.Series:
    """Whether each subject's value beats the reference, as far as both are known."""
    indicator = next(each for each in scoring.group.indicators if each.id == leaf.item)
    own = own_of(prepared)
    limits = {
        each.id: scoring.judged.get(each.id, NOTHING).parts.get("value")
        if leaf.reference == "benchmark"
        else mean_exactly(indicator, each, own, kind=leaf.reference)
        for each in variants(indicator)
    }
    found: list[bool | None] = []
    for row in rows:
        value, limit = scoring.value(indicator, row), limits[scoring.variant(indicator, row).id]
        if value is None or limit is None:
            found.append(None)
        elif lower_is_better(indicator):
            found.append(value <= Fraction(leaf.factor) * limit)
        else:
            found.append(value >= Fraction(leaf.factor) * limit)
    return pl.Series(column(leaf), found, dtype=pl.Boolean)


def _keys(scoring: Scoring, row: Row, numbers: Row) -> Row:
    """What a second ranking goes by: more is better."""
    grading, keys = scoring.group.grading, {}
    ids = {indicator.id: indicator for indicator in scoring.group.indicators}
    stages = {"key:best": grading.best, "key:worst": grading.worst} if grading else {}
    for key, stage in stages.items():
        if stage is not None:
            if stage.by_points:
                found = sum((numbers[f"exact:{id_}"] for id_ in stage.by_points), Fraction(0))
            elif stage.by_figure in row:
                found = Fraction(row[stage.by_figure] or 0)
            else:
                found = scoring.value(ids[stage.by_figure], row) or Fraction(0)
            keys[key] = -found if stage.lower_is_better else found
    return keys


def _names(group: Group) -> list[str]:
    ids = [indicator.id for indicator in group.indicators]
    return [f"{kind}:{id_}" for id_ in ids for kind in ("value", "points")] + [
        "base_score",
        "score",
    ]


def _means(scoring: Scoring, rows: Sequence[Row]) -> dict[str, Fraction]:
    means = {}
    for indicator in scoring.group.indicators:
        if indicator.when_missing == "mean_points":
            found = [scoring.measured_points(indicator, row) for row in rows if is_in_ranking(row)]
            measured = [points for points in found if points is not None]
            if measured:
                means[indicator.id] = sum(measured, Fraction(0)) / len(measured)
    return means


def _numbers(scoring: Scoring, row: Row, means: Mapping[str, Fraction]) -> dict[str, Any]:
    numbers: dict[str, Any] = {}
    base = Fraction(0)
    lacked = [each for each in scoring.group.indicators if scoring.value(each, row) is None]
    carried = [each for each in lacked if each.when_missing == "reweight"]
    weights = sum(map(weight_of, scoring.group.indicators), Fraction(0))
    left = weights - sum(map(weight_of, carried), Fraction(0))
    for indicator in scoring.group.indicators:
        points = scoring.measured_points(indicator, row)
        if points is None:
            points = means.get(indicator.id, unmeasured_points(indicator))
        points *= weights / left if left else Fraction(0)
        value = scoring.value(indicator, row)
        name = f"value:{indicator.id}"
        numbers[name] = None if value is None else whole(value, DECIMALS, name=name)
        name = f"points:{indicator.id}"
        numbers[name] = None if indicator in carried else whole(points, DECIMALS, name=name)
        numbers[f"exact:{indicator.id}"] = points
        base += points
    rule = scoring.group.score
    exact = base + Fraction(row["bonus"], KEPT)
    if rule.decimals is not None:
        exact = Fraction(scaled(exact, rule.decimals, rounding=rule.rounding), 10**rule.decimals)
    return numbers | {
        "base_score": whole(base, DECIMALS, name="base_score"),
        "score": whole(exact, DECIMALS, name="score"),
        "order": exact,
    }
