"""Sums over a run's results for the overview: whole numbers summed, one division, rounded for the eye."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q, QuerySet, Sum

from permu.evaluations.grades import looks
from permu.evaluations.models import Result, Run
from permu.evaluations.stored import kept_method
from permu.terms.rounding import rounded


@dataclass(frozen=True)
class PerMu:
    """What a place yields: Σ tax ÷ Σ land over those with both figures. 万元, mu, 万元/mu."""

    place: str
    enterprises: int
    left_out: int  # a figure is missing: not counted as 0
    tax: Decimal
    land: Decimal
    tax_per_mu: Decimal


@dataclass(frozen=True)
class Slice:
    """One grade of one group, and where it stands on a bar of 100."""

    grade: str
    count: int
    percent: Decimal
    start: Decimal


@dataclass(frozen=True)
class Mix:
    """One group's grades."""

    group: str
    total: int
    slices: list[Slice]


def per_mu(run: Run, kind: str) -> list[PerMu]:
    """Each park, cluster or town with land, the best yield first; those in none are left out."""
    results: QuerySet[Result] = run.results.order_by().exclude(**{kind: ""})
    known = Q(tax__isnull=False, land__gt=0)
    rows = results.values_list(kind).annotate(
        counted=Count("pk", filter=known),
        registered=Count("pk"),
        tax_whole=Sum("tax", filter=known),
        land_whole=Sum("land", filter=known),
    )
    lines = [
        PerMu(
            place=place,
            enterprises=counted,
            left_out=registered - counted,
            tax=rounded(Fraction(tax, 10**6), 0),
            land=rounded(Fraction(land, 10**6), 0),
            tax_per_mu=rounded(Fraction(tax, land), 2),
        )
        for place, counted, registered, tax, land in rows
        if land
    ]
    return sorted(lines, key=lambda line: (-line.tax_per_mu, line.place))


def grade_mix(run: Run) -> list[Mix]:
    """Each group's grades, best first, with shares of those graded."""
    places = {grade: place for place, grade in enumerate(looks(kept_method(run)))}
    graded = run.results.order_by().filter(state="graded")
    rows = graded.values_list("group_label", "grade").annotate(count=Count("pk"))
    groups: dict[str, dict[str, int]] = {}
    for group, grade, count in rows.order_by("group", "grade"):
        groups.setdefault(group, {})[grade] = count
    return [
        _mix(group, dict(sorted(grades.items(), key=lambda one: places.get(one[0], len(places)))))
        for group, grades in groups.items()
    ]


def _mix(group: str, grades: dict[str, int]) -> Mix:
    total = sum(grades.values())
    slices, before = [], 0
    for grade, count in grades.items():
        start, percent = Fraction(100 * before, total), Fraction(100 * count, total)
        slices.append(Slice(grade, count, rounded(percent, 1), rounded(start, 3)))
        before += count
    return Mix(group, total, slices)
