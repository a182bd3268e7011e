"""What every channel takes, and how the ones that speak HTTP ask."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from permu.register.models import User
from permu.terms.refusal import Refused

SECONDS = 10
LARGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Message:
    """One text for one person."""

    key: str
    to: str
    subject: str
    text: str


class Channel(Protocol):
    """A way out."""

    def address(self, person: User) -> str:
        """Where the person is reached; "" where nobody wrote it down."""
        ...

    def send(self, message: Message) -> None:
        """Deliver it.

        Raises:
            Refused: it was not delivered; the reason, in words.
        """
        ...


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """A channel's host is the one that the administrator wrote down."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


def tls() -> ssl.SSLContext:
    """How another machine is spoken to: its certificate is checked, and nothing older than TLS 1.2 will do.

    Debian builds Python so that the oldest version is left to the machine's configuration.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


_OPENER = urllib.request.build_opener(_NoDetours, urllib.request.HTTPSHandler(context=tls()))


def posted(address: str, body: bytes | None, headers: Mapping[str, str]) -> Any:
    """What a host answers, as JSON; nothing where it answers nothing.

    Raises:
        Refused: it is not reached, or answers an error.
    """
    request = urllib.request.Request(address, data=body, headers=dict(headers))  # noqa: S310 — the administrator's
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            text = answer.read(LARGEST_ANSWER)
        return json.loads(text) if text else {}
    except (OSError, ValueError, urllib.error.HTTPError) as error:
        not_delivered(
            type(error).__name__
            + (f" {error.code}" if isinstance(error, urllib.error.HTTPError) else "")
        )


def not_delivered(why: object) -> NoReturn:
    """Refuse, in words; no secret of an address is in them."""
    raise Refused("register.not_delivered", why=why)
