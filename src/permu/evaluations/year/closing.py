"""When a public notice closes: as the method says, or after five working days where it says nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from permu.evaluations.models import Run
from permu.evaluations.stored import kept_method
from permu.method.model import Notice
from permu.method.procedure import MIDNIGHT, Closing, closes_at
from permu.terms.workdays import add_working_days, workday

USUAL_DAYS = 5
"""Working days: what 巢湖, 蚌埠 and others allow (domain/methods.md §8), where a method says nothing."""


@dataclass(frozen=True)
class NoticeTime:
    """Until when objections are in time; `is_assumed` where the method does not say."""

    closing: Closing
    is_assumed: bool

    @property
    def at(self) -> datetime:
        """The moment, in China's time."""
        return self.closing.at


def notice_time(run: Run, published: date) -> NoticeTime:
    """The time of a notice of the run's results, put out on that day."""
    notice = notice_of(run)
    if notice is not None:
        return NoticeTime(closes_at(notice, published), is_assumed=False)
    last = add_working_days(published, USUAL_DAYS)
    closing = Closing(on=last, hour=MIDNIGHT, is_announced=workday(last).is_announced)
    return NoticeTime(closing, is_assumed=True)


def notice_of(run: Run) -> Notice | None:
    """What the run's method says of the notice of its results."""
    method = kept_method(run)
    notices = method.procedure.notices if method and method.procedure else ()
    return next((one for one in notices if one.of in ("grades", "scores")), None)
