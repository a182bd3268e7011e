"""Missing figures drawn from those who have them: the ratio of somebody of the same ranking.

How far a ratio moved since last year, and one that another is judged in place of, stay as the method says.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.figures import Figures
from permu.engine.ready import Fill
from permu.engine.robustness.pools import Whole
from permu.engine.robustness.weights import Array
from permu.method.model import Group, Indicator, Method


def filling(method: Method, official: Evaluation, random: np.random.Generator) -> Fill:
    """Puts the ratio of one of its ranking in the place of each missing one of who is graded."""

    def fill(figures: Figures) -> Figures:
        table = figures.table
        for group in method.groups:
            for indicator in group.indicators:
                if indicator.change == "none" and indicator.otherwise is None:
                    table = _filled(table, official.table, (group, indicator), random)
        return replace(figures, table=table)

    return fill


def _filled(
    table: pl.DataFrame,
    official: pl.DataFrame,
    of: tuple[Group, Indicator],
    random: np.random.Generator,
) -> pl.DataFrame:
    group, indicator = of
    pool = (
        official["pool"] if "pool" in official.columns else pl.repeat("", len(official), eager=True)
    )
    how = official[f"how:{indicator.id}"]
    is_of = (official["group"] == group.id) & official["grade"].is_not_null()
    for value in pool.filter(is_of).unique(maintain_order=True):
        here = is_of & (pool == value)
        known = (here & (how == "measured")).arg_true().to_numpy()
        lacks = (here & (how != "measured")).fill_null(value=False).arg_true().to_numpy()
        if len(known) and len(lacks):
            givers = random.choice(known, len(lacks))
            table = _with_ratio(table, indicator, lacks, givers)
    return table


def _with_ratio(
    table: pl.DataFrame, indicator: Indicator, lacks: Whole, givers: Whole
) -> pl.DataFrame:
    """The giver's ratio: its numerator for the own denominator; of who lacks that, both figures are the giver's."""
    above = table[indicator.numerator].fill_null(0).to_numpy().astype(np.float64)
    if not indicator.denominator:
        return _put(table, indicator.numerator, lacks, above[givers])
    below = table[indicator.denominator].fill_null(0).to_numpy().astype(np.float64)
    own = np.where(below[lacks] > 0, below[lacks], below[givers])
    table = _put(table, indicator.numerator, lacks, above[givers] * own / below[givers])
    return _put(table, indicator.denominator, lacks, own)


def _put(table: pl.DataFrame, name: str, at: Whole, numbers: Array) -> pl.DataFrame:
    values = pl.Series(np.rint(numbers)).cast(pl.Int64)
    return table.with_columns(table[name].scatter(pl.Series(at), values))
