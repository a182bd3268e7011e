"""The rules that bind the grade: direct, ceiling, floor, lift, drop, veto (M36–M41).

They apply in the order of the method's `precedence`, of one kind in the order of the file; where
none is stated in the order of the file, and vetoes last. Of several vetoes the worst counts.
"""

from collections.abc import Sequence

import polars as pl

from permu.engine.adjustments.unless import binds
from permu.method.model import Adjustment, Group

POINTS = ("bonus", "deduction")


def in_order(group: Group) -> list[Adjustment]:
    """The rules that bind the grade, as they apply."""
    precedence = group.grading.precedence if group.grading else ()
    grades = group.grading.grades if group.grading else ()

    def place(rule: Adjustment) -> tuple[int, int]:
        is_veto = rule.kind == "veto"
        named = precedence.index(rule.kind) if rule.kind in precedence else len(precedence)
        late = named + is_veto if rule.kind not in precedence else named
        return late, grades.index(rule.grade) if is_veto and rule.grade in grades else 0

    return sorted((each for each in group.adjustments if each.kind not in POINTS), key=place)


def bound(
    group: Group, grade: pl.Expr, grades: Sequence[str], *, as_if: Adjustment | None = None
) -> pl.Expr:
    """The grade's number (0 is the best) after the rules that bind it; null where `grade` is and no rule gives one.

    `as_if` one more rule were hit.
    """
    for rule in in_order(group):
        applies, after = _effect(rule, grade, grades)
        grade = pl.when(binds(rule, as_if) & applies).then(after).otherwise(grade)
    return grade


def _effect(
    rule: Adjustment, grade: pl.Expr, grades: Sequence[str]
) -> tuple[pl.Expr, pl.Expr | int]:
    """Whether the rule changes this grade, and what to."""
    if rule.kind in ("lift", "drop"):
        best, worst = (0, len(grades) - 1) if not rule.grade else (grades.index(rule.grade),) * 2
        if rule.kind == "lift":
            return grade > best, (grade - rule.steps).clip(lower_bound=best)
        return grade < worst, (grade + rule.steps).clip(upper_bound=worst)
    limit = grades.index(rule.grade)
    if rule.kind == "ceiling":
        return grade < limit, limit
    if rule.kind == "floor":
        return grade > limit, limit
    return pl.lit(value=True), limit


def takes_out(group: Group, as_if: Adjustment | None = None) -> pl.Expr:
    """Whether a direct grade or a veto takes the subject's place in a ranking that does not wait for adjustments."""
    outs = [binds(each, as_if) for each in group.adjustments if each.kind in ("direct", "veto")]
    return pl.any_horizontal(outs) if outs else pl.lit(value=False)
