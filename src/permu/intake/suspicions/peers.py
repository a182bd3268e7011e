"""What is usual among peers: quartiles of an exact ratio, and the fences beyond which one is odd."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from permu.intake.suspicions.figures import Figures, Peerage

FEWEST = 8
"""Peers below which nothing is usual."""


@dataclass(frozen=True)
class Fences:
    """The peers' quartiles, and the bounds of what is not odd."""

    known: Sequence[Fraction]  # what the peers have, in order
    first: Fraction
    median: Fraction
    third: Fraction
    low: Fraction
    high: Fraction

    @property
    def number(self) -> int:
        """How many peers there are, the enterprise itself among them."""
        return len(self.known)

    def is_odd(self, ratio: Fraction) -> bool:
        """Whether a ratio lies beyond a fence."""
        return not self.low <= ratio <= self.high

    def place(self, ratio: Fraction) -> int:
        """Where a ratio stands among the peers, 1 for the highest."""
        return self.number - bisect_right(self.known, ratio) + 1

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
        known=known, first=first, median=median, third=third,
        low=min(first / spread, median / times),
        high=max(third * spread, median * times),
    )  # fmt: skip


class Peerages:
    """The fences of each peerage, for one ratio of everybody."""

    def __init__(self, now: Figures, ratios: Mapping[str, Fraction], times: int) -> None:
        among: dict[Peerage, list[Fraction]] = defaultdict(list)
        for subject, ratio in sorted(ratios.items(), key=itemgetter(1)):  # each list is in order
            for peerage in now.peerages(subject):
                among[peerage].append(ratio)
        self._now = now
        self._fences = {key: fences(some, times=times) for key, some in among.items()}

    def of(self, subject: str) -> tuple[Peerage, Fences] | None:
        """The nearest peerage of an enterprise that has enough in it."""
        for peerage in self._now.peerages(subject):
            found = self._fences[peerage]
            if found:
                return peerage, found
        return None
