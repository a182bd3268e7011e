"""A double of a log system: RFC 5425 over TLS, and a socket of this machine; it remembers, and may break off."""

import re
import socket
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
ITS_OWN, A_STRANGERS = HERE / "receiver.pem", HERE / "stranger.pem"
"""Each a key and the certificate of `localhost` that it signed itself; of no use anywhere else."""


@dataclass
class Receiver:
    """What came, in its order, and how often it is still to break off before it takes anything."""

    address: str = ""
    messages: list[bytes] = field(default_factory=list)
    breaks: int = 0
    breaks_behind: int = 0  # it takes all, and resets the line instead of ending it
    came: threading.Event = field(default_factory=threading.Event)

    @property
    def numbers(self) -> list[int]:
        """The number of each line that came."""
        return [int(re.search(rb' id="(\d+)"', one)[1]) for one in self.messages]  # type: ignore[index]

    def take(self, line: ssl.SSLSocket) -> None:
        """One connection: frames until the other side ends."""
        if self.breaks:
            self.breaks -= 1
            line.recv(1)
            return _reset(line)
        data = b""
        while more := line.recv(65536):
            data += more
            if self.breaks_behind and len(more) < 16000:
                self.breaks_behind -= 1
                self.messages += frames(data)
                return _reset(line)
        self.messages += frames(data)
        with suppress(OSError):
            line.unwrap()
        return line.close()


def frames(data: bytes) -> list[bytes]:
    """The messages of RFC 5425: each behind its length in bytes and a space."""
    found = []
    while data:
        size, _, rest = data.partition(b" ")
        found.append(rest[: int(size)])
        assert len(found[-1]) == int(size)
        data = rest[int(size) :]
    return found


def _reset(line: socket.socket) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


@contextmanager
def receiving(certificate: Path = ITS_OWN, receiver: Receiver | None = None) -> Iterator[Receiver]:
    """A receiver at a port of this machine; a receiver that is given goes on at a port of its own."""
    taken = receiver or Receiver()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = socket.create_server(("127.0.0.1", 0))
    taken.address = f"tls://localhost:{server.getsockname()[1]}"

    def listen() -> None:
        with suppress(OSError):
            while True:
                plain, _ = server.accept()
                with suppress(OSError):
                    taken.take(context.wrap_socket(plain, server_side=True))

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield taken
    finally:
        server.shutdown(socket.SHUT_RDWR)  # whoever waits for a client ends
        server.close()
