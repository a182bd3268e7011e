"""What of the audit log may go: lines older than their term, all that stand behind a publication, and none else.

A publication's content holds the trail's digest, so the lines after it are checked from there on. What was removed
is said by the log itself, in a line that the next publication covers.
"""

from datetime import datetime, timedelta

from permu.evaluations.models import Publication
from permu.evaluations.publishing.keeping import kept_content
from permu.register.models import Record
from permu.register.trail import Trail, lines_up_to, read_trail

LEAST_DAYS = 184
"""Six months, whichever they are: what the law asks for at least."""


def newest_before(moment: datetime) -> Publication | None:
    """The last publication that is older: what stands behind it may go."""
    return Publication.objects.filter(published_at__lte=moment).order_by("-number").first()


def trail_of(publication: Publication) -> Trail:
    """The log's trail as its content has it."""
    return read_trail(kept_content(publication)[1].get("trail"))


def purged_to() -> int:
    """Up to which publication the log says that its lines are gone; 0 where nothing was purged in time."""
    said = Record.objects.filter(verb="purge_log").order_by("-pk").first()
    number = said.details.get("publication") if said else None
    found = Publication.objects.filter(number=number).first() if isinstance(number, int) else None
    if said is None or found is None:
        return 0
    at = kept_content(found)[1].get("at")
    is_in_time = isinstance(at, str) and _is_old(at, said.at)
    return found.number if is_in_time else 0


def is_gone(said: Trail) -> bool:
    """Whether no line is left of those that a trail was made of."""
    return not lines_up_to(said).exists()


def _is_old(at: str, purged_at: datetime) -> bool:
    return datetime.fromisoformat(at) <= purged_at - timedelta(days=LEAST_DAYS)
