"""A method without the numbers that may be tried: what is left decides whether a readied county serves again.

Left out are only numbers that nobody reads before points are worked out. That a floor is stated at all is
kept: without one, who has a value below zero waits.
"""

from dataclasses import replace
from decimal import Decimal

from permu.method.model import (
    Adjustment,
    Benchmark,
    Grading,
    Group,
    Indicator,
    Method,
    Source,
    Stage,
)

NONE = Decimal(0)
UNSAID = Source()


def without_numbers(method: Method) -> Method:
    """The method without its names, weights, benchmark values, caps, floors, points, shares, thresholds and rates."""
    return replace(
        method, id="", title="", status="draft", digest="", groups=tuple(map(_group, method.groups))
    )


def points_of(group: Group) -> tuple[object, ...]:
    """What the points of the group's adjustments come from: they stand ready before the scores do."""
    return (
        group.score.bonus_cap,
        *((each.points, each.tiers, each.most) for each in group.adjustments),
    )


def _group(group: Group) -> Group:
    return replace(
        group,
        indicators=tuple(map(_indicator, group.indicators)),
        score=replace(group.score, bonus_cap=None, source=UNSAID),
        grading=group.grading and _grading(group.grading),
        adjustments=tuple(map(_adjustment, group.adjustments)),
        measures=tuple(replace(each, rate=NONE, source=UNSAID) for each in group.measures),
    )


def _indicator(indicator: Indicator) -> Indicator:
    return replace(
        indicator,
        weight=None,
        benchmark=_benchmark(indicator.benchmark),
        cap=None,
        floor=None if indicator.floor is None else NONE,
        penalty=NONE,
        otherwise=indicator.otherwise and _indicator(indicator.otherwise),
        source=UNSAID,
        missing_source=UNSAID,
    )


def _benchmark(benchmark: Benchmark) -> Benchmark:
    return replace(benchmark, value=None, factor=NONE, source=UNSAID)


def _adjustment(adjustment: Adjustment) -> Adjustment:
    return replace(adjustment, points=NONE, tiers=(), most=None, source=UNSAID)


def _grading(grading: Grading) -> Grading:
    return replace(
        grading,
        shares=(),
        split=NONE,
        best=grading.best and _stage(grading.best),
        worst=grading.worst and _stage(grading.worst),
        at_least=(),
        source=UNSAID,
    )


def _stage(stage: Stage) -> Stage:
    return replace(stage, share=NONE, source=UNSAID)
