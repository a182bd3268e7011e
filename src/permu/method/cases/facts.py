"""The facts of a case: each in its item's own unit, and the ledger of parcels."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import get_args

from permu.method.cases.model import CaseHolding, FactValue
from permu.method.model import Role
from permu.method.reading.book import Book, item_of
from permu.method.reading.tables import Table
from permu.terms.holdings import SCALE
from permu.terms.items import Item
from permu.terms.refusal import Refused

LARGEST = 10**15
"""Whole units of an item's scale that a case may give or step by: 2,000 steps still stand in 64 bits."""


def read_facts(table: Table) -> Iterator[tuple[str, FactValue]]:
    """The facts of a table, by item."""
    book = Book(notice=None)
    for key in table.values:
        table.has(key)
        found = item_of(table, book, key, key, kinds=("number", "flag", "date", "code", "text"))
        value = _fact(table, key, found) if found else None
        if value is not None:
            yield key, value


def _fact(table: Table, key: str, item: Item) -> FactValue | None:
    match item.kind:
        case "number":
            return _figure(table, key, item)
        case "flag":
            return table.flag(key)
        case "date":
            day: date | None = table.day(key)
            return day
        case _:
            return table.text(key)


def _figure(table: Table, key: str, item: Item) -> Decimal | None:
    number = table.number(key)
    if number is None:
        return None
    try:
        if abs(item.whole(number)) > LARGEST:
            table.fault("bad_number", key)
            return None
    except Refused:
        table.fault("fact_too_fine", key, label=item.label, scale=item.scale)
        return None
    return number


def read_holdings(tables: Sequence[Table], names: Sequence[str]) -> tuple[CaseHolding, ...]:
    """The `[[case.holding]]` rows. `names` are the case's subjects; others are `outside` the evaluation."""
    first: dict[tuple[str, str, str], Table] = {}
    rows: list[CaseHolding] = []
    for table in tables:
        row = CaseHolding(
            subject=table.text("subject"),
            parcel=table.text("parcel"),
            role=table.choice("role", get_args(Role)),
            land=_area(table, "land"),
            floor=_area(table, "floor"),
        )
        if table.flag("outside", default=False) == (row.subject in names) and row.subject:
            code = "holding_inside" if row.subject in names else "holding_of_nobody"
            table.fault(code, "subject", name=row.subject, known="、".join(names))
        key = (row.subject, row.parcel, row.role)
        if key in first:
            table.fault("holding_twice", "parcel", first=first[key].line())
        first.setdefault(key, table)
        table.close()
        rows.append(row)
    return tuple(rows)


def _area(table: Table, key: str) -> Decimal | None:
    """Mu or square meters; None where it is not known."""
    number = table.optional_number(key)
    if number is None:
        return None
    whole = number.scaleb(SCALE)
    if not 0 <= whole <= LARGEST or whole != whole.to_integral_value():
        table.fault("bad_number", key)
        return None
    return number
