"""Adjustments and measures: tables that a group file, or `method.toml` for every group, may hold."""

from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

from permu.method.model import Adjustment, AdjustmentKind, Condition, Measure, MeasureKind
from permu.method.reading.book import Book, fit, read_source, read_unit, unit_of
from permu.method.reading.conditions import read_condition
from permu.method.reading.tables import Table
from permu.terms.items import items

POINTS = ("bonus", "deduction")


def read_adjustment(table: Table, book: Book, grades: Sequence[str]) -> Adjustment:
    """One `[[adjustment]]`. `grades` are the group's; none where its grading is not known."""
    kind: AdjustmentKind = table.choice("kind", get_args(AdjustmentKind))
    points = table.number("points") if kind in POINTS else Decimal(0)
    if points is not None and kind in POINTS and points <= 0:
        table.fault("not_positive", "points", value=points)
    grade = table.text("grade") if kind not in POINTS else ""
    known_grade(table, "grade", grade, grades)
    adjustment = Adjustment(
        id=table.identifier(),
        label=table.text("label"),
        kind=kind,
        when=read_when(table, book),
        points=points or Decimal(0),
        grade=grade,
        source=read_source(table, book),
    )
    table.close()
    return adjustment


def read_measure(table: Table, book: Book, grades: Sequence[str]) -> Measure:
    """One `[[measure]]`: never without its legal basis, never worked out from taxes paid."""
    kind: MeasureKind = table.choice("kind", get_args(MeasureKind))
    item, rate, unit = ("", None, "") if kind == "text" else _amount(table, book, kind)
    wanted = table.texts("grades")
    for grade in wanted:
        known_grade(table, "grades", grade, grades)
    basis = table.text("basis", "")
    if not basis.strip():
        table.fault("measure_without_basis", "basis")
    measure = Measure(
        id=table.identifier(),
        label=table.text("label"),
        kind=kind,
        grades=wanted,
        item=item,
        rate=rate or Decimal(0),
        unit=unit,
        gives=table.flag("gives"),
        basis=basis,
        starts_on=table.day("starts_on"),
        ends_on=table.day("ends_on"),
        source=read_source(table, book),
    )
    if measure.starts_on and measure.ends_on and measure.starts_on > measure.ends_on:
        table.fault("dates_order", "ends_on", start=measure.starts_on, end=measure.ends_on)
    table.close()
    return measure


def read_when(table: Table, book: Book) -> Condition:
    """The condition of a rule or group."""
    inner = table.table("when")
    return read_condition(inner, book) if inner else Condition(kind="always")


def known_grade(table: Table, key: str, grade: str, grades: Sequence[str]) -> None:
    """A fault where the group has grades, and this is none of them."""
    if grade and grades and grade not in grades:
        table.fault("grade_unknown", key, grade=grade, grades="、".join(grades))


def _amount(table: Table, book: Book, kind: MeasureKind) -> tuple[str, Decimal | None, str]:
    item, rate = table.text("item"), table.number("rate")
    needed = unit_of(table, book, "item", item)
    if book.is_tax(item):
        label = items()[item].label if item in items() else book.definitions[item].label
        table.fault("measure_of_tax", "item", label=label)
    if rate is not None and rate <= 0:
        table.fault("not_positive", "rate", value=rate)
    if kind == "share_of":
        fit(table, needed or "", "yuan", key="item")
        return item, rate, "yuan"
    unit = read_unit(table)
    fit(table, unit, f"yuan/{needed}" if needed else "")
    return item, rate, unit
