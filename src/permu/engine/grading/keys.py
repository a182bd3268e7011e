"""The key of a second ranking, as a whole number that orders it exactly: more is better (M43)."""

from collections.abc import Iterator
from fractions import Fraction

import polars as pl

from permu.engine.conditions import Reading
from permu.engine.evaluation import KEPT
from permu.engine.rounding import Row
from permu.engine.scores import Points, exact_order
from permu.method.model import Grading, Group, Stage

KEPT_WITHIN = 0.51e-6
"""No kept number lies further than this from the exact one."""


def keys_of(grading: Grading | None) -> Iterator[tuple[str, Stage]]:
    """The keys of a grading in two stages, and the stage of each."""
    if grading and grading.kind == "two_stage":
        stages = {"key:best": grading.best, "key:worst": grading.worst}
        yield from ((key, stage) for key, stage in stages.items() if stage)


def with_keys(group: Group, table: pl.DataFrame, points: Points, reading: Reading) -> pl.DataFrame:
    """The table with the keys, once its points and values are known."""
    for key, stage in keys_of(group.grading):
        order = _order(key, stage, table, points, reading=reading)
        table = table.with_columns(order.alias(key))
    return table


def _order(
    key: str, stage: Stage, table: pl.DataFrame, points: Points, *, reading: Reading
) -> pl.Series:
    if stage.by_figure in reading.figures.scales:
        order = table[stage.by_figure].fill_null(0)
    else:
        names = [f"points:{id_}" for id_ in stage.by_points] or [f"value:{stage.by_figure}"]
        near = table.select(
            "place",
            score=pl.sum_horizontal(pl.col(name).cast(pl.Float64) / KEPT for name in names),
            error=pl.lit(len(names) * KEPT_WITHIN),
        )
        near = near.with_columns(error=pl.col("error") + pl.col("score").abs() * 2.0**-48)

        def exact(row: Row) -> Fraction:
            return sum((points.exact(row, name) for name in names), Fraction(0))

        order = points.census.within(key).order(
            table,
            pl.sum_horizontal(names),
            lambda: exact_order(near, table, exact),
            exact=exact,
            reach=0 if len(names) == 1 else len(names),
        )
    return -order if stage.lower_is_better else order
