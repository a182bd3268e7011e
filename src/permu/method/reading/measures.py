"""`[[measure]]`: what follows a grade, never without its legal basis, never worked out from taxes paid."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from permu.method.model import EVERYBODY, Condition, Measure, MeasureKind
from permu.method.reading.book import Book, dimension, fit, read_source, read_unit, unit_of
from permu.method.reading.conditions import read_condition
from permu.method.reading.firing import conditions_in
from permu.method.reading.rules import known_grade
from permu.method.reading.tables import Table

KEYS: dict[str, tuple[MeasureKind, ...]] = {
    "item": ("per_unit", "share_of", "cut"),
    "rate": ("per_unit", "share_of", "sum", "cut"),
    "unit": ("per_unit",),
}
"""The keys that only some kinds have."""
MONEY: tuple[MeasureKind, ...] = ("per_unit", "share_of", "sum")
NO_BASIS = ("", "无", "暂无", "没有", "待定", "待补", "待补充", "none", "na", "tbd")
"""What people write where there is none."""
_LETTERS = re.compile(r"[^\W_]+")


def read_measure(table: Table, book: Book, grades: Sequence[str]) -> Measure:
    """One `[[measure]]` for a group of those grades."""
    kind: MeasureKind = table.choice("kind", get_args(MeasureKind))
    table.only_for(kind, KEYS)
    amount = _amount(table, book, kind)
    wanted = table.texts("grades")
    for grade in wanted:
        known_grade(table, "grades", grade, grades)
    basis = table.text("basis", "")
    if "".join(_LETTERS.findall(basis)).lower() in NO_BASIS:
        table.fault("measure_without_basis", "basis")
    when = table.optional_table("when")
    condition = read_condition(when, book) if when else EVERYBODY
    if kind in MONEY:
        _not_by_tax(table, book, condition)
    measure = Measure(
        id=table.identifier(),
        label=table.text("label"),
        kind=kind,
        grades=wanted,
        when=condition,
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


def _not_by_tax(table: Table, book: Book, condition: Condition) -> None:
    """Money for who paid so much tax is tied to tax paid, though its amount is none of it."""
    taxes = [one.item for one in conditions_in(condition) if book.is_tax(one.item)]
    if taxes:
        table.fault("measure_when_tax", "when", label=book.label(taxes[0]))


def _fits_cut(table: Table, rate: Decimal | None, money: str) -> None:
    """A quota of energy or the like is cut, `money` naming what is none, and by no more than all of it."""
    if money:
        table.fault("cut_of_money", "item", label=money)
    if rate is not None and rate > 100:
        table.fault("cut_over_all", "rate", value=rate)
