"""What is known of each indicator, and who waits for a figure (步骤6).

A denominator of zero or below is no denominator: land, energy or people cannot be negative, and a
negative one would turn the order round. It counts as `zero_denominator`, as a zero does. So does
last year's value of zero or below, from which nothing can be said to have risen or fallen.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import count

import numpy as np
import polars as pl

from permu.engine.adjustments import asked, unknown
from permu.engine.batches import Batch
from permu.engine.census import ALONE, Census
from permu.engine.conditions import Reading
from permu.engine.ratios import Ratio
from permu.engine.variants import all_variants, other_id, variants
from permu.method.model import Group, Indicator

HOW = ("measured", "missing", "zero_denominator", "otherwise")
ZERO = Fraction(0)
HoldRule = tuple[str, pl.Expr]
"""A rule that holds subjects back, as `state_rule` names it, and whom."""


def known(indicator: Indicator) -> pl.Expr:
    """Whether the subject's value is measured, by this ratio or the one in its place: a Boolean without nulls."""
    return pl.col(f"known:{indicator.id}")


def counts(variant: Indicator) -> pl.Expr:
    """Whether the subject's value is measured by this very ratio."""
    if variant.otherwise is None:
        return known(variant)
    return known(variant) & ~pl.col(f"known:{other_id(variant)}")


def is_ranked() -> pl.Expr:
    """Whether the subject stands in the ranking that is cut: not held back, and to be graded."""
    return (pl.col("held") == 0) & ~pl.col("is_ungraded")


def measure(
    batch: Batch,
    table: pl.DataFrame,
    ratios: Mapping[str, Ratio],
    rules: Sequence[HoldRule],
    *,
    census: Census = ALONE,
) -> pl.DataFrame:
    """The batch's table with `known:<id>`, and `held`: the number of the rule that holds a subject back.

    `rules` are those of `hold_rules`, numbered from 1; 0 is nobody's.
    """
    table = table.with_columns(
        flag for indicator in batch.indicators for flag in _known_flags(indicator, ratios)
    )
    held: pl.Expr = pl.lit(0, dtype=pl.Int16)
    for number, (_, test) in reversed(list(enumerate(rules, start=1))):
        held = pl.when(test).then(pl.lit(number, dtype=pl.Int16)).otherwise(held)
    table = table.with_columns(held=held)
    return hold_unmeasured(batch, table, first=len(rules) + 1, census=census)


def _known_flags(indicator: Indicator, ratios: Mapping[str, Ratio]) -> Iterator[pl.Expr]:
    """`known:<id>`, and `known:otherwise:<id>`: whether it is so by the ratio in its place."""
    is_known, ratio = ratios[indicator.id].is_known, ratios[indicator.id]
    for other in variants(indicator)[1:]:
        instead = ratio.lacks_denominator & ratios[other.id].is_known
        yield instead.alias(f"known:{other.id}")
        is_known = is_known | instead
    yield is_known.alias(f"known:{indicator.id}")


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
        rules += _waits(indicator, ratios)
    rules += _nothing_known(group, ratios)
    return rules


def _waits(indicator: Indicator, ratios: Mapping[str, Ratio]) -> Iterator[HoldRule]:
    """Who waits for a figure of the ratio, and of the one in its place where that is asked."""
    if indicator.otherwise is None:
        yield from _waits_for(indicator, ratios[indicator.id])
        return
    is_other = ratios[indicator.id].lacks_denominator
    for variant, applies in zip(variants(indicator), (~is_other, is_other), strict=True):
        for rule, test in _waits_for(indicator, ratios[variant.id]):
            yield rule, applies & test


def _waits_for(indicator: Indicator, ratio: Ratio) -> Iterator[HoldRule]:
    for name in ratio.held:
        yield f"held:{name}", pl.col(f"held:{name}")
    if indicator.when_missing == "hold":
        yield f"missing:{ratio.numerator}", pl.col(ratio.numerator).is_null()
    if holds_denominator(indicator):
        # Without a numerator either it waits already, or the notice says what to do.
        lacks = pl.col(ratio.numerator).is_not_null() & ~known(indicator)
        yield from lacking(ratio, lacks)
    if holds_negative(indicator):
        is_negative = pl.col(ratio.numerator) < 0 if ratio.before is None else ~ratio.at_least(ZERO)
        yield f"negative:{indicator.id}", (known(indicator) & is_negative).fill_null(value=False)


def lacking(ratio: Ratio, lacks: pl.Expr) -> Iterator[HoldRule]:
    """Which of the divisors it is that a subject lacks, or that is not above zero."""
    for name in ratio.divisors:
        yield f"missing:{name}", lacks & pl.col(name).is_null()
    for name in ratio.divisors:
        yield f"zero:{name}", lacks & (pl.col(name) <= 0)


