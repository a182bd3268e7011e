"""A publication on the disk, the office's key, and the heads that are kept outside of the database."""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from permu.evaluations.models import Publication
from permu.evaluations.publishing.content import Entry
from permu.register.keys import kept_key
from permu.terms.canonical import Algorithm, canonical, content_digest
from permu.terms.chain import Head

CONTENT, ENTRIES = "content.json", "entries.json"


def office_key() -> bytes:
    """The key of the office's seals, made at first need; it lies beside the data, not in the database."""
    return kept_key(Path(settings.PERMU_DATA) / "seal-key")


def digest_in_use() -> Algorithm:
    """The digest that new publications get."""
    return "sm3" if settings.PERMU_DIGEST == "sm3" else "sha256"


def keep(folder: Path, content: dict[str, Any], entries: Sequence[Entry]) -> None:
    """Write a publication's two files, synced, whole or not at all; what a killed worker left there belongs to no row."""
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, value in ((CONTENT, content), (ENTRIES, list(entries))):
        with (part / name).open("wb") as file:
            file.write(canonical(value))
            file.flush()
            os.fsync(file.fileno())
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def kept_entries(publication: Publication) -> list[Entry]:
    """The entries as they lie there; none where they are lost or no longer a list."""
    try:
        found = json.loads((publication.folder / ENTRIES).read_bytes())
    except (OSError, ValueError):
        return []
    return found if isinstance(found, list) else []


def kept_content(publication: Publication) -> tuple[str, dict[str, Any]]:
    """The digest of the content as it lies there, and what it says; "" and nothing where it is lost."""
    try:
        written = (publication.folder / CONTENT).read_bytes()
        found = json.loads(written)
    except (OSError, ValueError):
        return "", {}
    digest = content_digest(written, publication.link.algorithm)
    return digest, found if isinstance(found, dict) else {}


def note_head(head: Head) -> None:
    """Write the chain's new head down outside the database: beside the data, and wherever `PERMU_HEADS` says."""
    for path in _books():
        with path.open("a", encoding="ascii") as book:
            book.write(f"{head}\n")
            book.flush()
            os.fsync(book.fileno())


def noted_heads() -> list[Head]:
    """Every head that was written down; lines that are none are left out."""
    lines = (
        line
        for path in _books()
        if path.exists()
        for line in path.read_text("utf-8", "replace").splitlines()
    )
    return [head for line in lines if (head := Head.read(line))]


def _books() -> list[Path]:
    elsewhere = settings.PERMU_HEADS
    own = Path(settings.PERMU_DATA) / "heads.txt"
    return [own, Path(elsewhere)] if elsewhere else [own]
