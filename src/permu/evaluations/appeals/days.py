"""Until when an appeal is in time, and until when its department answers."""

from datetime import date, datetime

from django.utils import timezone

from permu.evaluations.models import Round
from permu.evaluations.year.clock import written
from permu.evaluations.year.moves import Stage
from permu.evaluations.year.needs import notice_until
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days

ANSWER_DAYS = 3
"""Working days that a department has."""


def must_be_in_time(round_: Round, arrived: datetime) -> None:
    """Whether a notice is open at that moment of the server's clock.

    A claim that arrived in time and waited its turn is in time, even where the notice was closed meanwhile.

    Raises:
        Refused: there is no notice, or its time is over, by however little.
    """
    until = notice_until(round_)
    if until is None or round_.stage not in (Stage.NOTICE, Stage.REVIEWED):
        raise Refused("evaluations.appeal_no_notice", stage=round_.get_stage_display())
    if arrived >= until:
        raise Refused("evaluations.appeal_late", until=written(until))


def is_open(round_: Round) -> bool:
    """Whether somebody may appeal now."""
    try:
        must_be_in_time(round_, timezone.now())
    except Refused:
        return False
    return True


def answer_due(arrived: datetime) -> date:
    """The day by which the department answers."""
    return add_working_days(timezone.localdate(arrived), ANSWER_DAYS)
