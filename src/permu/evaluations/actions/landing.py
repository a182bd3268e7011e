"""Putting land areas on notice."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.holding import held_at_work
from permu.evaluations.actions.rounds import is_read
from permu.evaluations.landing import land_list
from permu.evaluations.models import LandNotice, Round
from permu.evaluations.telling import tell_of_land
from permu.evaluations.year.clock import written
from permu.evaluations.year.moves import COLLECTED
from permu.register.actions import record
from permu.register.models import User
from permu.terms.canonical import canonical, content_digest
from permu.terms.refusal import Refused


@transaction.atomic
def notice_land(round_: Round, *, closes_at: datetime, by: User, key: str) -> LandNotice:
    """Put the land areas of the last reading on notice until then. The same `key` does it once.

    Raises:
        Refused: it is past the time for it, what came in is not read, the method reads no land, or the end is past.
    """
    known: LandNotice | None = LandNotice.objects.filter(key=key).first()
    if known is not None:
        return known
    round_ = held_at_work(round_)
    if round_.stage not in COLLECTED or not round_.reading or not is_read(round_):
        raise Refused("evaluations.land_not_read")
    if closes_at <= timezone.now():
        raise Refused("evaluations.land_notice_past", until=written(closes_at))
    found = land_list(round_)
    if not found.heads:
        raise Refused("evaluations.land_not_used")
    digest = content_digest(canonical([list(found.heads), [*map(list, found.rows)]]), "sha256")
    made = LandNotice.objects.create(
        key=key, round=round_, number=round_.land_notices.count() + 1, reading=round_.reading,
        facts_digest=round_.facts_digest, heads=found.heads, entries=found.rows, digest=digest,
        closes_at=closes_at, by=by,
    )  # fmt: skip
    record("notice_land", made, by=by, round=round_.pk, digest=digest, until=made.until)
    tell_of_land(made)
    return made
