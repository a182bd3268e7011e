"""The register's verbs: each checks, writes and records in one transaction."""

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

from permu.register.models import Enterprise, Place, Record, Role, StoredFile, User
from permu.terms.refusal import Refused

Upload = File[Any]
LARGEST_FILE = 50 * 1024 * 1024
LONGEST_NAME = 240  # bytes: what file systems take


def record(verb: str, about: object, *, by: User | None, **details: object) -> None:
    """Add a line to the audit log; call it inside the transaction it tells of."""
    Record.objects.create(actor=by, verb=verb, about=str(about)[:200], details=details)


@transaction.atomic
def keep_file(upload: Upload, *, by: User) -> StoredFile:
    """Keep an upload's bytes under their digest, synced, before its row says that it is here.

    Raises:
        Refused: it is empty or larger than `LARGEST_FILE`.
    """
    name = _file_name(upload.name or "")
    size = upload.size or 0
    if size > LARGEST_FILE:
        raise Refused(
            "register.file_too_large", name=name, size=size >> 20, limit=LARGEST_FILE >> 20
        )
    if not size:
        raise Refused("register.file_empty", name=name)
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


@transaction.atomic
def add_person(
    username: str,
    password: str,
    *,
    role: Role,
    enterprise: Enterprise | None = None,
    name: str = "",
) -> User:
    """Give a person an account.

    Raises:
        Refused: the user name is taken.
    """
    if User.objects.filter(username=username).exists():
        raise Refused("register.user_exists", username=username)
    user = User.objects.create_user(
        username, password=password, role=role, enterprise=enterprise, name=name
    )
    record("add_person", username, by=None, role=role)
    return user


@transaction.atomic
def register_enterprises(rows: Iterable[dict[str, str]]) -> None:
    """Bring the register to what `rows` say.

    A row has `subject name town park cluster industry`, each "" where unknown.
    """
    wanted = list(rows)
    places = {
        (kind, row[kind]): None
        for row in wanted
        for kind in ("town", "park", "cluster")
        if row[kind]
    }
    found = {key: _place(*key) for key in sorted(places)}
    Enterprise.objects.bulk_create(
        [
            Enterprise(
                credit_code=row["subject"],
                name=row["name"] or row["subject"],
                industry=row["industry"],
                town=found.get(("town", row["town"])),
                park=found.get(("park", row["park"])),
                cluster=found.get(("cluster", row["cluster"])),
            )
            for row in wanted
        ],
        update_conflicts=True,
        unique_fields=["credit_code"],
        update_fields=["name", "industry", "town", "park", "cluster"],
        batch_size=500,
    )


def _place(kind: str, name: str) -> Place:
    return Place.objects.get_or_create(kind=kind, name=name)[0]
