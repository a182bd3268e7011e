"""A form's key is written with its deed, in one transaction: sent again, or twice at once, it is done once."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from permu.register.models import SentForm

LONGEST_KEY = 64


class SentBeforeError(Exception):
    """What the form asks for was done by an earlier sending."""


@dataclass(frozen=True)
class Sending:
    """One request that sends a form."""

    digest: str
    token: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def is_done(self) -> bool:
        """Whether an earlier sending did the deed."""
        return SentForm.objects.filter(digest=self.digest).exists()


def sending_of(person: int, path: str, key: str) -> Sending:
    """The sending of a form by somebody to an address."""
    said = f"{person} {path} {key[:LONGEST_KEY]}"
    return Sending(hashlib.sha256(said.encode()).hexdigest())


@contextmanager
def sent(sending: Sending) -> Iterator[None]:
    """Everything recorded in here is this form's deed."""
    before = _now.set(sending)
    try:
        yield
    finally:
        _now.reset(before)


def hold_form() -> None:
    """Write the key of the form that is being answered, in the deed's own transaction; nothing outside of one.

    Raises:
        SentBeforeError: an earlier sending did the deed.
    """
    sending = _now.get()
    if sending is None:
        return
    held, _ = SentForm.objects.get_or_create(
        digest=sending.digest, defaults={"token": sending.token}
    )
    if held.token != sending.token:
        raise SentBeforeError


_now: ContextVar[Sending | None] = ContextVar("sending", default=None)
