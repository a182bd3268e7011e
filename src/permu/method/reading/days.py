"""A day that a rule names: `"12-31"` of the year evaluated, or a date of one certain year."""

from datetime import date, datetime

from permu.method.model import Day
from permu.method.reading.tables import Table

LEAP = 2000
"""A year that has each day of the calendar, 29 February too."""


def read_day(table: Table, key: str) -> Day | None:
    """The day under `key`; None where it is absent or, with a fault, no day at all."""
    if not table.has(key):
        return None
    value = table.values[key]
    if isinstance(value, date) and not isinstance(value, datetime):
        return Day(month=value.month, day=value.day, year=value.year)
    try:
        day = date.fromisoformat(f"{LEAP}-{value}") if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None:
        table.fault("no_day", key)
        return None
    return Day(month=day.month, day=day.day)
