"""A process with everything imported that forks a child for each order: the child does a deed in an office of its own, and may be killed.

    python -m tests.reliability.stage       orders as JSON lines on stdin, what came of each on stdout

Nothing is computed here before a fork: a library's threads would not be in the child.
"""

import errno
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
django.setup()

from django.conf import settings  # noqa: E402 — Django is set up first
from django.db import OperationalError, connections, transaction  # noqa: E402

from tests.reliability import deeds, looking  # noqa: E402

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FILES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


Strike = Callable[[str], None]
"""What happens at the moment that was ordered, to the database ("sql") or to a file ("file")."""


def killed(_: str) -> None:
    """Die at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def failing(name: str) -> Strike:
    """The disk is full, or broken: so says the system, or the database."""

    def strike(what: str) -> None:
        if what == "sql":
            raise OperationalError(name)
        raise OSError(getattr(errno, name), name)

    return strike


class Clock:
    """Counts what a deed does to the database and the disk, and strikes at one of it."""

    def __init__(self, strike_at: int | None, strike: Strike, *, watches: bool) -> None:
        self.count, self._at, self._strike = 0, strike_at, strike
        self._watches, self._is_off = watches, False
        self.seen: list[str] = []

    def tick(self, what: str) -> None:
        """One more; at the one that was ordered it strikes."""
        if self._is_off:
            return
        self.count += 1
        if self.count == self._at:
            self._strike(what)

    def look(self) -> None:
        """Note how the office stands, where this is the deed that others are held against."""
        if self._watches and not self._is_off:
            with self.off():
                self.seen.append(looking.standing())

    @property
    def kills(self) -> bool:
        """Whether it strikes to kill: the moment after a commit is no failure of the disk."""
        return self._strike is killed

    @contextmanager
    def off(self) -> Iterator[None]:
        """What is done in here does not count."""
        self._is_off, before = True, self._is_off
        try:
            yield
        finally:
            self._is_off = before


def count(clock: Clock, folder: Path) -> None:
    """Let every statement, every commit and every change below the folder tick."""
    database = connections["default"]
    commit = type(database)._commit

    def statement(execute: Any, *arguments: Any) -> Any:
        clock.tick("sql")
        done = execute(*arguments)
        if not database.in_atomic_block:
            clock.look()
        return done

    def committed(self: Any) -> Any:
        clock.tick("sql")
        done = commit(self)
        if clock.kills:
            clock.tick("sql")
        clock.look()
        self.connection.rollback()  # the look began a transaction of its own
        return done

    def change(event: str, arguments: tuple[Any, ...]) -> None:
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        if (is_write or event in FILES) and str(arguments[0]).startswith(str(folder)):
            clock.tick("file")

    fsync = os.fsync

    def synced(handle: int) -> None:
        clock.tick("file")
        fsync(handle)

    os.fsync = synced
    type(database)._commit = committed
    database.execute_wrappers.append(statement)
    sys.addaudithook(change)


def loosen() -> None:
    """Take the transactions away: every statement stands by itself."""
    transaction.Atomic.__enter__ = lambda self: None  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = lambda self, *_: None  # type: ignore[method-assign]


def obey(order: dict[str, Any], said: Callable[[str, Any], None]) -> None:
    """Do what is ordered, in the office that is named."""
    folder = Path(order["folder"])
    settings.PERMU_DATA = folder
    connections["default"].settings_dict["NAME"] = order["database"]
    if order["do"] == "look":
        said("standing", looking.standing())
        said("faults", looking.faults())
        return
    strike = failing(order["fault"]) if "fault" in order else killed
    clock = Clock(order.get("at"), strike, watches=order.get("watch", False))
    if order.get("loose"):
        loosen()
    count(clock, folder)
    for ack in deeds.DEEDS[order["do"]](order):
        said("ack", [ack, len(clock.seen)])
    said("seen", clock.seen)
    said("count", clock.count)


def child(order: dict[str, Any], pipe: int) -> None:
    """Obey, and tell through the pipe as it goes."""

    def said(what: str, value: Any) -> None:
        os.write(pipe, json.dumps([what, value], ensure_ascii=False).encode() + b"\n")

    try:
        obey(order, said)
    except BaseException:  # noqa: BLE001 — the child ends here, and says why
        said("error", traceback.format_exc())
        os._exit(1)
    os._exit(0)


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        hears, tells = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(hears)
            child(order, tells)
        os.close(tells)
        with os.fdopen(hears, "rb") as pipe:
            told = [json.loads(each) for each in pipe.read().splitlines()]
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        sys.stdout.write(json.dumps({"status": status, "told": told}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
