"""The evaluation without float64: plain fractions, one subject after the other.

The slow reference that the fast path is held against. It shares the scoring kinds, the conditions
(whole numbers only) and the assembly; sums, means, rounding, ranks, cuts and the rules that bind
the grade are worked out here again, in the plainest way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain
from typing import Any

import polars as pl

from permu.engine.assembly import Graded
from permu.engine.batches import Batch
from permu.engine.benchmarks import Benchmark, Judged, refuse_unless_positive
from permu.engine.evaluation import DECIMALS, KEPT, Evaluation
from permu.engine.pipeline import Prepared, worked_out
from permu.engine.rounding import whole
from permu.engine.scores import Scoring, unmeasured_points
from permu.method.model import Adjustment, Grading, Group, Indicator, Method
from permu.terms.facts import Facts
from permu.terms.rounding import scaled

Row = Mapping[str, Any]


def evaluate_exactly(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluation:
    """The result of `evaluate`, by fractions alone: for tests, and for who wants to be sure.

    Raises:
        Refused: as `evaluate`.
    """
    return worked_out(method, facts, earlier, judge=_judge)


def _judge(prepared: Iterator[Prepared]) -> Iterator[Graded]:
    return map(_graded, chain.from_iterable(map(_one_by_one, prepared)))


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


def _graded(prepared: Prepared) -> Graded:
    group, rows = prepared.batch.rule, prepared.table.rows(named=True)
    judged = _judged(prepared, rows)
    scoring = Scoring(group=group, ratios=prepared.ratios, judged=judged)
    means = _means(scoring, rows)
    numbers = [_numbers(scoring, row, means) for row in rows]
    places = _places(group, rows, [each["order"] for each in numbers])
    columns = {name: [each[name] for each in numbers] for name in _names(group)}
    table = prepared.table.with_columns(
        [pl.Series(name, values, dtype=pl.Int64) for name, values in columns.items()]
        + [
            pl.Series(name, [place[name] for place in places], dtype=pl.Int64)
            for name in ("rank", "ranked", "by_rank", "grade_code")
        ]
    )
    return Graded(
        batch=prepared.batch,
        table=table,
        ratios=prepared.ratios,
        judged=[judged],
        rules=prepared.rules,
        reading=prepared.reading,
    )


def _names(group: Group) -> list[str]:
    ids = [indicator.id for indicator in group.indicators]
    return [f"{kind}:{id_}" for id_ in ids for kind in ("value", "points")] + [
        "base_score",
        "score",
    ]


def _stands(row: Row) -> bool:
    return row["held"] == 0 and not row["is_ungraded"]


def _judged(prepared: Prepared, rows: Sequence[Row]) -> Judged:
    judged: dict[str, Benchmark] = {}
    group = prepared.batch.rule
    for indicator in group.indicators:
        base, ratios = rows, prepared.ratios
        if indicator.benchmark.kind == "last_group_mean" and prepared.past:
            base, ratios = prepared.past[0].rows(named=True), prepared.past[1]
        scoring = Scoring(group=group, ratios=ratios, judged={})
        counted = [
            row for row in base if _stands(row) and scoring.value(indicator, row) is not None
        ]
        benchmark = _benchmark(scoring, indicator, counted)
        if benchmark:
            refuse_unless_positive(group, indicator, benchmark)
            judged[indicator.id] = benchmark
    return judged


def _benchmark(scoring: Scoring, indicator: Indicator, rows: Sequence[Row]) -> Benchmark | None:
    rule = indicator.benchmark
    if rule.kind == "published":
        return Benchmark(parts={"value": Fraction(rule.value or 0)}, subjects=None)
    if not rows:
        return None
    values = [value for row in rows if (value := scoring.value(indicator, row)) is not None]
    if rule.kind == "group_range":
        return Benchmark(parts={"least": min(values), "greatest": max(values)}, subjects=len(rows))
    if rule.kind == "best":
        best = min(values) if indicator.scoring == "inverse" else max(values)
        return Benchmark(parts={"value": best}, subjects=len(rows))
    ratio = scoring.ratios[indicator.id]
    above = sum(row[ratio.numerator] for row in rows)
    below = sum(row[ratio.denominator] if ratio.denominator else 1 for row in rows)
    mean = Fraction(rule.factor) * Fraction(above, below) * ratio.factor
    return Benchmark(parts={"value": mean}, subjects=len(rows))


def _means(scoring: Scoring, rows: Sequence[Row]) -> dict[str, Fraction]:
    means = {}
    for indicator in scoring.group.indicators:
        if indicator.when_missing == "mean_points":
            found = [scoring.measured_points(indicator, row) for row in rows if _stands(row)]
            measured = [points for points in found if points is not None]
            if measured:
                means[indicator.id] = sum(measured, Fraction(0)) / len(measured)
    return means


def _numbers(scoring: Scoring, row: Row, means: Mapping[str, Fraction]) -> dict[str, Any]:
    numbers: dict[str, Any] = {}
    base = Fraction(0)
    for indicator in scoring.group.indicators:
        points = scoring.measured_points(indicator, row)
        if points is None:
            points = means.get(indicator.id, unmeasured_points(indicator))
        value = scoring.value(indicator, row)
        name = f"value:{indicator.id}"
        numbers[name] = None if value is None else whole(value, DECIMALS, name=name)
        name = f"points:{indicator.id}"
        numbers[name] = whole(points, DECIMALS, name=name)
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


def _places(group: Group, rows: Sequence[Row], scores: Sequence[Fraction]) -> list[Row]:
    grading = group.grading
    outs = [a for a in group.adjustments if a.kind in ("direct", "veto")]
    late = grading is not None and grading.quota == "after_adjustments"
    stands = [_stands(row) and not (late and any(row[f"hit:{a.id}"] for a in outs)) for row in rows]
    ranking = sorted((s for s, stand in zip(scores, stands, strict=True) if stand), reverse=True)
    best = {score: n for n, score in reversed(list(enumerate(ranking, start=1)))}
    worst = {score: n for n, score in enumerate(ranking, start=1)}
    places: list[Row] = []
    for row, score, stand in zip(rows, scores, stands, strict=True):
        place: dict[str, int | None] = dict.fromkeys(("rank", "ranked", "by_rank", "grade_code"))
        if stand:
            place |= {"rank": best[score], "ranked": len(ranking)}
            if grading:
                reached = worst[score] if grading.ties == "worse" else best[score]
                place["by_rank"] = _grade(grading, reached, len(ranking))
        if grading and _stands(row):
            place["grade_code"] = _bound(group.adjustments, row, place["by_rank"], grading)
        places.append(place)
    return places


def _grade(grading: Grading, reached: int, ranked: int) -> int:
    total = Fraction(0)
    for number, share in enumerate(grading.shares):
        total += Fraction(share)
        if reached <= scaled(ranked * total / 100, 0, rounding=grading.rounding):
            return number
    return len(grading.shares) - 1


def _bound(
    adjustments: Sequence[Adjustment], row: Row, grade: int | None, grading: Grading
) -> int | None:
    hits = [adjustment for adjustment in adjustments if row[f"hit:{adjustment.id}"]]
    for each in hits:
        limit = grading.grades.index(each.grade) if each.grade else 0
        if each.kind == "direct":
            grade = limit
        elif each.kind == "ceiling" and grade is not None:
            grade = max(grade, limit)
        elif each.kind == "floor" and grade is not None:
            grade = min(grade, limit)
    vetoes = [grading.grades.index(each.grade) for each in hits if each.kind == "veto"]
    return max(vetoes) if vetoes else grade
