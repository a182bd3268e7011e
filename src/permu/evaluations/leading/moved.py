"""Who rose and who fell against last year's published list, by how many grades; and whose grade is least sure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from permu.documents.official.report.numbers import Mover, YearBefore
from permu.evaluations.models import Result, Run
from permu.evaluations.papers.year_before import year_before
from permu.evaluations.robustness import within_reach

SHOWN = 10
"""Movers, and enterprises with a fragile grade, that the page names; the rest it counts."""


@dataclass(frozen=True)
class Moved:
    """One enterprise that moved: by how many grades, above 0 up."""

    result: Result
    before: str
    steps: int

    @property
    def by(self) -> int:
        """How far."""
        return abs(self.steps)


@dataclass(frozen=True)
class Moves:
    """The whole: `sizes` says how many moved by how many grades, the farthest up first."""

    last: int
    year: YearBefore
    sizes: Sequence[tuple[int, int, int]]  # steps, how far, how many
    shown: Sequence[Moved]

    @property
    def same(self) -> int:
        """How many kept their grade."""
        return self.year.both - self.year.up - self.year.down

    @property
    def rest(self) -> int:
        """How many moved that are not named."""
        return len(self.year.movers) - len(self.shown)


def moves(run: Run, grades: Sequence[str]) -> Moves | None:
    """Against the list of the year before; None where none went out to the public.

    Raises:
        Refused: that list is lost.
    """
    found = year_before(run, grades)
    if found is None:
        return None
    steps = {one.subject: _steps(one, grades) for one in found.movers}
    far = sorted(found.movers, key=lambda one: (-abs(steps[one.subject]), one.subject))[:SHOWN]
    results = _results(run, [one.subject for one in far])
    sizes = sorted(Counter(steps.values()).items(), reverse=True)
    return Moves(
        run.round.year - 1,
        found,
        [(step, abs(step), count) for step, count in sizes],
        [Moved(results[one.subject], one.before, steps[one.subject]) for one in far],
    )


@dataclass(frozen=True)
class Fragile:
    """Whose grades a challenge could change: how many of each, and the least sure with the share of draws kept."""

    counts: Sequence[tuple[str, int]]
    all: int
    shown: Sequence[tuple[Result, int]]  # percent


def fragile(run: Run, grades: Sequence[str]) -> Fragile | None:
    """None where how sure grades are was not worked out, or every grade is safe."""
    reach = within_reach(run)
    if not reach:
        return None
    least = sorted(reach, key=lambda subject: (reach[subject], subject))
    held = dict(run.results.exclude(grade="").values_list("subject", "grade"))
    counts = Counter(held.get(subject, "") for subject in least)
    results = _results(run, least[:SHOWN])
    return Fragile(
        [(grade, counts[grade]) for grade in grades if counts[grade]],
        len(reach),
        [(results[subject], round(100 * reach[subject])) for subject in least[:SHOWN]],
    )


def _steps(one: Mover, grades: Sequence[str]) -> int:
    return grades.index(one.before) - grades.index(one.after)


def _results(run: Run, subjects: Sequence[str]) -> dict[str, Result]:
    return {one.subject: one for one in run.results.filter(subject__in=subjects)}
