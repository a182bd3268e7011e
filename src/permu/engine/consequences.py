"""Measures that follow from a grade, with their amounts in 分, exactly (步骤10).

A trial year has none. An ungraded subject gets those of the grade it is managed as. A measure whose
own condition (M49: the grades of the years before) is unknown does not follow, and is named as
unsure. An amount whose figure is missing is missing: the measure stands, without an amount.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

import polars as pl

from permu.engine.conditions import Reading, holds, truth
from permu.engine.figures import Scale
from permu.engine.rounding import LARGEST_KEPT
from permu.method.model import EVERYBODY, Group, Measure, Method
from permu.terms.quantities import conversion
from permu.terms.refusal import Refused
from permu.terms.rounding import scaled

FEN = 100
WITHOUT_MONEY = ("text", "cut")
Number = Callable[[str], int]


def rate_of(measure: Measure, scale: Scale) -> Fraction:
    """Yuan for one whole number of the measure's item."""
    if measure.kind == "share_of":
        return Fraction(measure.rate) / 100 * scale.into("yuan")
    money, _, per = measure.unit.partition("/")
    return Fraction(measure.rate) * conversion(money, "yuan") * scale.into(per)


def consequences(
    method: Method, group: Group, table: pl.DataFrame, reading: Reading, *, number: Number
) -> pl.DataFrame:
    """One row a subject and measure: `row`, the measure's `number` in the file and id, `amount` in 分.

    `number` gives the number by which `treated_as` names a grade.

    Raises:
        Refused: a rate and a figure come to so much that they cannot be true.
    """
    parts = [
        _rows(measure, table.lazy().filter(_concerns(measure, reading, number)), reading)
        .with_columns(number=pl.lit(place, dtype=pl.Int32))
        .collect()
        for place, measure in enumerate(group.measures)
        if not method.is_trial
    ]
    return pl.concat(parts) if parts else no_consequences()


def no_consequences() -> pl.DataFrame:
    """The table of consequences of nobody."""
    return pl.DataFrame(
        schema={"row": pl.UInt32, "measure": pl.String, "amount": pl.Int64, "number": pl.Int32}
    )


def measure_doubts(
    group: Group, reading: Reading, *, number: Number
) -> Iterator[tuple[str, pl.Expr]]:
    """Whether nobody knows if each measure follows from the subject's grade."""
    for measure in group.measures:
        if measure.when != EVERYBODY:
            doubt = _is_treated(measure, number) & truth(measure.when, reading).is_null()
            yield measure.id, doubt.fill_null(value=False)


def _concerns(measure: Measure, reading: Reading, number: Number) -> pl.Expr:
    treated = _is_treated(measure, number)
    return treated if measure.when == EVERYBODY else treated & holds(measure.when, reading)


def _is_treated(measure: Measure, number: Number) -> pl.Expr:
    return pl.col("treated_as").is_in([number(grade) for grade in measure.grades])


def _rows(measure: Measure, table: pl.LazyFrame, reading: Reading) -> pl.LazyFrame:
    return table.select("row", measure=pl.lit(measure.id), amount=_amount(measure, reading))


def _amount(measure: Measure, reading: Reading) -> pl.Expr:
    if measure.kind in WITHOUT_MONEY:
        return pl.lit(None, dtype=pl.Int64)
    if measure.kind == "sum":
        return pl.lit(scaled(Fraction(measure.rate) * FEN, 0), dtype=pl.Int64)
    scale = reading.figures.scales[measure.item]
    rate = rate_of(measure, scale)
    if abs(rate) * FEN * scale.largest >= LARGEST_KEPT:
        raise Refused("engine.too_large", figure=measure.label)
    return in_fen(pl.col(measure.item), rate)


def in_fen(whole: pl.Expr, rate: Fraction) -> pl.Expr:
    """Whole × rate yuan, in 分, half up (away from zero), in 128-bit whole numbers."""
    slope = rate * FEN
    twice = pl.lit(2 * abs(slope.numerator), dtype=pl.Int128) * whole.abs().cast(pl.Int128)
    bottom = pl.lit(slope.denominator, dtype=pl.Int128)
    amount = ((twice + bottom) // (2 * bottom)).cast(pl.Int64)
    negative = (whole < 0) != (slope < 0)
    return pl.when(negative).then(-amount).otherwise(amount)
