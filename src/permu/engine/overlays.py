"""Whom an overlay is worked out for: the subjects of its area, beside its parent's result (M10)."""

from dataclasses import replace
from datetime import date

import polars as pl

from permu.engine.composing import compose
from permu.engine.conditions import Reading, holds
from permu.engine.figures import conditions, read_by
from permu.method.model import EVERYBODY, Method
from permu.terms.facts import Facts


def overlaid(method: Method, facts: Facts) -> Facts:
    """The facts of those in the method's area: all of them for a method that names none.

    Who may be in the area, but for a missing fact, is not. The ledger stays whole: an owner outside
    the area is still the owner.
    """
    if method.area == EVERYBODY:
        return facts
    names = [name for each in conditions(method.area) for name in read_by(each)]
    figures = compose(method, facts, names=names)
    reading = Reading(figures, (), date(facts.year, 12, 31))
    is_in = figures.table.select(holds(method.area, reading).alias("is_in"))["is_in"]
    if is_in.all():
        return facts
    table = facts.table.filter(is_in)
    of_them = pl.col("subject").is_in(table["subject"].implode())
    return replace(facts, table=table, cells=facts.cells.filter(of_them))
