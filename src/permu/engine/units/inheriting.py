"""Who takes the grade of another subject: its parcel's owner, or the one that a text names (M13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from permu.engine.figures import PARCEL_OWNER
from permu.engine.units.membership import Unit
from permu.engine.units.sharing import grade_places
from permu.method.model import Method, Scope
from permu.terms.facts import Facts


@dataclass(frozen=True)
class Given:
    """A grade that can be taken: its place among its group's (0 is the best), and its word."""

    place: int
    grade: str


def with_inherited(
    method: Method, facts: Facts, table: pl.DataFrame, units: Sequence[Unit]
) -> pl.DataFrame:
    """The results with `grade` and `source` of those who inherit; `source:<rule>` holds back who cannot.

    Of several sources the rule says which. One that waits for a figure, or that is in a circle,
    holds back; one that is never graded is passed over. Chains are followed to their end.
    """
    rules = {rule.id: rule for rule in method.scope if rule.state == "inherits"}
    heirs = table.filter(pl.col("state") == "inherits")
    if heirs.is_empty():
        return table
    sources = _Sources(facts, units)
    asked = {
        subject: (rules[rule], sources.of(subject, rules[rule]))
        for subject, rule in heirs.select("subject", "state_rule").iter_rows()
    }
    found = _settled(asked, _graded(method, table))
    rows = [(heir, source, given.grade) for heir, (source, given) in found.items()]
    taken = pl.DataFrame(
        rows, schema=["subject", "from", "taken"], schema_overrides=_TEXT, orient="row"
    )
    is_lost = (pl.col("state") == "inherits") & pl.col("taken").is_null()
    return table.join(taken, on="subject", how="left", maintain_order="left").with_columns(
        grade=pl.coalesce("taken", "grade"),
        source="from",
        state=pl.when(is_lost).then(pl.lit("deferred")).otherwise("state"),
        state_rule=pl.when(is_lost).then(pl.lit("source:") + pl.col("state_rule")).otherwise("state_rule"),
    ).select(table.columns)  # fmt: skip


_TEXT = {"subject": pl.String(), "from": pl.String(), "taken": pl.String()}


class _Sources:
    """Whose grades a subject may take, in order of subject."""

    def __init__(self, facts: Facts, units: Sequence[Unit]) -> None:
        self.facts = facts
        self.unit = {member: unit for unit in units for member in unit.members}
        self.rows = {row["subject"]: row for row in facts.table.iter_rows(named=True)}
        self.rented: dict[str, list[str]] = {}
        self.owners: dict[str, list[str]] = {}
        for subject, parcel, role, *_ in facts.holdings.iter_rows():
            if role == "tenant":
                self.rented.setdefault(subject, []).append(parcel)
            else:
                self.owners.setdefault(parcel, []).append(subject)

    def of(self, subject: str, rule: Scope) -> list[str]:
        unit = self.unit.get(subject)
        members = unit.members if unit else (subject,)
        if rule.from_ == PARCEL_OWNER:
            parcels = (parcel for member in members for parcel in self.rented.get(member, ()))
            named: Iterable[str | None] = (o for p in parcels for o in self.owners.get(p, ()))
        else:
            named = [self.rows[unit.head if unit else subject].get(rule.from_)]
        return sorted({name for name in named if name is not None and name not in members})


def _graded(method: Method, table: pl.DataFrame) -> dict[str, Given | None]:
    """Each subject that does not inherit with its grade; None while it waits. Who is never graded is absent."""
    places = grade_places(method)
    others = table.filter(pl.col("state") != "inherits").select(
        "subject", "state", "group", "grade"
    )
    found: dict[str, Given | None] = {}
    for subject, state, group, grade in others.iter_rows():
        if grade is not None:
            found[subject] = Given(places[group, grade], grade)
        elif state == "deferred":
            found[subject] = None
    return found


def _settled(
    asked: Mapping[str, tuple[Scope, Sequence[str]]], graded: Mapping[str, Given | None]
) -> dict[str, tuple[str, Given]]:
    """Each heir that takes a grade, from whom. An heir is settled once all its sources are; a circle never is."""
    known: dict[str, Any] = dict(graded)
    found: dict[str, tuple[str, Given]] = {}
    open_ = dict(asked)
    while ready := [heir for heir, (_, names) in open_.items() if not open_.keys() & set(names)]:
        for heir in ready:
            rule, names = open_.pop(heir)
            offers = [(name, known[name]) for name in names if name in known]
            known[heir] = None
            if offers and all(given for _, given in offers):
                sign = 1 if rule.choose == "better" else -1
                source, given = min(offers, key=lambda offer: (sign * offer[1].place, offer[0]))
                known[heir] = given
                found[heir] = source, given
    return found
