"""When a public notice closes (M53, M54): to the hour, by the State Council's working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from permu.method.model import Notice
from permu.terms.workdays import add_working_days, workday

CHINA = timezone(timedelta(hours=8))
"""The time of every notice."""
MIDNIGHT = "24:00"


@dataclass(frozen=True, kw_only=True)
class Closing:
    """The end of a notice: its last day, and the hour (`24:00`: the day's end) from which it is closed.

    `is_announced` is False where the calendar of a year on the way is not yet published: then the
    days are counted by Monday to Friday, and the date may still move.
    """

    on: date
    hour: str
    is_announced: bool

    @property
    def at(self) -> datetime:
        """The moment, in China's time; an objection before it is in time."""
        if self.hour == MIDNIGHT:
            return datetime.combine(self.on + timedelta(days=1), time(), tzinfo=CHINA)
        return datetime.combine(self.on, time.fromisoformat(self.hour), tzinfo=CHINA)

    def __str__(self) -> str:
        return f"{self.on} {self.hour}"


def closes_at(notice: Notice, published: date) -> Closing:
    """When a notice published on that day closes.

    The day of publication does not count (《民法典》第二百零一条). A period in plain days that would
    end on a day off ends with the next working day (第二百零三条); one in working days cannot.
    """
    if notice.counted_in == "working_days":
        last = add_working_days(published, notice.days)
    else:
        last = published + timedelta(days=notice.days)
        last = last if workday(last).is_working else add_working_days(last, 1)
    passed = (published + timedelta(days=n) for n in range(1, (last - published).days + 1))
    return Closing(
        on=last,
        hour=notice.until or MIDNIGHT,
        is_announced=all(workday(day).is_announced for day in passed),
    )
