"""Working days of the State Council's calendar (国务院办公厅节假日安排), with its make-up days.

The calendar comes from the `chinesecalendar` library, which holds the years announced. A year not
yet announced (usually until November of the year before) is answered by the weekday rule only
where the caller accepts that, and says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from permu.terms.refusal import Refused


@dataclass(frozen=True)
class Workday:
    """Whether a date is a working day, and whether the calendar of its year is announced."""

    on: date
    is_working: bool
    is_announced: bool


def workday(on: date) -> Workday:
    """Whether `on` is a working day; by Monday to Friday where its year is not yet announced."""
    import chinese_calendar

    try:
        return Workday(on, bool(chinese_calendar.is_workday(on)), is_announced=True)
    except NotImplementedError:
        return Workday(on, on.weekday() < 5, is_announced=False)


def add_working_days(start: date, days: int, *, announced_only: bool = False) -> date:
    """The date `days` working days after `start`, `start` not counted.

    Raises:
        Refused: `announced_only`, and the calendar of a year on the way is not yet published.
    """
    on, left = start, days
    while left:
        on += timedelta(days=1)
        day = workday(on)
        if announced_only and not day.is_announced:
            raise Refused("terms.calendar_not_published", year=on.year)
        left -= day.is_working
    return on


def working_days_after(start: date, end: date) -> int:
    """How many working days lie after `start` up to `end`, `end` counted; 0 where it is no later."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(workday(day).is_working for day in days)
