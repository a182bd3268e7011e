"""Bonuses, deductions and the score: reference `[score]`, `[[adjustment]]`."""

from collections.abc import Callable
from fractions import Fraction
from math import floor

from permu.method.model import Adjustment, Condition

from .conditions import Values, holds
from .county import County, Gap
from .judging import Seats, benchmark_of, counted, last_mean, mean, rounded
from .outcome import JUDGED, Outcome

BINDING = ("direct", "ceiling", "floor", "lift", "drop", "veto")


def named_values(one: Outcome) -> Values:
    """The indicators a rule may name; a bound of one ratio says nothing of the ratio that stands in for it."""
    units = {each.id: each for each in one.seats.indicators}
    return {
        name: (value if one.used[name] is units[name] else Gap.MISSING, units[name].unit)
        for name, value in one.values.items()
    }


def beats(place: County, seats: Seats, one: Outcome) -> Callable[[Condition], bool | None]:
    """Whether the subject's value is as good as so many times the reference."""

    def asked(when: Condition) -> bool | None:
        value = one.values[when.item]
        used = one.used[when.item]
        stated = next(each for each in one.seats.indicators if each.id == when.item)
        if when.reference == "benchmark":
            mark = benchmark_of(place, seats, stated, used, one)
        elif when.reference == "group_mean":
            those = [
                other for other in counted(seats, stated, used, one) if other.group is one.group
            ]
            mark = mean(place, used, [other.subject for other in those])
        else:
            mark = last_mean(place, used, one)
        if isinstance(value, Gap) or not isinstance(mark, Fraction):
            return None
        wanted = mark * Fraction(when.factor)
        return value <= wanted if used.scoring in ("inverse", "reciprocal") else value >= wanted

    return asked


def hit(place: County, seats: Seats, one: Outcome) -> list[Adjustment]:
    values, asked = named_values(one), beats(place, seats, one)
    return [
        rule
        for rule in one.seats.adjustments
        if holds(rule.when, place, one.subject, values=values, beats=asked)
        and (not rule.count or times_of(place, rule, one.subject))
    ]


def times_of(place: County, rule: Adjustment, subject: str) -> int:
    """How many whole times a rule is counted."""
    count = place.figure(subject, rule.count)
    return 0 if isinstance(count, Gap) else max(0, floor(count))


def worth(place: County, rule: Adjustment, subject: str) -> Fraction:
    """The points of one bonus or deduction."""
    if not rule.count:
        return Fraction(rule.points)
    times = times_of(place, rule, subject)
    tiers = [Fraction(tier) for tier in rule.tiers]
    total = sum(tiers[:times], Fraction()) + tiers[-1] * max(0, times - len(tiers))
    return total if rule.most is None else min(total, Fraction(rule.most))


def added(place: County, hits: list[Adjustment], kind: str, subject: str) -> Fraction:
    """Σ of the bonuses (or deductions), of one class the highest alone."""
    best: dict[str, Fraction] = {}
    for rule in hits:
        if rule.kind == kind:
            name = rule.class_ or f"\0{rule.id}"
            best[name] = max(best.get(name, Fraction()), worth(place, rule, subject))
    return sum(best.values(), Fraction())


def score(place: County, seats: Seats) -> None:
    """Everybody's score, and which rules hit."""
    judged = [one for one in seats.values() if one.state in JUDGED]
    for one in judged:
        hits = hit(place, seats, one)
        rule = one.seats.score
        one.hits = [each.id for each in hits]
        one.base = sum(one.points.values(), Fraction())
        bonus = added(place, hits, "bonus", one.subject)
        if rule.bonus_cap is not None:
            bonus = min(bonus, Fraction(rule.bonus_cap))
        one.bonus = bonus - added(place, hits, "deduction", one.subject)
        one.score = one.base + one.bonus
        if rule.decimals is not None:
            one.score = rounded(one.score, rule.decimals, rule.rounding)
