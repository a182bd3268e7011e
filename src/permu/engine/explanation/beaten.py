"""What `beats` compared, in words with the numbers."""

from fractions import Fraction

from permu.engine.explanation.context import Context, Row, place_of
from permu.engine.explanation.numbers import kept, short, shown
from permu.engine.figures import conditions
from permu.engine.points import lower_is_better
from permu.engine.variants import variants
from permu.method.model import Adjustment, Condition, Group, Indicator


def compared(context: Context, group: Group, rule: Adjustment, result: Row) -> str:
    """Each indicator that the rule holds against a reference, with both numbers."""
    leaves = [each for each in conditions(rule.when) if each.kind == "beats"]
    return context.join([_compared(context, group, leaf, result) for leaf in leaves])


def _compared(context: Context, group: Group, leaf: Condition, result: Row) -> str:
    by = variants(next(each for each in group.indicators if each.id == leaf.item))
    indicator = by[-1] if result[f"how:{leaf.item}"] == "otherwise" else by[0]
    value, reference = result[f"value:{leaf.item}"], _reference(context, indicator, leaf, result)
    if value is None:
        return context.words("beats_unmeasured", indicator=indicator.label)
    side = "lower" if lower_is_better(indicator) else "higher"
    number = "" if reference is None else shown(reference, indicator.decimals)
    return context.words(
        f"beats_{side}",
        indicator=indicator.label,
        value=kept(value),
        reference=context.words(f"reference_{leaf.reference}", number=number).strip(),
        times="" if leaf.factor == 1 else context.words("beats_times", factor=short(leaf.factor)),
    )


def _reference(
    context: Context, indicator: Indicator, leaf: Condition, result: Row
) -> Fraction | None:
    """The reference's number; last year's mean is not among what is kept of a result."""
    place = place_of(result)
    scoring = context.scorings[place]
    if leaf.reference == "benchmark":
        benchmark = scoring.judged.get(indicator.id)
        return benchmark.parts.get("value") if benchmark else None
    sums, ratio = context.sums(place, indicator), scoring.ratios[indicator.id]
    if leaf.reference == "last_group_mean" or not sums["subjects"]:
        return None
    return ratio.mean(sums, sums["subjects"])
