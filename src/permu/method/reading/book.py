"""What the tables of a method refer to: the notice's words, items, definitions, indicators, units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from permu.method.model import Day, Definition, Indicator, Source
from permu.method.reading.faults import nearest
from permu.method.reading.firing import conditions_in
from permu.method.reading.folder import plain
from permu.method.reading.tables import Table
from permu.terms.items import Item, Kind, items
from permu.terms.quantities import UNITS, unit
from permu.terms.refusal import Refused

TAX_OFFICE = "税务局"


@dataclass(frozen=True, kw_only=True)
class Book:
    """The names a table may use.

    `notice` is as `plain` leaves it; None where the file is missing, and no clause is looked up.
    `indicators` are those of the group whose rules are read, none elsewhere; `compared` the same
    for its rules that bind the grade, which alone may compare an indicator with the group. `later`
    are the ids of all indicators: what they are is known only when a group is worked out.
    """

    notice: str | None
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    compared: Mapping[str, Indicator] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()

    def within(self, indicators: tuple[Indicator, ...]) -> "Book":
        """This book for the rules of a group, which may name its indicators."""
        return replace(self, indicators={one.id: one for one in indicators})

    def comparing(self) -> "Book":
        """This book for a rule that binds the grade: the group's means are known by then."""
        return replace(self, compared=self.indicators)

    def is_tax(self, name: str) -> bool:
        """Whether an item, or anything that a definition is composed of or counted by, is a tax paid."""
        parts, seen = [name], set[str]()
        while parts:
            part = parts.pop()
            if part in items() and items()[part].provider == TAX_OFFICE:
                return True
            if part in self.definitions and part not in seen:
                seen.add(part)
                parts += _read_for(self.definitions[part])
        return False

    def label(self, name: str) -> str:
        """What people call a definition, indicator or item; an unknown name as it is."""
        named = self.definitions.get(name) or self.indicators.get(name) or items().get(name)
        return named.label if named else name


def _read_for(definition: Definition) -> list[str]:
    """What a definition is composed of, and what decides which of it counts."""
    counted_by = [name for one in conditions_in(definition.when) for name in (one.item, one.until)]
    return [*definition.plus, *definition.minus, *counted_by]


def read_source(table: Table, book: Book) -> Source:
    """The clause, found word for word in the notice, or the reason why the file assumes something."""
    clause = table.text("clause") if table.has("clause") else ""
    assumed = table.text("assumed") if table.has("assumed") else ""
    given = {"clause", "assumed"} & set(table.values)
    if len(given) != 1:
        table.fault("source_both" if given else "source_missing")
    elif clause and not _stands(clause, table, book):
        table.fault("clause_not_found", "clause")
    origin = table.origin("clause")
    return Source(clause=clause, assumed=assumed, document=origin.document if origin else "")


def _stands(clause: str, table: Table, book: Book) -> bool:
    """Whether the notice beside the file in which the clause is named holds it; True where there is none."""
    origin = table.origin("clause")
    notice = origin.notice if origin else book.notice
    return notice is None or plain(clause) in notice


def unit_of(table: Table, book: Book, key: str, name: str) -> str | None:
    """The unit of an item, definition or indicator that stands for a number; None with a fault."""
    if not name:
        return None
    if name in book.indicators:
        return book.indicators[name].unit
    if name in book.definitions:
        return book.definitions[name].unit
    found = item_of(table, book, key, name, kinds=("number",))
    return found.unit if found else None


def item_of(
    table: Table, book: Book, key: str, name: str, *, kinds: tuple[Kind, ...]
) -> Item | None:
    """The item of that name, if it is of the kinds asked and may be used for grading; None with a fault."""
    if not name:
        return None
    found = items().get(name)
    if found is None and name in book.later:
        table.fault("indicator_later", key, name=name)
        return None
    if found is None:
        known = [*items(), *book.definitions, *book.indicators]
        near = nearest(name, known)
        table.fault("unknown_name_near" if near else "unknown_name", key, name=name, near=near)
        return None
    if found.purpose != "grading":
        table.fault(f"{found.purpose}_item", key, name=name, label=found.label)
        return None
    if found.kind not in kinds:
        code = "needs_plain_text" if kinds == ("text",) else f"needs_{kinds[0]}"
        table.fault(code, key, name=name, label=found.label)
        return None
    return found


YEARS_END = Day(month=12, day=31)
_DAY = re.compile(r"(\d\d)-(\d\d)")


def read_day(table: Table, key: str = "day") -> Day:
    """`"12-31"` of the year evaluated (the default), or a date such as 2023-06-30."""
    if not table.has(key):
        return YEARS_END
    if not isinstance(table.values[key], str):
        found = table.day(key)
        return Day(month=found.month, day=found.day, year=found.year) if found else YEARS_END
    match = _DAY.fullmatch(table.text(key))
    try:
        found = date(2001, int(match[1]), int(match[2])) if match else None  # no leap year
    except ValueError:
        found = None
    if found is None:
        table.fault("no_day", key, value=table.values[key])
        return YEARS_END
    return Day(month=found.month, day=found.day)


def read_unit(table: Table, key: str = "unit") -> str:
    """A unit, or a ratio of two; an empty text with a fault."""
    code = table.text(key)
    if code and dimension(code) is None:
        table.fault("unit_unknown", key, unit=code, known="、".join(UNITS))
        return ""
    return code


def dimension(code: str) -> str | None:
    """What a unit measures, such as `money/area`; None where it is no unit of ours."""
    try:
        return unit(code).dimension if code.count("/") <= 1 else None
    except Refused:
        return None


def fit(table: Table, given: str, needed: str, *, key: str = "unit") -> None:
    """A fault where the unit `given` does not measure what `needed` does."""
    if given and needed and dimension(given) != dimension(needed):
        table.fault("unit_mismatch", key, unit=given, needed=needed)