def _nothing_known(group: Group, ratios: Mapping[str, Ratio]) -> Iterator[HoldRule]:
    """Who has no indicator that could carry the weight of the others waits for the first one's figures."""
    if any(each.when_missing == "reweight" for each in group.indicators):
        nothing = ~pl.any_horizontal(known(each) for each in group.indicators)
        ratio = ratios[group.indicators[0].id]
        yield f"missing:{ratio.numerator}", nothing & pl.col(ratio.numerator).is_null()
        yield from lacking(ratio, nothing)


def holds_denominator(indicator: Indicator) -> bool:
    """Whether a subject that has the numerator waits for a denominator above zero."""
    return indicator.when_missing == "hold" or indicator.missing_of == "numerator"


def holds_negative(indicator: Indicator) -> bool:
    """Whether a value below zero waits for a decision: the notice states no floor, and none is assumed.

    A min-max band gives no points below zero, and a ranking by the value itself none at all, so
    nothing waits there. What divides the benchmark waits in spite of a floor: below zero it would
    turn the order round.
    """
    if indicator.when_negative == "keep" or indicator.scoring in ("min_max", "value"):
        return False
    return indicator.floor is None or indicator.scoring == "reciprocal"


FROM_THE_RANKED = ("group_mean", "mean_of_values", "best", "group_range")
"""Benchmarks that this year's ranked subjects make."""


def hold_unmeasured(
    batch: Batch, table: pl.DataFrame, *, first: int, census: Census = ALONE
) -> pl.DataFrame:
    """Hold back who needs a number that nobody in the ranking gives.

    Where no ranked subject of a group has a measured value, there are no mean points for who lacks
    it, and no benchmark worked out from the group for an ungraded subject that has one. `first` is
    the number of the first indicator's rule. A benchmark of all groups is `overall`'s matter.
    """
    numbered = list(enumerate(batch.indicators, start=first))
    needs = [
        (number, variants(each), ~known(each))
        for number, each in numbered
        if each.when_missing == "mean_points"
    ]
    needs += [
        (number, (variant,), counts(variant))
        for number, each in numbered
        for variant in variants(each)
        if variant.benchmark.kind in FROM_THE_RANKED and variant.benchmark.pool == "group"
    ]
    # Who is held back measures nothing for the others any more: what was there may be gone.
    rounds = count()
    while needs and (found := _held_for(batch, table, needs, census.within(next(rounds)))):
        table = found[0]
    return table


def _held_for(
    batch: Batch,
    table: pl.DataFrame,
    needs: Sequence[tuple[int, Sequence[Indicator], pl.Expr]],
    census: Census,
) -> list[pl.DataFrame]:
    """The table with those held for the first of the needs that nobody meets and somebody has; none where there is none."""
    measured = census.total("measured", lambda: _measured_counts(batch, table), _added)
    held: dict[int, pl.DataFrame] = {}
    for need, (number, by, whom) in enumerate(needs):
        counted = zip(*(measured[variant.id] for variant in by), strict=True)
        without = [place for place, each in enumerate(counted) if not any(each)]
        if without:
            held[need] = hold_back(table, number, whom & pl.col("place").is_in(without))
    if not held:
        return []

    def changing() -> set[int]:
        return {need for need, after in held.items() if not after["held"].equals(table["held"])}

    changes = census.total("held", changing, lambda parts: set().union(*parts))
    return [held[min(changes)]] if changes else []


def hold_back(table: pl.DataFrame, number: int, whom: pl.Expr) -> pl.DataFrame:
    """The table with those held by the rule of that number whom no other rule holds yet."""
    code = pl.lit(number, dtype=pl.Int16)
    waits = (pl.col("held") == 0) & whom
    return table.with_columns(held=pl.when(waits).then(code).otherwise("held"))


def _measured_counts(batch: Batch, table: pl.DataFrame) -> Mapping[str, Sequence[int]]:
    """How many of each group's ranking have a value measured by each ratio."""
    by = [each.id for each in all_variants(batch.indicators)]
    flags = (counts(each).alias(each.id) for each in all_variants(batch.indicators))
    ranked = table.lazy().filter(is_ranked()).select("place", *flags).collect()
    everybody = _counts(batch, ranked["place"])
    return {
        id_: everybody if ranked[id_].all() else _counts(batch, ranked["place"].filter(ranked[id_]))
        for id_ in by
    }


def _counts(batch: Batch, places: pl.Series) -> Sequence[int]:
    found: list[int] = np.bincount(places.to_numpy(), minlength=len(batch.groups)).tolist()
    return found


def _added(parts: Sequence[Mapping[str, Sequence[int]]]) -> Mapping[str, Sequence[int]]:
    return {id_: np.sum([part[id_] for part in parts], axis=0).tolist() for id_ in parts[0]}
