"""Hold every pinned library against a database of known weaknesses, and write requirements/audit.toml.

    PERMU_ADVISORIES=/mnt/advisories make lock        # or .venv/bin/python tools/audit.py

The database is a copy on this machine, for the office's network may reach nothing else: a folder, or a zip, of records in the
Open Source Vulnerability format (.json, .yaml), such as the Python Packaging Authority's advisory database or a full export.
"""

import json
import os
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
AUDIT = "requirements/audit.toml"
VARIABLE = "PERMU_ADVISORIES"
Pins = dict[str, dict[str, list[str]]]
"""By ecosystem and library, its versions."""
WITHIN = {"outside": 7, "high": 30, "other": 90}
"""Days in which a weakness is mended, as docs/developers/security.md has them."""
MILD = ("LOW", "MODERATE", "MEDIUM")


@dataclass(frozen=True)
class Weakness:
    """A known weakness of a pinned version. `reason` is why it may stay, written by hand."""

    library: str
    version: str
    id: str
    published: date
    kind: str  # a word of WITHIN
    reason: str = ""

    @property
    def due(self) -> date:
        """Until when it is mended."""
        return self.published + timedelta(days=WITHIN[self.kind])


def pins(root: Path = ROOT) -> Pins:
    """Every library that the lists pin."""
    found: Pins = {"pypi": {}, "npm": {}}
    for path in sorted((root / "requirements").glob("*.txt")):
        for name, version in _pinned(path):
            _put(found["pypi"], name, version)
    packages = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    for place, about in packages.items():
        if place:
            _put(found["npm"], place.rpartition("node_modules/")[2], about["version"])
    return {system: dict(sorted(of.items())) for system, of in found.items()}


def weaknesses(records: Iterable[Mapping[str, Any]], root: Path = ROOT) -> list[Weakness]:
    """What the records say of the pinned versions; records that were withdrawn say nothing."""
    pinned, served = pins(root), {name for name, _ in _pinned(root / "requirements/run.txt")}
    found = set()
    for record in records:
        if record.get("withdrawn"):
            continue
        for affected in record.get("affected", ()):
            system = str(affected["package"]["ecosystem"]).lower()
            name = _name(system, affected["package"]["name"])
            kind = _kind(record, is_served=system == "npm" or name in served)
            published = _day(record.get("published") or record["modified"])
            found |= {
                Weakness(name, version, record["id"], published, kind)
                for version in pinned.get(system, {}).get(name, ())
                if _is_hit(version, affected)
            }
    return sorted(found, key=lambda one: (one.library, one.version, one.id))


def overdue(found: Iterable[Weakness], on: date) -> list[Weakness]:
    """Those that nobody mended in time and for which nobody wrote a reason."""
    return [one for one in found if not one.reason.strip() and one.due < on]


def records_in(place: Path) -> Iterator[dict[str, Any]]:
    """Every record of a folder or a zip."""
    if place.is_dir():
        for path in sorted(place.rglob("*")):
            if path.is_file() and path.suffix in (".json", ".yaml"):
                yield from _read(path.name, path.read_bytes())
    else:
        with zipfile.ZipFile(place) as archive:
            for name in sorted(archive.namelist()):
                yield from _read(name, archive.read(name))


def written(on: date, newest: date, found: Iterable[Weakness], pinned: Pins) -> str:
    """The file."""
    lines = [
        "# Written by tools/audit.py (make lock): the pinned versions and what was known of them on that day, to a database",
        "# whose newest record is of the day `newest`. Of each weakness `reason` alone is written by hand, and kept.",
        f"day = {on}",
        f"newest = {newest}",
    ]
    for system, of in pinned.items():
        lines += [
            "",
            f"[{system}]",
            *(f'"{name}" = {json.dumps(said)}' for name, said in of.items()),
        ]
    for one in found:
        said = {"library": one.library, "version": one.version, "id": one.id, "kind": one.kind, "reason": one.reason}  # fmt: skip
        lines += ["", "[[weakness]]", f"published = {one.published}"]
        lines += [
            f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()
        ]
    return "\n".join(lines) + "\n"


