"""A PostgreSQL of the tests' own: private folder, private socket, gone afterwards.

    with running_postgres() as url: …                       # in a test
    python -m tests.postgres pytest tests/office            # the command sees DATABASE_URL

The account is an ordinary one, as an office's must be; the tests' may create databases, for each has its own.
Checksums are on, as an office would have them; flushing to disk is off, since nobody wants this data back.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER = "postgres"
"""Who runs the server, and what its mightiest account is called."""
OFFICE = "office"
"""An account without a right, whose databases `permu` may make: who may create databases opens no office."""
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


class PostgresMissingError(RuntimeError):
    """No PostgreSQL server is installed. The tests that need one fail: they are never skipped."""


def server_program(name: str) -> str:
    """Give the path of one of the server's programs, of the newest version installed.

    Raises:
        PostgresMissingError: there is none.
    """
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    found = str(versions[-1]) if versions else shutil.which(name)
    if not found:
        msg = "PostgreSQL is missing: run `make test`, or as root `apt-get install postgresql-15`"
        raise PostgresMissingError(msg)
    return found


def _as_owner(command: Sequence[str]) -> None:
    """Run a server program. The server refuses to run as root, so root lends it the account of its package."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", OWNER, "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def running_postgres(*, is_durable: bool = False, may: str = "CREATEDB") -> Iterator[str]:
    """Start a private cluster, give its DATABASE_URL, and stop it afterwards.

    A durable one flushes what it commits to disk, as an office's does; its account `permu` may what is said.

    Raises:
        PostgresMissingError: no server is installed.
    """
    initdb, pg_ctl = server_program("initdb"), server_program("pg_ctl")
    with tempfile.TemporaryDirectory(prefix="permu-postgres-") as name:
        folder = Path(name)
        data, options = (
            str(folder / "data"),
            " ".join(f"-c {setting}" for setting in (SETTINGS[-1:] if is_durable else SETTINGS)),
        )
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWNER)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        _as_owner(
            [initdb, "--pgdata", data, "--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8",
             f"--username={OWNER}", "--auth=trust", "--no-sync"]
        )  # fmt: skip
        log = str(folder / "log")
        _as_owner([pg_ctl, "start", "-w", "-D", data, "-l", log, "-o", f"{options} -k {folder}"])
        try:
            yield _ordinary(name, may)
        finally:
            _as_owner([pg_ctl, "stop", "-w", "-D", data, "-m", "immediate"])


def _ordinary(folder: str, may: str) -> str:
    """The URL of an account, and of the database that is its own."""
    with psycopg.connect(host=folder, user=OWNER, dbname=OWNER, autocommit=True) as server:
        server.execute(f"CREATE ROLE permu LOGIN {may}")
        server.execute(f"CREATE ROLE {OFFICE} LOGIN")
        server.execute(f"GRANT {OFFICE} TO permu")
        server.execute("CREATE DATABASE permu OWNER permu")
    # The socket's folder, with its slashes quoted, stands where a URL has a host.
    return f"postgres://permu@{quote(folder, safe='')}/permu"


def main(command: Sequence[str]) -> int:
    """Run a command with DATABASE_URL set to a server that lives as long as it does; give its exit code."""
    with running_postgres() as url:
        return subprocess.run(
            command, env=os.environ | {"DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
