"""What grade a subject would have if some of its figures were others, and nothing else changed.

The formulas, conditions and rules are the evaluation's own, in its columns of float64 with bounds; what
these cannot tell is settled with fractions.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
import polars as pl

from permu.engine.adjustments import bound, with_hits, with_hits_again
from permu.engine.arithmetic import Column, Places
from permu.engine.beating import Reference, references, with_beaten
from permu.engine.beats import leaves
from permu.engine.conditions import holds
from permu.engine.evaluation import DECIMALS
from permu.engine.figures import conditions, figures_of, read_by
from permu.engine.grading import with_rules
from permu.engine.grading.queues import Flags
from permu.engine.next_grade.county import Standing
from permu.engine.next_grade.lines import Line, reached
from permu.engine.rounding import LARGEST_KEPT, Rounded
from permu.engine.rows import Rows
from permu.engine.scores import columns_of
from permu.method.model import Condition, Method
from permu.terms.rounding import scaled

BEYOND = "beyond"


class Trials:
    """Tries other figures of those who stand in one batch; each row of a try is one subject by itself."""

    def __init__(self, method: Method, standing: Standing) -> None:
        self.standing = standing
        self.batch, self.reading = standing.prepared.batch, standing.prepared.reading
        self.rule, self.points = self.batch.rule, standing.points
        self.grades = self.rule.grading.grades if self.rule.grading else ()
        self.movable = {lever.figure for lever in standing.levers}
        places = [rule.when for rule in method.scope] + [group.when for group in method.groups]
        self.places = [each for each in places if self._moves(each)]
        self.moves_hits = bool(leaves(self.rule)) or any(
            self._moves(each.when) or each.count in self.movable for each in self.rule.adjustments
        )

    def _moves(self, condition: Condition) -> bool:
        """Whether what may be moved decides the condition."""
        named = {each.id: each for each in reversed(self.reading.indicators)}
        names = [name for each in conditions(condition) for name in read_by(each)]
        read = [name for name in names if name not in named or name in self.reading.figures.scales]
        read += [f for name in names if name in named for f in figures_of(named[name])]
        return not self.movable.isdisjoint(read)

    @cached_property
    def base(self) -> pl.DataFrame:
        """The batch as it was graded, with how the conditions of its scope and group came out."""
        return self.standing.table.with_columns(self._placed())

    def _placed(self) -> Iterator[pl.Expr]:
        for number, condition in enumerate(self.places):
            yield holds(condition, self.reading).alias(f"placed:{number}")

    def graded(self, table: pl.DataFrame) -> pl.DataFrame:
        """Rows of `base` with other figures, and `by_rank` and `grade_code` as these make them.

        `grade_code` is null for who would then be in another group, or stand apart, or have a figure
        too large to be true.
        """
        if self.moves_hits:
            table = self.with_hits(table)
        table = self._with_rank(table)
        code = bound(self.rule, pl.col("by_rank"), self.grades)
        stays = [pl.col(each.meta.output_name()) == each for each in self._placed()]
        if BEYOND in table.columns:
            stays.append(~pl.col(BEYOND))
        return table.with_columns(
            grade_code=pl.when(pl.all_horizontal(pl.lit(value=True), *stays)).then(code)
        )

    def with_hits(self, table: pl.DataFrame) -> pl.DataFrame:
        """The rows with the rules that their figures hit."""
        if not self._references:
            return with_hits(self.rule, table, self.reading)
        table = with_hits(self.rule, table, self.reading).with_columns(self._values(table))
        table = with_beaten(table, self.points, self._references)
        return with_hits_again(self.rule, table, self.reading)

    @cached_property
    def _references(self) -> list[Reference]:
        """What conditions compare indicators with: as it was."""
        past = self.standing.prepared.past
        return references(self.batch, self.standing.table, self.points, past=past)

    def _values(self, table: pl.DataFrame) -> Iterator[pl.Series]:
        """The values that conditions compare, as they are kept, and for whom one is larger than can be."""
        rows, beyond = Rows(table), np.zeros(len(table), np.bool_)
        for id_ in dict.fromkeys(each.leaf.item for each in self._references):
            name, into = f"value:{id_}", np.empty(len(table), np.int64)
            kept = Rounded(name, DECIMALS)
            doubtful = kept.write(self.points.value(self.points.indicators[id_], rows), into)
            for place, row in zip(doubtful, table[doubtful].iter_rows(named=True), strict=True):
                number = scaled(self.points.exact(row, name), DECIMALS)
                beyond[place] |= abs(number) >= LARGEST_KEPT
                into[place] = max(-LARGEST_KEPT, min(number, LARGEST_KEPT))
            yield pl.Series(name, into)
        yield pl.Series(BEYOND, beyond)

    def _with_rank(self, table: pl.DataFrame) -> pl.DataFrame:
        """The rows with the number of the grade that their score, or the ordered rules, give."""
        cuts = self.standing.cuts
        if cuts is None:
            return with_rules(self.rule, table, self.reading).with_columns(by_rank="by_rule")
        places, score = Rows(table).places, self.scores(table)
        before, passed = table["before"].to_numpy(), np.zeros(len(table), np.int64)
        for number in range(len(self.grades) - 1):
            of_groups = [of_group[number] for of_group in cuts]
            lines = [each.reach for each in of_groups] + [each.stay for each in of_groups]
            # Who stands inside is looked up behind all groups.
            at = places + len(of_groups) * (before <= number)
            passed += ~self.reached(table, score, lines, at)
        return table.with_columns(pl.Series("by_rank", passed))

    def scores(self, table: pl.DataFrame) -> Column:
        """The scores of the rows, before they are rounded."""
        return dict(columns_of(self.points, Rows(table)))["score"]

    def reached(
        self, table: pl.DataFrame, score: Column, lines: Sequence[Line], places: Places
    ) -> Flags:
        """Which of the rows reach the line of their group."""

        def exact(index: int) -> Fraction:
            return self.points.exact(table.row(index, named=True), "score")

        return reached(score, lines, places, exact)
