"""Lists that stand beside the grades: who is on them, by conditions alone (M47)."""

from collections.abc import Iterator

import polars as pl

from permu.engine.conditions import Reading, holds, truth
from permu.method.model import Group, Method


def has_lists(method: Method) -> bool:
    """Whether any group keeps a list."""
    return any(group.lists for group in method.groups)


def listed(group: Group, reading: Reading) -> list[tuple[str, pl.Expr]]:
    """Whether the subject is on each list; not where nobody knows."""
    return [(each.id, holds(each.when, reading)) for each in group.lists]


def list_doubts(group: Group, reading: Reading) -> Iterator[tuple[str, pl.Expr]]:
    """Whether nobody knows if the subject belongs on each list."""
    return ((each.id, truth(each.when, reading).is_null()) for each in group.lists)
