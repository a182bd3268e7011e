"""`permu restore`: a new folder and nothing else, whole or not at all, and an office that opens again."""

import errno
import os
import socket
import subprocess
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from permu.doors.site.backup import restoring
from permu.doors.site.backup.archive import check
from permu.doors.site.backup.backing import back_up
from permu.evaluations.models import Publication, Round
from permu.register.models import User
from permu.terms.refusal import Refused

from .drill import PERMU, an_empty_database, environment, permu, put_out
from .test_archive import MANIFEST, written

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(round_: Round, clerk: User, tmp_path: Path) -> Path:
    """Of an office with one list, without its key; a second list is put out afterwards."""
    put_out(round_, by=clerk)
    made = back_up(tmp_path / "b.zip", with_key=False)
    put_out(round_, by=clerk)
    return made.path


@pytest.fixture
def key(own_data_folder: Path) -> Path:
    return own_data_folder / "seal-key"


def test_a_restored_office_opens(backup: Path, key: Path, tmp_path: Path):
    place = an_empty_database()
    restored = permu("restore", backup, "--into", tmp_path / "new", "--key", key, **place)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = [PERMU, "serve", "--port", str(port)]
    at = environment(PERMU_DATA=str(tmp_path / "new"), **place)
    with subprocess.Popen(serve, env=at, stdout=subprocess.PIPE, text=True) as office:
        try:
            page = opened(f"http://127.0.0.1:{port}/sign-in/")
        finally:
            office.terminate()
        printed = office.stdout.read() if office.stdout else ""
    assert "登录" in page
    assert "首批账号" not in printed  # its people came back with it


def opened(address: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=2) as page:  # noqa: S310 — our own server
                return str(page.read().decode())
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def test_a_head_that_was_printed_after_the_backup_is_told(backup: Path, key: Path, tmp_path: Path):
    later, known = (Publication.objects.get(number=number).head for number in (2, 1))
    said = permu(
        "restore", backup, "--into", tmp_path / "new", "--key", key, "--head", later, "--head", known,
        **an_empty_database(),
    )  # fmt: skip

    assert said.returncode == 1
    assert "第 2 号存证晚于这份备份（备份到第 1 号）" in said.stdout
    assert said.stdout.count("✗") == 1


def test_without_the_key_it_is_restored_and_said_to_be_unchecked(
    backup: Path, key: Path, tmp_path: Path
):
    place = an_empty_database()
    said = permu("restore", backup, "--into", tmp_path / "new", **place)

    assert said.returncode == 1
    assert "没有密钥，发布存证还没有校验" in said.stdout
    assert not (tmp_path / "new/seal-key").exists()
    (tmp_path / "new/seal-key").write_bytes(key.read_bytes())
    at = {"PERMU_DATA": str(tmp_path / "new")} | place
    assert permu("verify", "--office", **at).returncode == 0


def test_what_somebody_bent_before_the_backup_is_found_after_it(
    round_: Round, clerk: User, tmp_path: Path
):
    put_out(round_, by=clerk)
    entries = Publication.objects.get().folder / "entries.json"
    entries.write_bytes(entries.read_bytes().replace(b'"grade":"B"', b'"grade":"A"'))
    made = back_up(tmp_path / "b.zip", with_key=True)

    said = permu("restore", made.path, "--into", tmp_path / "new", **an_empty_database())

    assert said.returncode == 1
    assert "第 1 次发布的名单" in said.stdout


def refused(backup: Path, into: Path, *, key: Path | None = None) -> str:
    """What is said instead; nothing is left behind."""
    before = sorted(into.parent.iterdir())
    with pytest.raises(Refused) as said:
        restoring.restore(backup, into, key=key, heads=[])
    assert sorted(into.parent.iterdir()) == before
    return str(said.value)


def test_a_folder_in_use_is_left_alone(backup: Path, tmp_path: Path):
    (tmp_path / "old").mkdir()
    (tmp_path / "old/permu.sqlite3").write_bytes(b"mine")
    assert "不是空的" in refused(backup, tmp_path / "old")
    assert "不是空的" in refused(backup, backup)
    assert (tmp_path / "old/permu.sqlite3").read_bytes() == b"mine"


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 0.999])
def test_a_damaged_backup_is_refused_wherever_it_was_hit(
    backup: Path, tmp_path: Path, share: float
):
    whole = bytearray(backup.read_bytes())
    whole[int(len(whole) * share)] ^= 0x10
    backup.write_bytes(whole)
    assert refused(backup, tmp_path / "new")


def test_the_key_of_another_office_is_refused(backup: Path, tmp_path: Path):
    (tmp_path / "other").write_bytes(b"k" * 32)
    assert "不是做这份备份的办公系统的密钥" in refused(
        backup, tmp_path / "new", key=tmp_path / "other"
    )


def test_a_full_disk_leaves_no_half_office(backup: Path, tmp_path: Path, monkeypatch):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("permu.doors.site.backup.archive.os.fsync", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OSError, match="space"):
        restoring.restore(backup, tmp_path / "new", key=None, heads=[])
    assert sorted(tmp_path.iterdir()) == before


def test_tables_of_a_later_program_are_refused(tmp_path: Path):
    path = written(tmp_path / "b.zip", replace(MANIFEST, migrations=("register.9999_later",)))
    said = permu("restore", path, "--into", tmp_path / "new")
    assert (said.returncode, "请先更新程序" in said.stderr) == (1, True)
    assert not (tmp_path / "new").exists()


def test_a_backup_goes_back_into_its_own_kind_of_database(backup: Path, tmp_path: Path):
    kind = check(backup).database
    other = {"DATABASE_URL": "postgres://nobody@localhost/x"} if kind == "sqlite" else {}
    said = permu("restore", backup, "--into", tmp_path / "new", **other)
    assert said.returncode == 1
    assert {"sqlite": "用的是 SQLite", "postgresql": "指向一个空数据库"}[kind] in said.stderr
    assert not (tmp_path / "new").exists()


def test_a_database_in_use_is_left_alone(backup: Path, key: Path, tmp_path: Path):
    """Of PostgreSQL: one that is not empty. Of SQLite there is only the folder."""
    place = an_empty_database()
    assert permu("restore", backup, "--into", tmp_path / "a", "--key", key, **place).returncode == 0
    again = permu("restore", backup, "--into", tmp_path / "b", "--key", key, **place)
    assert again.returncode == (0 if connection.vendor == "sqlite" else 1)
    assert ("不是空的" in again.stderr) == (connection.vendor == "postgresql")


def test_a_damaged_database_is_not_backed_up(backup: Path, key: Path, tmp_path: Path):
    if connection.vendor != "sqlite":
        return  # its server finds that out: checksums of pages
    permu("restore", backup, "--into", tmp_path / "new", "--key", key)
    path = tmp_path / "new/permu.sqlite3"
    rows = bytearray(path.read_bytes())
    for page in range(4096 * 8, len(rows) - 4096, 4096 * 3):
        rows[page + 8 : page + 64] = b"\xff" * 56
    path.write_bytes(rows)

    said = permu("backup", tmp_path / "c.zip", PERMU_DATA=str(tmp_path / "new"))

    assert (said.returncode, "数据库文件已损坏" in said.stderr) == (1, True), said.stderr
    assert not (tmp_path / "c.zip").exists()


def test_where_there_is_no_office_none_is_made(tmp_path: Path):
    said = permu("backup", tmp_path / "c.zip", PERMU_DATA=str(tmp_path / "nothing"))
    assert (said.returncode, "没有办公系统可以备份" in said.stderr) == (1, True)
    assert not list(tmp_path.rglob("*.sqlite3"))
