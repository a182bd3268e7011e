"""The audit log's one verb."""

from permu.register.actions.forms import hold_form
from permu.register.models import Record, User


def record(verb: str, about: object, *, by: User | None, **details: object) -> None:
    """Add a deed's line to the audit log; call it inside the transaction it tells of.

    Raises:
        SentBeforeError: the form that is being answered did this before.
    """
    hold_form()
    note(verb, about, by=by, **details)


def note(verb: str, about: object, *, by: User | None, **details: object) -> None:
    """Add the line of what is no deed: a page that somebody read, or was refused."""
    Record.objects.create(actor=by, verb=verb, about=str(about)[:200], details=details)
