"""What every settlement needs: a reason when it is made, and who took it back."""

from django.db import models
from django.utils import timezone

from permu.evaluations.models import FigureCorrection, RowOwner
from permu.register.models import User
from permu.terms.refusal import Refused

LONGEST_REASON = 200


def withdraw(
    of_one: models.QuerySet[RowOwner] | models.QuerySet[FigureCorrection], *, by: User
) -> int:
    """Mark what still holds of these as taken back; how many did."""
    return of_one.filter(withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=by)


def reason_of(text: str) -> str:
    """The reason in one line.

    Raises:
        Refused: there is none, or it is too long.
    """
    said = " ".join(text.replace("\0", "").split())
    if not said:
        raise Refused("evaluations.no_reason")
    if len(said) > LONGEST_REASON:
        raise Refused("evaluations.reason_long", longest=LONGEST_REASON)
    return said
