"""The numbers that may stand in a place: what a method's own file could say there, and zero where a trial may drop a thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from permu.method.model import Group
from permu.method.model.scenarios import AmendmentKey
from permu.method.scenarios.spots import OTHERWISE, Numbers, Spot

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Fault:
    """A name of the room's catalogue, and what it says."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


def check(group: Group, spot: Spot, numbers: Numbers) -> Fault | None:
    """Why the numbers cannot stand there; None where they can."""
    wanted = len(spot.now) if spot.key in ROWS else 1
    if len(numbers) != wanted:
        return Fault("scenario_count", {"wanted": wanted, "count": len(numbers)})
    least, most = _range(spot)
    if any(not least <= number <= most for number in numbers):
        return _out_of(least, most, numbers)
    return _CHECKS[spot.key](group, spot, numbers) if spot.key in _CHECKS else None


ROWS: tuple[AmendmentKey, ...] = ("shares", "at_least")
LARGEST = Decimal(10) ** 12
ABOVE_ZERO: tuple[AmendmentKey, ...] = ("benchmark", "factor", "cap", "bonus_cap")
SMALLEST = Decimal("0.000001")
PERCENT: tuple[AmendmentKey, ...] = ("weight", "shares", "split", "best", "worst")


def _range(spot: Spot) -> tuple[Decimal, Decimal]:
    if spot.key in ABOVE_ZERO:
        return SMALLEST, LARGEST
    if spot.key in PERCENT or (spot.key == "rate" and spot.unit == "percent"):
        return ZERO, HUNDRED
    if spot.key == "penalty":
        return -LARGEST, ZERO
    if spot.key in ("floor", "at_least"):
        return -LARGEST, LARGEST
    return ZERO, LARGEST


def _out_of(least: Decimal, most: Decimal, numbers: Numbers) -> Fault:
    value = "、".join(f"{number:f}" for number in numbers)
    code = "scenario_not_between"
    if least == SMALLEST:
        code = "scenario_not_above_zero"
    elif most == LARGEST:
        code = "scenario_below_zero"
    elif least == -LARGEST:
        code = "scenario_above_zero"
    return Fault(code, {"value": value, "least": f"{least:f}", "most": f"{most:f}"})


def _whole(_group: Group, _spot: Spot, numbers: Numbers) -> Fault | None:
    total = sum(numbers, ZERO)
    return None if total == HUNDRED else Fault("scenario_shares_sum", {"total": f"{total:f}"})


def _falling(_group: Group, _spot: Spot, numbers: Numbers) -> Fault | None:
    if all(before > after for before, after in pairwise(numbers)):
        return None
    return Fault("scenario_falling", {"value": "、".join(f"{number:f}" for number in numbers)})


def _bounds(group: Group, spot: Spot, numbers: Numbers) -> Fault | None:
    """A cap stays at or above the floor."""
    one = next(each for each in group.indicators if each.id == spot.of.removeprefix(OTHERWISE))
    cap, floor = (numbers[0], one.floor) if spot.key == "cap" else (one.cap, numbers[0])
    if cap is None or floor is None or floor <= cap:
        return None
    return Fault("scenario_bounds", {"cap": f"{cap:f}", "floor": f"{floor:f}"})


Check = Callable[[Group, Spot, Numbers], Fault | None]
_CHECKS: Mapping[AmendmentKey, Check] = {
    "shares": _whole,
    "at_least": _falling,
    "cap": _bounds,
    "floor": _bounds,
}
