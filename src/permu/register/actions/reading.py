"""What sensitive figures were looked at, by whom."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from permu.register.actions.log import note
from permu.register.models import Record, User

ONE_LINE = timedelta(hours=1)


@transaction.atomic
def note_reading(about: str, *, by: User, result: int | str) -> None:
    """Say in the log whose figures a person of the office opened: once an hour for the same."""
    lines = Record.objects.filter(actor=by, verb="read_sheet", details__result=result)
    if not lines.filter(at__gt=timezone.now() - ONE_LINE).exists():
        note("read_sheet", about, by=by, result=result)
