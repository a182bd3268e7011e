"""What `beats` asks for, once benchmarks are known: values against a reference of the group (M40).

To beat is to reach factor × reference; where lower is better, not to exceed it. A subject without a
value, or a reference that nobody gives, leaves it unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from permu.engine.adjustments import with_hits_again
from permu.engine.batches import Batch
from permu.engine.beats import column, leaves
from permu.engine.benchmarks import Judged, Known
from permu.engine.conditions import Reading
from permu.engine.grading.reaching import reaches
from permu.engine.indicators import counts
from permu.engine.points import lower_is_better
from permu.engine.ratios import Ratio
from permu.engine.rounding import Row
from permu.engine.scores import Points
from permu.engine.variants import all_variants, variants
from permu.method.model import Condition, Indicator

Year = tuple[pl.DataFrame, Mapping[str, Ratio]]


@dataclass(frozen=True)
class Reference:
    """What one ratio of a condition is compared with: the bound of each group of the batch, None where nobody gives it."""

    leaf: Condition
    variant: Indicator
    bounds: Sequence[Fraction | None]


def with_beats(
    batch: Batch, table: pl.DataFrame, points: Points, *, past: Year | None, reading: Reading
) -> pl.DataFrame:
    """The table with the column of each such condition, and the rules that ask for it looked at again."""
    if not leaves(batch.rule):
        return table
    table = with_beaten(table, points, references(batch, table, points, past=past))
    return with_hits_again(batch.rule, table, reading)


def references(
    batch: Batch, table: pl.DataFrame, points: Points, *, past: Year | None
) -> list[Reference]:
    """What each such condition of the batch is compared with, for the indicator and the ratio in its place."""
    by = list(all_variants(batch.indicators))
    census = points.census
    now = Known(by, table, points.ratios, census=census.within("beaten now"))
    before = Known(by, *past, census=census.within("beaten past")) if past else now
    found = []
    for leaf in leaves(batch.rule):
        base = before if leaf.reference == "last_group_mean" else now
        for variant in variants(points.indicators[leaf.item]):
            bounds = [
                _bound(leaf, variant, scoring.judged, base=base, place=place)
                for place, scoring in enumerate(points.scorings)
            ]
            found.append(Reference(leaf, variant, bounds))
    return found


def with_beaten(table: pl.DataFrame, points: Points, against: Sequence[Reference]) -> pl.DataFrame:
    """The table, whose values are known, with the column of each condition."""
    found: dict[str, list[pl.Series]] = {}
    for each in against:
        name = f"value:{each.leaf.item}"
        beaten = _beaten(each.variant, name, table, points, bounds=each.bounds)
        found.setdefault(column(each.leaf), []).append(beaten)
    return table.with_columns(pl.coalesce(parts).alias(name) for name, parts in found.items())


def _bound(
    leaf: Condition, indicator: Indicator, judged: Judged, *, base: Known, place: int
) -> Fraction | None:
    """Factor × reference for one group; None where nobody gives the reference."""
    if leaf.reference == "benchmark":
        benchmark = judged.get(indicator.id)
        reference = benchmark.parts.get("value") if benchmark else None
    else:
        is_moved = indicator.change != "none" and leaf.reference == "last_group_mean"
        is_given = base.subjects(indicator, place) > 0 and not is_moved
        reference = base.mean(indicator, place) if is_given else None
    return None if reference is None else Fraction(leaf.factor) * reference


def _beaten(
    indicator: Indicator,
    name: str,
    table: pl.DataFrame,
    points: Points,
    *,
    bounds: Sequence[Fraction | None],
) -> pl.Series:
    """Whether each value of that name which the indicator measures beats the bound of its group."""
    found = pl.Series([None], dtype=pl.Boolean).new_from_index(0, len(table))
    sign = -1 if lower_is_better(indicator) else 1

    def exact(row: Row) -> Fraction:
        return sign * points.exact(row, name)

    signed = table.with_columns(pl.col(name) * sign)
    for place, bound in enumerate(bounds):
        here = table.select(counts(indicator) & (pl.col("place") == place)).to_series()
        if bound is not None and here.any():
            beaten = reaches(signed.filter(here), name, sign * bound, exact)
            found = found.scatter(here.arg_true(), beaten)
    return found
