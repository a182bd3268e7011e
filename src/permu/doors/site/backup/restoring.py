"""`permu restore`: an office out of a backup, in a new folder, and the checks of all that it put out."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from permu.doors.site.backup.archive import unpack
from permu.doors.site.backup.beside import beside
from permu.doors.site.backup.manifest import DATABASES, KEY, Manifest
from permu.register.keys import known_key
from permu.terms.chain import Broken, Head
from permu.terms.refusal import Language, Refused, words

if TYPE_CHECKING:
    from permu.evaluations.publishing.checking import Bent


@dataclass(frozen=True)
class Later:
    """A head that was printed after the backup: what was put out since is not in it."""

    number: int
    last: int  # of the backup; 0 where it has none

    def text(self, language: Language = "zh") -> str:
        """What that means, and what to do."""
        return words("doors.head_later", language, number=self.number, last=self.last)


@dataclass(frozen=True)
class Restored:
    """What came back. `found` is what is wrong with it; None where nobody could tell without the key."""

    manifest: Manifest
    found: "Sequence[Later | Broken | Bent] | None"


def restore(path: Path, into: Path, *, key: Path | None, heads: Sequence[Head]) -> Restored:
    """Write the office of a backup to a new folder, and its database if that is PostgreSQL, all or nothing.

    Call it in a process of its own: it sets PERMU_DATA, and the settings are read once.

    Raises:
        Refused: the folder or database is in use; the backup is damaged or newer; the key is another's.
    """
    into = into.resolve()
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Refused("doors.restore_not_empty", name=into.name)
    with beside(into) as folder:
        manifest = unpack(path, folder)
        if key:
            _lay(key, folder, manifest)
        _bring_up(folder, manifest)
        found = _found(heads, manifest) if known_key(folder / KEY) or not manifest.key else None
        _close()
        folder.rename(into)
    return Restored(manifest, found)


def _lay(key: Path, folder: Path, manifest: Manifest) -> None:
    """Put the key that was kept apart in its place."""
    kept = key.read_bytes()
    if hashlib.sha256(kept).hexdigest() != manifest.key:
        raise Refused("doors.wrong_key", name=key.name)
    if not manifest.has_key:
        with os.fdopen(os.open(folder / KEY, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
            file.write(kept)


def _bring_up(folder: Path, manifest: Manifest) -> None:
    """Let the database of the backup be this process's own, and bring it up to date."""
    os.environ["PERMU_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    known = {".".join(one) for one in MigrationLoader(None).disk_migrations}
    if not known.issuperset(manifest.migrations):
        raise Refused("doors.backup_newer", version=manifest.version)
    if connection.vendor != manifest.database:
        raise Refused(f"doors.restore_needs_{manifest.database}")
    part = folder / DATABASES[manifest.database]
    if manifest.database == "sqlite":
        part.rename(connection.settings_dict["NAME"])
    else:
        from permu.doors.site.backup.database import fill

        fill(part)
        part.unlink()
    call_command("migrate", verbosity=0, interactive=False)


def _found(heads: Sequence[Head], manifest: Manifest) -> "list[Later | Broken | Bent]":
    """What `permu verify --office` finds; of heads that are later than the backup, that they are."""
    from permu.evaluations.publishing.checking import bent

    head = Head.read(manifest.head)
    last = head.number if head else 0
    return [
        Later(one.number, last)
        if isinstance(one, Broken) and one.kind == "head_lost" and one.number > last
        else one
        for one in bent(heads)
    ]


def _close() -> None:
    from django.db import connections

    connections.close_all()
