"""`[[measure]]`: what follows a grade, never without its legal basis, never worked out from taxes paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from permu.method.model import EVERYBODY, Measure, MeasureKind
from permu.method.reading.book import Book, dimension, fit, read_source, read_unit, unit_of
from permu.method.reading.conditions import read_condition
from permu.method.reading.rules import known_grade
from permu.method.reading.tables import Table

KEYS: dict[str, tuple[MeasureKind, ...]] = {
    "item": ("per_unit", "share_of", "cut"),
    "rate": ("per_unit", "share_of", "sum", "cut"),
    "unit": ("per_unit",),
}
"""The keys that only some kinds have."""


def read_measure(table: Table, book: Book, grades: Sequence[str]) -> Measure:
    """One `[[measure]]` for a group of those grades."""
    kind: MeasureKind = table.choice("kind", get_args(MeasureKind))
    table.only_for(kind, KEYS)
    amount = _amount(table, book, kind)
    wanted = table.texts("grades")
    for grade in wanted:
        known_grade(table, "grades", grade, grades)
    basis = table.text("basis", "")
    if not basis.strip():
        table.fault("measure_without_basis", "basis")
    when = table.optional_table("when")
    measure = Measure(
        id=table.identifier(),
        label=table.text("label"),
        kind=kind,
        grades=wanted,
        when=read_condition(when, book) if when else EVERYBODY,
        item=amount.item,
        rate=amount.rate,
        unit=amount.unit,
        gives=table.flag("gives"),
        refund=table.text("refund") if table.has("refund") else "",
        basis=basis,
        starts_on=table.day("starts_on"),
        ends_on=table.day("ends_on"),
        source=read_source(table, book),
    )
    if measure.starts_on and measure.ends_on and measure.starts_on > measure.ends_on:
        table.fault("dates_order", "ends_on", start=measure.starts_on, end=measure.ends_on)
    if measure.refund and measure.gives:
        table.fault("refund_of_relief", "refund")
    table.close()
    return measure


@dataclass(frozen=True, kw_only=True)
class _Amount:
    item: str = ""
    rate: Decimal = Decimal(0)
    unit: str = ""


def _amount(table: Table, book: Book, kind: MeasureKind) -> _Amount:
    if kind == "text":
        return _Amount()
    item, rate = table.text("item") if kind != "sum" else "", table.number("rate")
    needed = unit_of(table, book, "item", item) or ""
    if book.is_tax(item):
        table.fault("measure_of_tax", "item", label=book.label(item))
    if rate is not None and rate <= 0:
        table.fault("not_positive", "rate", value=rate)
    if kind == "cut":
        _fits_cut(table, rate, book.label(item) if dimension(needed) == "money" else "")
        return _Amount(item=item, rate=rate or Decimal(0), unit=needed)
    unit = read_unit(table) if kind == "per_unit" else "yuan"
    if kind == "per_unit":
        fit(table, unit, f"yuan/{needed}" if needed else "")
    elif kind == "share_of":
        fit(table, needed, "yuan", key="item")
    return _Amount(item=item, rate=rate or Decimal(0), unit=unit)


def _fits_cut(table: Table, rate: Decimal | None, money: str) -> None:
    """A quota of energy or the like is cut, `money` naming what is none, and by no more than all of it."""
    if money:
        table.fault("cut_of_money", "item", label=money)
    if rate is not None and rate > 100:
        table.fault("cut_over_all", "rate", value=rate)
