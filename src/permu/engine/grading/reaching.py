"""Does an exact number reach a bound? By the number as it is kept, exactly where that cannot tell."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

import polars as pl

from permu.engine.evaluation import KEPT
from permu.engine.rounding import Row


def reaches(
    table: pl.DataFrame, name: str, bound: Fraction, exact: Callable[[Row], Fraction]
) -> pl.Series:
    """Whether the number kept in column `name` (half up, to 10^-6) is at least `bound`.

    `exact` gives one row's exact number; it is asked only where half a unit may decide.
    """
    kept, near = table[name], bound * KEPT
    found = kept > floor(near + Fraction(1, 2))
    doubt = ~found & (kept >= ceil(near - Fraction(1, 2)))
    rows = table.filter(doubt).iter_rows(named=True)
    return found.scatter(doubt.arg_true(), [exact(row) >= bound for row in rows])
