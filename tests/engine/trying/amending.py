"""Methods whose numbers are changed at random, as a scenario would change them."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from permu.method.model import Adjustment, Benchmark, Grading, Group, Indicator, Method

NUMBERS = st.sampled_from([Decimal(n) for n in ("0.5", "1", "1.5", "2", "7", "24.097", "33.3")])
WHOLE = st.sampled_from([Decimal(0), Decimal(1), Decimal(3)])


@st.composite
def amended(draw: st.DrawFn, method: Method) -> Method:
    """The method with some of its numbers changed, and now and then with more than numbers."""
    groups = tuple(draw(_group(group)) for group in method.groups)
    changed = replace(method, groups=groups, digest="f" * 64)
    if draw(st.integers(0, 9)):
        return changed
    return replace(changed, scope=changed.scope[1:], title="另一办法")


def _maybe(draw: st.DrawFn, number: Decimal | None, other: st.SearchStrategy[Decimal]) -> Decimal:
    return draw(other) if number is None or draw(st.booleans()) else number


@st.composite
def _group(draw: st.DrawFn, group: Group) -> Group:
    cap = group.score.bonus_cap
    measures = tuple(
        replace(each, rate=_maybe(draw, each.rate, NUMBERS)) for each in group.measures
    )
    return replace(
        group,
        indicators=tuple(draw(_indicator(each)) for each in group.indicators),
        score=replace(group.score, bonus_cap=cap and _maybe(draw, cap, NUMBERS)),
        grading=group.grading and draw(_grading(group.grading)),
        adjustments=tuple(draw(_adjustment(each)) for each in group.adjustments),
        measures=measures,
    )


@st.composite
def _indicator(draw: st.DrawFn, indicator: Indicator) -> Indicator:
    return replace(
        indicator,
        weight=_maybe(draw, indicator.weight, NUMBERS),
        benchmark=draw(_benchmark(indicator.benchmark)),
        cap=_maybe(draw, indicator.cap, NUMBERS) if indicator.cap else draw(st.sampled_from([None, indicator.cap])),
        floor=_floor(draw, indicator.floor),
        penalty=_maybe(draw, indicator.penalty, WHOLE),
        otherwise=indicator.otherwise and replace(
            indicator.otherwise, benchmark=draw(_benchmark(indicator.otherwise.benchmark)),
        ),
    )  # fmt: skip


def _floor(draw: st.DrawFn, floor: Decimal | None) -> Decimal | None:
    """Another floor; seldom one where there is none, for that is no longer a number alone."""
    if floor is None:
        return None if draw(st.integers(0, 3)) else Decimal(0)
    return draw(st.sampled_from([floor, Decimal(0), Decimal("0.5")]))


@st.composite
def _benchmark(draw: st.DrawFn, benchmark: Benchmark) -> Benchmark:
    if benchmark.kind == "published":
        return replace(benchmark, value=_maybe(draw, benchmark.value, NUMBERS))
    if benchmark.kind != "group_range" and not draw(st.integers(0, 5)):
        return Benchmark(kind="published", value=draw(NUMBERS), source=benchmark.source)
    return replace(benchmark, factor=_maybe(draw, benchmark.factor, NUMBERS))


@st.composite
def _grading(draw: st.DrawFn, grading: Grading) -> Grading:
    shares = grading.shares
    if shares and draw(st.booleans()):
        first, *others, last = shares
        step = draw(st.sampled_from([Decimal(0), min(first, Decimal(5))]))
        shares = (first - step, *others, last + step)
    return replace(
        grading,
        shares=shares,
        split=_maybe(draw, grading.split, st.sampled_from([Decimal(20), Decimal(75)])),
        at_least=tuple(bound + draw(WHOLE) for bound in grading.at_least),
    )


@st.composite
def _adjustment(draw: st.DrawFn, adjustment: Adjustment) -> Adjustment:
    return replace(
        adjustment,
        points=adjustment.points and _maybe(draw, adjustment.points, WHOLE),
        tiers=tuple(_maybe(draw, tier, WHOLE) for tier in adjustment.tiers),
        most=adjustment.most and _maybe(draw, adjustment.most, NUMBERS),
    )
