"""Groups with `each` as one group a value of that text: a park, a cluster, a sector (M08).

From here on a pool is a group like any other: thirty of them are one batch. Its `id` stays the
group's, and its `value` says which pool it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from permu.engine.census import ALONE, Census
from permu.engine.conditions import Reading, holds
from permu.engine.figures import Figures
from permu.method.model import Condition, Group, Method
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Pool(Group):
    """The ranking of one value of a group's `each`.

    `value` None: those of the group whose value is missing. They are ranked nowhere and wait for it.
    """

    value: str | None


MOST = 500
"""Pools of one group. A county has some dozens of parks or sectors; more is a name taken for one."""


def pooled(method: Method, figures: Figures, *, year: int, census: Census = ALONE) -> Method:
    """The method with its pools in the place of the groups that have any, values in order of text.

    Raises:
        Refused: the text that tells the pools has too many values.
    """
    if not has_pools(method):
        return method
    indicators = [indicator for group in method.groups for indicator in group.indicators]
    reading = Reading(figures, indicators, date(year, 12, 31))
    found = census.total("pools", lambda: [_values(g, reading) for g in method.groups], _joined)
    groups = zip(method.groups, found, strict=True)
    return replace(method, groups=tuple(pool for each in groups for pool in _pools(*each)))


def has_pools(method: Method) -> bool:
    """Whether some group is ranked pool by pool."""
    return any(group.each for group in method.groups)


def value_of(group: Group) -> str | None:
    """Which pool of its group this is; None for a group without pools."""
    return group.value if isinstance(group, Pool) else None


def is_waiting(group: Group) -> bool:
    """Whether the group is of those who wait for the value that tells their pool."""
    return isinstance(group, Pool) and group.value is None


def without_value(group: Group) -> Group:
    """The pool as the group it is of."""
    return Group(**{each.name: getattr(group, each.name) for each in fields(Group)})


def _values(group: Group, reading: Reading) -> set[str]:
    """The values of the text that tells the group's pools; none where it has no pools."""
    if not group.each:
        return set()
    members = reading.figures.table.filter(holds(group.when, reading))
    return set(map(str, members[group.each].drop_nulls().unique()))


def _joined(parts: Sequence[Sequence[set[str]]]) -> Sequence[set[str]]:
    return [set().union(*of_group) for of_group in zip(*parts, strict=True)]


def _pools(group: Group, values: set[str]) -> Iterator[Group]:
    if not group.each:
        yield group
        return
    said = {each.name: getattr(group, each.name) for each in fields(Group)}
    if len(values) > MOST:
        raise Refused("engine.too_many_pools", group=group.label, count=len(values), most=MOST)
    for value in sorted(values):
        is_there = Condition(kind="one_of", item=group.each, codes=(value,))
        when = Condition(kind="all", of=(group.when, is_there))
        yield Pool(**said | {"when": when, "label": f"{group.label}·{value}"}, value=value)
    yield Pool(**said, value=None)
