"""Rank, grade by rank, grade: reference `[grading]` and the adjustments that bind a grade."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor

from permu.method.model import Adjustment, Grading, Stage

from .conditions import figure_of, holds
from .county import County, Gap
from .judging import Seats, rounded
from .outcome import RANKED, Outcome
from .scoring import BINDING, beats, named_values

Key = Callable[[Outcome], Fraction | None]


def by_score(one: Outcome) -> Fraction | None:
    return one.score


def places(those: Sequence[Outcome], key: Key) -> dict[str, tuple[int, int]]:
    """For each the first and the last place of those of its key, best first."""
    found = {}
    for one in those:
        own = key(one)
        assert own is not None
        better = sum(1 for other in those if (key(other) or Fraction(0)) > own)
        alike = sum(1 for other in those if key(other) == own)
        found[one.subject] = (better + 1, better + alike)
    return found


def grade(place: County, seats: Seats) -> None:
    """Rank and grade every pool of every group, then let the rules bind."""
    for group in place.method.groups:
        members = [one for one in seats.values() if one.group is group and one.state in RANKED]
        pools: dict[str, list[Outcome]] = {}
        for one in members:
            pools.setdefault(one.pool, []).append(one)
        for pool in pools.values():
            ranked = [one for one in pool if not leaves(group.grading, one)]
            for subject, (first, _) in places(ranked, by_score).items():
                seats[subject].rank = first
        if group.grading and members:
            cut(place, seats, group.grading, pools)
            for one in members:
                bind(one, group.grading)


def leaves(grading: Grading | None, one: Outcome) -> bool:
    """Whether it is taken out before the others are ranked."""
    is_after = grading and grading.kind == "shares" and grading.quota == "after_adjustments"
    return bool(is_after) and set_apart(one)


def cut(place: County, seats: Seats, grading: Grading, pools: dict[str, list[Outcome]]) -> None:
    if grading.kind == "shares":
        share_out(grading, pools)
    for pool in pools.values():
        if grading.kind == "two_stage":
            two_stages(place, grading, pool)
        if grading.kind == "thresholds":
            for one in pool:
                one.by_rank = reached(grading, one.score or Fraction())
        if grading.kind == "rules":
            for one in pool:
                one.by_rank = next(
                    rule.grade
                    for rule in grading.rules
                    if holds(
                        rule.when, place, one.subject,
                        values=named_values(one), beats=beats(place, seats, one),
                    )
                )  # fmt: skip


def reached(grading: Grading, score: Fraction) -> str:
    for name, least in zip(grading.grades, grading.at_least, strict=False):
        if score >= least:
            return name
    return grading.grades[-1]


def share_out(grading: Grading, pools: dict[str, list[Outcome]]) -> None:
    """The best grade whose quota the place reaches; those set apart stand in no queue but that of before."""
    apart = grading.quota != "before_adjustments"
    standing = {
        name: [one for one in pool if not (apart and set_apart(one))]
        for name, pool in pools.items()
    }
    sizes = {
        name: len(pools[name] if grading.quota == "refilled" else standing[name]) for name in pools
    }
    quotas = [quota(grading, sizes, sum(grading.shares[: number + 1])) for number in range(len(grading.grades))]  # fmt: skip
    for name, pool in standing.items():
        for subject, (first, last) in places(pool, by_score).items():
            stands = first if grading.ties == "better" else last
            one = next(each for each in pool if each.subject == subject)
            reached_by = [
                grade
                for grade, limits in zip(grading.grades, quotas, strict=True)
                if is_within(grading, stands, limits[name])
            ]
            one.by_rank = (reached_by or grading.grades[-1:])[0]


def is_within(grading: Grading, place: int, limit: Fraction) -> bool:
    return place < limit if grading.bounds == "exclusive" else place <= limit


def quota(grading: Grading, sizes: dict[str, int], percent: object) -> dict[str, Fraction]:
    """Up to which place a cumulative share reaches, in each pool."""
    share = Fraction(percent) / 100  # type: ignore[arg-type]
    if grading.bounds == "exclusive" and share == 1:  # whom no other grade took
        return {name: Fraction(size + 1) for name, size in sizes.items()}
    if grading.bounds == "exclusive":
        return {name: size * share for name, size in sizes.items()}
    if grading.over == "pool":
        return {name: rounded(size * share, 0, grading.rounding) for name, size in sizes.items()}
    total = rounded(sum(sizes.values()) * share, 0, grading.rounding)
    found = {name: Fraction(floor(size * share)) for name, size in sizes.items()}
    by_rest = sorted(
        sizes, key=lambda name: (found[name] - sizes[name] * share, -sizes[name], name)
    )
    for name in by_rest[: int(total - sum(found.values()))]:
        found[name] += 1
    return found


def set_apart(one: Outcome) -> bool:
    """Whether a rule grades it directly or vetoes it, so that it takes no place."""
    return any(rule.kind in ("direct", "veto") for rule in in_force(one))


def in_force(one: Outcome) -> list[Adjustment]:
    """The rules hit that bind a grade, less those that give way to another one hit."""
    return [
        rule
        for rule in one.seats.adjustments
        if rule.id in one.hits and rule.kind in BINDING and not set(rule.unless) & set(one.hits)
    ]


def two_stages(place: County, grading: Grading, pool: list[Outcome]) -> None:
    best, middle, worst = grading.grades
    half = rounded(Fraction(grading.split) * len(pool) / 100, 0, grading.rounding)
    stands = {
        subject: first if grading.ties == "better" else last
        for subject, (first, last) in places(pool, by_score).items()
    }
    for one in pool:
        one.by_rank = middle
    upper = [one for one in pool if stands[one.subject] <= half]
    lower = [one for one in pool if stands[one.subject] > half]
    for stage, part, name in ((grading.best, upper, best), (grading.worst, lower, worst)):
        if stage:
            take(place, grading, stage, part, name=name, of=len(pool))


def take(
    place: County, grading: Grading, stage: Stage, part: list[Outcome], *, name: str, of: int
) -> None:
    """Give the grade at the end of one half: to the best of the upper, to the worst of the lower one."""
    from_the_top = name == grading.grades[0]
    wanted = rounded(Fraction(stage.share) * of / 100, 0, grading.rounding)
    known = [one for one in part if key_of(place, stage, one) is not None]
    for subject, (first, last) in places(known, lambda one: key_of(place, stage, one)).items():
        one = next(each for each in known if each.subject == subject)
        if from_the_top:
            taken = (first if grading.ties == "better" else last) <= wanted
        else:
            from_below = first if grading.ties == "better" else last
            taken = len(known) + 1 - from_below <= wanted
        if taken:
            one.by_rank = name


def key_of(place: County, stage: Stage, one: Outcome) -> Fraction | None:
    if stage.by_points:
        if any(name not in one.points for name in stage.by_points):
            return None
        return sum((one.points[name] for name in stage.by_points), Fraction())
    values = {name: (value, "") for name, value in one.values.items()}
    figure, _ = figure_of(stage.by_figure, place, one.subject, values)
    if isinstance(figure, Gap):
        return None
    return -figure if stage.lower_is_better else figure


def bind(one: Outcome, grading: Grading) -> None:
    """Let the rules speak one after another: by the order of kinds where there is one, else vetoes last.

    Of several vetoes the worst grade stands.
    """
    grades = list(grading.grades)
    order = list(grading.precedence)
    rules = sorted(
        in_force(one), key=lambda rule: grades.index(rule.grade) if rule.kind == "veto" else -1
    )
    if order:
        rules = sorted(rules, key=lambda rule: order.index(rule.kind) if rule.kind in order else -1)
    else:
        rules = sorted(rules, key=lambda rule: rule.kind == "veto")
    at = grades.index(one.by_rank) if one.by_rank else None
    for rule in rules:
        at = bound(rule, at, grades)
    one.grade = None if at is None else grades[at]


def bound(rule: Adjustment, at: int | None, grades: list[str]) -> int | None:
    to = grades.index(rule.grade) if rule.grade else None
    if rule.kind in ("direct", "veto"):
        return to
    if at is None:
        return None
    if rule.kind == "ceiling":
        return max(at, to or 0)
    if rule.kind == "floor":
        return at if to is None else min(at, to)
    if rule.kind == "lift":
        return min(at, max(at - rule.steps, to or 0))
    worst = len(grades) - 1 if to is None else to
    return max(at, min(at + rule.steps, worst, len(grades) - 1))
