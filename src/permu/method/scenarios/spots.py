"""Where the numbers that a scenario may amend stand in a group."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from permu.method.model import Group, Indicator, Source
from permu.method.model.scenarios import AmendmentKey

OTHERWISE = "otherwise:"
MEANS = ("group_mean", "last_group_mean", "mean_of_values")
Numbers = tuple[Decimal, ...]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One number of a group, or a row of them. `now` is empty where the method gives none (no cap, a mean as benchmark)."""

    key: AmendmentKey
    of: str
    label: str
    unit: str
    now: Numbers
    source: Source


def spots(group: Group) -> Iterator[Spot]:
    """Every place of the group where a number stands or may stand, in the order of its file."""
    for indicator in group.indicators:
        yield from _of_indicator(indicator)
    for rule in group.adjustments:
        if rule.kind in ("bonus", "deduction") and not rule.count:
            yield _spot(rule, "points", "points", rule.points)
    yield from _of_grading(group)
    for measure in group.measures:
        if measure.kind != "text":
            unit = measure.unit if measure.kind == "per_unit" else "percent"
            yield _spot(measure, "rate", "yuan" if measure.kind == "sum" else unit, measure.rate)


def _spot(row: Any, key: AmendmentKey, unit: str, *now: Decimal | None, of: str = "") -> Spot:
    given = tuple(number for number in now if number is not None)
    return Spot(
        key=key,
        of=of or getattr(row, "id", ""),
        label=getattr(row, "label", ""),
        unit=unit,
        now=given,
        source=row.source,
    )


def _of_indicator(one: Indicator) -> Iterator[Spot]:
    yield _spot(one, "weight", "points", one.weight)
    for variant in (one, one.otherwise):
        if variant is not None and one.scoring not in ("min_max", "value"):
            of = one.id if variant is one else f"{OTHERWISE}{one.id}"
            yield _spot(variant, "benchmark", variant.unit, variant.benchmark.value, of=of)
            if variant.benchmark.kind in MEANS:
                yield _spot(variant, "factor", "times", variant.benchmark.factor, of=of)
    if one.scoring != "value":
        yield _spot(one, "cap", "times", one.cap)
        yield _spot(one, "floor", "times", one.floor)
    if one.when_missing == "penalty":
        yield _spot(one, "penalty", "points", one.penalty)


def _of_grading(group: Group) -> Iterator[Spot]:
    yield replace(_spot(group.score, "bonus_cap", "points", group.score.bonus_cap), of="", label="")
    grading = group.grading
    if grading is None:
        return
    if grading.kind == "shares":
        yield _spot(grading, "shares", "percent", *grading.shares)
    if grading.kind == "thresholds":
        yield _spot(grading, "at_least", "points", *grading.at_least)
    if grading.kind == "two_stage":
        yield _spot(grading, "split", "percent", grading.split)
        if grading.best:
            yield _spot(grading, "best", "percent", grading.best.share)
        if grading.worst:
            yield _spot(grading, "worst", "percent", grading.worst.share)
