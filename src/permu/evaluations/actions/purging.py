"""Taking old lines out of the audit log, into a file: the one way to shorten it."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from permu.evaluations.models import Publication
from permu.evaluations.publishing.checking import bent
from permu.evaluations.publishing.purging import LEAST_DAYS, newest_before, trail_of
from permu.register.actions import record
from permu.register.models import Record
from permu.register.trail import lines_up_to, written
from permu.terms.refusal import Refused


@dataclass(frozen=True)
class Purged:
    """How many lines went into the file, up to which publication, and the file's SHA-256."""

    lines: int
    publication: int
    sha256: str


@transaction.atomic
def purge_log(to: Path, *, days: int = LEAST_DAYS) -> Purged | None:
    """Move every line that stands behind a publication of more than so many days ago; None where there is none.

    Raises:
        Refused: too few days, the chain does not verify, or the file is there already or cannot be written.
    """
    if days < LEAST_DAYS:
        raise Refused("evaluations.log_kept_too_short", days=days, least=LEAST_DAYS)
    last = newest_before(timezone.now() - timedelta(days=days))
    lines = lines_up_to(trail_of(last)) if last else Record.objects.none()
    if last is None or not lines.exists():
        return None
    if found := bent():
        raise Refused("evaluations.log_not_purged", why=found[0].text())
    done = _moved(lines, to, last)
    record(
        "purge_log", to.name, by=None,
        publication=done.publication, lines=done.lines, sha256=done.sha256,
    )  # fmt: skip
    return done


def _moved(lines: QuerySet[Record], to: Path, last: Publication) -> Purged:
    """The file is on the disk before a line goes."""
    digest = _keep(map(written, lines.order_by("pk").iterator(chunk_size=1000)), to)
    removed, _ = QuerySet(Record).filter(pk__in=lines.values("pk")).delete()
    return Purged(removed, last.number, digest)


def _keep(lines: Iterable[bytes], to: Path) -> str:
    sha = hashlib.sha256()
    try:
        with os.fdopen(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            for line in lines:
                sha.update(line)
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as there:
        raise Refused("evaluations.log_file_exists", name=to.name) from there
    except OSError as error:
        raise Refused("evaluations.log_file_unwritable", name=to.name) from error
    return sha.hexdigest()
