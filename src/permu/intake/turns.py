"""How many files are opened at a time on this machine: each may take what its limits allow, together they may not."""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from permu.terms.refusal import Refused

AT_ONCE = 2
WAIT_SECONDS = 120
_AGAIN = 0.05  # seconds


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one of the places that all processes of this user share.

    Raises:
        Refused: none became free.
    """
    place = _taken()
    try:
        yield
    finally:
        os.close(place)  # and with it the lock


def _taken() -> int:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        for number in range(AT_ONCE):
            place = _place(number)
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(place)
            else:
                return place
        time.sleep(_AGAIN)
    raise Refused("intake.reader_busy")


def _place(number: int) -> int:
    path = Path(tempfile.gettempdir()) / f"permu-reader-{os.getuid()}-{number}"
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
