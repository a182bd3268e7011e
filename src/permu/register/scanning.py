"""Uploads are held against a virus scanner of this machine, where one is configured: clamd and its INSTREAM command.

Who answers nothing, too late, too much or only half has not found a file clean: it is refused.
"""

import re
import socket
import struct
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import chain

from permu.terms.refusal import Refused

SECONDS = 60.0
"""How long a scan may take in all. No write to the database waits for it."""
LARGEST_ANSWER = 4096  # bytes
HERE = ("localhost", "127.0.0.1", "[::1]")
_FOUND = re.compile(r"stream: (.+) FOUND")
_CLEAN = "stream: OK"


@dataclass(frozen=True)
class Scanner:
    """A clamd: at a path of this machine, or at a port of it."""

    path: str = ""
    host: str = ""
    port: int = 0

    def finding(self, chunks: Iterable[bytes], *, seconds: float = SECONDS) -> str:
        """What is found in the bytes; "" where nothing is.

        Raises:
            OSError: it does not answer in time, or not so that it can be understood.
        """
        until = time.monotonic() + seconds
        with closing(self._opened(seconds)) as line:
            # it may have had enough before the end, and perhaps says why
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(line, chunks, until)
            said = _answer(line, until)
        if said == _CLEAN:
            return ""
        if found := _FOUND.fullmatch(said):
            return found[1]
        raise OSError(said)

    def _opened(self, seconds: float) -> socket.socket:
        if not self.path:
            return socket.create_connection((self.host.strip("[]"), self.port), timeout=seconds)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(seconds)
        try:
            line.connect(self.path)
        except OSError:
            line.close()
            raise
        return line


def scanner_of(said: str) -> Scanner | None:
    """The scanner that `PERMU_CLAMD` names: `unix:/path` or `host:port`; None where it names none.

    Raises:
        Refused: it is neither, or another machine, for clamd speaks in the clear.
    """
    if not said:
        return None
    if said.startswith("unix:/"):
        return Scanner(path=said.removeprefix("unix:"))
    host, _, port = said.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise Refused("register.scanner_unsound", said=said)
    if host not in HERE:
        raise Refused("register.scanner_away", host=host)
    return Scanner(host=host, port=int(port))


def _send(line: socket.socket, chunks: Iterable[bytes], until: float) -> None:
    """The command, each part behind its length, and a part of no length."""
    for part in chain((b"zINSTREAM\0",), _parts(chunks)):
        line.settimeout(_left(until))
        line.sendall(part)


def _parts(chunks: Iterable[bytes]) -> Iterable[bytes]:
    for chunk in chunks:
        if chunk:
            yield struct.pack("!L", len(chunk)) + chunk
    yield struct.pack("!L", 0)


def _answer(line: socket.socket, until: float) -> str:
    said = b""
    while not said.endswith(b"\0"):
        if len(said) > LARGEST_ANSWER:
            raise OSError("answer too long")
        line.settimeout(_left(until))
        more = line.recv(1024)
        if not more:
            raise OSError("answer cut off" if said else "no answer")
        said += more
    return said[:-1].decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left
