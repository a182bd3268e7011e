"""Which undecided adjustments could matter: a fact that changes nothing is not asked for."""

import polars as pl

from permu.engine.adjustments.binding import POINTS, bound, takes_out
from permu.engine.adjustments.hits import unknown
from permu.engine.adjustments.points import bonus_of, cap_of, total_of
from permu.method.model import Adjustment, Group

MOVES_OTHERS = ("after_adjustments", "refilled")


def unsure_of(group: Group, table: pl.DataFrame) -> dict[str, pl.Expr]:
    """Whether each adjustment is undecided and could matter, by id."""
    if _is_entangled(group):
        return {each.id: _where_unknown(group, each, table) for each in group.adjustments}
    return {each.id: unknown(each) & _by_itself(group, each) for each in group.adjustments}


def _where_unknown(group: Group, adjustment: Adjustment, table: pl.DataFrame) -> pl.Expr:
    """Worked out again only for those of whom nobody knows whether it is hit: they are few."""
    is_unknown = table.select(unknown(adjustment)).to_series()
    if not is_unknown.any():
        return pl.lit(is_unknown)
    matters = table.filter(is_unknown).select(_as_if_it_held(group, adjustment)).to_series()
    return pl.lit(is_unknown.scatter(is_unknown.arg_true(), matters))


def _is_entangled(group: Group) -> bool:
    """Whether what one rule changes hangs on others, so that only working it out again tells."""
    is_ordered = group.grading is not None and bool(group.grading.precedence)
    return is_ordered or any(
        each.unless or each.class_ or each.count or each.kind in ("lift", "drop")
        for each in group.adjustments
    )


def _as_if_it_held(group: Group, adjustment: Adjustment) -> pl.Expr:
    """Whether the subject would come out otherwise if this adjustment held and all others stayed."""
    changes = bonus_of(group, adjustment) != pl.col("bonus")
    if group.grading is None:
        return changes
    after = bound(group, pl.col("by_rank"), group.grading.grades, as_if=adjustment)
    moves = after.ne_missing(pl.col("grade_code"))
    if group.grading.quota in MOVES_OTHERS:
        moves |= takes_out(group, adjustment) != takes_out(group)
    return changes | (~pl.col("is_ungraded") & moves)


def _by_itself(group: Group, adjustment: Adjustment) -> pl.Expr:
    """The same at once, where all rules but vetoes apply in the order of the file; it may name one too many.

    Grades are the final ones (0 is the best): to hold a better one down matters, to hold a worse
    one up does. Clamps keep order, so a final grade that a rule would leave alone stays.
    Who leaves a ranking cut after adjustments makes room for others.
    """
    if adjustment.kind in POINTS:
        cap = cap_of(group) if adjustment.kind == "bonus" else None
        has_room = pl.lit(value=True) if cap is None else total_of(group, "bonus") < cap
        return has_room & (adjustment.points != 0)
    if group.grading is None:
        return pl.lit(value=False)
    grade, limit = pl.col("grade_code"), group.grading.grades.index(adjustment.grade)
    if adjustment.kind in ("ceiling", "floor"):
        changes = grade < limit if adjustment.kind == "ceiling" else grade > limit
    else:
        moves_others = group.grading.quota in MOVES_OTHERS
        changes = (grade != limit) | (grade.is_not_null() & moves_others)
    return changes.fill_null(value=False)
