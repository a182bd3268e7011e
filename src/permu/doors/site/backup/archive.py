"""A backup's file: a zip that any tool opens, whose last 64 signs are the SHA-256 of all before them.

So every byte counts: a zip by itself would overlook some of its own. Each part's digest stands in the
manifest besides, and is held again while the part is written back.
"""

import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from permu.doors.site.backup.manifest import Manifest, read_manifest
from permu.terms.refusal import Refused

MANIFEST = "manifest.json"
SIGNS = 64
STEP = 1 << 20
BROKEN = (
    BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RecursionError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip
"""What a zip that somebody made by hand can do to its reader."""


@dataclass
class Writer:
    """A backup that is being written: parts first, the manifest last."""

    archive: ZipFile
    parts: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, source: Path) -> str:
        """Take a file in; its SHA-256 as it was taken."""
        with source.open("rb") as file:
            return self._put(name, file)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Take a few bytes in."""
        self.archive.writestr(_entry(name), content, compresslevel=1)
        self.parts[name] = hashlib.sha256(content).hexdigest()

    def _put(self, name: str, file: IO[bytes]) -> str:
        with self.archive.open(_entry(name), "w", force_zip64=True) as part:
            self.parts[name] = _copied(file, part)
        return self.parts[name]


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Write a backup to a new file, for its owner's eyes only, synced and closed with its digest."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            yield Writer(archive)
            archive.comment = b"0" * SIGNS
        digest, _ = _digests(file)
        file.seek(-SIGNS, os.SEEK_END)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def finish(writer: Writer, manifest: Manifest) -> None:
    """Write the manifest, after which nothing is added."""
    writer.archive.writestr(_entry(MANIFEST), manifest.text())


@contextmanager
def _opened(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """A backup of which no byte is missing or changed, with its manifest.

    Raises:
        Refused: it is damaged, cut off, no backup, or of a newer version.
    """
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise Refused("doors.not_a_backup", name=path.name)
        digest, written = _digests(file)
        if digest != written:
            raise Refused("doors.backup_damaged", name=path.name)
        try:
            with ZipFile(file) as archive:
                manifest = read_manifest(archive.read(MANIFEST))
                if manifest.is_newer:
                    raise Refused("doors.backup_newer", version=manifest.version)
                if sorted(archive.namelist()) != sorted([MANIFEST, *manifest.parts]):
                    raise Refused("doors.backup_damaged", name=path.name)
                yield archive, manifest
        except BROKEN as broken:
            raise Refused("doors.not_a_backup", name=path.name) from broken


def check(path: Path) -> Manifest:
    """Read every part of a backup, and its manifest.

    Raises:
        Refused: it is damaged, cut off, no backup, or of a newer version.
    """
    with _opened(path) as (archive, manifest), Path(os.devnull).open("wb") as nowhere:
        for name in manifest.parts:
            _take(archive, manifest, name, nowhere)
    return manifest


def unpack(path: Path, folder: Path) -> Manifest:
    """Write every part of a backup below a folder, synced.

    Raises:
        Refused: it is damaged, cut off, no backup, or of a newer version.
    """
    with _opened(path) as (archive, manifest):
        for name in manifest.parts:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as to:
                _take(archive, manifest, name, to)
                to.flush()
                os.fsync(to.fileno())
    return manifest


def _take(archive: ZipFile, manifest: Manifest, name: str, to: IO[bytes]) -> None:
    with archive.open(name) as part:
        if _copied(part, to) != manifest.parts[name]:
            raise BadZipFile(name)


def _copied(source: IO[bytes], to: IO[bytes]) -> str:
    sha = hashlib.sha256()
    while step := source.read(STEP):
        sha.update(step)
        to.write(step)
    return sha.hexdigest()


def _digests(file: IO[bytes]) -> tuple[bytes, bytes]:
    """The digest of all but a file's last signs, and those signs."""
    left = file.seek(0, os.SEEK_END) - SIGNS
    file.seek(0)
    sha = hashlib.sha256()
    while left > 0 and (step := file.read(min(STEP, left))):
        sha.update(step)
        left -= len(step)
    return sha.hexdigest().encode(), file.read(SIGNS)


def _entry(name: str) -> ZipInfo:
    """No time and no owner: the same office gives the same part."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
