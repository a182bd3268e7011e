"""What is known of each indicator, and who waits for a figure (步骤6).

A denominator of zero or below is no denominator: land, energy or people cannot be negative, and a
negative one would turn the order round. It counts as `zero_denominator`, as a zero does.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from permu.engine.adjustments import asked, unknown
from permu.engine.batches import Batch
from permu.engine.conditions import Reading
from permu.engine.ratios import Ratio
from permu.method.model import Group, Indicator

HOW = ("measured", "missing", "zero_denominator")
HoldRule = tuple[str, pl.Expr]
"""A rule that holds subjects back, as `state_rule` names it, and whom."""


def known(indicator: Indicator) -> pl.Expr:
    """Whether the subject's value of this indicator is measured: a Boolean without nulls."""
    return pl.col(f"known:{indicator.id}")


def is_ranked() -> pl.Expr:
    """Whether the subject stands in the ranking that is cut: not held back, and to be graded."""
    return (pl.col("held") == 0) & ~pl.col("is_ungraded")


def measure(
    batch: Batch, table: pl.DataFrame, ratios: Mapping[str, Ratio], rules: Sequence[HoldRule]
) -> pl.DataFrame:
    """The batch's table with `known:<id>`, and `held`: the number of the rule that holds a subject back.

    `rules` are those of `hold_rules`, numbered from 1; 0 is nobody's.
    """
    table = table.with_columns(
        ratios[indicator.id].is_known.alias(f"known:{indicator.id}")
        for indicator in batch.indicators
    )
    held: pl.Expr = pl.lit(0, dtype=pl.Int16)
    for number, (_, test) in reversed(list(enumerate(rules, start=1))):
        held = pl.when(test).then(pl.lit(number, dtype=pl.Int16)).otherwise(held)
    return hold_unmeasured(batch, table.with_columns(held=held), first=len(rules) + 1)


def hold_names(group: Group, rules: Sequence[HoldRule]) -> list[str]:
    """The names of all rules that hold a subject back, as `held` numbers them from 1."""
    return [name for name, _ in rules] + [f"unmeasured:{each.id}" for each in group.indicators]


def hold_rules(group: Group, ratios: Mapping[str, Ratio], reading: Reading) -> list[HoldRule]:
    """Who waits for a figure, in order: `held:<item>`, `missing:<item>`, `zero:<item>`, `negative:<indicator>`.

    A figure in doubt also holds back whom an adjustment may concern: no rule speaks for it.
    """
    rules: list[HoldRule] = [
        (f"held:{name}", unknown(adjustment) & pl.col(f"held:{name}"))
        for adjustment in group.adjustments
        for name in asked(adjustment, reading)
    ]
    for indicator in group.indicators:
        ratio = ratios[indicator.id]
        rules += [(f"held:{name}", pl.col(f"held:{name}")) for name in ratio.held]
        if indicator.when_missing == "hold":
            rules.append((f"missing:{ratio.numerator}", pl.col(ratio.numerator).is_null()))
        if ratio.denominator and holds_denominator(indicator):
            # Without a numerator either it waits already, or the notice says what to do.
            lacks = pl.col(ratio.numerator).is_not_null() & ~known(indicator)
            is_missing = pl.col(ratio.denominator).is_null()
            rules.append((f"missing:{ratio.denominator}", lacks & is_missing))
            rules.append((f"zero:{ratio.denominator}", lacks))
        if holds_negative(indicator):
            is_negative = known(indicator) & (pl.col(ratio.numerator) < 0)
            rules.append((f"negative:{indicator.id}", is_negative.fill_null(value=False)))
    return rules


def holds_denominator(indicator: Indicator) -> bool:
    """Whether a subject that has the numerator waits for a denominator above zero."""
    return indicator.when_missing == "hold" or indicator.missing_of == "numerator"


def holds_negative(indicator: Indicator) -> bool:
    """Whether a value below zero waits for a decision: the notice states no floor, and none is assumed.

    A min-max band gives no points below zero, so nothing waits there.
    """
    return (
        indicator.when_negative == "hold"
        and indicator.floor is None
        and indicator.scoring != "min_max"
    )


def hold_unmeasured(batch: Batch, table: pl.DataFrame, *, first: int) -> pl.DataFrame:
    """Hold back who needs a number that nobody in the ranking gives.

    Where no ranked subject of a group has a measured value, there are no mean points for who lacks
    it, and no benchmark worked out from the group for an ungraded subject that has one. `first` is
    the number of the first indicator's rule.
    """
    counts = _measured_counts(batch, table)
    for needs_mean in (True, False):
        for number, indicator in enumerate(batch.indicators, start=first):
            without = [place for place, count in enumerate(counts[indicator.id]) if count == 0]
            if without and _needs_others(indicator, needs_mean=needs_mean):
                lacks = ~known(indicator) if needs_mean else known(indicator)
                waits = (pl.col("held") == 0) & lacks & pl.col("place").is_in(without)
                code = pl.lit(number, dtype=pl.Int16)
                table = table.with_columns(held=pl.when(waits).then(code).otherwise("held"))
                counts = _measured_counts(batch, table)
    return table


def _measured_counts(batch: Batch, table: pl.DataFrame) -> Mapping[str, Sequence[int]]:
    """How many of each group's ranking have a measured value, by indicator."""
    names = {each.id: f"known:{each.id}" for each in batch.indicators}
    ranked = table.lazy().filter(is_ranked()).select("place", *names.values()).collect()
    everybody = _counts(batch, ranked["place"])
    return {
        id_: everybody
        if ranked[name].all()
        else _counts(batch, ranked["place"].filter(ranked[name]))
        for id_, name in names.items()
    }


def _counts(batch: Batch, places: pl.Series) -> Sequence[int]:
    found: list[int] = np.bincount(places.to_numpy(), minlength=len(batch.groups)).tolist()
    return found


def _needs_others(indicator: Indicator, *, needs_mean: bool) -> bool:
    if needs_mean:
        return indicator.when_missing == "mean_points"
    return indicator.benchmark.kind in ("group_mean", "best", "group_range")
