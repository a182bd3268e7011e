"""The key of a second ranking, as a whole number that orders it exactly: more is better (M43)."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

import polars as pl

from permu.engine.conditions import Reading
from permu.engine.evaluation import KEPT
from permu.engine.indicators import HoldRule, known
from permu.engine.ratios import Ratio
from permu.engine.rounding import Row
from permu.engine.scores import Points, exact_order
from permu.method.model import Grading, Group, Indicator, Stage

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
        table = table.with_columns(_order(stage, table, points, reading).alias(key))
    return table


def _order(stage: Stage, table: pl.DataFrame, points: Points, reading: Reading) -> pl.Series:
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

        order = exact_order(near, table, exact)
    return -order if stage.lower_is_better else order


def key_rules(group: Group, ratios: Mapping[str, Ratio], reading: Reading) -> list[HoldRule]:
    """Who is ranked and lacks a key's figure waits for it: nobody knows which grade it would get."""
    rules: list[HoldRule] = []
    ids = {indicator.id: indicator for indicator in group.indicators}
    for _, stage in keys_of(group.grading):
        name = stage.by_figure
        if name in reading.figures.scales:
            lacks = [(f"missing:{name}", pl.col(name).is_null())]
            if name in reading.figures.held:
                lacks.insert(0, (f"held:{name}", pl.col(f"held:{name}")))
        else:
            lacks = _lacks(ids[name], ratios[name]) if name else []
        rules += [(rule, ~pl.col("is_ungraded") & test) for rule, test in lacks]
    return rules


def _lacks(indicator: Indicator, ratio: Ratio) -> list[HoldRule]:
    """Who has no value of an indicator, whatever it gets points for."""
    lacks: list[HoldRule] = [(f"missing:{ratio.numerator}", pl.col(ratio.numerator).is_null())]
    if ratio.denominator:
        lacks.append((f"missing:{ratio.denominator}", pl.col(ratio.denominator).is_null()))
        lacks.append((f"zero:{ratio.denominator}", ~known(indicator)))
    return lacks
