"""Ranks and grades of a group's pools, counted one by one."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Any

from permu.engine.plain.adjustments import Row, binding, bound
from permu.method.model import Grading, Group
from permu.terms.rounding import scaled

Place = dict[str, Any]


@dataclass(frozen=True)
class Pool:
    """One ranking: its subjects with their scores and, for two stages, their keys (more is better)."""

    group: Group
    rows: Sequence[Row]
    scores: Sequence[Fraction]
    keys: Sequence[Row]


def places(pools: Sequence[Pool]) -> list[list[Place]]:
    """`rank`, `ranked`, `by_rank` and `grade_code` of each pool's subjects; the pools share a rule."""
    return [_of_pool(pool, _together(pool, pools)) for pool in pools]


def _together(pool: Pool, pools: Sequence[Pool]) -> tuple[list[int], int]:
    """How many are ranked in each pool whose quotas are cut with this one's, and which it is of them."""
    grading = pool.group.grading
    if grading is None or grading.over == "pool":
        return [len(_standing(pool))], 0
    alike = [each for each in pools if each.group.id == pool.group.id]
    return [len(_standing(each)) for each in alike], [id(each) for each in alike].index(id(pool))


def _of_pool(pool: Pool, together: tuple[list[int], int]) -> list[Place]:
    grading, standing = pool.group.grading, _standing(pool)
    names = ("rank", "ranked", "by_rank", "grade_code")
    found: list[Place] = [dict.fromkeys(names) for _ in pool.rows]
    ranking = sorted(pool.scores[n] for n in standing)
    for n in standing:
        found[n] |= {"rank": _first(ranking, pool.scores[n]), "ranked": len(standing)}
    if grading:
        for n, grade in _by_rank(pool, grading, standing, together).items():
            found[n]["by_rank"] = grade
        for n, row in enumerate(pool.rows):
            if _is_ranked(row):
                found[n]["grade_code"] = bound(pool.group, row, found[n]["by_rank"], grading)
    return found


def _is_ranked(row: Row) -> bool:
    return row["held"] == 0 and not row["is_ungraded"]


def _is_out(group: Group, row: Row) -> bool:
    return any(each.kind in ("direct", "veto") for each in binding(group.adjustments, row))


def _standing(pool: Pool) -> list[int]:
    late = pool.group.grading is not None and pool.group.grading.quota == "after_adjustments"
    return [
        n
        for n, row in enumerate(pool.rows)
        if _is_ranked(row) and not (late and _is_out(pool.group, row))
    ]


def _by_rank(
    pool: Pool, grading: Grading, standing: list[int], together: tuple[list[int], int]
) -> dict[int, int]:
    if grading.kind == "rules":
        return {n: _by_rule(pool.rows[n], grading) for n in standing}
    if grading.kind == "thresholds":
        bounds = grading.at_least
        return {n: sum(pool.scores[n] < bound_ for bound_ in bounds) for n in standing}
    refills = grading.quota == "refilled"
    fills = [n for n in standing if not (refills and _is_out(pool.group, pool.rows[n]))]
    if grading.kind == "two_stage":
        return _in_two_stages(pool, grading, (standing, fills), together)
    shares = list(accumulate(grading.shares))[:-1]
    cuts: list[list[int]] = []
    for share in shares:
        cuts.append(_shared(grading, share, together[0], least=cuts[-1] if cuts else None))
    ranking = sorted(pool.scores[n] for n in fills)
    return {
        n: sum(_reached(ranking, pool.scores[n], grading.ties) > cut[together[1]] for cut in cuts)
        for n in standing
    }


def _by_rule(row: Row, grading: Grading) -> int:
    for number, rule in enumerate(grading.rules[:-1]):
        if row[f"rule:{number}"]:
            return grading.grades.index(rule.grade)
    return grading.grades.index(grading.rules[-1].grade)


def _in_two_stages(
    pool: Pool,
    grading: Grading,
    who: tuple[list[int], list[int]],
    together: tuple[list[int], int],
) -> dict[int, int]:
    standing, fills = who
    ranking = sorted(pool.scores[n] for n in standing)
    split = _quota(grading, grading.split, len(standing))
    upper = {n for n in standing if _reached(ranking, pool.scores[n], grading.ties) <= split}
    found = dict.fromkeys(standing, 1)
    opposite = "worse" if grading.ties == "better" else "better"
    for grade, stage, half, sign in (
        (0, grading.best, upper, 1),
        (2, grading.worst, set(standing) - upper, -1),
    ):
        if stage:
            key = {n: sign * pool.keys[n][f"key:{'best' if grade == 0 else 'worst'}"] for n in half}
            order = sorted(key[n] for n in fills if n in half)
            places_ = _shared(grading, stage.share, together[0])[together[1]]
            tied_to = grading.ties if grade == 0 else opposite
            found |= {n: grade for n in half if _reached(order, key[n], tied_to) <= places_}
    return found


def _first(ascending: list[Fraction], number: Fraction) -> int:
    """One more than those above."""
    return len(ascending) - bisect_right(ascending, number) + 1


def _reached(ascending: list[Fraction], number: Fraction, tied_to: str) -> int:
    """The place that counts: the first or the last of those tied, whether or not it takes one itself."""
    tied = bisect_right(ascending, number) - bisect_left(ascending, number)
    first = _first(ascending, number)
    return first if tied_to == "better" else first + max(tied, 1) - 1


def _quota(grading: Grading, share: Decimal, ranked: int) -> int:
    exact = Fraction(share) * ranked / 100
    if grading.bounds == "inclusive" or share == 100:
        return scaled(exact, 0, rounding=grading.rounding)
    return len([place for place in range(1, ranked + 1) if place < exact])


def _shared(
    grading: Grading, share: Decimal, sizes: list[int], least: list[int] | None = None
) -> list[int]:
    """The quota of all pools together, each place to the pool that then lacks most."""
    given = list(least or [0] * len(sizes))
    while sum(given) < _quota(grading, share, sum(sizes)):
        lacks = [Fraction(share) * size / 100 - had for size, had in zip(sizes, given, strict=True)]
        most = max(lacks)
        equal = [n for n, lack in enumerate(lacks) if lack == most]
        given[max(equal, key=lambda n: (sizes[n], -n))] += 1
    return given
