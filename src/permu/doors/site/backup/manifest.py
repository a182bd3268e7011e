"""What a backup says of itself."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import PurePosixPath
from typing import Literal

from permu import __version__

Vendor = Literal["sqlite", "postgresql"]
KIND = "permu-backup-1"
DATABASES: dict[Vendor, str] = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
"""The part that holds the database, by its kind."""
HEADS, KEY = "heads.txt", "seal-key"
CODES_KEY = "second-factor-key"
"""Of who signs in with a code. Nothing is checked with it, so a restore does not ask for it."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Which office, when, and the SHA-256 of each part; the parts are named as they lie in `PERMU_DATA`."""

    made_at: str
    database: Vendor
    migrations: tuple[str, ...]
    head: str  # of the chain at that moment; "" where nothing was put out yet
    key: str  # SHA-256 of the office's key, which may be kept apart; "" where there is none
    lacks: tuple[str, ...]  # what the database names and the disk lacked, or had in other bytes
    parts: dict[str, str]
    version: str = __version__
    kind: str = KIND

    @property
    def has_key(self) -> bool:
        """Whether the office's key is in the backup itself."""
        return KEY in self.parts

    @property
    def is_newer(self) -> bool:
        """Whether a later program than this one made it."""
        return self.kind != KIND or _numbers(self.version) > _numbers(__version__)

    def text(self) -> str:
        """As it stands in the backup."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read_manifest(text: bytes) -> Manifest:
    """The manifest as it was written.

    Raises:
        ValueError: it is none, or names a part that would lie outside of the folder.
    """
    match json.loads(text):
        case {
            "made_at": str(), "database": "sqlite" | "postgresql" as database, "migrations": [*migrations],
            "head": str(), "key": str(), "lacks": [*lacks], "parts": dict(parts), "version": str(),
            "kind": str(),
        } as said:  # fmt: skip
            if not all(map(_lies_inside, parts)) or DATABASES[database] not in parts:
                raise ValueError(parts)
            lists = {"migrations": tuple(map(str, migrations)), "lacks": tuple(map(str, lacks))}
            known = {one.name: said[one.name] for one in fields(Manifest)}
            return Manifest(**known | lists)
        case other:
            raise ValueError(other)


def _lies_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name != "."


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())
