"""Who is graded, who only scored, who stands apart, and in which group (步骤5)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar, cast

import numpy as np
import polars as pl

from permu.engine.batches import Batch, batches
from permu.engine.conditions import Reading, held_figures, holds, truth
from permu.engine.figures import Figures
from permu.engine.pools import is_waiting
from permu.method.model import Condition, Group, Method

T = TypeVar("T")
APART = ("exempt", "deferred", "improving", "collected", "inherits")
"""The states in which a subject is not scored."""


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
    `unsure:<rule>` says whether an earlier scope rule could not be decided. `doubt` is the number
    (see `doubts`) of a figure that waits for a person, where scope or group hang on it.
    """
    reading = reading_of(method, figures, year=year)
    table = figures.table.with_row_index("row").with_columns(
        scope=_first([holds(rule.when, reading) for rule in method.scope]),
        group_code=_group_codes(method, figures, reading),
    )
    tests = [test for _, test in _doubts(method, reading)]
    in_group = len(tests) - sum(len(held_figures(g.when, reading)) for g in method.groups)
    table = table.with_columns(
        *(
            _undecided("scope", number, rule.when, reading).alias(f"unsure:{rule.id}")
            for number, rule in enumerate(method.scope, start=1)
        ),
        doubt=_first(tests),
    )
    no_group = pl.col("doubt") > in_group
    return table.with_columns(group_code=pl.when(~no_group).then("group_code").otherwise(0))


def _group_codes(method: Method, figures: Figures, reading: Reading) -> pl.Expr | pl.Series:
    """The number of the first group that holds. Where one text tells (30 industries), each of its words is asked once."""
    code = _first([holds(group.when, reading) for group in method.groups])
    names = set(code.meta.root_names())
    texts = figures.table[names.pop()] if len(names) == 1 else None
    if texts is None or texts.dtype != pl.Categorical():
        return code
    words, places = texts.unique(), texts.to_physical()
    unknown = cast("int", places.max() or 0) + 1
    codes = np.zeros(unknown + 1, np.int16)
    at = words.to_physical().fill_null(unknown).to_numpy()
    codes[at] = words.to_frame().select(code).to_series().to_numpy()
    return pl.Series(np.take(codes, places.fill_null(unknown).to_numpy()))


def doubts(method: Method, figures: Figures, *, year: int) -> list[str]:
    """The figures in doubt on which scope or group may hang, in the order in which they are asked."""
    return [name for name, _ in _doubts(method, reading_of(method, figures, year=year))]


def _doubts(method: Method, reading: Reading) -> list[tuple[str, pl.Expr]]:
    stands = ~pl.col("scope").is_in(_apart(method))
    asked = [("scope", n, rule.when, pl.lit(value=True)) for n, rule in _numbered(method.scope)]
    asked += [("group_code", n, group.when, stands) for n, group in _numbered(method.groups)]
    return [
        (name, _undecided(code, n, when, reading) & pl.col(f"held:{name}") & matters)
        for code, n, when, matters in asked
        for name in held_figures(when, reading)
    ]


def _undecided(code: str, number: int, when: Condition, reading: Reading) -> pl.Expr:
    """Whether the rule of that number is unknown, and no earlier one holds."""
    found = pl.col(code)
    return truth(when, reading).is_null() & ((found == 0) | (found > number))


def _numbered(rules: Sequence[T]) -> Iterator[tuple[int, T]]:
    return iter(enumerate(rules, start=1))


def _apart(method: Method) -> list[int]:
    """The numbers of the scope rules whose subjects are not scored."""
    return [n for n, rule in _numbered(method.scope) if rule.state in APART]


def _first(tests: Sequence[pl.Expr]) -> pl.Expr:
    """The number of the first test that holds, from 1; 0 where none does."""
    code: pl.Expr = pl.lit(0, dtype=pl.Int16)
    for number, test in reversed(list(enumerate(tests, start=1))):
        code = pl.when(test).then(pl.lit(number, dtype=pl.Int16)).otherwise(code)
    return code


def members(method: Method, scoped: pl.DataFrame) -> Iterator[tuple[Batch, pl.DataFrame]]:
    """Each batch of groups with its subjects that are scored, graded or not, before missing figures are looked at.

    `place` is the subject's group in the batch; `is_ungraded` says who is scored without standing
    in the ranking.
    """
    stands = ~pl.col("scope").is_in(_apart(method)) & (pl.col("doubt") == 0)
    table = scoped.with_columns(is_ungraded=pl.col("scope") > 0)
    for batch in batches(method):
        numbers = [method.groups.index(group) + 1 for group in batch.groups]
        is_in = stands & pl.col("group_code").is_in(numbers)
        part = table if table.select(is_in.all()).item() else table.filter(is_in)
        places = [numbers.index(n) if n in numbers else 0 for n in range(len(method.groups) + 1)]
        place = pl.Series("place", places, dtype=pl.Int16).gather(
            part["group_code"].cast(pl.UInt32)
        )
        yield batch, part.with_columns(place)


def apart(method: Method, scoped: pl.DataFrame) -> pl.DataFrame:
    """Who is not scored: `row`, `group_code`, and `rule`: the scope rule's number, 0 for who is in no group.

    After the scope rules are numbered those who wait for the value that tells their pool (see
    `pool_waits`), then the figures in doubt, which come first of all.
    """
    outside, waits = pl.col("scope").is_in(_apart(method)), pl.col("doubt") > 0
    pools = [n for n, group in _numbered(method.groups) if is_waiting(group)]
    in_doubt = pl.col("doubt") + len(method.scope) + len(pools)
    rule = pl.when(waits).then(in_doubt).when(outside).then("scope")
    for number, code in enumerate(pools, start=len(method.scope) + 1):
        rule = rule.when(pl.col("group_code") == code).then(number)
    is_apart = outside | waits | pl.col("group_code").is_in([0, *pools])
    return scoped.lazy().filter(is_apart).select(
        "row", "group_code", rule=rule.otherwise(0)
    ).collect()  # fmt: skip


def pool_waits(method: Method) -> list[str]:
    """The text that tells the pools of each group with pools, in the order of the groups."""
    return [group.each for group in method.groups if is_waiting(group)]
