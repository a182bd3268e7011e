"""The numbers that a person may turn, each with a sensible range: what a page shows as sliders."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from permu.method.model import Method
from permu.method.model.scenarios import AmendmentKey, Knob
from permu.method.scenarios.spots import Spot, spots

D = Decimal


def knobs(method: Method) -> list[Knob]:
    """Every number of the method that a scenario may amend and that stands in it, group by group."""
    return list(_knobs(method))


def _knobs(method: Method) -> Iterator[Knob]:
    for group in method.groups:
        for spot in spots(group):
            if spot.now:
                least, most, step = _range(spot)
                yield Knob(
                    key=spot.key, of=spot.of, group=group.id, label=spot.label, unit=spot.unit,
                    now=spot.now, least=least, most=most, step=step, cited=spot.source.cited,
                )  # fmt: skip


def _range(spot: Spot) -> tuple[Decimal, Decimal, Decimal]:
    """Least, most and step: what is now lies inside."""
    low, high = min(spot.now), max(spot.now)
    if spot.key in ("benchmark", "rate"):
        step = D(1).scaleb(high.adjusted() - 1) if high else D("0.01")
        return step if spot.key == "benchmark" else D(0), max(3 * high, step * 10), step
    least, most, step = _RANGES[spot.key]
    return min(least, low), max(most, high if spot.key in _WHOLE else 2 * high), step


_WHOLE = ("weight", "shares", "split", "best", "worst", "floor", "penalty", "at_least")
"""Keys whose range is not for the present number to widen, but to hold."""
_RANGES: Mapping[AmendmentKey, tuple[Decimal, Decimal, Decimal]] = {
    **dict.fromkeys(("weight", "shares", "split", "best", "worst"), (D(0), D(100), D(1))),
    "factor": (D("0.1"), D(3), D("0.05")),
    "cap": (D("0.1"), D(5), D("0.1")),
    "floor": (D(0), D(1), D("0.1")),
    "penalty": (D(-10), D(0), D("0.5")),
    "at_least": (D(0), D(150), D(1)),
    "points": (D(0), D(10), D("0.5")),
    "bonus_cap": (D("0.5"), D(10), D("0.5")),
}
