"""A run beside the list that went out to the public for the year before."""

from collections import Counter
from collections.abc import Iterable, Sequence

from permu.documents.official.report import Mover, YearBefore
from permu.evaluations.models import Publication, Run
from permu.evaluations.papers.issued import issued
from permu.evaluations.papers.notices import entries_or_refused


def year_before(run: Run, grades: Sequence[str]) -> YearBefore | None:
    """The list of the year before beside the run; None where none went out. `grades` stand best first.

    Raises:
        Refused: that list is lost.
    """
    lists = Publication.objects.exclude(kind=Publication.Kind.TRIAL).select_related("run__round")
    last = lists.filter(round__year=run.round.year - 1).first()
    if last is None:
        return None
    then = {one["subject"]: one["grade"] for one in entries_or_refused(last) if one["grade"]}
    now = {subject: (name, grade) for subject, name, grade in graded_in(run)}
    both = sorted(now.keys() & then.keys())
    steps = {one: _step(then[one], now[one][1], grades) for one in both}
    movers = sorted((one for one in both if steps[one]), key=lambda one: (steps[one], one))
    old, new = Counter(then.values()), Counter(grade for _, grade in now.values())
    known = dict.fromkeys((*grades, *sorted(old)))
    return YearBefore(
        title=issued(last).version_said,
        counts=tuple((grade, old[grade], new[grade]) for grade in known),
        both=len(both),
        up=sum(step < 0 for step in steps.values()),
        down=sum(step > 0 for step in steps.values()),
        movers=tuple(
            Mover(name=now[one][0], subject=one, before=then[one], after=now[one][1])
            for one in movers
        ),
    )


def _step(before: str, after: str, grades: Sequence[str]) -> int:
    """By how many grades it is worse, below 0 better; 0 where the method does not rank one of the two."""
    if before not in grades or after not in grades:
        return 0
    return grades.index(after) - grades.index(before)


def graded_in(run: Run) -> Iterable[tuple[str, str, str]]:
    """Code, name and grade of everybody graded."""
    return run.results.exclude(grade="").values_list("subject", "name", "grade")
