"""What a restore drill needs: an office at work, and a restore in a process of its own."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections

from permu.evaluations.actions import add_files, share_results
from permu.evaluations.models import Round, Run
from permu.register.models import Enterprise, User
from tests.office.conftest import add_result
from tests.postgres import OFFICE

PERMU = str(Path(sys.executable).with_name("permu"))
DATABASES = count(1)
PAUSE = 0.01
"""Seconds between two deeds of one person: SQLite is not fair to who waits while another never pauses."""


def put_out(round_: Round, *, by: User) -> Run:
    """One more run of a round, with its folder and a result, and its list."""
    number = round_.runs.count() + 1
    run = Run(
        round=round_, number=number, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest=f"{number:064}", engine="0", open_findings=0, counts={},
        created_by=by,
    )  # fmt: skip
    run.folder.mkdir(parents=True)
    (run.folder / "result.json").write_text(f'{{"number": {number}}}')
    run.save()
    add_result(run, Enterprise.objects.get_or_create(credit_code="甲", name="甲")[0], grade="B")
    share_results(run, by=by)
    return run


def upload(round_: Round, content: bytes, *, by: User) -> str:
    """One more file; where it lies."""
    assert not add_files(round_, [SimpleUploadedFile("a.xlsx", content)], by=by)
    stored = round_.files.order_by("pk").last().stored
    return f"files/{stored.sha256[:2]}/{stored.sha256}"


@dataclass
class Work:
    """What was answered "done" while an office was busy, in order."""

    files: list[str] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def upload(self, round_: Round, who: int, *, by: User) -> None:
        """Upload one file after the other, until it is over."""
        with closing_connections():
            for number in count():
                self.files.append(upload(round_, f"{who}/{number}".encode() * 5000, by=by))
                if self.over.wait(PAUSE):
                    return

    def put_out(self, round_: Round, *, by: User) -> None:
        """Put one list out after the other, until it is over."""
        with closing_connections():
            while not self.over.wait(PAUSE):
                self.lists.append(put_out(round_, by=by).number)

    def wait(self, *, deeds: int) -> None:
        """Until so many files are in and so many lists out; a minute, at most."""
        until = time.monotonic() + 60
        while min(len(self.files), len(self.lists)) < deeds and time.monotonic() < until:
            time.sleep(0.01)


@contextmanager
def at_work(round_: Round, *, by: User) -> Iterator[Work]:
    """Two threads upload and one puts lists out, until the block ends; what broke in one breaks here."""
    work = Work()
    with ThreadPoolExecutor() as pool:
        deeds = [pool.submit(work.upload, round_, who, by=by) for who in (1, 2)]
        deeds.append(pool.submit(work.put_out, round_, by=by))
        try:
            yield work
        finally:
            work.over.set()
    for deed in deeds:
        deed.result()


@contextmanager
def closing_connections() -> Iterator[None]:
    """A thread of ours closes its connection to the database."""
    try:
        yield
    finally:
        connections.close_all()


def environment(**more: str) -> dict[str, str]:
    """This process's environment, which names no office but that of `more`."""
    ours = ("DATABASE_URL", "PERMU_DATA", "PERMU_HEADS", "DJANGO_ALLOW_ASYNC_UNSAFE")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"PERMU_LANG": "zh"} | more


def permu(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Call `permu` in a process of its own."""
    said = [PERMU, *map(str, words)]
    return subprocess.run(
        said, env=environment(**more), capture_output=True, text=True, check=False
    )


def an_empty_database() -> dict[str, str]:
    """Where a restored office has its database: a new one, of an account that may open an office, where that is PostgreSQL."""
    if connection.vendor == "sqlite":
        return {}
    name = f"restored_{os.getpid()}_{next(DATABASES)}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} OWNER {OFFICE}")
    at = connection.settings_dict
    return {"DATABASE_URL": f"postgres://{OFFICE}@{quote(at['HOST'], safe='')}/{name}"}
