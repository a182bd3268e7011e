"""The mean of many numbers: near at once, with its error, and exact when it is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import frexp

import numpy as np
import polars as pl

from permu.engine.arithmetic import UNIT_ROUNDOFF, Column


@dataclass(frozen=True, kw_only=True)
class Mean:
    """A mean that lies within `error` of `near`; `numbers` gives the exact ones again."""

    near: float
    error: float
    numbers: Callable[[], Iterable[Fraction]]

    @cached_property
    def exact(self) -> Fraction:
        """Exactly. Slow for many unlike denominators; asked only where `near` cannot tell."""
        found = list(self.numbers())
        return exact_sum(found) / len(found)

    def within(self) -> tuple[Fraction, Fraction]:
        """The ends between which the exact mean lies."""
        near, error = Fraction(self.near), Fraction(self.error)
        return near - error, near + error


def mean_of(column: Column, count: int, numbers: Callable[[], Iterable[Fraction]]) -> Mean:
    """The mean of a column of `count` numbers, at least one.

    They are summed as whole units of 2^-44 (of 2^-50 of the greatest, where that is more): each is a
    unit or its own error off, the sum is exact, so the mean is off by no more than both together, and
    one ulp of the division.
    """
    greatest, error = float(np.max(column.magnitude)), float(np.max(column.error))
    unit = max(2.0**-44, 2.0 ** (frexp(greatest)[1] - 50))
    units = pl.Series(np.round(np.broadcast_to(column.value / unit, count)))
    total = Fraction(units.cast(pl.Int128).sum()) * Fraction(unit)
    near = float(total / count)
    return Mean(near=near, error=error + unit + abs(near) * 2 * UNIT_ROUNDOFF, numbers=numbers)


def exact_sum(numbers: list[Fraction]) -> Fraction:
    """Σ of fractions, pairwise, so that the large denominators meet last."""
    parts = [(number.numerator, number.denominator) for number in numbers]
    while len(parts) > 1:
        paired = [
            (a + c, b) if b == d else (a * d + c * b, b * d)
            for (a, b), (c, d) in zip(parts[::2], parts[1::2], strict=False)
        ]
        parts = paired + ([parts[-1]] if len(parts) % 2 else [])
    return Fraction(*parts[0]) if parts else Fraction(0)
