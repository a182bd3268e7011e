"""The day's reminders, made once."""

from datetime import date

from django.db import transaction

from permu.evaluations.models import DailyDigest
from permu.evaluations.requests.digests import digest_key, digest_texts
from permu.register.actions import record
from permu.register.models import User


@transaction.atomic
def daily_digest(day: date, *, by: User | None = None) -> list[DailyDigest]:
    """The day's reminders, one a department. A second time the same day gives the same ones.

    Whoever delivers them takes this list; a digest's key says which message it is.
    """
    made = 0
    for department, text in digest_texts(day).items():
        _, is_new = DailyDigest.objects.get_or_create(
            key=digest_key(day, department),
            defaults={"day": day, "department": department, "text": text},
        )
        made += is_new
    if made:
        record("daily_digest", day.isoformat(), by=by, departments=made)
    return list(DailyDigest.objects.filter(day=day))
