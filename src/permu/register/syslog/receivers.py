"""Who takes the audit log's lines: a host over TLS whose certificate is checked, or a socket of this machine."""

import errno
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from permu.register.outside import tls
from permu.terms.refusal import Refused

SECONDS = 10.0
USUAL_PORT = 6514


class Receiver(Protocol):
    """Whoever takes messages."""

    def send(self, messages: Sequence[bytes]) -> None:
        """Hand the messages over, in their order.

        Raises:
            OSError: not all of them were taken; which, nobody can say.
        """
        ...


@dataclass(frozen=True)
class Host:
    """A receiver over TLS (RFC 5425). It has the messages once it closed the line after us, in the order of TLS."""

    name: str
    port: int

    def send(self, messages: Sequence[bytes]) -> None:
        """Hand the messages over, each behind its length."""
        with (
            socket.create_connection((self.name, self.port), timeout=SECONDS) as plain,
            tls().wrap_socket(plain, server_hostname=self.name) as line,
        ):
            line.sendall(b"".join(b"%d %b" % (len(one), one) for one in messages))
            _until_closed(line)


@dataclass(frozen=True)
class Local:
    """A socket of this machine, as /dev/log: a datagram a message, or where it is a stream, its length before it."""

    path: str

    def send(self, messages: Sequence[bytes]) -> None:
        """Hand the messages over."""
        try:
            self._datagrams(messages)
        except OSError as error:
            if error.errno != errno.EPROTOTYPE:
                raise
            self._stream(messages)

    def _datagrams(self, messages: Sequence[bytes]) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.settimeout(SECONDS)
            line.connect(self.path)
            for one in messages:
                line.send(one)

    def _stream(self, messages: Sequence[bytes]) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(SECONDS)
            line.connect(self.path)
            line.sendall(b"".join(b"%d %b" % (len(one), one) for one in messages))


def receiver_of(said: str) -> Receiver | None:
    """The receiver that `PERMU_SYSLOG` names: `tls://host:6514` or `unix:/dev/log`; None where it names none.

    Raises:
        Refused: it is neither.
    """
    if not said:
        return None
    if said.startswith("unix:/"):
        return Local(said.removeprefix("unix:"))
    try:
        at = urlsplit(said)
        name, port = at.hostname, at.port or USUAL_PORT
    except ValueError:
        name, port = None, 0
    if not name or at.scheme != "tls" or at.path.strip("/") or at.query or at.username:
        raise Refused("register.syslog_unsound", said=said.rpartition("@")[2][:100])
    return Host(name, port)


def _until_closed(line: ssl.SSLSocket) -> None:
    """End the line as TLS does, and wait for the other side's end: it has read all that came before.

    A receiver that ends the connection without the words of TLS has read it too, for else it would reset it.

    Raises:
        OSError: it reset the connection, or did not end it in time.
    """
    try:
        line.unwrap()
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError):
        pass
    except ssl.SSLSyscallError as error:
        if error.errno:
            raise
