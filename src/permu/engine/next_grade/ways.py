"""The ways of everybody, or of some; and one of them once more, with the benchmarks worked out anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.next_grade.anew import tried_anew
from permu.engine.next_grade.batch import BatchWays
from permu.engine.next_grade.county import county_of, standings
from permu.engine.next_grade.way import Anew, Way
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
        for standing in standings(self.county):
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
        """The first of a way with the benchmarks worked out anew; None where there is none."""
        if self.county is None or not way.first:
            return None
        return tried_anew(self.county, way)
