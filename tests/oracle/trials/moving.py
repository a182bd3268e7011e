"""One subject's figures otherwise and nothing else: its grade by the second reading, all others where they stood."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from permu.method.model import Method
from permu.terms.facts import Facts

from ..language.conditions import holds
from ..language.county import County, Figure, county
from ..language.grading import grade
from ..language.judging import (
    RefusalError,
    Seats,
    award,
    benchmark_of,
    give,
    measure,
    rounded,
    stand_in,
)
from ..language.outcome import JUDGED, RANKED, Outcome
from ..language.scoring import added, beats, named_values, score, times_of
from ..language.standing import seat, seated

Figures = Mapping[str, Fraction]


@dataclass
class Moved(County):
    """A county in which one subject has some other figures, each as the indicators read it."""

    subject: str = ""
    moved: Figures = field(default_factory=dict)

    def figure(self, subject: str, name: str) -> Figure:
        if subject == self.subject and name in self.moved:
            return self.moved[name]
        return super().figure(subject, name)


class Stood:
    """A county as it was graded."""

    def __init__(self, method: Method, facts: Facts, earlier: Facts | None = None) -> None:
        self.place = county(method, facts, earlier)
        self.seats: Seats = seated(self.place)
        award(self.place, self.seats)
        score(self.place, self.seats)
        grade(self.place, self.seats)
        self._earned: dict[str, dict[str, Fraction]] = {}

    @property
    def grades(self) -> dict[str, str | None]:
        return {subject: one.grade for subject, one in self.seats.items()}

    def number(self, subject: str, grade: str | None) -> int:
        """How far from the best; of none beyond the worst."""
        group = self.seats[subject].group
        grading = group.grading if group else None
        return grading.grades.index(grade) if grading and grade else 99

    def after(self, subject: str, moved: Figures) -> dict[str, str | None] | None:
        """Everybody's grade with those figures of one; None where it then stands elsewhere."""
        place = self._moved(subject, moved)
        was, one = self.seats[subject], seat(place, subject)
        if one.state not in RANKED or (one.group, one.pool) != (was.group, was.pool):
            return None
        measure(place, one)
        if one.state not in JUDGED or not self._judge(place, one):
            return None
        seats = {name: copy(each) for name, each in self.seats.items()} | {subject: one}
        for each in seats.values():
            each.by_rank = each.grade = each.rank = None
        grade(place, seats)
        return {name: each.grade for name, each in seats.items()}

    def anew(self, subject: str, moved: Figures) -> dict[str, str | None] | None:
        """Everybody's grade with those figures of one, and all else worked out of them again; None where that is refused."""
        place = self._moved(subject, moved)
        seats = seated(place)
        try:
            award(place, seats)
        except RefusalError:
            return None
        score(place, seats)
        grade(place, seats)
        return {name: each.grade for name, each in seats.items()}

    def _moved(self, subject: str, moved: Figures) -> Moved:
        values: dict[str, Any] = {
            name: getattr(self.place, name)
            for name in ("method", "rows", "held", "ledger", "before", "is_last_years")
        }
        return Moved(**values, subject=subject, moved=moved)

    def _judge(self, place: County, one: Outcome) -> bool:
        """Points and score against the benchmarks, means and references of before; whether there are all it needs."""
        for stated in one.seats.indicators:
            if isinstance(one.values[stated.id], Fraction):
                mark = benchmark_of(self.place, self.seats, stated, one.used[stated.id], one)
                if mark is None and one.used[stated.id].scoring != "value":
                    return False
                give(one, stated, mark)
        stand_in(self.seats, one, self._given(one))
        values, asked = named_values(one), beats(self.place, self.seats, one)
        hits = [
            rule
            for rule in one.seats.adjustments
            if holds(rule.when, place, one.subject, values=values, beats=asked)
            and (not rule.count or times_of(place, rule, one.subject))
        ]
        bonus, rule = added(place, hits, "bonus", one.subject), one.seats.score
        if rule.bonus_cap is not None:
            bonus = min(bonus, Fraction(rule.bonus_cap))
        one.hits = [each.id for each in hits]
        one.score = sum(one.points.values(), Fraction()) + bonus
        one.score -= added(place, hits, "deduction", one.subject)
        if rule.decimals is not None:
            one.score = rounded(one.score, rule.decimals, rule.rounding)
        return True

    def _given(self, one: Outcome) -> dict[str, dict[str, Fraction]]:
        """What everybody earned for what was measured, as `award` has it."""
        if not self._earned:
            for other in self.seats.values():
                if other.state in JUDGED:
                    fresh = replace(other, points={})
                    for stated in other.seats.indicators:
                        if isinstance(other.values[stated.id], Fraction):
                            used = other.used[stated.id]
                            give(fresh, stated, benchmark_of(self.place, self.seats, stated, used, other))  # fmt: skip
                    self._earned[other.subject] = fresh.points
        return self._earned
