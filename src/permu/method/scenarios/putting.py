"""How another number is put where one stands in a group: one small function a place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from permu.method.model import Benchmark, Group, Indicator
from permu.method.model.scenarios import AmendmentKey
from permu.method.scenarios.spots import OTHERWISE, Numbers, Spot


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
