"""The mean of many numbers: near at once, with its error, and exact when it is asked for."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from math import frexp
from typing import TypeVar

import numpy as np
import polars as pl

from permu.engine.arithmetic import UNIT_ROUNDOFF, Column
from permu.engine.census import Census

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Near:
    """The sum of so many `numbers` lies within `error` of `total`."""

    total: Fraction
    error: Fraction
    numbers: int

    def __add__(self, other: "Near") -> "Near":
        return Near(
            self.total + other.total, self.error + other.error, self.numbers + other.numbers
        )


@dataclass(frozen=True, kw_only=True)
class Mean:
    """A mean that lies within `error` of `near`; `total` gives the exact sum of its `count` numbers."""

    near: float
    error: float
    count: int
    total: Callable[[], Fraction]

    @cached_property
    def exact(self) -> Fraction:
        """Exactly. Slow for many unlike denominators; asked only where `near` cannot tell."""
        return self.total() / self.count

    def within(self) -> tuple[Fraction, Fraction]:
        """The ends between which the exact mean lies."""
        near, error = Fraction(self.near), Fraction(self.error)
        return near - error, near + error


def means(
    census: Census,
    near: Callable[[], Mapping[K, Near]],
    numbers: Callable[[K], Iterable[Fraction]],
) -> dict[K, Mean]:
    """The means of several sets of numbers: `near` sums those at hand that have any, `numbers` gives a set's exactly."""
    found = census.total("near", near, _joined)
    return {
        key: _mean(sum_, census.later(f"exact {key}", partial(_exactly, numbers, key), _total))
        for key, sum_ in found.items()
    }


def near_sum(column: Column, count: int) -> Near:
    """The sum of a column of `count` numbers, at least one.

    They are summed as whole units of 2^-44 (of 2^-50 of the greatest, where that is more): each is a
    unit or its own error off, and the sum is exact.
    """
    greatest, error = float(np.max(column.magnitude)), float(np.max(column.error))
    unit = max(2.0**-44, 2.0 ** (frexp(greatest)[1] - 50))
    units = pl.Series(np.round(np.broadcast_to(column.value / unit, count)))
    total = Fraction(units.cast(pl.Int128).sum()) * Fraction(unit)
    return Near(total, (Fraction(error) + Fraction(unit)) * count, count)


def _mean(found: Near, total: Callable[[], Fraction]) -> Mean:
    """The mean of a sum: two roundings further off than the sum is, one of each number made a float64."""
    near = float(found.total / found.numbers)
    error = float(found.error / found.numbers) * (1 + 2 * UNIT_ROUNDOFF)
    return Mean(
        near=near, error=error + abs(near) * 2 * UNIT_ROUNDOFF, count=found.numbers, total=total
    )


def _joined(parts: Sequence[Mapping[K, Near]]) -> dict[K, Near]:
    found: dict[K, Near] = {}
    for part in parts:
        for key, near in part.items():
            found[key] = found[key] + near if key in found else near
    return found


def _exactly(numbers: Callable[[K], Iterable[Fraction]], key: K) -> Fraction:
    return exact_sum(list(numbers(key)))


def _total(parts: Sequence[Fraction]) -> Fraction:
    return exact_sum(list(parts))


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
