"""A backup that is taken while people work is whole: each is restored, and everything in it checked."""

import shutil
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from permu.doors.site.backup.backing import back_up
from permu.doors.site.backup.database import snapshot
from permu.evaluations.models import Publication, Round
from permu.evaluations.publishing.keeping import noted_heads
from permu.register.models import User
from permu.terms.chain import Head

from .drill import an_empty_database, at_work, permu, put_out

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("backups", [5, pytest.param(25, marks=pytest.mark.torture)])
def test_every_backup_of_a_busy_office_comes_back_whole(
    round_: Round, clerk: User, tmp_path: Path, backups: int
):
    put_out(round_, by=clerk)
    with at_work(round_, by=clerk) as work:
        known, made = [], []
        for number in range(backups):
            work.wait(deeds=number)
            known.append((set(work.files), max([1, *work.lists])))
            made.append(back_up(tmp_path / f"{number}.zip", with_key=True))

    assert min(len(work.files), len(work.lists)) >= backups - 1
    for one, (files, last) in zip(made, known, strict=True):
        assert one.manifest.lacks == ()
        assert files <= set(one.manifest.parts)  # what was acknowledged before is in it
        said = permu("restore", one.path, "--into", tmp_path / one.path.stem, **an_empty_database())
        assert said.returncode == 0, said.stdout + said.stderr
        assert "办公系统：与存证相符" in said.stdout
        head = Head.read(one.manifest.head)
        assert head
        assert head.number >= last


def test_what_is_put_out_while_the_backup_is_taken_is_in_it_as_a_whole_or_not_at_all(
    round_: Round, clerk: User, tmp_path: Path, monkeypatch
):
    """The heads are read before the database: read after it, this one would name a list that is not there."""

    @contextmanager
    def busily(path: Path):
        put_out(round_, by=clerk)
        with snapshot(path) as rows:
            yield rows
        put_out(round_, by=clerk)

    put_out(round_, by=clerk)
    monkeypatch.setattr("permu.doors.site.backup.database.snapshot", busily)
    made = back_up(tmp_path / "b.zip", with_key=True)

    second = str(Publication.objects.get(number=2).head)
    assert made.manifest.head == second
    assert len(noted_heads()) == 3
    said = permu("restore", made.path, "--into", tmp_path / "new", **an_empty_database())
    assert said.returncode == 0, said.stdout + said.stderr
    assert (tmp_path / "new/heads.txt").read_text().split()[-1] == second


def test_a_plain_copy_of_the_file_loses_what_was_acknowledged(
    round_: Round, clerk: User, tmp_path: Path
):
    """So the snapshot is made by the database's own library. (PostgreSQL has no one file to copy.)"""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
    put_out(round_, by=clerk)

    shutil.copy(connection.settings_dict["NAME"], tmp_path / "copied.sqlite3")
    with snapshot(tmp_path / "taken.sqlite3"):
        pass

    assert lists_in(tmp_path / "taken.sqlite3") == 1
    assert lists_in(tmp_path / "copied.sqlite3") == 0


def lists_in(path: Path) -> int:
    with sqlite3.connect(path) as database:
        return int(database.execute("SELECT count(*) FROM evaluations_publication").fetchone()[0])
