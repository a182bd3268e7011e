"""What an indicator divides, in words and lines: this year, and last year where a change is measured."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from permu.engine.explanation.context import Context, Row
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.numbers import decimal_of, grouped
from permu.engine.figures import LAST_YEAR, label_of
from permu.engine.ratios import Ratio
from permu.engine.sheet import FactLine
from permu.method.model import Indicator


def parts_of(
    indicator: Indicator, ratio: Ratio, figured: Figured
) -> tuple[FactLine, FactLine | None]:
    """The figure above and the one below; of a change this year's ratio and last year's."""
    names = [name for name in (indicator.numerator, indicator.denominator) if name]
    if ratio.before is None:
        above, *below = map(figured.line, names)
        return above, below[0] if below else None
    past = [f"{LAST_YEAR}{name}" for name in names]
    return (
        _whole_ratio("ratio_now", names, ratio, figured),
        _whole_ratio("ratio_before", past, ratio.before, figured),
    )


def _whole_ratio(word: str, names: Sequence[str], ratio: Ratio, figured: Figured) -> FactLine:
    """A ratio of one year as one line, with the figures that it divides as its parts."""
    context, row = figured.context, figured.figures
    above, *below = map(figured.line, names)
    value = None
    if row[ratio.numerator] is not None and all(
        (row[name] or 0) > 0 for name in ratio.own_divisors
    ):
        value = decimal_of(ratio.of(row))
    units = [context.figures.scales[name].unit for name in names]
    return FactLine(
        item=ratio.numerator,
        label=context.words(word),
        value=value,
        unit=context.unit_label("/".join(units)),
        parts=(above, *(_divided(line) for line in below)),
        note="" if value is not None else context.words("fact_missing"),
    )


def _divided(line: FactLine) -> FactLine:
    return replace(line, sign="÷")


def ratio_words(context: Context, indicator: Indicator) -> str:
    """What is divided by what: 评价税收 ÷ 用电量."""
    names = filter(None, (indicator.numerator, indicator.denominator))
    return " ÷ ".join(label_of(context.method, name) for name in names)


def sums_words(context: Context, indicator: Indicator, sums: Row) -> str:
    """The sums that a mean is made of; of a change those of both years."""
    names = [name for name in (indicator.numerator, indicator.denominator) if name]
    now = _sums(context, names, sums)
    if indicator.change == "none":
        return now
    before = _sums(context, [f"{LAST_YEAR}{name}" for name in names], sums)
    return context.words(f"sums_{indicator.change}", now=now, before=before)


def _sums(context: Context, names: Sequence[str], sums: Row) -> str:
    texts = []
    for name in names:
        scale = context.figures.scales[name]
        amount = grouped(decimal_of(Fraction(sums[name]) * scale.step))
        label = label_of(context.method, name)
        texts.append(f"{label} {amount} {context.unit_label(scale.unit)}".rstrip())
    if len(names) == 1:
        texts.append(context.words("subjects", subjects=sums["subjects"]))
    return " ÷ ".join(texts)
