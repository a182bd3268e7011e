"""How many places a share gives: of one pool, or of all pools together (M42, M44)."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil

from permu.method.model import Grading
from permu.terms.rounding import scaled


def quota(grading: Grading, ranked: int, share: Decimal | Fraction) -> int:
    """The places that `share` percent of so many give, rounded as the method says.

    With exclusive bounds it is the last place before `ranked × share`: 20 % of 100 are 19. All of
    them leave nobody out: what follows 100 percent is empty.
    """
    exact = ranked * Fraction(share) / 100
    if grading.bounds == "exclusive" and share < 100:
        return max(ceil(exact) - 1, 0)
    return scaled(exact, 0, rounding=grading.rounding)


def cuts(grading: Grading, ranked: int) -> list[int]:
    """The last rank of each grade but the worst: `rounding(n × cumulative share)`.

    120 ranked at 20/45/30/5 percent give 24, 78, 114: 24 + 54 + 36 + 6 (昌乐 2023). A grade whose
    quota comes to nothing is empty (M48).
    """
    return [quota(grading, ranked, share) for share in cumulative(grading)]


def cumulative(grading: Grading) -> list[Decimal]:
    """The cumulative shares, but for the last one."""
    return list(accumulate(grading.shares))[:-1]


def cuts_of_pools(grading: Grading, sizes: Sequence[int]) -> list[list[int]]:
    """Each pool's cuts, where all pools together are cut: one cut after the other is shared out."""
    found: list[list[int]] = []
    least: Sequence[int] = [0] * len(sizes)
    for share in cumulative(grading):
        least = shared_out(quota(grading, sum(sizes), share), sizes, share=share, least=least)
        found.append(list(least))
    return [list(of_pool) for of_pool in zip(*found, strict=True)] if found else [[] for _ in sizes]


def shared_out(
    total: int, sizes: Sequence[int], *, share: Decimal, least: Sequence[int] | None = None
) -> list[int]:
    """`total` places shared out to pools by largest remainder; no pool gets fewer than `least`.

    Each next place goes to the pool that is furthest below its exact `size × share`; of equal ones
    to the larger pool, then to the first. So every pool first gets its whole places, and what is
    left goes by remainder.
    """
    exact = [size * Fraction(share) / 100 for size in sizes]
    places = list(least or [0] * len(sizes))
    whole = [max(place, int(size)) for place, size in zip(places, exact, strict=True)]
    if sum(whole) <= total:
        places = whole
    for _ in range(total - sum(places)):
        lacks = [(exact[n] - places[n], sizes[n], -n) for n in range(len(sizes))]
        places[-max(lacks)[2]] += 1
    return places
