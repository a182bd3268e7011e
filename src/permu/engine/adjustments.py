"""Bonuses, and the rules that bind the grade: direct, ceiling, floor, veto (步骤8、9).

Points count before the ranking. Direct grades, ceilings and floors then apply in the order of the
file, each to what the one before left; vetoes come last, the worst of them counts. Every rule whose
condition holds is reported, also where it changes nothing.
"""

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from permu.engine.conditions import Reading, holds
from permu.engine.evaluation import KEPT
from permu.method.model import Adjustment, Group


def hit(adjustment: Adjustment) -> pl.Expr:
    """Whether the adjustment's condition holds for the subject."""
    return pl.col(f"hit:{adjustment.id}")


def with_hits(group: Group, table: pl.DataFrame, reading: Reading) -> pl.DataFrame:
    """The table with `hit:<id>` for each adjustment, and `bonus`: whole 10^-6 points, bonuses less deductions.

    The cap bounds the sum of the bonuses; deductions are taken in full.
    """
    table = table.with_columns(
        holds(adjustment.when, reading).alias(f"hit:{adjustment.id}")
        for adjustment in group.adjustments
    )
    bonuses, deductions = _points(group, "bonus"), _points(group, "deduction")
    if group.score.bonus_cap is not None:
        cap = pl.lit(int(Fraction(group.score.bonus_cap) * KEPT), dtype=pl.Int64)
        bonuses = pl.when(bonuses > cap).then(cap).otherwise(bonuses)
    return table.with_columns(bonus=bonuses - deductions)


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


def hit_names(group: Group, table: pl.DataFrame) -> tuple[list[str], pl.Series]:
    """The combinations of adjustments hit (ids in file order, comma-joined), and each row's number among them."""
    code: pl.Expr = pl.lit(0, dtype=pl.Int64)
    for number, adjustment in enumerate(group.adjustments):
        code += hit(adjustment).cast(pl.Int64) * 2**number
    codes = (
        table.select(code=code)["code"]
        if group.adjustments
        else pl.zeros(len(table), pl.Int64, eager=True)
    )
    seen = codes.unique().sort()
    names = [
        ",".join(each.id for n, each in enumerate(group.adjustments) if bits >> n & 1)
        for bits in seen
    ]
    return names, seen.search_sorted(codes)
