"""The measures that follow from a grade, in words: amount, formula, legal basis."""

from collections.abc import Sequence
from decimal import Decimal

from permu.engine.explanation.context import Context, Row
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.numbers import grouped, plain, short
from permu.engine.figures import label_of
from permu.engine.sheet import MeasureLine
from permu.method.model import Group, Measure
from permu.terms.quantities import conversion


def measure_lines(
    context: Context, group: Group | None, rows: Sequence[Row], figured: Figured
) -> tuple[MeasureLine, ...]:
    """The measures that follow, each with its amount in yuan and how it was worked out."""
    measures = {measure.id: measure for measure in group.measures} if group else {}
    return tuple(_measure(context, measures[row["measure"]], row, figured) for row in rows)


def _measure(context: Context, measure: Measure, row: Row, figured: Figured) -> MeasureLine:
    amount = row["amount"]
    refund = context.words("refund", how=measure.refund) if measure.refund else ""
    return MeasureLine(
        id=measure.id,
        label=measure.label,
        amount=None if amount is None else Decimal(amount).scaleb(-2),
        formula=context.join([_formula(context, measure, figured), refund]),
        gives=measure.gives,
        basis=measure.basis,
    )


def _formula(context: Context, measure: Measure, figured: Figured) -> str:
    """How the amount, or the quantity that is cut, came about."""
    if measure.kind in ("text", "sum"):
        return ""
    line = figured.line(measure.item)
    if line.value is None:
        name = "cut_missing" if measure.kind == "cut" else "amount_missing"
        return context.words(name, figure=label_of(context.method, measure.item))
    quantity = f"{grouped(line.value)} {line.unit}"
    if measure.kind == "cut":
        less = grouped(plain(line.value * measure.rate / 100))
        cut = f"{less} {line.unit}"
        return context.words("cut", rate=short(measure.rate), figure=line.label, quantity=quantity, cut=cut)  # fmt: skip
    if measure.kind == "share_of":
        return f"{short(measure.rate)}% × {line.label} {quantity}"
    rate = f"{short(measure.rate)} {context.unit_label(measure.unit)}"
    scale = context.figures.scales[measure.item]
    per = measure.unit.partition("/")[2]
    if scale.unit != per:
        quantity += f" × {short(conversion(scale.unit, per))} {context.unit_label(per)}/{line.unit}"
    return f"{rate} × {quantity}"
