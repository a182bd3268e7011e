"""The grades of each town, park and cluster, and how many of them are among the two best."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count

from permu.evaluations.models import Run
from permu.terms.rounding import rounded

KINDS = ("town", "park", "cluster")
BEST = 2
"""Grades that count as good: the two best, A and B in most methods."""
SHADES = 4
"""The darkest shade of a tile; the lightest is 0."""


@dataclass(frozen=True)
class PlaceMix:
    """One place: how many of its enterprises have each grade, best first."""

    place: str
    counts: tuple[tuple[str, int], ...]
    good: int

    @property
    def total(self) -> int:
        """How many are graded."""
        return sum(count for _, count in self.counts)

    @property
    def share(self) -> Fraction:
        """Which part of them is good."""
        return Fraction(self.good, self.total)

    @property
    def percent(self) -> Decimal:
        """The same for the eye."""
        return rounded(100 * self.share, 0)

    @property
    def shade(self) -> int:
        """How dark its tile is: by the exact share, the darkest for all of them."""
        return int(self.share * SHADES)


def place_mixes(run: Run, grades: Sequence[str]) -> Mapping[str, list[PlaceMix]]:
    """The places of each kind, the greatest share of good ones first; `grades` stand best first."""
    counted = run.results.filter(state="graded").order_by()
    rows = list(counted.values_list(*KINDS, "grade").annotate(Count("pk")))
    found: dict[str, list[PlaceMix]] = {}
    for at, kind in enumerate(KINDS):
        places: dict[str, Counter[str]] = {}
        for row in rows:
            places.setdefault(row[at], Counter())[row[-2]] += row[-1]
        mixes = [_mix(place, counts, grades) for place, counts in places.items() if place]
        found[kind] = sorted(mixes, key=lambda one: (-one.share, one.place))
    return found


def _mix(place: str, counts: Counter[str], grades: Sequence[str]) -> PlaceMix:
    known = dict.fromkeys((*grades, *sorted(counts)))
    good = sum(counts[grade] for grade in grades[:BEST])
    return PlaceMix(place, tuple((grade, counts[grade]) for grade in known if counts[grade]), good)
