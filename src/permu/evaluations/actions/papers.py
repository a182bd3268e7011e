"""Papers that leave the office with many enterprises' figures: who made them stands in the log."""

from django.db import transaction

from permu.evaluations.models import Publication
from permu.register.actions import record
from permu.register.models import User


@transaction.atomic
def note_letters(publication: Publication, *, town: str, by: User) -> None:
    """Say in the log whose letters somebody made."""
    record("make_letters", publication, by=by, number=publication.number, town=town)
