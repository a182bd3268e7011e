"""Points of one indicator: the scoring kinds, each written once for both arithmetics (M20, M25–M30).

`value` and the benchmark's parts (`value`, or `least` and `greatest`) are in the indicator's unit; points are out of its weight.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

from permu.engine.arithmetic import N, at_least, at_most, quotient
from permu.method.model import Indicator

ZERO = Fraction(0)


def points_for(indicator: Indicator, value: N, benchmark: Mapping[str, N | Fraction]) -> N:
    """Points for a measured value, within the floor and cap the notice states."""
    return within_bounds(indicator, unbounded_points(indicator, value, benchmark))


def within_bounds(indicator: Indicator, points: N) -> N:
    """Points within the floor and cap the notice states: the floor counts before the cap, both as multiples of the weight."""
    if indicator.floor is not None:
        points = at_least(points, times_weight(indicator.weight, indicator.floor))
    if indicator.cap is not None:
        points = at_most(points, times_weight(indicator.weight, indicator.cap))
    return points


@cache
def exact(constant: Decimal) -> Fraction:
    """A constant of the method as a fraction: made once, for rows settled exactly ask for it again."""
    return Fraction(constant)


@cache
def times_weight(weight: Decimal | None, times: Decimal) -> Fraction:
    """A multiple of a weight, made once as well."""
    return exact(weight or Decimal(0)) * exact(times)


def weight_of(indicator: Indicator) -> Fraction:
    """The indicator's weight, in points of 100."""
    return exact(indicator.weight or Decimal(0))


def lower_is_better(indicator: Indicator) -> bool:
    """Whether a smaller value gets more points."""
    return indicator.scoring in ("inverse", "reciprocal")


def unbounded_points(indicator: Indicator, value: N, benchmark: Mapping[str, N | Fraction]) -> N:
    """Points for a measured value before floor and cap."""
    weight = weight_of(indicator)
    if indicator.scoring == "value":
        return value
    if indicator.scoring == "to_benchmark":
        return to_benchmark(weight, value, benchmark["value"])
    if indicator.scoring == "inverse":
        return inverse(weight, value, benchmark["value"])
    if indicator.scoring == "reciprocal":
        cap = weight * exact(indicator.cap or Decimal(1))
        return reciprocal(weight, value, benchmark["value"], cap=cap)
    low, high = (exact(end) for end in indicator.band)
    return weight * min_max(value, (benchmark["least"], benchmark["greatest"]), (low, high)) / 100


def to_benchmark(weight: Fraction, value: N, benchmark: N | Fraction) -> N:
    """Points: weight × value ÷ benchmark (M25; with the best value as benchmark M28)."""
    return weight * value / benchmark


def inverse(weight: Fraction, value: N, benchmark: N | Fraction) -> N:
    """Points: weight × (2 − value ÷ benchmark): lower is better, nothing from twice the benchmark on (M29)."""
    return at_least(weight * (2 - value / benchmark), ZERO)


def reciprocal(weight: Fraction, value: N, benchmark: N | Fraction, *, cap: Fraction) -> N:
    """Points: weight × benchmark ÷ value: lower is better, and none is better than zero, which gets `cap` points (M20)."""
    return quotient(weight * benchmark, value, at_zero=cap)


def min_max(
    value: N, ends: tuple[N | Fraction, N | Fraction], band: tuple[Fraction, Fraction]
) -> N:
    """A band: low + (high − low) × (value − least) ÷ (greatest − least), of a band out of 100 (M27).

    Where all values are equal each is the greatest: all get the band's upper end. A subject that
    does not stand in the ranking may lie outside the range; it gets no more and no less than its ends.
    """
    (least, greatest), (low, high) = ends, band
    if least == greatest:
        return value * ZERO + high
    inside = at_most(at_least(value, least), greatest)
    return low + (high - low) * (inside - least) / (greatest - least)
