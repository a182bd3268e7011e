"""Conditions, as a file writes them: `{ kind = "at_least", item = "land_area", value = 3, unit = "mu" }`."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import get_args

from permu.method.model import Condition, ConditionKind, Reference
from permu.method.reading.book import Book, dimension, fit, item_of, read_day, read_unit, unit_of
from permu.method.reading.firing import conditions_in, dead_part, never_holds
from permu.method.reading.firing.asked import YEARS
from permu.method.reading.tables import Table
from permu.terms.industries import begins_industries
from permu.terms.items import Kind, items

UNREAD = Condition(kind="any")
"""What stands for a condition that cannot be read: nothing follows from it."""
DEEPEST = 8
"""Conditions within conditions. No official reads more, and no notice known to us needs three."""
COUNTED = ("count", "people")
"""What these measure is counted, and never below 0."""
NO_ONE_VALUE = ("group_range", "none")
"""Benchmarks that are not one value, so that nothing can reach them."""
FIRST, LAST = "01", "97"  # of the divisions (大类) of GB/T 4754
_RANGE = re.compile(r"(\d\d)(?:-(\d\d))?")


def read_condition(table: Table, book: Book, *, depth: int = 0) -> Condition:
    """One condition with all within it."""
    kind: ConditionKind = table.choice("kind", get_args(ConditionKind))
    if depth > DEEPEST:
        table.fault("too_deep", "kind", deepest=DEEPEST)
        return UNREAD
    if "kind" not in table.values:
        return UNREAD
    condition = (
        _combined(table, book, kind, depth)
        if kind in {"all", "any", "not"}
        else _READERS[kind](table, book, kind)
    )
    table.close()
    if depth == 0:
        _can_hold(table, book, condition)
    return condition


def _can_hold(table: Table, book: Book, condition: Condition) -> None:
    """A fault where nobody can meet the condition, or a part of it that asks something of facts."""
    dead = dead_part(condition)
    names = [name for one in conditions_in(dead) if (name := one.item)] if dead else []
    items = "、".join(book.label(name) for name in dict.fromkeys(names))
    if never_holds(condition):
        table.fault("never_holds_of" if items else "never_holds", "kind", items=items)
    elif items:
        table.fault("part_never_holds", "kind", items=items)


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
    is_count = dimension(unit) in COUNTED and item in items() and item not in book.definitions
    if kind == "less_than" and is_count and value is not None and value <= 0:
        table.fault("never_below", "value", label=book.label(item), value=value)
    return Condition(kind=kind, item=item, value=value, unit=unit)


def _industries(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, codes = table.text("item"), table.texts("codes")
    item_of(table, book, "item", item, kinds=("code",))
    for code in codes:
        if not begins_industries(code):
            table.fault("no_industry", "codes", code=code)
    return Condition(kind=kind, item=item, codes=codes)


def _divisions(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, codes = table.text("item"), table.texts("codes")
    item_of(table, book, "item", item, kinds=("code",))
    for code in codes:
        match = _RANGE.fullmatch(code)
        if match is None or not FIRST <= match[1] <= (match[2] or match[1]) <= LAST:
            table.fault("no_divisions", "codes", code=code)
    return Condition(kind=kind, item=item, codes=codes)


def _texts(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, codes = table.text("item"), table.texts("codes")
    item_of(table, book, "item", item, kinds=("text", "code"))
    return Condition(kind=kind, item=item, codes=codes)


def _years(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, value = table.text("item"), _whole_years(table)
    item_of(table, book, "item", item, kinds=("date",))
    return Condition(kind=kind, item=item, value=value)


def _whole_years(table: Table) -> Decimal | None:
    value = table.number("value")
    if value is not None and (value <= 0 or value != value.to_integral_value()):
        table.fault("whole_years", "value", value=value)
    return value


def _by_day(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, until = table.text("item"), table.text("until", "") if kind == "valid_on" else ""
    item_of(table, book, "item", item, kinds=("date",))
    item_of(table, book, "until", until, kinds=("date",))
    if item and item == until:
        table.fault("until_itself", "until", name=item)
    return Condition(kind=kind, item=item, until=until, day=read_day(table))


def _given(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item = table.text("item")
    if item not in book.definitions:
        item_of(table, book, "item", item, kinds=get_args(Kind))
    return Condition(kind=kind, item=item)


def _graded_before(table: Table, _book: Book, kind: ConditionKind) -> Condition:
    codes, value = table.texts("codes"), _whole_years(table)
    if value is not None and value > YEARS:
        table.fault("years_known", "value", value=value, known=YEARS)
    return Condition(kind=kind, codes=codes, value=value)


def _beats(table: Table, book: Book, kind: ConditionKind) -> Condition:
    item, factor = table.text("item"), table.number("factor", Decimal(1))
    reference: Reference = table.choice("reference", get_args(Reference))
    indicator = book.compared.get(item)
    if not book.compared:
        table.fault("beats_elsewhere", "kind")
    elif item and indicator is None:
        table.fault("no_such_indicator", "item", name=item, known="、".join(book.compared))
    elif indicator and reference == "benchmark" and indicator.benchmark.kind in NO_ONE_VALUE:
        table.fault("beats_nothing", "reference", name=item)
    if factor is not None and factor <= 0:
        table.fault("not_positive", "factor", value=factor)
    return Condition(kind=kind, item=item, reference=reference, factor=factor or Decimal(1))


def _always(_table: Table, _book: Book, kind: ConditionKind) -> Condition:
    return Condition(kind=kind)


_READERS: dict[ConditionKind, Callable[[Table, Book, ConditionKind], Condition]] = {
    "is": _flag,
    "at_least": _bound,
    "less_than": _bound,
    "in_industry": _industries,
    "one_of": _texts,
    "in_divisions": _divisions,
    "younger_than": _years,
    "within_years": _years,
    "on_or_before": _by_day,
    "valid_on": _by_day,
    "given": _given,
    "graded_before": _graded_before,
    "beats": _beats,
    "always": _always,
}
