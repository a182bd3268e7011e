"""The ways of everybody, or of some; and the first of one way tried with the benchmarks worked out anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.next_grade.batch import BatchWays
from permu.engine.next_grade.county import county_of
from permu.engine.next_grade.way import Anew, Step, Way
from permu.method.model import Method
from permu.terms.facts import Facts


class Ways:
    """One evaluation, made ready to be asked for ways."""

    def __init__(self, evaluation: Evaluation, method: Method, facts: Facts) -> None:
        self.evaluation = evaluation
        self.method = method
        self.county = county_of(evaluation, method, facts)

    def of(self, subjects: Sequence[str] = ()) -> dict[str, Way]:
        """The ways of these (of everybody, where none is named) who have a grade, but not the best."""
        heads = self._heads(subjects)
        if self.county is None:
            return {each: self._of_two(each) for each in heads if self._may_rise(each)}
        wanted = set(heads.values()) if subjects else set()
        rows = self.county.figures.table["subject"].to_list()
        numbers = [n for n, each in enumerate(rows) if each in wanted] if wanted else ()
        found: dict[str, Way] = {}
        for standing in self.county.standings():
            ways = BatchWays(self.county.method, standing, numbers).ways()
            found.update((way.subject, way) for way in ways)
        return {
            each: replace(found[head], subject=each)
            for each, head in heads.items()
            if head in found
        }

    def _heads(self, subjects: Sequence[str]) -> dict[str, str]:
        """Whose figures each subject was judged by: its unit's head's, or its own."""
        table = self.evaluation.table.filter(pl.col("state") == "graded")
        if subjects:
            table = table.filter(pl.col("subject").is_in(list(subjects)))
        unit = pl.col("unit") if "unit" in table.columns else pl.lit(None, dtype=pl.String)
        return dict(
            table.select("subject", unit.fill_null(pl.col("subject")).alias("head")).iter_rows()
        )

    @cached_property
    def _grades(self) -> Mapping[str, tuple[str | None, str | None]]:
        rows = self.evaluation.table.select("subject", "group", "grade").iter_rows()
        return {subject: (group, grade) for subject, group, grade in rows}

    def _may_rise(self, subject: str) -> bool:
        group, grade = self._grades[subject]
        grading = self.method.group(group).grading if group else None
        return bool(grade and grading and grade != grading.grades[0])

    def _of_two(self, subject: str) -> Way:
        group, grade = self._grades[subject]
        grading = self.method.group(group or "").grading
        grades, had = grading.grades if grading else (), grade or ""
        return Way(
            subject=subject,
            judged_as=subject,
            grade=had,
            next=grades[grades.index(had) - 1],
            why="of_two",
        )

    def anew(self, way: Way) -> Anew | None:
        """The first of a way with the benchmarks worked out anew; None where there is none.

        Where their own change lets the means rise, so that it falls short, what holds is sought: its
        efforts are raised by a share until the grade is reached, to a hundredth of that share's own step.
        """
        if self.county is None or not way.first:
            return None
        if self._rises_anew(way, way.first):
            return Anew(holds=True, steps=way.first)
        low, high = 0, next((more for more in MORE if self._rises_anew(way, more_of(way, more))), 0)
        while high - low > max(high // FINE, 1):
            middle = (low + high) // 2
            low, high = (
                (low, middle) if self._rises_anew(way, more_of(way, middle)) else (middle, high)
            )
        return Anew(holds=False, steps=more_of(way, high) if high else None)

    def _rises_anew(self, way: Way, steps: Sequence[Step]) -> bool:
        """Whether the whole evaluation, over these figures, gives a better grade."""
        if self.county is None:
            return False
        wholes = {step.figure: step.after for step in steps}
        figures = self.county.with_figures(way.judged_as, wholes)
        for standing in self.county.standings(figures):
            found = standing.table.filter(pl.col("row") == self._number(way.judged_as))[
                "grade_code"
            ]
            grading = standing.prepared.batch.rule.grading
            if len(found) and grading:
                return found[0] is not None and found[0] < grading.grades.index(way.grade)
        return False

    def _number(self, subject: str) -> int:
        table = self.county.figures.table if self.county else self.evaluation.table
        return table["subject"].index_of(subject) or 0


MORE = (10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120)
"""How much more than the first is tried, in thousandths of its effort."""
FINE = 20
"""What holds is sought until it is known to a twentieth of how much more it takes."""


def more_of(way: Way, thousandths: int) -> tuple[Step, ...]:
    """The first of a way, each figure moved by so much more; it leaves at least one unit of what it lowers."""
    return tuple(
        replace(
            step,
            after=max(step.after + (step.after - step.before) * thousandths // 1000, 1),
        )
        for step in way.first
    )
