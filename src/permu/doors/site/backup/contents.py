"""What belongs to an office at one moment: what the rows of that moment name.

Files are added and never changed, and each lies in its place before its row is committed: so a file that a row
names is there afterwards, as it was, and what else lies beside it belongs to no row yet. The tables are asked by
name, for a backup is also taken before an update, when the program is newer than its tables.
"""

from dataclasses import dataclass
from pathlib import Path

from permu.doors.site.backup.database import Rows
from permu.evaluations.models import Publication, Round, Run
from permu.register.models import StoredFile


@dataclass(frozen=True)
class Contents:
    """Of one moment: the tables' state, the chain's head, the files received and the folders of results."""

    migrations: tuple[str, ...]
    head: str
    files: tuple[Path, ...]  # each under its own SHA-256
    folders: tuple[Path, ...]


def contents(rows: Rows) -> Contents:
    """What the rows name."""
    migrations = rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    chain = rows("SELECT number, digest FROM evaluations_publication ORDER BY number")
    received = rows("SELECT DISTINCT sha256 FROM register_storedfile ORDER BY sha256")
    readings = rows("SELECT id, reading FROM evaluations_round ORDER BY id")
    runs = rows("SELECT round_id, number FROM evaluations_run ORDER BY round_id, number")
    return Contents(
        migrations=tuple(f"{app}.{name}" for app, name in migrations),
        head="-".join(map(str, chain[-1])) if chain else "",
        files=tuple(StoredFile(sha256=sha256).path for (sha256,) in received),
        folders=(
            *(
                Round(pk=pk).intake_folder(reading + 1)
                for pk, last in readings
                for reading in range(last)
            ),
            *(Run(round=Round(pk=pk), number=number).folder for pk, number in runs),
            *(Publication(number=number).folder for number, _ in chain),
        ),
    )
