"""Bonuses, and the rules that bind the grade: direct, ceiling, floor, veto (步骤8、9).

Points count before the ranking. Direct grades, ceilings and floors then apply in the order of the
file, each to what the one before left; vetoes come last, the worst of them counts. Every rule whose
condition holds is reported, also where it changes nothing.
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from permu.engine.conditions import Reading, truth
from permu.engine.evaluation import KEPT
from permu.method.model import Adjustment, Group


def hit(adjustment: Adjustment) -> pl.Expr:
    """Whether the adjustment's condition holds for the subject; one that is unknown does not."""
    return pl.col(f"hit:{adjustment.id}").fill_null(value=False)


def unknown(adjustment: Adjustment) -> pl.Expr:
    """Whether what is known does not decide the adjustment's condition."""
    return pl.col(f"hit:{adjustment.id}").is_null()


def with_hits(group: Group, table: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The table with `hit:<id>` for each adjustment (null: unknown), and `bonus`: whole 10^-6 points, bonuses less deductions.

    The cap bounds the sum of the bonuses; deductions are taken in full.
    """
    table = table.with_columns(
        truth(adjustment.when, reading).alias(f"hit:{adjustment.id}")
        for adjustment in group.adjustments
    )
    bonuses, deductions = _points(group, "bonus"), _points(group, "deduction")
    cap = _cap(group)
    if cap is not None:
        bonuses = pl.when(bonuses > cap).then(pl.lit(cap, dtype=pl.Int64)).otherwise(bonuses)
    return table.with_columns(bonus=bonuses - deductions)


def _cap(group: Group) -> int | None:
    cap = group.score.bonus_cap
    return None if cap is None else int(Fraction(cap) * KEPT)


def _points(group: Group, kind: str) -> pl.Expr:
    total: pl.Expr = pl.lit(0, dtype=pl.Int64)
    for adjustment in group.adjustments:
        if adjustment.kind == kind:
            whole = int(Fraction(adjustment.points) * KEPT)
            total += pl.when(hit(adjustment)).then(pl.lit(whole, dtype=pl.Int64)).otherwise(0)
    return total


def bound(group: Group, grade: pl.Expr, grades: Sequence[str]) -> pl.Expr:
    """The grade's number (0 is the best) after the rules that bind it; null where `grade` is and no rule gives one."""
    for adjustment in group.adjustments:
        if adjustment.kind in ("direct", "ceiling", "floor"):
            limit = grades.index(adjustment.grade)
            applies = {
                "direct": pl.lit(value=True),
                "ceiling": grade < limit,
                "floor": grade > limit,
            }[adjustment.kind]
            grade = pl.when(hit(adjustment) & applies).then(limit).otherwise(grade)
    vetoes = [each for each in group.adjustments if each.kind == "veto"]
    for veto in sorted(vetoes, key=lambda each: grades.index(each.grade)):
        grade = pl.when(hit(veto)).then(grades.index(veto.grade)).otherwise(grade)
    return grade


def takes_out(group: Group) -> pl.Expr:
    """Whether a direct grade or a veto takes the subject out of a ranking cut after adjustments."""
    outs = [hit(each) for each in group.adjustments if each.kind in ("direct", "veto")]
    return pl.any_horizontal(outs) if outs else pl.lit(value=False)


def could_matter(group: Group, adjustment: Adjustment) -> pl.Expr:
    """Whether the subject would come out otherwise if this adjustment held and all others stayed.

    Grades are the final ones (0 is the best): to hold a better one down matters, to hold a worse
    one up does. Who leaves a ranking cut after adjustments makes room for others.
    """
    if adjustment.kind in ("bonus", "deduction"):
        cap = _cap(group) if adjustment.kind == "bonus" else None
        has_room = pl.lit(value=True) if cap is None else _points(group, "bonus") < cap
        return has_room & (adjustment.points != 0)
    if group.grading is None:
        return pl.lit(value=False)
    grade, limit = pl.col("grade_code"), group.grading.grades.index(adjustment.grade)
    if adjustment.kind in ("ceiling", "floor"):
        changes = grade < limit if adjustment.kind == "ceiling" else grade > limit
    else:
        moves_others = group.grading.quota == "after_adjustments"
        changes = (grade != limit) | (grade.is_not_null() & moves_others)
    return changes.fill_null(value=False)


def hits_of(group: Group) -> dict[str, pl.Expr]:
    """Whether each adjustment is hit, by id."""
    return {each.id: hit(each) for each in group.adjustments}


def unsure_of(group: Group) -> dict[str, pl.Expr]:
    """Whether each adjustment is undecided and could matter, by id."""
    return {each.id: unknown(each) & could_matter(group, each) for each in group.adjustments}


def named(table: pl.DataFrame, tests: Sequence[tuple[str, pl.Expr]]) -> tuple[list[str], pl.Series]:
    """The combinations of tests met (names in order, comma-joined), and each row's number among them."""
    code: pl.Expr = pl.lit(0, dtype=pl.Int64)
    for number, (_, test) in enumerate(tests):
        code += test.cast(pl.Int64) * 2**number
    if not tests:
        return [""], pl.zeros(len(table), pl.UInt32, eager=True)
    codes = table.select(code=code)["code"]
    seen = codes.unique().sort()
    names = [",".join(name for n, (name, _) in enumerate(tests) if bits >> n & 1) for bits in seen]
    return names, seen.search_sorted(codes)
