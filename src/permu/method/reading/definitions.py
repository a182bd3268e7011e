"""Definitions: the figures a method composes of items, and of one another without a circle."""

from collections.abc import Mapping, Sequence

from permu.method.model import Definition
from permu.method.reading.book import Book, dimension, fit, read_source, read_unit, unit_of
from permu.method.reading.groups import no_doubles
from permu.method.reading.tables import Table
from permu.terms.items import items


def read_definitions(tables: Sequence[Table], notice: str | None) -> dict[str, Definition]:
    """The `[[definition]]` tables, by id."""
    no_doubles(tables)
    found = {one.id: (table, one) for table in tables if (one := _definition(table, notice)).id}
    definitions = {id_: one for id_, (_, one) in found.items()}
    book = Book(notice=notice, definitions=definitions)
    for table, one in found.values():
        if _reaches(one.id, (*one.plus, *one.minus), definitions):
            table.fault("definition_circle", "plus", id=one.id)
        else:
            _parts_fit(table, one, book)
    return definitions


def _definition(table: Table, notice: str | None) -> Definition:
    definition = Definition(
        id=table.identifier(),
        label=table.text("label"),
        plus=table.texts("plus"),
        minus=table.texts("minus", ()),
        unit=_unit(table),
        needs=table.choice("needs", ("all", "any"), default="all"),
        source=read_source(table, Book(notice=notice)),
    )
    table.close()
    return definition


def _unit(table: Table) -> str:
    """The unit given; a definition named like an item measures what the item does."""
    unit, named = read_unit(table), items().get(str(table.values.get("id")))
    if named is None or not named.unit or not unit:
        return unit
    fit(table, unit, named.unit)
    return unit if dimension(unit) == dimension(named.unit) else named.unit


def _reaches(id_: str, parts: Sequence[str], definitions: Mapping[str, Definition]) -> bool:
    """Whether a definition is, through its parts, a part of itself."""
    left, seen = list(parts), set[str]()
    while left:
        part = left.pop()
        if part == id_:
            return True
        if part in definitions and part not in seen:
            seen.add(part)
            left += [*definitions[part].plus, *definitions[part].minus]
    return False


def _parts_fit(table: Table, one: Definition, book: Book) -> None:
    parts = [("plus", part) for part in one.plus] + [("minus", part) for part in one.minus]
    names = [part for _, part in parts]
    for key, part in parts:
        unit = unit_of(table, book, key, part)
        if unit and one.unit and dimension(unit) != dimension(one.unit):
            table.fault("part_mismatch", key, part=part, unit=unit, whole=one.unit)
        if names.count(part) > 1:
            table.fault("part_twice", key, part=part)
