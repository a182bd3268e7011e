"""What is usual among peers: quartiles of an exact ratio, and the fences beyond which one is odd."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FEWEST = 8
"""Peers below which nothing is usual."""


@dataclass(frozen=True)
class Fences:
    """The median of the peers, and the bounds of what is not odd."""

    median: Fraction
    low: Fraction
    high: Fraction
    number: int

    def is_odd(self, ratio: Fraction) -> bool:
        """Whether a ratio lies beyond a fence."""
        return not self.low <= ratio <= self.high

    def times(self, ratio: Fraction) -> Fraction:
        """How many times the median it is, or the other way round: what makes the worst come first.

        Nothing at all comes last: who stands still is no slip, and must not crowd out those who are.
        """
        return max(ratio / self.median, self.median / ratio) if ratio else Fraction(0)


def fences(ratios: Sequence[Fraction], *, times: int) -> Fences | None:
    """The fences of positive ratios; None where there are too few.

    On a logarithmic scale, twice the distance of the quartiles beyond them, and never nearer than `times`
    the median (J. W. Tukey, Exploratory Data Analysis, 1977: 1.5 for what is outside, 3 for what is far out).
    """
    known = sorted(ratio for ratio in ratios if ratio > 0)
    if len(known) < FEWEST:
        return None
    first, median, third = (known[(len(known) - 1) * quarter // 4] for quarter in (1, 2, 3))
    spread = (third / first) ** 2
    return Fences(
        median=median,
        low=min(first / spread, median / times),
        high=max(third * spread, median * times),
        number=len(known),
    )
