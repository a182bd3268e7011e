"""What every settlement needs: a reason when it is made, and who took it back."""

from typing import TypeVar

from django.db import models
from django.utils import timezone

from permu.evaluations.models.settling import Settlement
from permu.register.models import User
from permu.terms.refusal import Refused

LONGEST_REASON = 200
Kind = TypeVar("Kind", bound=Settlement)


def withdraw(some: models.QuerySet[Kind], *, by: User) -> int:
    """Mark what still holds of these as taken back; how many did."""
    return some.filter(withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=by)


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