def kept(root: Path = ROOT) -> tuple[dict[str, Any], list[Weakness]]:
    """The file as it stands, and its weaknesses."""
    path = root / AUDIT
    said = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return said, [Weakness(**one) for one in said.get("weakness", ())]


def main(root: Path = ROOT) -> int:
    """Write the file; 1 where there is no database, or something is overdue without a reason."""
    place = Path(os.environ.get(VARIABLE) or "-")
    if not place.exists():
        print(
            f"{VARIABLE}：请写已知漏洞数据库（OSV 格式）在本机的文件夹或压缩包。", file=sys.stderr
        )
        print(f"{VARIABLE}: name the folder or zip of a database of known weaknesses (OSV).", file=sys.stderr)  # fmt: skip
        return 1
    records = list(records_in(place))
    newest = max((_day(one["modified"]) for one in records), default=date.min)
    reasons = {(one.library, one.version, one.id): one.reason for one in kept(root)[1]}
    found = [
        replace(one, reason=reasons.get((one.library, one.version, one.id), ""))
        for one in weaknesses(records, root)
    ]
    today = datetime.now(UTC).date()
    (root / AUDIT).write_text(written(today, newest, found, pins(root)), "utf-8")
    for one in found:
        print(f"{one.library} {one.version}: {one.id}, {one.kind}, until {one.due}")
    print(f"{AUDIT}: {len(records)} records, the newest of {newest}")
    return 1 if overdue(found, today) or not records else 0


def _pinned(path: Path) -> list[tuple[str, str]]:
    lines = re.findall(r"^([\w.-]+)(?:\[.*?\])?==([\w.+!]+)", path.read_text("utf-8"), re.MULTILINE)
    return [(canonicalize_name(name), version) for name, version in lines]


def _put(into: dict[str, list[str]], name: str, version: str) -> None:
    into[name] = sorted({*into.get(name, ()), version})


def _name(system: str, name: str) -> str:
    return canonicalize_name(name) if system == "pypi" else name


def _day(said: object) -> date:
    """Of JSON a text, of YAML perhaps a moment."""
    return said.date() if isinstance(said, datetime) else date.fromisoformat(str(said)[:10])


def _kind(record: Mapping[str, Any], *, is_served: bool) -> str:
    """How soon it is mended; what nobody rated counts as high, and what an office runs as reached from outside."""
    rated = str(record.get("database_specific", {}).get("severity", "HIGH")).upper()
    if rated in MILD:
        return "other"
    return "outside" if is_served else "high"


def _is_hit(version: str, affected: Mapping[str, Any]) -> bool:
    at = _version(version)
    if at in [_version(one) for one in affected.get("versions", ())]:
        return True
    spans = [one["events"] for one in affected.get("ranges", ()) if one["type"] != "GIT"]
    return any(_is_within(at, events) for events in spans)


def _is_within(at: Version, events: Iterable[Mapping[str, str]]) -> bool:
    """Whether a version lies behind a beginning and before its end; events may stand in any order."""
    steps = sorted((_version(said), what) for one in events for what, said in one.items() if what != "limit")  # fmt: skip
    is_in = False
    for when, what in steps:
        if what == "introduced" and when <= at:
            is_in = True
        elif (what == "fixed" and when <= at) or (what == "last_affected" and when < at):
            is_in = False
    return is_in


def _version(said: object) -> Version:
    try:
        return Version(str(said))
    except InvalidVersion:
        return Version("0.dev0")  # before every release: of such a span nothing else is known


def _read(name: str, data: bytes) -> Iterator[dict[str, Any]]:
    if name.endswith(".json"):
        yield json.loads(data)
    elif name.endswith(".yaml"):
        import yaml

        yield yaml.safe_load(data)


if __name__ == "__main__":
    sys.exit(main())
