"""Who got the lowest grade of their group, what they do about it, and what came of it in later years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from permu.evaluations.consequences.lines import OUT
from permu.evaluations.models import Improvement, Milestone, Publication, Result, Run
from permu.evaluations.stored import method_of

YUAN_A_MU = 10_000
"""Both are kept in millionths, of 万元 and of mu: their quotient is in 万元 a mu."""


def lowest(run: Run) -> QuerySet[Result]:
    """The results with the lowest grade of their group, in order of town; of a trial year none.

    Raises:
        Refused: the run's method is lost.
    """
    method = method_of(run)
    groups = () if method.is_trial else method.groups
    worst = {group.id: group.grading.grades[-1] for group in groups if group.grading}
    either = Q(pk__in=())
    for group, grade in worst.items():
        either |= Q(group=group, grade=grade)
    found: QuerySet[Result] = run.results.filter(either).select_related("improvement", "run__round")
    return found.order_by("town", "name", "subject")


@dataclass(frozen=True)
class YearShown:
    """One published year of an enterprise; `is_before` where it is the one that opened the case."""

    result: Result
    is_before: bool

    @property
    def tax_per_mu(self) -> Decimal | None:
        """In yuan a mu; None where a figure is missing."""
        tax, land = self.result.tax, self.result.land
        return None if tax is None or not land else Decimal(tax) * YUAN_A_MU / Decimal(land)

    @property
    def mu(self) -> Decimal | None:
        """Its land."""
        return None if self.result.land is None else Decimal(self.result.land).scaleb(-6)


def years_of(one: Improvement) -> list[YearShown]:
    """The year that opened the case, and each year published since: before and after, as published."""
    before: Result = one.result
    later = Result.objects.filter(
        enterprise=before.enterprise_id,
        run__publications__kind=Publication.Kind.FINAL,
        run__round__stage__in=OUT,
        run__round__year__gt=before.run.round.year,
    )
    found = later.select_related("run__round").order_by("run__round__year", "pk").distinct()
    return [
        YearShown(before, is_before=True),
        *(YearShown(one, is_before=False) for one in found),
    ]


@dataclass(frozen=True)
class Standing:
    """One milestone on a day."""

    milestone: Milestone
    today: date

    @property
    def is_overdue(self) -> bool:
        """Whether it is due and not done."""
        return self.milestone.done_at is None and self.milestone.due_on < self.today


def way_of(one: Improvement) -> Iterator[tuple[str, str]]:
    """Every state of a case in order: passed, now or to come."""
    states = list(Improvement.State)
    at = states.index(Improvement.State(one.state))
    for place, state in enumerate(states):
        yield str(state.label), "done" if place < at else "now" if place == at else ""
