"""What every channel takes, and how the ones that speak HTTP ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol

from permu.register.models import User
from permu.register.outside import NotAnsweredError, ask
from permu.terms.refusal import Refused


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


def posted(address: str, body: bytes | None, headers: Mapping[str, str]) -> Any:
    """What a host answers, as JSON; nothing where it answers nothing.

    Raises:
        Refused: it is not reached, or answers an error.
    """
    try:
        return ask(address, body, headers)
    except NotAnsweredError as why:
        not_delivered(why)


def not_delivered(why: object) -> NoReturn:
    """Refuse, in words; no secret of an address is in them."""
    raise Refused("register.not_delivered", why=why)
