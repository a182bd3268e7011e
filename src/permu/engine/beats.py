"""The condition `beats`: an indicator's value against a reference of its group (M40).

It is the one condition that facts alone do not decide: `beating` works it out once benchmarks are
known, into a column of its own that `truth` reads. Until then it is unknown.
"""

import polars as pl

from permu.engine.figures import conditions
from permu.method.model import Adjustment, Condition, Group


def truth(condition: Condition) -> pl.Expr:
    """Whether the subject's value beats the reference; null where nobody knows."""
    return pl.col(column(condition))


def undecided(condition: Condition) -> pl.Expr:
    """The condition's column before benchmarks are known."""
    return pl.lit(None, dtype=pl.Boolean).alias(column(condition))


def column(condition: Condition) -> str:
    """The name of the condition's column."""
    return f"beats:{condition.item}:{condition.reference}:{condition.factor}"


def leaves(group: Group) -> list[Condition]:
    """Each condition of this kind that the group's adjustments ask, once."""
    found = [leaf for each in group.adjustments for leaf in _leaves(each)]
    return list({column(leaf): leaf for leaf in found}.values())


def asks(adjustment: Adjustment) -> bool:
    """Whether the adjustment asks what an indicator beats."""
    return bool(_leaves(adjustment))


def _leaves(adjustment: Adjustment) -> list[Condition]:
    return [each for each in conditions(adjustment.when) if each.kind == "beats"]
