"""Where the numbers that a scenario may amend stand in a group, and how another is put there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from permu.method.model import Benchmark, Group, Indicator, Source
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


def put(group: Group, spot: Spot, numbers: Numbers) -> Group:
    """The group with other numbers in that place."""
    return _PUT[spot.key](group, spot, numbers)


def _into_indicator(change: Callable[[Indicator, Decimal], Indicator]) -> "Put":
    """Into the indicator and what is judged in its place, which share weight and bounds."""

    def into(group: Group, spot: Spot, numbers: Numbers) -> Group:
        def changed(one: Indicator) -> Indicator:
            if one.id != spot.of:
                return one
            other = one.otherwise and change(one.otherwise, numbers[0])
            return replace(change(one, numbers[0]), otherwise=other)

        return replace(group, indicators=tuple(map(changed, group.indicators)))

    return into


def _into_benchmark(change: Callable[[Benchmark, Decimal], Benchmark]) -> "Put":
    """Into the benchmark of one of the two ratios."""

    def into(group: Group, spot: Spot, numbers: Numbers) -> Group:
        def judged(one: Indicator) -> Indicator:
            return replace(one, benchmark=change(one.benchmark, numbers[0]))

        def changed(one: Indicator) -> Indicator:
            if spot.of == one.id:
                return judged(one)
            if spot.of == f"{OTHERWISE}{one.id}" and one.otherwise:
                return replace(one, otherwise=judged(one.otherwise))
            return one

        return replace(group, indicators=tuple(map(changed, group.indicators)))

    return into


def _into_rows(part: str, field: str) -> "Put":
    def into(group: Group, spot: Spot, numbers: Numbers) -> Group:
        rows: Sequence[Any] = getattr(group, part)
        found = [replace(row, **{field: numbers[0]}) if row.id == spot.of else row for row in rows]
        changed: Any = {part: tuple(found)}
        return replace(group, **changed)

    return into


def _into_grading(group: Group, spot: Spot, numbers: Numbers) -> Group:
    grading = group.grading
    if grading is None:
        return group
    match spot.key:
        case "best" if grading.best:
            grading = replace(grading, best=replace(grading.best, share=numbers[0]))
        case "worst" if grading.worst:
            grading = replace(grading, worst=replace(grading.worst, share=numbers[0]))
        case "split":
            grading = replace(grading, split=numbers[0])
        case "shares":
            grading = replace(grading, shares=numbers)
        case "at_least":
            grading = replace(grading, at_least=numbers)
    return replace(group, grading=grading)


def _into_score(group: Group, _spot: Spot, numbers: Numbers) -> Group:
    return replace(group, score=replace(group.score, bonus_cap=numbers[0]))


def _printed(benchmark: Benchmark, value: Decimal) -> Benchmark:
    return Benchmark(kind="published", value=value, source=benchmark.source)


Put = Callable[[Group, Spot, Numbers], Group]
_PUT: Mapping[AmendmentKey, Put] = {
    "weight": _into_indicator(lambda one, number: replace(one, weight=number)),
    "cap": _into_indicator(lambda one, number: replace(one, cap=number)),
    "floor": _into_indicator(lambda one, number: replace(one, floor=number)),
    "penalty": _into_indicator(lambda one, number: replace(one, penalty=number)),
    "benchmark": _into_benchmark(_printed),
    "factor": _into_benchmark(lambda one, number: replace(one, factor=number)),
    "points": _into_rows("adjustments", "points"),
    "rate": _into_rows("measures", "rate"),
    "bonus_cap": _into_score,
    **dict.fromkeys(("shares", "at_least", "split", "best", "worst"), _into_grading),
}
