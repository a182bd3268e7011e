"""Which SQLite library the office writes with.

SQLite 3.7.0 to 3.51.2 can lose commits or damage a file in WAL mode with two connections or more
(the WAL-reset fault). Debian 12 brings 3.40.1; the package pysqlite3 brings its own. Django imports
`sqlite3` by name, so a sound library takes that name before Django's back end is imported.
"""

import sqlite3
import sys
from importlib import import_module

SOUND_FROM = (3, 51, 3)


def use_sound_sqlite() -> str:
    """Let `sqlite3` mean a library without the fault where one is installed; return its version."""
    if sqlite3.sqlite_version_info >= SOUND_FROM:
        return sqlite3.sqlite_version
    try:
        pysqlite3 = import_module("pysqlite3")
    except ImportError:
        return sqlite3.sqlite_version
    if pysqlite3.sqlite_version_info < SOUND_FROM:
        return sqlite3.sqlite_version
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = import_module("pysqlite3.dbapi2")
    return str(pysqlite3.sqlite_version)


def is_sound(version: str) -> bool:
    """Whether several processes may write with that version."""
    return tuple(map(int, version.split("."))) >= SOUND_FROM
