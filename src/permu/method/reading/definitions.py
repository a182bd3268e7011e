"""Definitions: the figures a method composes of items, and of one another without a circle."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, get_args

from permu.method.model import Definition, DefinitionKind, Role
from permu.method.reading.book import Book, dimension, fit, read_source, read_unit, unit_of
from permu.method.reading.firing import conditions_in
from permu.method.reading.groups import no_doubles
from permu.method.reading.rules import read_when
from permu.method.reading.tables import Table
from permu.terms.items import items

OF_SEVERAL: tuple[DefinitionKind, ...] = ("lowest", "highest", "first")
COMPOSED: tuple[DefinitionKind, ...] = ("sum", "lowest", "highest")
KEYS: dict[str, tuple[DefinitionKind, ...]] = {
    "plus": ("sum", *OF_SEVERAL, "earlier"),
    "minus": ("sum",),
    "times": ("sum",),
    "per": ("sum",),
    "needs": COMPOSED,
    "roles": ("holding",),
    "of": ("holding",),
    "when": ("tenants",),
}
"""The keys that only some kinds have."""
MEASURES = {"land": "mu", "floor": "m2"}
RESERVED = frozenset(
    (
        "subject", "row", "rule", "scope", "group_code", "doubt", "place", "is_ungraded", "held", "bonus",
        "order", "base_score", "score", "rank", "ranked", "by_rank", "by_rule", "grade_code", "state",
        "state_rule", "group", "pool", "unit", "source", "grade", "grade_by_rank", "hits", "lists", "unsure",
        "treated", "treated_as",
    )
)  # fmt: skip
"""Names of what an evaluation works out: a figure of that name would be taken for it."""


def read_definitions(tables: Sequence[Table], notice: str | None) -> dict[str, Definition]:
    """The `[[definition]]` tables, by id."""
    no_doubles(tables)
    read = [(table, _definition(table, notice)) for table in tables]
    found = {one.id: (table, one) for table, one in read if one.id}
    book = Book(notice=notice, definitions={id_: one for id_, (_, one) in found.items()})
    found = {id_: (table, _with_when(table, one, book)) for id_, (table, one) in found.items()}
    definitions = {id_: one for id_, (_, one) in found.items()}
    for table, one in found.values():
        if one.id in RESERVED:
            table.fault("definition_reserved", "id", id=one.id)
        elif _reaches(one, definitions):
            table.fault("definition_circle", "plus", id=one.id)
        else:
            _parts_fit(table, one, book)
    return definitions


@dataclass(frozen=True, kw_only=True)
class _Parts:
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    times: tuple[tuple[str, Fraction], ...] = ()


def _definition(table: Table, notice: str | None) -> Definition:
    kind: DefinitionKind = table.choice("kind", get_args(DefinitionKind), default="sum")
    table.only_for(kind, KEYS)
    unit, parts = _unit(table), _parts(table, kind)
    roles: tuple[Role, ...] = ()
    of: Literal["land", "floor"] = "land"
    if kind == "holding":
        roles = table.choices("roles", get_args(Role))
        of = table.choice("of", ("land", "floor"), default="land")
        fit(table, unit, MEASURES[of])
    if kind == "tenants":
        fit(table, unit, "cases")
        table.has("when")  # read when all definitions are known
    definition = Definition(
        id=table.identifier(),
        label=table.text("label"),
        kind=kind,
        plus=parts.plus,
        minus=parts.minus,
        times=parts.times,
        roles=roles,
        of=of,
        unit=unit,
        needs=table.choice("needs", ("all", "any"), default="all") if kind in COMPOSED else "all",
        source=read_source(table, Book(notice=notice)),
    )
    table.close()
    return definition


def _with_when(table: Table, one: Definition, book: Book) -> Definition:
    return replace(one, when=read_when(table, book)) if one.kind == "tenants" else one


def _unit(table: Table) -> str:
    """The unit given; a definition named like an item measures what the item does."""
    unit, named = read_unit(table), items().get(str(table.values.get("id")))
    if named is None or not named.unit or not unit:
        return unit
    fit(table, unit, named.unit)
    return unit if dimension(unit) == dimension(named.unit) else named.unit


def _parts(table: Table, kind: DefinitionKind) -> _Parts:
    if kind == "sum":
        plus, minus = table.texts("plus"), table.texts("minus", ())
        return _Parts(plus=plus, minus=minus, times=_times(table, (*plus, *minus)))
    if kind in OF_SEVERAL or kind == "earlier":
        plus = table.texts("plus")
        if kind == "earlier" and len(plus) > 1:
            table.fault("earlier_of_one", "plus", count=len(plus))
        elif kind in OF_SEVERAL and len(plus) == 1:
            table.fault("needs_two", "plus", kind=kind)
        return _Parts(plus=plus)
    return _Parts()


def _times(table: Table, parts: Sequence[str]) -> tuple[tuple[str, Fraction], ...]:
    """The factors of `times`, and of `per` those to divide by, in the order of the parts."""
    found: dict[str, Fraction] = {}
    for key in ("times", "per"):
        inner = table.optional_table(key)
        for name in inner.values if inner else ():
            number = inner.number(name) if inner else None
            if inner and name not in parts:
                inner.fault("factor_of_nothing", name, name=name, known="、".join(parts))
            elif inner and name in found:
                inner.fault("factor_twice", name, name=name)
            elif inner and number is not None and number <= 0:
                inner.fault("not_positive", name, value=number)
            elif number is not None:
                found[name] = Fraction(number) if key == "times" else 1 / Fraction(number)
    return tuple((name, found[name]) for name in dict.fromkeys(parts) if name in found)


def _reaches(one: Definition, definitions: Mapping[str, Definition]) -> bool:
    """Whether a definition is, through its parts, a part of itself."""
    left, seen = list(_reads(one)), set[str]()
    while left:
        part = left.pop()
        if part == one.id:
            return True
        if part in definitions and part not in seen:
            seen.add(part)
            left += _reads(definitions[part])
    return False


def _reads(one: Definition) -> list[str]:
    """The names that a definition is worked out from."""
    return [*one.plus, *one.minus, *(part.item for part in conditions_in(one.when))]


def _parts_fit(table: Table, one: Definition, book: Book) -> None:
    parts = [("plus", part) for part in one.plus] + [("minus", part) for part in one.minus]
    names = [part for _, part in parts]
    for key, part in parts:
        unit = unit_of(table, book, key, part)
        if unit and one.unit and dimension(unit) != dimension(one.unit):
            table.fault("part_mismatch", key, part=part, unit=unit, whole=one.unit)
        if names.count(part) > 1:
            table.fault("part_twice", key, part=part)
