"""The cells of the land form's rows: areas, dates, places."""

from collections.abc import Iterator, Mapping
from datetime import date

from permu.intake.grid import address
from permu.intake.land.book import STEP, Place
from permu.intake.numbers import factor, label
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.terms.rounding import scaled

WHOLE = {
    "宗地": frozenset({"parcel", "land_owned"}),
    "租赁": frozenset({"parcel", "land_leased_in", "leased_floor_area", "starts_on", "ends_on"}),
}
"""The columns without which land cannot be booked: a form that was only asked for some of them has not all."""
LARGEST = 10**15
"""Whole units; what is above is no area of land."""


def is_whole(by_label: Mapping[str, Table]) -> bool:
    """Whether both lists are there with all that a ledger needs."""
    return all(
        label_ in by_label
        and needed <= {placed.column.id for placed in by_label[label_].form.columns}
        for label_, needed in WHOLE.items()
    )


def rows_of(table: Table) -> Iterator[Row]:
    """The rows that count."""
    return (row for row in table.rows if not row.ignored)


def day_of(reading: Reading) -> date | None:
    """The date, where there is one."""
    return reading.value if isinstance(reading.value, date) else None


def land_of(reading: Reading) -> int | None:
    """What the cell says in whole 10^-6 mu, also where it waits for a person."""
    value = reading.value
    return value if isinstance(value, int) and 0 < value < LARGEST else None


def units_of(reading: Reading, unit: str) -> int | None:
    """A figure that gives no item: whole 10^-6 of the unit, the seventh decimal rounded half up."""
    if reading.quantity is None or reading.quantity <= 0:
        return None
    units = scaled(reading.quantity * factor(reading.unit, unit) * STEP, 0)
    return units if units < LARGEST else None


def excluded_of(row: Row) -> int | None:
    """What was excluded by approval: nothing where the form asks and the cell is blank, for it needs an approval."""
    reading = row.readings.get("excluded")
    if reading is None:
        return None
    return 0 if reading.status == "missing" or reading.quantity == 0 else units_of(reading, "mu")


def place_of(table: Table, row: Row, reading: Reading) -> Place:
    """Where a figure stands, for whoever wants to look."""
    cell = address(reading.at.row or row.number, reading.at.column or 1)
    return Place(
        source=table.source, row=row.number, cell=cell, raw=reading.raw, unit=label(reading.unit),
        is_held=reading.status == "held", why=reading.note if reading.status == "held" else "",
    )  # fmt: skip
