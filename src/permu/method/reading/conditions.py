"""Conditions, as a file writes them: `{ kind = "at_least", item = "land_area", value = 3, unit = "mu" }`."""

from collections.abc import Callable
from typing import get_args

from permu.method.model import Condition, ConditionKind
from permu.method.reading.book import Book, fit, item_of, read_unit, unit_of
from permu.method.reading.tables import Table

DEEPEST = 8
"""Conditions within conditions. No official reads more, and no notice known to us needs three."""


def read_condition(table: Table, book: Book, *, depth: int = 0) -> Condition:
    """One condition with all within it."""
    kind: ConditionKind = table.choice("kind", get_args(ConditionKind))
    if depth > DEEPEST:
        table.fault("too_deep", "kind", deepest=DEEPEST)
        return Condition(kind="always")
    if "kind" not in table.values:
        return Condition(kind="always")
    condition = (
        _combined(table, book, kind, depth)
        if kind in {"all", "any", "not"}
        else _READERS[kind](table, book, kind)
    )
    table.close()
    return condition


def _combined(table: Table, book: Book, kind: ConditionKind, depth: int) -> Condition:
    inner = table.tables("of")
    if "of" not in table.values:
        table.fault("missing_key", "of")
    elif not inner or (kind == "not" and len(inner) != 1):
        table.fault("not_takes_one" if kind == "not" else "empty_of", "of")
    return Condition(
        kind=kind, of=tuple(read_condition(one, book, depth=depth + 1) for one in inner)
    )


def _flag(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item = table.text("item")
    item_of(table, book, "item", item, kinds=("flag",))
    return Condition(kind=kind, item=item)


def _bound(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, value, unit = table.text("item"), table.number("value"), read_unit(table)
    fit(table, unit, unit_of(table, book, "item", item) or "")
    return Condition(kind=kind, item=item, value=value, unit=unit)


def _codes(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, codes = table.text("item"), table.texts("codes")
    item_of(
        table, book, "item", item, kinds=("code",) if kind == "in_industry" else ("text", "code")
    )
    return Condition(kind=kind, item=item, codes=codes)


def _age(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, value = table.text("item"), table.number("value")
    item_of(table, book, "item", item, kinds=("date",))
    if value is not None and (value <= 0 or value != value.to_integral_value()):
        table.fault("whole_years", "value", value=value)
    return Condition(kind=kind, item=item, value=value)


def _always(_table: Table, _book: Book, kind: ConditionKind) -> Condition:
    return Condition(kind=kind)


_READERS: dict[ConditionKind, Callable[[Table, Book, ConditionKind], Condition]] = {
    "is": _flag,
    "at_least": _bound,
    "less_than": _bound,
    "in_industry": _codes,
    "one_of": _codes,
    "younger_than": _age,
    "always": _always,
}
