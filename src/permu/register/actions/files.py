"""Uploads, kept under their digest."""

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction

from permu.register.actions.log import record
from permu.register.actions.scanning import look_at
from permu.register.models import StoredFile, User
from permu.terms.refusal import Refused

Upload = File[Any]
LARGEST_FILE = 50 * 1024 * 1024
LONGEST_NAME = 240  # bytes: what file systems take


@transaction.atomic
def keep_file(upload: Upload, *, by: User) -> StoredFile:
    """Keep an upload's bytes under their digest, synced, before its row says that it is here.

    Raises:
        Refused: it is empty or larger than `LARGEST_FILE`, or the office's scanner did not find it clean.
    """
    name = _file_name(upload.name or "")
    size = upload.size or 0
    if size > LARGEST_FILE:
        raise Refused(
            "register.file_too_large", name=name, size=size >> 20, limit=LARGEST_FILE >> 20
        )
    if not size:
        raise Refused("register.file_empty", name=name)
    look_at(upload, by=by)
    stored = StoredFile(sha256=_keep_bytes(upload.chunks()), name=name, size=size, uploaded_by=by)
    stored.save()
    record("keep_file", name, by=by, sha256=stored.sha256, size=size)
    return stored


def _file_name(said: str) -> str:
    """A name that a file system takes and a page shows as it is; of a long one, the end."""
    name = PurePath(said.replace("\\", "/")).name.lstrip(".")
    name = "".join(sign for sign in unicodedata.normalize("NFC", name) if sign.isprintable())
    while len(name.encode()) > LONGEST_NAME:
        name = name[1:]
    return name or "无名文件"


def _keep_bytes(chunks: Iterable[bytes]) -> str:
    folder = Path(settings.PERMU_DATA) / "files"
    folder.mkdir(parents=True, exist_ok=True)
    sha = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        partial = Path(file.name)
        try:
            for chunk in chunks:
                sha.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            place = folder / sha.hexdigest()[:2]
            place.mkdir(exist_ok=True)
            partial.replace(place / sha.hexdigest())
        finally:
            partial.unlink(missing_ok=True)
    return sha.hexdigest()
