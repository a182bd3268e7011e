"""What a merged subject was judged by: the figures of its unit, each member's cells among them."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import polars as pl

from permu.engine.explanation.context import CellRow, Context, Row, by_subject, clause_of
from permu.engine.explanation.facts import Figured, Member
from permu.engine.explanation.numbers import kept
from permu.engine.figures import label_of
from permu.engine.pipeline import by_columns
from permu.engine.sheet import RuleLine
from permu.engine.units import Run, of_members, runs
from permu.engine.units.membership import Unit


class _View:
    """One run of the evaluation, as its sheets read it."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def given(self) -> Mapping[str, Row]:
        table = self.context.facts.table
        return {row["subject"]: row for row in table.iter_rows(named=True)}

    @cached_property
    def figures(self) -> Mapping[str, Row]:
        table = self.context.figures.table
        return {row["subject"]: row for row in table.iter_rows(named=True)}


class UnitViews:
    """The runs of a method that merges subjects or lets one inherit, for the sheets of all of them."""

    def __init__(self, own: Context) -> None:
        self.own = _View(own)
        together, alone = runs(own.method, own.facts, own.earlier, by_columns)
        self.together = _view(own, together)
        self.alone = _view(own, alone) if alone else None
        self.results = [_results(run) for run in (together, alone) if run]
        self.units = {member: unit for unit in together.units for member in unit.members}

    def figured(self, result: Row, own: Figured) -> Figured:
        """The figures that the subject was judged by: its unit's, or its own in the run that counted."""
        subject, head = result["subject"], result.get("unit")
        unit, view = self.units.get(subject), self.together
        if unit and not head and self.alone and not unit.waits:
            view = self.alone
        if unit and unit.waits:
            found = own
        else:
            key = head or subject
            cells = [] if head else [cell for of_item in own.cells.values() for cell in of_item]
            found = Figured(view.context, view.given[key], view.figures[key], cells)
        found.unit = unit
        if unit and head:
            found.members = [self._member(each) for each in unit.members]
        return found

    def merge_lines(self, result: Row, figured: Figured) -> Iterator[RuleLine]:
        """That the subject was, or might have been, evaluated as one with others."""
        unit = figured.unit
        if unit is None:
            return
        merge, context = unit.merge, self.own.context
        others = [context.name_of(each) for each in unit.members if each != result["subject"]]
        yield RuleLine(
            id=merge.id,
            label=merge.label,
            kind="merge",
            effect=context.words(
                _effect(unit, result),
                others="、".join(f"“{other}”" for other in others),
                results=context.join(self._both(result["subject"])),
                figure=label_of(context.method, unit.waits) if unit.waits else "",
                clause=clause_of(merge.source),
            ),
            took_effect=bool(result["unit"]),
            clause=clause_of(merge.source),
            is_assumed=merge.source.is_assumed,
        )

    def _both(self, subject: str) -> Iterator[str]:
        """What came out together and alone, where the method works out both."""
        if self.alone is None:
            return
        context = self.own.context
        for name, results in zip(("merged", "alone"), self.results, strict=True):
            state, grade, score = results[subject]
            outcome = context.words("state_" + state)
            if score is not None:
                outcome = context.words("points_and_grade", score=kept(score), grade=grade or "—")
            yield context.words(f"result_{name}", outcome=outcome)

    def _member(self, subject: str) -> Member:
        context = self.own.context
        cells = self.cells.get(subject, ())
        figured = Figured(context, self.own.given[subject], self.own.figures[subject], cells)
        return Member(context.name_of(subject), figured)

    @cached_property
    def cells(self) -> Mapping[str, list[CellRow]]:
        """The cells of every member of a unit."""
        of_members = pl.col("subject").is_in(list(self.units))
        return dict(by_subject(self.own.context.facts.cells.filter(of_members)))


def _results(run: Run) -> Mapping[str, tuple[str, str | None, int | None]]:
    """State, grade and score of each subject in a run."""
    rows = of_members(run).select("subject", "state", "grade", "score").rows()
    return {subject: (state, grade, score) for subject, state, grade, score in rows}


def _effect(unit: Unit, result: Row) -> str:
    if unit.waits:
        return "effect_merge_waits"
    if unit.merge.result == "shared":
        return "effect_merged"
    return "effect_merged_of_two" if result["unit"] else "effect_alone_of_two"


def _view(own: Context, run: Run) -> _View:
    return _View(
        Context(run.evaluation, own.method, run.facts, own.language, run.earlier, own.evaluation)
    )
