"""A backup's file: not one byte of it can change or be missing without being noticed."""

import hashlib
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from permu.doors.site.backup.archive import BROKEN, check, finish, unpack, writing
from permu.doors.site.backup.manifest import Manifest
from permu.terms.refusal import Refused

PARTS = {"database.sqlite3": b"rows " * 40, "files/ab/ab": b"\x00\x01", "rounds/1/通知.md": b"# x"}
MANIFEST = Manifest(
    made_at="2026-03-01T02:30:00+08:00", database="sqlite", migrations=("register.0001",), head="",
    key="", lacks=(), parts={},
)  # fmt: skip


def written(path: Path, manifest: Manifest = MANIFEST, parts: dict[str, bytes] = PARTS) -> Path:
    with writing(path) as writer:
        for name, content in parts.items():
            writer.add_bytes(name, content)
        finish(writer, replace(manifest, parts=writer.parts | manifest.parts))
    return path


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return written(tmp_path / "b.zip")


def test_what_was_put_in_comes_out(backup: Path, tmp_path: Path):
    manifest = unpack(backup, tmp_path / "new")

    assert manifest == check(backup)
    assert {name: (tmp_path / "new" / name).read_bytes() for name in PARTS} == PARTS
    assert (tmp_path / "new/database.sqlite3").stat().st_mode & 0o777 == 0o600
    assert zipfile.ZipFile(backup).testzip() is None  # any tool opens it


def test_every_changed_byte_is_noticed(backup: Path):
    whole = backup.read_bytes()
    for at in range(len(whole)):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
        with pytest.raises(Refused):
            check(backup)


def test_a_zip_alone_would_overlook_some(backup: Path):
    """Why the file ends with a digest of its own."""
    whole, overlooked = backup.read_bytes(), 0
    for at in range(len(whole)):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            overlooked += zipfile.ZipFile(backup).testzip() is None
        except (*BROKEN, OSError):
            continue
    assert overlooked > 0


def test_every_truncation_is_noticed_and_so_is_anything_more(backup: Path):
    whole = backup.read_bytes()
    for cut in (*(whole[:at] for at in range(len(whole))), whole + b"\n", whole + whole):
        backup.write_bytes(cut)
        with pytest.raises(Refused):
            check(backup)


def test_a_part_that_is_not_what_the_manifest_says_is_refused_and_nothing_is_kept_of_it(tmp_path):
    other = hashlib.sha256(b"other").hexdigest()
    path = written(tmp_path / "b.zip", replace(MANIFEST, parts={"files/ab/ab": other}))
    with pytest.raises(Refused, match="不是亩均的备份文件，或已损坏"):
        check(path)


@pytest.mark.parametrize(
    "manifest",
    [replace(MANIFEST, version="99.0"), replace(MANIFEST, kind="permu-backup-2")],
    ids=["version", "kind"],
)
def test_what_a_later_program_made_is_left_to_it(tmp_path: Path, manifest: Manifest):
    with pytest.raises(Refused, match="请先更新程序"):
        check(written(tmp_path / "b.zip", manifest))


@pytest.mark.parametrize("name", ["../out", "/etc/out", "files/../../out", "files//out", ".", "a/"])
def test_no_part_lies_outside_of_the_folder(tmp_path: Path, name: str):
    path = written(tmp_path / "b.zip", parts=PARTS | {name: b"x"})
    with pytest.raises(Refused):
        unpack(path, tmp_path / "new")
    assert not list(tmp_path.rglob("out"))


@pytest.mark.parametrize("lacking", ["made_at", "database", "parts", "migrations", "kind"])
def test_a_manifest_that_says_too_little_is_none(tmp_path: Path, lacking: str):
    said = json.loads(MANIFEST.text())
    del said[lacking]
    with writing(tmp_path / "b.zip") as writer:
        writer.add_bytes("manifest.json", json.dumps(said).encode())
    with pytest.raises(Refused, match="不是亩均的备份文件"):
        check(tmp_path / "b.zip")


def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "b.zip").write_bytes("通知".encode())
    with pytest.raises(Refused, match="不是亩均的备份文件"):
        check(tmp_path / "b.zip")
