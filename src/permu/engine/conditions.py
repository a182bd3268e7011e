"""Conditions of scope, groups and adjustments, as Boolean columns; null where a fact is missing.

All comparisons are of whole numbers, 128 bits wide where a ratio is compared, so nothing here is
rounded. `all`, `any` and `not` follow Kleene: what is unknown stays unknown unless the known parts
decide. Who reads the result takes null for "does not hold".
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil

import polars as pl

from permu.engine import beats
from permu.engine.figures import Figures, conditions, figures_of, read_by
from permu.engine.ratios import ratio_of
from permu.method.model import Condition, ConditionKind, Indicator


@dataclass(frozen=True)
class Reading:
    """What conditions read: the figures, the indicators they may name, the last day of the year evaluated."""

    figures: Figures
    indicators: Sequence[Indicator]
    ends_on: date


def holds(condition: Condition, reading: Reading) -> pl.Expr:
    """Whether the condition holds for each subject: a Boolean column, false where it is unknown."""
    return truth(condition, reading).fill_null(value=False)


def held_figures(condition: Condition, reading: Reading) -> list[str]:
    """The figures that the condition reads and that wait for a person in some row, each once."""
    named = {each.id: each for each in reversed(reading.indicators)}
    names: list[str] = []
    for name in (name for each in conditions(condition) for name in read_by(each)):
        indicator = None if name in reading.figures.scales else named.get(name)
        names += figures_of(indicator) if indicator else [name]
    return [name for name in dict.fromkeys(names) if name in reading.figures.held]


def truth(condition: Condition, reading: Reading) -> pl.Expr:
    """Whether the condition holds: null where what is known does not decide it."""
    return _KINDS[condition.kind](condition, reading)


def _all(condition: Condition, reading: Reading) -> pl.Expr:
    return pl.all_horizontal([truth(inner, reading) for inner in condition.of])


def _any(condition: Condition, reading: Reading) -> pl.Expr:
    return pl.any_horizontal([truth(inner, reading) for inner in condition.of])


def _not(condition: Condition, reading: Reading) -> pl.Expr:
    (inner,) = condition.of
    return ~truth(inner, reading)


def _is(condition: Condition, _: Reading) -> pl.Expr:
    return pl.col(condition.item)


def _at_least(condition: Condition, reading: Reading) -> pl.Expr:
    bound = Fraction(condition.value or 0)
    if condition.item in reading.figures.scales:
        step = reading.figures.scales[condition.item].into(condition.unit)
        return pl.col(condition.item) >= _whole(ceil(bound / step))
    indicator = next(each for each in reading.indicators if each.id == condition.item)
    return ratio_of(indicator, reading.figures, unit=condition.unit).at_least(bound)


def _less_than(condition: Condition, reading: Reading) -> pl.Expr:
    return ~_at_least(condition, reading)


def _in_industry(condition: Condition, _: Reading) -> pl.Expr:
    column = pl.col(condition.item)
    return pl.any_horizontal([column.cat.starts_with(code) for code in condition.codes])


def _one_of(condition: Condition, _: Reading) -> pl.Expr:
    return pl.col(condition.item).is_in(list(condition.codes))


def _in_divisions(condition: Condition, _: Reading) -> pl.Expr:
    """The division (GB/T 4754 大类: the first two digits) lies in a range; a bare letter has none."""
    digits = pl.col(condition.item).cast(pl.String()).str.extract(r"^\s*[A-Za-z]?(\d\d)", 1)
    division = digits.cast(pl.Int16())
    ranges = [code.partition("-") for code in condition.codes]
    return pl.any_horizontal(
        [division.is_between(int(first), int(last or first)) for first, _, last in ranges]
    )


def _younger_than(condition: Condition, reading: Reading) -> pl.Expr:
    # To 31 December the whole years since a date are the difference of the two years (`whole_years`).
    years = reading.ends_on.year - pl.col(condition.item).dt.year()
    return years < ceil(condition.value or 0)


def _within_years(condition: Condition, reading: Reading) -> pl.Expr:
    # Calendar years: 2 are the year evaluated and the one before it; what comes later is not within.
    ago = reading.ends_on.year - pl.col(condition.item).dt.year()
    return (ago >= 0) & (ago < ceil(condition.value or 0))


def _on_or_before(condition: Condition, reading: Reading) -> pl.Expr:
    return pl.col(condition.item) <= day_of(condition, reading)


def _valid_on(condition: Condition, reading: Reading) -> pl.Expr:
    day = day_of(condition, reading)
    begun = pl.col(condition.item) <= day
    return begun & (pl.col(condition.until) >= day) if condition.until else begun


def day_of(condition: Condition, reading: Reading) -> date:
    """The day that a condition names; the 29th of February is the 28th in a year without one."""
    named = condition.day
    year = named.year or reading.ends_on.year
    return date(year, named.month, min(named.day, monthrange(year, named.month)[1]))


def _given(condition: Condition, reading: Reading) -> pl.Expr:
    """Whether the figure is there: never unknown, unless it waits for a person."""
    known = pl.col(condition.item).is_not_null()
    if condition.item in reading.figures.held:
        return pl.when(~pl.col(f"held:{condition.item}")).then(known)
    return known


def _graded_before(condition: Condition, _: Reading) -> pl.Expr:
    return pl.all_horizontal(
        [pl.col(name).is_in(list(condition.codes)) for name in read_by(condition)]
    )


def _always(_: Condition, __: Reading) -> pl.Expr:
    return pl.lit(value=True)


def _beats(condition: Condition, _: Reading) -> pl.Expr:
    return beats.truth(condition)


def _whole(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.Int128)


_KINDS: dict[ConditionKind, Callable[[Condition, Reading], pl.Expr]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "is": _is,
    "at_least": _at_least,
    "less_than": _less_than,
    "in_industry": _in_industry,
    "one_of": _one_of,
    "in_divisions": _in_divisions,
    "younger_than": _younger_than,
    "within_years": _within_years,
    "on_or_before": _on_or_before,
    "valid_on": _valid_on,
    "given": _given,
    "graded_before": _graded_before,
    "beats": _beats,
    "always": _always,
}
