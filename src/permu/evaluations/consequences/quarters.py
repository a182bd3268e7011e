"""An amount of a year's figure by quarters: what a measure's dates make of it, to the last 分."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from permu.intake.land.apportion import apportion
from permu.method.model import Measure

OFF = ""
"""The part of the year in which the measure is not in force."""


def has_quarters(measure: Measure) -> bool:
    """Whether its amount is of a year's figure, and its dates say which year."""
    return measure.kind in ("per_unit", "share_of") and measure.starts_on is not None


def by_quarter(measure: Measure, amount: int) -> dict[str, int]:
    """The parts of one year's amount by quarter, such as 2026Q3, and what of it falls in no day in force.

    The year is the one that begins with the measure. Each of its months has the same part, a month
    that is cut the part of its days. The parts sum to the amount.
    """
    weights: dict[str, Fraction] = {}
    for day, is_in_force in _days(measure):
        name = f"{day.year}Q{(day.month + 2) // 3}" if is_in_force else OFF
        of_month = Fraction(1, monthrange(day.year, day.month)[1])
        weights[name] = weights.get(name, Fraction(0)) + of_month
    return apportion(amount, weights) if weights else {}


def _days(measure: Measure) -> Iterator[tuple[date, bool]]:
    """Every day of the measure's first year, and whether it is in force then."""
    day = start = measure.starts_on
    while (
        start and day and (day.year, day.month, day.day) < (start.year + 1, start.month, start.day)
    ):
        yield day, measure.ends_on is None or day <= measure.ends_on
        day += timedelta(days=1)
