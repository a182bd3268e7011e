"""What keeps each subject from a full score: the obstacle degree (障碍度) of every indicator.

The model of 鲁春阳、文枫、杨庆媛等《基于改进TOPSIS法的城市土地利用绩效评价及障碍因子诊断——以重庆市为例》
（资源科学 2011, 33(3): 535–541）: with the factor contribution F (因子贡献度, the indicator's weight) and the
indicator deviation I (指标偏离度, 1 − the standardised value), the obstacle degree is F × I ÷ Σ F × I.

The standardised value here is points ÷ full points: weight × cap where the method states a cap, else
the most that anybody in the group has. Float64: analysis, never a grade.
"""

from collections.abc import Iterator
from decimal import Decimal

import polars as pl

from permu.engine.evaluation import KEPT, Evaluation
from permu.method.model import Group, Indicator, Method

OBSTACLES: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "indicator": pl.String(),
    "contribution": pl.Float64(),  # F: its weight ÷ the group's weights
    "deviation": pl.Float64(),  # I: 0 where it has full points, 1 where it has none
    "obstacle": pl.Float64(),  # share of what the subject lacks; null for who lacks nothing
}


def obstacles(evaluation: Evaluation, method: Method) -> pl.DataFrame:
    """One row a subject and indicator with points, the greatest obstacle of each subject first; see `OBSTACLES`."""
    found = [part for group in method.groups for part in _of_group(evaluation, group)]
    table = pl.concat([pl.DataFrame(schema=OBSTACLES | {"place": pl.Int32()}), *found])
    lacking = pl.col("contribution") * pl.col("deviation")
    whole = lacking.sum().over("subject")
    table = table.with_columns(obstacle=pl.when(whole > 0.0).then(lacking / whole))
    order = ["subject", "obstacle", "place"]
    return table.sort(order, descending=[False, True, False], nulls_last=True).drop("place")


def _of_group(evaluation: Evaluation, group: Group) -> Iterator[pl.DataFrame]:
    table = evaluation.table.filter((pl.col("group") == group.id) & pl.col("score").is_not_null())
    weights = sum(each.weight or 0 for each in group.indicators)
    for place, indicator in enumerate(group.indicators):
        weight = indicator.weight
        if not weight:
            continue
        share = table.select(
            "subject",
            indicator=pl.lit(indicator.id),
            contribution=pl.lit(weight / weights).cast(pl.Float64()),
            deviation=1.0 - _standardised(indicator, weight),
            obstacle=pl.lit(None, dtype=pl.Float64),
            place=pl.lit(place, dtype=pl.Int32),
        )
        yield share.drop_nulls("deviation")


def _standardised(indicator: Indicator, weight: Decimal) -> pl.Expr:
    """Points ÷ full points, from 0 to 1."""
    points = pl.col(f"points:{indicator.id}") / KEPT
    full = pl.lit(weight * (indicator.cap or 1)).cast(pl.Float64())
    if indicator.cap is None:
        full = pl.max_horizontal(points.max(), full)
    return (points / full).clip(0.0, 1.0)
