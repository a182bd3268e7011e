"""What two methods make of the same facts, subject by subject and counted by place, cluster and size.

Nothing is evaluated here: both evaluations are, and their results stand side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import polars as pl

from permu.engine.comparing.amended import Amendments
from permu.engine.comparing.borrowing import borrowing, lacks
from permu.engine.comparing.order import Basis, GradeOrder
from permu.engine.evaluation import Evaluation
from permu.engine.figures import used_items
from permu.engine.pipeline import evaluate
from permu.method.model import Definition, Method
from permu.terms.facts import Facts
from permu.terms.items import item
from permu.terms.refusal import Refused

Move = Literal["better", "worse", "same", "enters", "leaves", "neither"]
MOVES: tuple[Move, ...] = ("better", "same", "worse", "enters", "leaves", "neither")
"""`enters` has a grade under the second method alone, `leaves` under the first alone, `neither` under none."""

DIMENSIONS = ("town", "park", "cluster", "is_above_scale")
"""Items by which movers are counted: 乡镇、园区、产业集群、规模."""

_KEPT = ("state", "state_rule", "group", "grade", "rank", "ranked", "score")


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two: its grades best first, and what it asks for that the facts have of nobody.

    `borrowed` are the definitions it takes from the other (see `borrowing`).

    An item that is absent from the facts is missing of each subject: who needs it waits, and is
    never scored as zero.
    """

    method: Method
    grades: tuple[str, ...]
    absent: tuple[str, ...]
    borrowed: tuple[Definition, ...] = ()

    @property
    def counts_grades(self) -> bool:
        """Whether the method says how grades are cut."""
        return self.method.can_grade


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`before` and `after` are the two methods; neither is the better for standing first.

    `table` has a row for each subject of the facts, in order of `subject`, with what `_KEPT` names of
    either evaluation as `<name>:before` and `<name>:after`, and `move`. `basis` says how grades of the
    two are compared: by the same words, or where the words differ by their place from best to worst.
    """

    before: Side
    after: Side
    facts: Facts
    evaluations: tuple[Evaluation, Evaluation]
    table: pl.DataFrame
    basis: Basis

    @cached_property
    def moves(self) -> Mapping[Move, int]:
        """How many subjects make each move. They add up to those registered."""
        return _counted(self.table)

    @cached_property
    def transitions(self) -> pl.DataFrame:
        """`before`, `after` (a grade, or the state of who has none), `subjects`; most first."""
        shown = [
            pl.coalesce(f"grade:{side}", f"state:{side}").alias(side)
            for side in ("before", "after")
        ]
        pairs = self.table.select(shown).group_by("before", "after").agg(subjects=pl.len())
        return pairs.sort("subjects", "before", "after", descending=[True, False, False])

    @cached_property
    def amendments(self) -> Amendments:
        """The numbers that the two methods have otherwise."""
        return Amendments(self.before.method, self.after.method)

    @property
    def movers(self) -> pl.DataFrame:
        """The rows of who does not stay where they were."""
        return self.table.filter(~pl.col("move").is_in(["same", "neither"]))

    def by(self, dimension: str) -> pl.DataFrame:
        """One row a value of the item: `value` (null: the facts do not say), `registered`, and a column a move.

        Raises:
            Refused: the catalogue has no item of that name.
        """
        table = self.table.select("move", value=self.values(dimension))
        counts = [pl.len().alias("registered")]
        counts += [(pl.col("move") == move).sum().alias(move) for move in MOVES]
        rows = table.group_by("value").agg(counts)
        return rows.sort("registered", "value", descending=[True, False], nulls_last=True)

    def values(self, dimension: str) -> pl.Series:
        """What the item says of each row; null where the facts do not say.

        Raises:
            Refused: the catalogue has no item of that name, or it is none that counts can go by.
        """
        if item(dimension).kind not in ("text", "code", "flag"):
            raise Refused("engine.no_dimension", item=item(dimension).label)
        if dimension in self.facts.table.columns:
            return self.facts.table[dimension]
        return pl.repeat(None, len(self.table), dtype=pl.String, eager=True)


def compare_under(
    own: tuple[Method, Evaluation], other: Method, facts: Facts, *, earlier: Facts | None = None
) -> Comparison:
    """A county's evaluation, and what `other` makes of the same facts.

    Raises:
        Refused: as `evaluate` and `compare_evaluations`.
    """
    method, borrowed = borrowing(other, own[0], facts)
    found = compare_evaluations(own, (method, evaluate(method, facts, earlier=earlier)), facts)
    return replace(found, after=replace(found.after, borrowed=borrowed))


def compare_evaluations(
    before: tuple[Method, Evaluation], after: tuple[Method, Evaluation], facts: Facts
) -> Comparison:
    """Two evaluations of the same facts, side by side.

    Raises:
        Refused: one of them is of other facts.
    """
    for _, evaluation in (before, after):
        if evaluation.facts_digest != facts.digest:
            raise Refused("engine.other_facts")
    return _side_by_side(before, after, facts)


def compare_corrected(method: Method, before: Evaluation, after: Evaluation) -> Comparison:
    """Two evaluations under one method, of facts and of the same facts with figures corrected.

    What is counted by place is counted by the facts as they stand, not by the corrected ones.

    Raises:
        Refused: the second is of other subjects or of another year.
    """
    facts, others = before.facts, after.facts
    is_same_year = (facts.year, facts.as_of) == (others.year, others.as_of)
    if not is_same_year or not facts.table["subject"].equals(others.table["subject"]):
        raise Refused("engine.other_facts")
    return _side_by_side((method, before), (method, after), facts)


def _side_by_side(
    before: tuple[Method, Evaluation], after: tuple[Method, Evaluation], facts: Facts
) -> Comparison:
    sides = [_side(method, facts) for method, _ in (before, after)]
    order = GradeOrder(sides[0].grades, sides[1].grades)
    halves = [
        evaluation.table.select(pl.col(name).alias(f"{name}:{side}") for name in _KEPT)
        for side, (_, evaluation) in zip(("before", "after"), (before, after), strict=True)
    ]
    table = facts.table.select("subject").hstack(halves[0]).hstack(halves[1])
    return Comparison(
        before=sides[0],
        after=sides[1],
        facts=facts,
        evaluations=(before[1], after[1]),
        table=table.with_columns(move=_move(order)),
        basis=order.basis,
    )


def _side(method: Method, facts: Facts) -> Side:
    grades = dict.fromkeys(
        grade for group in method.groups if group.grading for grade in group.grading.grades
    )
    composed = {one.id for one in method.definitions}
    read = [name for name in dict.fromkeys(used_items(method)) if name not in composed]
    absent = [name for name in read if lacks(facts, name)]
    return Side(method=method, grades=tuple(grades), absent=tuple(absent))


def _move(order: GradeOrder) -> pl.Expr:
    old, new = pl.col("grade:before"), pl.col("grade:after")
    better, worse = (
        pl.concat_str(old, pl.lit("\n"), new).is_in([f"{a}\n{b}" for a, b in pairs])
        for pairs in (order.better, order.worse)
    )
    move: Sequence[tuple[pl.Expr, Move]] = [
        (old.is_null() & new.is_null(), "neither"),
        (old.is_null(), "enters"),
        (new.is_null(), "leaves"),
        (better, "better"),
        (worse, "worse"),
    ]
    found: pl.Expr = pl.lit("same")
    for test, word in reversed(move):
        found = pl.when(test).then(pl.lit(word)).otherwise(found)
    return found


def _counted(table: pl.DataFrame) -> Mapping[Move, int]:
    found = dict(table["move"].value_counts().iter_rows())
    return {move: found.get(move, 0) for move in MOVES}
