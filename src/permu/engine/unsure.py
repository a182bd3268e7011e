"""What missing facts leave undecided of a subject, as far as it could matter."""

from collections.abc import Callable

import polars as pl

from permu.engine.adjustments import unsure_of
from permu.engine.conditions import Reading
from permu.engine.consequences import measure_doubts
from permu.engine.grading import rule_doubts
from permu.engine.lists import list_doubts
from permu.method.model import Group, Method


def undecided(
    method: Method,
    group: Group,
    table: pl.DataFrame,
    *,
    reading: Reading,
    number: Callable[[str], int],
) -> list[tuple[str, pl.Expr]]:
    """Ids, in this order: scope rules, adjustments, `grade:<grade>` of ordered rules, lists, measures.

    `number` gives the number by which `treated_as` names a grade.
    """
    is_graded = ~pl.col("is_ungraded")
    return [
        *((rule.id, pl.col(f"unsure:{rule.id}")) for rule in method.scope),
        *unsure_of(group, table).items(),
        *((name, is_graded & doubt) for name, doubt in rule_doubts(group)),
        *list_doubts(group, reading),
        *(() if method.is_trial else measure_doubts(group, reading, number=number)),
    ]
