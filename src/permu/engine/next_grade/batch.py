"""The ways of one batch: which figures reach the next grade, what holds it, whom it would displace."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from permu.engine.adjustments import bound
from permu.engine.next_grade.county import Standing
from permu.engine.next_grade.displacing import displaced
from permu.engine.next_grade.holding import holding
from permu.engine.next_grade.ladder import SHARES
from permu.engine.next_grade.lines import Line
from permu.engine.next_grade.moving import Movers, Moves
from permu.engine.next_grade.way import Beyond, Step, Way
from permu.engine.rounding import Whole
from permu.method.model import Method

Row = Mapping[str, Any]


class BatchWays:
    """The ways of those of one batch (of `wanted` rows, where any is named) who have a grade, and not the best."""

    def __init__(self, method: Method, standing: Standing, wanted: Sequence[int]) -> None:
        self.standing, self.wanted = standing, wanted
        self.group = standing.prepared.batch.rule
        self.grades = self.group.grading.grades if self.group.grading else ()
        self.movers = Movers(method, standing, wanted=wanted)

    def ways(self) -> Iterator[Way]:
        """All of them: those who may move something, then those of whom nothing was worked out."""
        if not self.grades:
            return
        table = self.movers.table
        yield from self._moved() if len(table) else ()
        may = pl.col("grade_code") > 0
        if self.wanted:
            may = may & pl.col("row").is_in(list(self.wanted))
        others = self.standing.table.filter(may).join(table, on="row", how="anti")
        is_staged = self.group.grading is not None and self.group.grading.kind == "two_stage"
        for row in others.iter_rows(named=True):
            had = row["grade_code"]
            yield self._way(row, had, had - 1, why="two_stage" if is_staged else "blocked")

    def _moved(self) -> Iterator[Way]:
        moves = self.movers.moves()
        steps = [self._steps(moves, number) for number in range(len(self.movers))]
        first = np.zeros_like(moves.together)
        for number, of_one in enumerate(steps):
            if of_one:
                lever = self._lever_number(of_one[0])
                first[number, lever] = moves.alone[number, lever]
        first = np.where(np.any(first, axis=1, keepdims=True), first, moves.together)
        trials = self.movers.trials
        after = trials.graded(self.movers.moved(np.arange(len(self.movers)), first))
        found = zip(
            after.select("by_rank", "grade_code").rows(), displaced(trials, after), strict=True
        )
        subjects = self.standing.table["subject"]
        for number, ((by_rank, code), falls) in enumerate(found):
            row = self.movers.table.row(number, named=True)
            needed = self._needed(number, row)
            if not first[number].any():
                yield self._without(row, needed, moves, number)
                continue
            yield self._way(
                row,
                row["had"],
                code,
                line=self._line(row, by_rank),
                steps=steps[number],
                beyond=self._beyond(moves, number),
                share=Fraction(int(moves.share[number]), SHARES) or None,
                together=self._together(moves, number),
                displaced=tuple(subjects[each] for each in falls),
                blocked=() if needed is not None else holding(self.group, row),
            )

    def _without(self, row: Row, needed: int | None, moves: Moves, number: int) -> Way:
        """The way of who reaches nothing by its figures."""
        is_blocked = needed is None
        code = row["had"] - 1 if needed is None else self._under[needed][number]
        return self._way(
            row,
            row["had"],
            code,
            line=None if needed is None else self._line(row, needed),
            beyond=() if is_blocked else self._beyond(moves, number),
            blocked=holding(self.group, row) if is_blocked else (),
            why="blocked" if is_blocked else "no_lever",
        )

    def _way(self, row: Row, had: int, code: int, **more: Any) -> Way:
        if more.get("why") == "blocked" and "blocked" not in more:
            more["blocked"] = holding(self.group, row)
        subject = row["subject"]
        return Way(
            subject=subject, judged_as=subject, grade=self.grades[had], next=self.grades[code],
            score=row.get("score"), **more,
        )  # fmt: skip

    @cached_property
    def _under(self) -> list[list[int]]:
        """For each grade by rank what everybody would have under the rules that are hit now."""
        return [
            self.movers.table.with_columns(
                bound(self.group, pl.lit(code, dtype=pl.Int64), self.grades).alias("under")
            )["under"].to_list()
            for code in range(len(self.grades))
        ]

    def _needed(self, number: int, row: Row) -> int | None:
        """The grade by rank, no better than it takes, that gives a better grade; None where a rule holds it."""
        better = [code for code in range(row["before"]) if self._under[code][number] < row["had"]]
        return max(better, default=None)

    def _line(self, row: Row, by_rank: int) -> Line | None:
        """The line of a grade by rank that is better than the present one."""
        cuts = self.standing.cuts
        return cuts[row["place"]][by_rank].reach if cuts and by_rank < row["before"] else None

    def _lever_number(self, step: Step) -> int:
        return [lever.figure for lever in self.movers.levers].index(step.figure)

    def _steps(self, moves: Moves, number: int) -> tuple[Step, ...]:
        """What reaches it alone, the least relative change first."""
        found = self._made(moves.alone, number)
        return tuple(sorted(found, key=lambda step: (step.change is None, step.change or 0)))

    def _together(self, moves: Moves, number: int) -> tuple[Step, ...]:
        return tuple(self._made(moves.together, number))

    def _made(self, efforts: Whole, number: int) -> Iterator[Step]:
        for place, lever in enumerate(self.movers.levers):
            if effort := int(efforts[number, place]):
                before = int(self.movers.figures[number, place])
                yield Step(
                    figure=lever.figure,
                    before=before,
                    after=before + lever.sign * effort,
                    scale=lever.scale,
                    harms=lever.harms,
                )

    def _beyond(self, moves: Moves, number: int) -> tuple[tuple[str, Beyond], ...]:
        """Which figures do not reach it, and why."""
        found: list[tuple[str, Beyond]] = []
        for place, lever in enumerate(self.movers.levers):
            if not moves.alone[number, place]:
                why: Beyond = "spent" if moves.spent[number, place] else "far"
                why = "outside" if moves.outside[number, place] else why
                found.append((lever.figure, why if self.movers.known[number, place] else "missing"))
        return tuple(found)
