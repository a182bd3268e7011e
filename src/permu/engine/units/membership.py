"""Who is evaluated together: subjects that share a parcel, or the value of a text (M12, M14, M16).

Merging rules apply in the order of the file, and a subject is merged by the first that finds it
company. Parcels join in chains: who shares one with B, which shares another with C, is merged with both.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from permu.engine.composing import compose
from permu.engine.conditions import Reading, held_figures, truth
from permu.engine.figures import PARCEL, Figures, conditions, read_by
from permu.method.model import Merge, Method
from permu.terms.facts import Facts

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Unit:
    """Subjects that are evaluated as one, in order, by which rule, and the head whose place they take.

    `waits`: the figure in doubt on which this company hangs; then none of them is evaluated.
    """

    merge: Merge
    head: str
    members: tuple[str, ...]
    waits: str = ""


def units_of(method: Method, facts: Facts, *, earlier: Facts | None) -> list[Unit]:
    """The method's units of two or more, by rule and in order of their first member.

    A subject alone is a unit only where the text it would be merged by waits for a person.
    """
    units: list[Unit] = []
    taken: set[str] = set()
    for merge in method.merges:
        found = list(_units(merge, method, facts, earlier, taken))
        taken.update(member for unit in found for member in unit.members)
        units += found
    return units


def _units(
    merge: Merge, method: Method, facts: Facts, earlier: Facts | None, taken: set[str]
) -> Iterator[Unit]:
    known = _known(merge, method, facts, earlier).filter(_may_meet(merge, facts))
    joins = {row["subject"]: row for row in known.iter_rows(named=True) if _may_join(row, taken)}
    if merge.by != PARCEL:
        for subject, row in joins.items():
            if row["key_waits"]:
                yield Unit(merge, subject, (subject,), waits=merge.by)
    for members in companies(_keys(merge, facts, known, joins)):
        rows = [joins[member] for member in members]
        head = min(rows, key=_precedence)["subject"]
        waits = next((row["waits"] for row in rows if row["waits"]), "")
        yield Unit(merge, head, tuple(members), waits=waits)


def _may_meet(merge: Merge, facts: Facts) -> pl.Expr:
    """Whether a subject has anything by which it could meet another."""
    if merge.by == PARCEL:
        return pl.col("subject").is_in(facts.holdings["subject"].implode())
    return pl.col("key").is_not_null() | pl.col("key_waits")


def _may_join(row: Row, taken: set[str]) -> bool:
    return (
        bool(row["joins"] or (row["joins"] is None and row["waits"]))
        and row["subject"] not in taken
    )


def _precedence(row: Row) -> tuple[bool, int, str]:
    """The most first, what is missing last, ties in order of subject."""
    return row["size"] is None, -(row["size"] or 0), row["subject"]


def _known(merge: Merge, method: Method, facts: Facts, earlier: Facts | None) -> pl.DataFrame:
    """Of each subject: whether it `joins`, its `size` and `key`, and which figure in doubt it `waits` for."""
    when = [name for each in conditions(merge.when) for name in read_by(each)]
    names = [*when, merge.head_by, *([merge.by] if merge.by != PARCEL else [])]
    figures = compose(method, facts, earlier=earlier, names=names)
    reading = Reading(figures, (), date(facts.year, 12, 31))
    joins = truth(merge.when, reading)
    doubts = [(name, joins.is_null()) for name in held_figures(merge.when, reading)]
    if merge.head_by in figures.held:
        doubts.append((merge.head_by, pl.lit(value=True)))
    waits = [
        pl.when(pl.col(f"held:{name}") & matters).then(pl.lit(name)) for name, matters in doubts
    ]
    return figures.table.select(
        "subject",
        joins=joins,
        size=merge.head_by,
        key=pl.col(merge.by).cast(pl.String()) if merge.by != PARCEL else pl.lit(None, pl.String()),
        key_waits=_in_doubt(merge.by, figures),
        waits=pl.coalesce([*waits, pl.lit("")]),
    )


def _in_doubt(name: str, figures: Figures) -> pl.Expr:
    return pl.col(f"held:{name}") if name in figures.held else pl.lit(value=False)


def _keys(
    merge: Merge, facts: Facts, known: pl.DataFrame, joins: Mapping[str, Row]
) -> Iterator[tuple[str, str]]:
    """The (subject, key) pairs by which subjects meet, in order of subject."""
    pairs = known.select("subject", "key").drop_nulls()
    if merge.by == PARCEL:
        pairs = facts.holdings.select("subject", "parcel").unique().sort("subject", "parcel")
    return (pair for pair in pairs.iter_rows() if pair[0] in joins)


def companies(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The subjects that keys join, directly or in chains: companies of two or more, in order.

    >>> companies([("A", "P1"), ("B", "P1"), ("B", "P2"), ("C", "P2"), ("D", "P3")])
    [['A', 'B', 'C']]
    """
    of_key: dict[str, str] = {}
    parent: dict[str, str] = {}
    for subject, key in pairs:
        parent.setdefault(subject, subject)
        first = of_key.setdefault(key, subject)
        parent[_root(parent, subject)] = _root(parent, first)
    found: dict[str, list[str]] = {}
    for subject in sorted(parent):
        found.setdefault(_root(parent, subject), []).append(subject)
    return sorted(members for members in found.values() if len(members) > 1)


def _root(parent: dict[str, str], subject: str) -> str:
    while parent[subject] != subject:
        parent[subject] = subject = parent[parent[subject]]
    return subject
