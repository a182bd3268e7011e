"""Leases: which count in the year evaluated, and for how much of it."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from permu.intake.land.book import Lease, TimeKind

MIDDLE = 15
"""The day of a month on which a lease must run for the month to count: of two in turn one has it."""


@dataclass(frozen=True, kw_only=True)
class LeaseTime:
    """How a lease's dates count in a year, unless the lease says another way itself.

    - `on_day`: as it stands on one day (31 December of the year, unless the facts end before): whole or not at all;
    - `by_days`: in proportion to the days of the year on which it ran, first and last day included;
    - `by_months`: in twelfths, a month for each month in the middle of which it ran;
    - `any_day`: whole, if it ran on any day of the year;
    - `listed`: whole, whatever its dates.
    """

    year: int
    kind: TimeKind = "on_day"
    day: date | None = None  # on_day: another day than 31 December

    @property
    def on(self) -> date:
        """The day on which a lease must run."""
        return self.day or date(self.year, 12, 31)

    def part(self, lease: Lease) -> Fraction:
        """How much of the lease counts: 0 to 1. A date that is not given sets no bound."""
        kind = lease.time or self.kind
        if kind == "listed":
            return Fraction(1)
        if kind == "on_day":
            return Fraction(_runs(lease, self.on, self.on))
        if kind == "by_months":
            return Fraction(months_run(lease, self.year), 12)
        days = days_run(lease, self.year)
        if kind == "any_day":
            return Fraction(days > 0)
        return Fraction(days, days_of(self.year))


def days_of(year: int) -> int:
    """365 or 366."""
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def days_run(lease: Lease, year: int) -> int:
    """Days of the year on which the lease ran, its first and its last day included."""
    first = max(lease.starts_on or date(year, 1, 1), date(year, 1, 1))
    last = min(lease.ends_on or date(year, 12, 31), date(year, 12, 31))
    return max(0, (last - first).days + 1)


def months_run(lease: Lease, year: int) -> int:
    """Months of the year in the middle of which the lease ran."""
    middles = (date(year, month, MIDDLE) for month in range(1, 13))
    return sum(_runs(lease, day, day) for day in middles)


def _runs(lease: Lease, first: date, last: date) -> bool:
    return (lease.starts_on or first) <= last and (lease.ends_on or last) >= first
