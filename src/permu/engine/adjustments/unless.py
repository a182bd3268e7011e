"""Which of the rules that are hit bind the grade: one that another beats (`unless`) binds nothing (M38)."""

import polars as pl

from permu.method.model import Adjustment


def binds(adjustment: Adjustment, as_if: Adjustment | None = None) -> pl.Expr:
    """Whether it is hit, and none of those that beat it is; `as_if` one more were hit."""
    found = is_hit(adjustment.id, as_if)
    for other in adjustment.unless:
        found = found & ~is_hit(other, as_if)
    return found


def is_hit(id_: str, as_if: Adjustment | None) -> pl.Expr:
    """Whether the adjustment of that id is hit, or is the one taken as if it were."""
    if as_if is not None and as_if.id == id_:
        return pl.lit(value=True)
    return pl.col(f"hit:{id_}").fill_null(value=False)
