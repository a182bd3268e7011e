"""Who is graded, who only scored, who stands apart, and in which group (步骤5)."""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from permu.engine.conditions import Reading, holds
from permu.engine.figures import Figures
from permu.method.model import Group, Method

STANDING = ("graded", "scored", "ungraded")


def reading_of(
    method: Method, figures: Figures, *, year: int, group: Group | None = None
) -> Reading:
    """What the method's conditions read; a group's own indicators come before those of others."""
    groups = ([group] if group else []) + list(method.groups)
    indicators = [indicator for each in groups for indicator in each.indicators]
    return Reading(figures, indicators, date(year, 12, 31))


def in_scope(method: Method, figures: Figures, *, year: int) -> pl.DataFrame:
    """The figures with `row`, and the state, its rule and the group of each subject as codes.

    `scope` is the number of the first scope rule that holds, `group_code` of the first group,
    counted from 1; 0 is none. The first rule of the file that holds counts, in both.
    """
    reading = reading_of(method, figures, year=year)
    table = figures.table.with_row_index("row")
    return table.with_columns(
        scope=_first([holds(rule.when, reading) for rule in method.scope]),
        group_code=_first([holds(group.when, reading) for group in method.groups]),
    )


def _first(tests: Sequence[pl.Expr]) -> pl.Expr:
    """The number of the first test that holds, from 1; 0 where none does."""
    code: pl.Expr = pl.lit(0, dtype=pl.Int16)
    for number, test in reversed(list(enumerate(tests, start=1))):
        code = pl.when(test).then(pl.lit(number, dtype=pl.Int16)).otherwise(code)
    return code


def members(method: Method, scoped: pl.DataFrame) -> Iterator[tuple[Group, pl.DataFrame]]:
    """Each group with its subjects that are scored, graded or not, before missing figures are looked at.

    `is_ungraded` says who is scored without standing in the ranking.
    """
    apart = [
        number
        for number, rule in enumerate(method.scope, start=1)
        if rule.state in ("exempt", "deferred")
    ]
    stands = ~pl.col("scope").is_in(apart) & (pl.col("group_code") > 0)
    standing = scoped if scoped.select(stands.all()).item() else scoped.filter(stands)
    standing = standing.with_columns(is_ungraded=pl.col("scope") > 0)
    nobody = standing.clear()
    parts = standing.partition_by("group_code", as_dict=True, maintain_order=True)
    del standing
    for number, group in enumerate(method.groups, start=1):
        yield group, parts.pop((number,), nobody)


def apart(method: Method, scoped: pl.DataFrame) -> pl.DataFrame:
    """Who is not scored: `row`, `group_code`, and `rule`: the scope rule's number, or 0 for who is in no group."""
    rules = enumerate(method.scope, start=1)
    outside = pl.col("scope").is_in([n for n, rule in rules if rule.state != "ungraded"])
    return scoped.lazy().filter(outside | (pl.col("group_code") == 0)).select(
        "row", "group_code", rule=pl.when(outside).then("scope").otherwise(0)
    ).collect()  # fmt: skip
