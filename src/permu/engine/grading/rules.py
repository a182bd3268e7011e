"""Grades that no quota cuts: by the score a grade begins at, or by ordered rules (M39, M47).

`by_rule` is the number of the grade so found.
"""

from collections.abc import Iterator
from fractions import Fraction

import polars as pl

from permu.engine.batches import Batch
from permu.engine.conditions import Reading, truth
from permu.engine.evaluation import KEPT
from permu.engine.grading.reaching import reaches
from permu.engine.scores import Points
from permu.method.model import Grading, Group


def with_thresholds(batch: Batch, table: pl.DataFrame, points: Points) -> pl.DataFrame:
    """The table with `by_rule`: the first grade whose bound the score reaches, else the last one.

    A score that the method rounds is compared as rounded, any other exactly.
    """
    grading, rule = batch.rule.grading, batch.rule.score
    if grading is None or grading.kind != "thresholds":
        return table
    passed = pl.zeros(len(table), pl.Int64, eager=True)
    for bound in map(Fraction, grading.at_least):
        if rule.decimals is None:
            below = ~reaches(table, "score", bound, lambda row: points.exact(row, "score"))
        else:
            below = table["score"] < bound * KEPT
        passed += below.cast(pl.Int64)
    return table.with_columns(by_rule=passed)


def with_rules(group: Group, table: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The table with `by_rule`, `rule`: the number of the first rule that holds, and `rule:<n>` of each.

    The last rule holds for everybody.
    """
    grading = ruled(group)
    if grading is None:
        return table
    table = table.with_columns(
        truth(rule.when, reading).alias(f"rule:{number}")
        for number, rule in enumerate(grading.rules)
    )
    first: pl.Expr = pl.lit(len(grading.rules) - 1, dtype=pl.Int64)
    for number in reversed(range(len(grading.rules) - 1)):
        first = pl.when(pl.col(f"rule:{number}")).then(pl.lit(number)).otherwise(first)
    grades = [grading.grades.index(rule.grade) for rule in grading.rules]
    return table.with_columns(rule=first).with_columns(
        by_rule=pl.col("rule").replace_strict(dict(enumerate(grades)), return_dtype=pl.Int64)
    )


def rule_doubts(group: Group) -> Iterator[tuple[str, pl.Expr]]:
    """`grade:<grade>` for each grade that an undecided rule before the one that holds would give."""
    for grade, numbers in _numbers(group).items():
        doubts = [is_in_doubt(number) for number in numbers]
        yield f"grade:{grade}", pl.any_horizontal(doubts)


def is_in_doubt(number: int) -> pl.Expr:
    """Whether nobody knows if this rule holds, and no earlier one does."""
    return pl.col(f"rule:{number}").is_null() & (pl.col("rule") > number)


def _numbers(group: Group) -> dict[str, list[int]]:
    grading = ruled(group)
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(grading.rules if grading else ()):
        found.setdefault(rule.grade, []).append(number)
    return found


def ruled(group: Group) -> Grading | None:
    """The grading of a group that is graded by rules."""
    return group.grading if group.grading and group.grading.kind == "rules" else None
