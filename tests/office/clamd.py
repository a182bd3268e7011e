"""A double of clamd: INSTREAM as it is published, and the ways in which it may go wrong."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

VIRUS = b"EICAR"
FOUND, CLEAN = b"stream: Eicar-Signature FOUND\0", b"stream: OK\0"
TOO_LARGE = b"INSTREAM size limit exceeded. ERROR\0"
SILENT = b""
"""It takes everything and says nothing, until it is closed."""


@dataclass
class Clamd:
    """One at work: what it was sent, and what it answers instead of a verdict."""

    address: str = ""
    answers: bytes | None = None
    takes: int = 100 * 1024 * 1024  # bytes; of more it closes the line
    seen: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def serve(self, line: socket.socket) -> None:
        """Answer one client."""
        with line, suppress(OSError), line.makefile("rb") as said:
            if said.read(10) != b"zINSTREAM\0":
                return
            data = b""
            while size := struct.unpack("!L", said.read(4))[0]:
                data += said.read(size)
                if len(data) > self.takes:
                    line.sendall(TOO_LARGE)
                    return
            self.seen.append(data)
            if self.answers == SILENT:
                self.over.wait(60)
            else:
                verdict = FOUND if VIRUS in data else CLEAN
                line.sendall(verdict if self.answers is None else self.answers)


@contextmanager
def scanning(folder: Path | None = None) -> Iterator[Clamd]:
    """A scanner at a socket in the folder, or at a port."""
    clamd = Clamd()
    if folder:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(folder / "clamd.ctl"))
        clamd.address = f"unix:{folder / 'clamd.ctl'}"
    else:
        server = socket.socket()
        server.bind(("127.0.0.1", 0))
        clamd.address = f"localhost:{server.getsockname()[1]}"
    server.listen()

    def listen() -> None:
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                threading.Thread(target=clamd.serve, args=(line,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield clamd
    finally:
        clamd.over.set()
        server.shutdown(socket.SHUT_RDWR)  # whoever waits for a client ends
        server.close()
