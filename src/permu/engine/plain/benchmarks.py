"""Benchmarks by fractions alone, one subject after the other: what `benchmarks` is held against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from permu.engine.benchmarks import (
    Benchmark,
    Judged,
    common_denominator,
    refuse_empty,
    refuse_unless_positive,
    refuse_unwritable,
    stated,
)
from permu.engine.points import lower_is_better
from permu.engine.prepared import Prepared
from permu.engine.ratios import Ratio, moved
from permu.engine.scoring import Scoring
from permu.engine.variants import all_variants, variants
from permu.method.model import Indicator
from permu.terms.rounding import Rounding, scaled

Row = Mapping[str, Any]


def is_in_ranking(row: Row) -> bool:
    """Whether the subject stands in the ranking."""
    return row["held"] == 0 and not row["is_ungraded"]


Everybody = Mapping[tuple[str, bool], Sequence[tuple[Scoring, Row]]]
"""For each indicator (and ratio in its place) the ranked of every group, this year's and last year's."""


def everybody_of(now: Iterable[Prepared], past: Iterable[Prepared]) -> Everybody:
    """The ranked of these batches, of this year and the last."""
    found: dict[tuple[str, bool], list[tuple[Scoring, Row]]] = {}
    for is_past, batches in enumerate((now, past)):
        for each in batches:
            scoring = Scoring(group=each.batch.rule, ratios=each.ratios, judged={})
            ranked = [(scoring, row) for row in each.table.rows(named=True) if is_in_ranking(row)]
            for indicator in all_variants(each.batch.rule.indicators):
                found.setdefault((indicator.id, bool(is_past)), []).extend(ranked)
    return found


def own_of(prepared: Prepared) -> Everybody:
    """The ranked of one batch, of both years."""
    past = prepared.past
    before = [replace(prepared, table=past[0], ratios=past[1])] if past else []
    return everybody_of([prepared], before)


def judged_exactly(prepared: Prepared, everybody: Everybody) -> Judged:
    """The benchmarks of the one group of the batch."""
    judged: dict[str, Benchmark] = {}
    group = prepared.batch.rule
    own = own_of(prepared)
    for indicator in group.indicators:
        for variant in variants(indicator):
            whose = everybody if variant.benchmark.pool == "all" else own
            counted = _counted(indicator, variant, whose, kind=variant.benchmark.kind)
            benchmark = _benchmark(variant, counted)
            refuse_empty(group, variant, benchmark)
            if benchmark:
                refuse_unless_positive(group, variant, benchmark)
                judged[variant.id] = benchmark
    return judged


def mean_exactly(
    indicator: Indicator, variant: Indicator, own: Everybody, *, kind: str
) -> Fraction | None:
    """The group's mean of this or the last year; None where nobody gives it."""
    is_moved = variant.change != "none" and kind == "last_group_mean"
    counted = [] if is_moved else _counted(indicator, variant, own, kind=kind)
    return _mean(counted) if counted else None


def _counted(indicator: Indicator, variant: Indicator, whose: Everybody, *, kind: str) -> "Counted":
    """The subjects whose value it is this ratio that measures."""
    rows = whose.get((variant.id, kind == "last_group_mean"), ())
    found = []
    for scoring, row in rows:
        of_group = next(each for each in scoring.group.indicators if each.id == indicator.id)
        value = scoring.value(of_group, row)
        if value is not None and scoring.variant(of_group, row).id == variant.id:
            found.append((value, scoring.ratios[variant.id], row))
    return found


Counted = Sequence[tuple[Fraction, Ratio, Row]]


def _benchmark(variant: Indicator, counted: Counted) -> Benchmark | None:
    rule = variant.benchmark
    if found := stated(rule):
        return found
    if not counted:
        return None
    parts = _parts(variant, counted)
    if rule.decimals is not None:
        parts = {
            part: _kept(number, rule.decimals, rule.rounding) for part, number in parts.items()
        }
    return Benchmark(parts=parts, subjects=len(counted))


def _parts(variant: Indicator, counted: Counted) -> dict[str, Fraction]:
    rule = variant.benchmark
    values = [value for value, _, _ in counted]
    if rule.kind == "group_range":
        return {"least": min(values), "greatest": max(values)}
    if rule.kind == "best":
        return {"value": min(values) if lower_is_better(variant) else max(values)}
    if rule.kind != "mean_of_values":
        return {"value": Fraction(rule.factor) * _mean(counted)}
    if rule.decimals is None:
        refuse_unwritable(variant, common_denominator(values))
    return {"value": Fraction(rule.factor) * sum(values) / len(values)}


def _kept(number: Fraction, decimals: int, rounding: Rounding) -> Fraction:
    return Fraction(scaled(number, decimals, rounding=rounding), 10**decimals)


def _mean(counted: Counted) -> Fraction:
    ratio = counted[0][1]
    rows = [row for _, _, row in counted]
    now = _sum_over_sum(ratio, rows)
    if ratio.before is None:
        return now
    return moved(ratio.change, now, _sum_over_sum(ratio.before, rows)) * ratio.scale


def _sum_over_sum(ratio: Ratio, rows: Sequence[Row]) -> Fraction:
    above = sum(row[ratio.numerator] for row in rows)
    below = sum(row[ratio.denominator] if ratio.denominator else 1 for row in rows)
    return Fraction(above, below) * ratio.factor
