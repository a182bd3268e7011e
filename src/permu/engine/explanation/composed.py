"""How a figure that the method composes came about, in words: factors, the least of several, last year, parcels."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from permu.engine.benchmarks import as_text
from permu.engine.explanation.context import Context, Row
from permu.engine.explanation.numbers import short
from permu.engine.figures import label_of
from permu.engine.sheet import Cell, FactLine
from permu.method.model import Definition
from permu.terms.holdings import SCALE
from permu.terms.items import item

CELL = ("file", "sheet", "cell", "raw", "unit", "provider", "sha256", "note")


def cell_of(row: Row) -> Cell:
    """The address of a figure."""
    return Cell(**{name: row[name] or "" for name in CELL})


def composed_note(context: Context, definition: Definition) -> str:
    """What was done with the parts, where it is not plain addition."""
    return "" if definition.kind == "sum" else context.words(f"composed_{definition.kind}")


def with_factor(context: Context, line: FactLine, factor: Fraction) -> FactLine:
    """The line of a part that counts by a factor: × 1.5, or ÷ 0.95 where that is how it has an end."""
    is_finite = "/" not in as_text(factor)
    sign, number = ("×", factor) if is_finite else ("÷", 1 / factor)
    return replace(line, note=context.join([line.note, f"{sign} {short(number)}"]))


def looked_up(context: Context, definition: Definition, subject: str) -> Iterator[FactLine]:
    """The parts of a figure that does not stand among the subject's own of this year."""
    if definition.kind == "earlier":
        if definition.plus[0] not in context.definitions:
            yield _of_last_year(context, definition.plus[0], subject)
    elif definition.kind == "holding":
        yield from _parcels(context, definition, subject)
    else:
        yield from _tenants(context, definition, subject)


def _of_last_year(context: Context, name: str, subject: str) -> FactLine:
    found = item(name)
    row, cells = context.last_year.get(subject, ({}, ()))
    raw = row.get(name)
    return FactLine(
        item=name,
        label=context.words("of_last_year", figure=label_of(context.method, name)),
        value=None if raw is None else found.decimal(raw),
        unit=context.unit_label(found.unit),
        cells=tuple(cell_of(cell) for cell in cells if cell["item"] == name),
        note="" if raw is not None else context.words("fact_missing"),
    )


def _parcels(context: Context, definition: Definition, subject: str) -> Iterator[FactLine]:
    for row in context.ledger.get(subject, ()):
        if row["role"] in definition.roles:
            area = row[definition.of]
            yield FactLine(
                item=definition.id,
                label=context.words(f"parcel_{row['role']}", parcel=row["parcel"]),
                value=None if area is None else _decimal(area),
                unit=context.unit_label("mu" if definition.of == "land" else "m2"),
                sign="+",
                note=context.words("fact_missing") if area is None else "",
            )


def _tenants(context: Context, definition: Definition, subject: str) -> Iterator[FactLine]:
    for row in context.ledger.get(subject, ()):
        if row["role"] == "owner":
            others = context.tenants_on.get(row["parcel"], set()) - {subject}
            yield FactLine(
                item=definition.id,
                label=context.words("parcel_tenants", parcel=row["parcel"]),
                value=Decimal(len(others)),
                unit=context.unit_label(definition.unit),
            )


def _decimal(whole: int) -> Decimal:
    return Decimal(as_text(Fraction(whole, 10**SCALE)))
