"""`permu backup`: the office as it stands at one moment, as one file."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from permu.doors.site.backup.archive import Writer, check, finish, writing
from permu.doors.site.backup.beside import beside
from permu.doors.site.backup.manifest import CODES_KEY, DATABASES, HEADS, KEY, Manifest, Vendor
from permu.terms.refusal import Refused


@dataclass(frozen=True)
class Made:
    """A backup that was written and read again."""

    path: Path
    manifest: Manifest


def back_up_this_office(to: Path, *, with_key: bool) -> Made:
    """As `back_up`, from the command line: with PERMU_DATA and DATABASE_URL as the office has them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
    import django

    django.setup()
    return back_up(to, with_key=with_key)


def back_up(to: Path, *, with_key: bool) -> Made:
    """Write the office to a new file, or into a folder under the day and time; complete, or not at all.

    The heads are read before the database, so each is of a publication in it, or of one that somebody took
    away; the key after it, for it is made before the first publication.

    Raises:
        Refused: the file is there already, there is no office, or its database cannot be read.
    """
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from permu.doors.site.backup.contents import contents
    from permu.doors.site.backup.database import snapshot, tables
    from permu.register.keys import known_key

    if "evaluations_publication" not in tables():
        raise Refused("doors.no_office")
    vendor: Vendor = "sqlite" if connection.vendor == "sqlite" else "postgresql"
    now, data = timezone.localtime(), Path(settings.PERMU_DATA)
    target = _target(to, now)
    with beside(target) as space:
        database, whole = space / DATABASES[vendor], space / "whole"
        heads = _bytes(data / HEADS)
        with snapshot(database) as rows:
            found = contents(rows)
        key = known_key(data / KEY)
        with writing(whole) as writer:
            writer.add(database.name, database)
            writer.add_bytes(HEADS, _with_head(heads, found.head))
            if with_key:
                _keys(writer, {KEY: key, CODES_KEY: known_key(data / CODES_KEY)})
            lacks = (*_received(writer, data, found.files), *_made(writer, data, found.folders))
            manifest = Manifest(
                made_at=now.isoformat(timespec="seconds"), database=vendor, migrations=found.migrations,
                head=found.head, key=hashlib.sha256(key).hexdigest() if key else "", lacks=lacks,
                parts=writer.parts,
            )  # fmt: skip
            finish(writer, manifest)
        check(whole)
        _place(whole, target)
    return Made(target, manifest)


def _target(to: Path, now: datetime) -> Path:
    target = to / f"permu-{now:%Y%m%d-%H%M%S}.zip" if to.is_dir() else to
    if target.exists():
        raise Refused("doors.backup_exists", name=target.name)
    return target.resolve()


def _with_head(noted: bytes, head: str) -> bytes:
    """The heads that were noted, and that of the backup, which the office may be about to note."""
    return noted if not head or head.encode() in noted.split() else noted + f"{head}\n".encode()


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _keys(writer: Writer, keys: Mapping[str, bytes]) -> None:
    """Take those in that there are."""
    for name, key in keys.items():
        if key:
            writer.add_bytes(name, key)


def _received(writer: Writer, data: Path, files: Iterable[Path]) -> list[str]:
    """Take the files received in; the names of those that are lost or no longer what they were."""
    lacks = []
    for path in files:
        name = path.relative_to(data).as_posix()
        if not path.exists() or writer.add(name, path) != path.name:
            lacks.append(name)
    return lacks


def _made(writer: Writer, data: Path, folders: Iterable[Path]) -> list[str]:
    """Take folders of readings, runs and publications in; the names of those that are lost."""
    lacks = []
    for folder in folders:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        for path in paths:
            writer.add(path.relative_to(data).as_posix(), path)
        if not paths:
            lacks.append(folder.relative_to(data).as_posix())
    return lacks


def _place(made: Path, target: Path) -> None:
    """Give it its name, and let the folder know for good."""
    made.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
