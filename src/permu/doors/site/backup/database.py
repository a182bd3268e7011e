"""The database as it stands at one moment, in a file; and out of that file again. Never by copying its own files."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction

from permu.terms.refusal import Refused

Rows = Callable[[str], list[tuple[Any, ...]]]
"""Asks the database of that moment."""


def tables() -> list[str]:
    """The tables that there are; none where nobody opened an office yet.

    Raises:
        Refused: the database is damaged, or is not to be reached.
    """
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return []
    try:
        return list(connection.introspection.table_names())
    except OperationalError as error:
        raise Refused("doors.database_not_read", why=_first_line(str(error))) from error
    except DatabaseError as error:
        raise Refused("doors.database_damaged") from error


@contextmanager
def snapshot(path: Path) -> Iterator[Rows]:
    """Write the database to `path`, while others go on writing; what is asked inside is of the same moment.

    Raises:
        Refused: it is damaged, or what is needed is not installed.
    """
    with (_sqlite if connection.vendor == "sqlite" else _postgres)(path) as rows:
        yield rows


def fill(dump: Path) -> None:
    """Put a dump into the empty PostgreSQL database of this office, all of it or nothing.

    Raises:
        Refused: the database is not empty, or `pg_restore` is missing or fails.
    """
    if tables():
        raise Refused("doors.restore_database_not_empty")
    _program("pg_restore", "--single-transaction", "--exit-on-error", str(dump))


@contextmanager
def _sqlite(path: Path) -> Iterator[Rows]:
    import sqlite3  # the library that the settings chose

    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)  # in one step: with a WAL no writer waits for it
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise Refused("doors.database_damaged")
            yield lambda query: copy.execute(query).fetchall()
    except sqlite3.OperationalError as error:
        raise Refused("doors.database_not_read", why=error) from error
    except sqlite3.DatabaseError as error:
        raise Refused("doors.database_damaged") from error


@contextmanager
def _postgres(path: Path) -> Iterator[Rows]:
    with transaction.atomic(), connection.cursor() as cursor:

        def rows(query: str) -> list[tuple[Any, ...]]:
            cursor.execute(query)
            return list(cursor.fetchall())

        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        [(moment,)] = rows("SELECT pg_export_snapshot()")
        _program("pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={path}")
        yield rows


def _program(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on this office's database; its password stands in no list of processes."""
    program = shutil.which(name)
    if program is None:
        raise Refused("doors.pg_program_missing", program=name)
    (_, *where, database), secrets = connection.client.settings_to_cmd_args_env(
        connection.settings_dict, []
    )
    done = subprocess.run(
        [program, *where, "--no-password", "--no-owner", "--no-privileges", f"--dbname={database}", *arguments],
        env=os.environ | (secrets or {}), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Refused("doors.pg_program_failed", program=name, why=_first_line(done.stderr))


def _first_line(said: str) -> str:
    return next(iter(said.strip().splitlines()), "")
