"""Which of the adjustments that are hit count: one that another beats (`unless`) binds nothing (M38)."""

import polars as pl

from permu.method.model import Adjustment


def binds(adjustment: Adjustment, as_if: Adjustment | None = None) -> pl.Expr:
    """Whether it is hit, and none of those that beat it is; `as_if` one more were hit."""
    found = _hit(adjustment.id, as_if)
    for other in adjustment.unless:
        found = found & ~_hit(other, as_if)
    return found


def _hit(id_: str, as_if: Adjustment | None) -> pl.Expr:
    if as_if is not None and as_if.id == id_:
        return pl.lit(value=True)
    return pl.col(f"hit:{id_}").fill_null(value=False)
