"""`permu backup`: what belongs to an office is in it, what is lost is told, and nothing half stays behind."""

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from permu.doors.cli import permu as program
from permu.doors.site.backup import archive, database
from permu.doors.site.backup.archive import check
from permu.doors.site.backup.backing import back_up
from permu.evaluations.actions import share_results
from permu.evaluations.models import Round, Run
from permu.register.factors.seeds import secret_of
from permu.register.models import User
from permu.terms.refusal import Refused

from .drill import put_out, upload

pytestmark = pytest.mark.django_db(transaction=True)
LEFT_OUT = {"seal-key", "second-factor-key", "secret-key", "locale"}
"""Two keys are kept apart; a new secret signs everybody out; the words are compiled at every start."""


def said(*words: object) -> tuple[int, str]:
    done = CliRunner(env={"PERMU_LANG": "zh"}).invoke(program, list(map(str, words)))
    return done.exit_code, done.output


def test_all_that_an_office_keeps_is_in_its_backup(
    evaluated: Run, clerk: User, own_data_folder: Path, tmp_path: Path
):
    share_results(evaluated, by=clerk)
    here = {
        path.relative_to(own_data_folder).as_posix()
        for path in own_data_folder.rglob("*")
        if path.is_file()
    }

    parts = set(back_up(tmp_path / "b.zip", with_key=False).manifest.parts)

    missing = {name for name in here - parts if name.partition("/")[0] not in LEFT_OUT}
    assert missing == set()
    assert {name.partition("/")[0] for name in parts} >= {"files", "rounds", "publications"}


def test_in_a_folder_a_backup_is_named_by_its_time_and_none_is_overwritten(
    round_: Round, clerk: User, tmp_path: Path
):
    put_out(round_, by=clerk)
    (tmp_path / "to").mkdir()
    code, text = said("backup", tmp_path / "to")

    (made,) = (tmp_path / "to").iterdir()
    assert (code, made.suffix) == (0, ".zip")
    assert made.stat().st_mode & 0o777 == 0o600
    assert "存证 1-" in text
    assert "请把 PERMU_DATA 里的 seal-key 另存一处" in text
    assert said("backup", made)[0] == 1
    assert "没有覆盖" in said("backup", made)[1]
    assert said("backup", made, "--check")[0] == 0


@pytest.mark.parametrize("with_key", [True, False])
def test_the_key_is_in_it_only_where_that_was_asked(
    round_: Round, clerk: User, own_data_folder: Path, tmp_path: Path, *, with_key: bool
):
    put_out(round_, by=clerk)
    secret_of(clerk.pk, "a")
    made = back_up(tmp_path / "b.zip", with_key=with_key)

    keys = {(own_data_folder / name).read_bytes() for name in ("seal-key", "second-factor-key")}
    assert made.manifest.has_key == with_key
    assert "secret-key" not in made.manifest.parts
    archive.unpack(made.path, tmp_path / "new")
    kept = {path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert keys & kept == (keys if with_key else set())


def test_what_the_disk_lost_is_told_and_all_else_is_kept(
    round_: Round, clerk: User, own_data_folder: Path, tmp_path: Path
):
    lost, rotten, sound = (upload(round_, name * 99, by=clerk) for name in (b"a", b"b", b"c"))
    run = put_out(round_, by=clerk)
    (own_data_folder / lost).unlink()
    (own_data_folder / rotten).write_bytes(b"rot")
    (run.folder / "result.json").unlink()

    code, text = said("backup", tmp_path / "b.zip")

    assert code == 1
    lacks = check(tmp_path / "b.zip").lacks
    assert set(lacks) == {lost, rotten, f"rounds/{round_.pk}/run-1"}
    assert all(f"磁盘上没有或已损坏：{name}" in text for name in lacks)
    assert sound in check(tmp_path / "b.zip").parts
    assert said("backup", tmp_path / "b.zip", "--check")[0] == 1


@pytest.mark.parametrize("place", ["add", "finish", "check"])
def test_on_a_full_disk_nothing_half_stays_behind(
    round_: Round, clerk: User, tmp_path: Path, monkeypatch, place: str
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    put_out(round_, by=clerk)
    (tmp_path / "to").mkdir()
    where = archive.Writer if place == "add" else "permu.doors.site.backup.backing"
    monkeypatch.setattr(*((where, place) if place == "add" else (f"{where}.{place}",)), full)
    code, text = said("backup", tmp_path / "to")

    assert (code, "磁盘已满" in text) == (1, True)
    assert list((tmp_path / "to").iterdir()) == []


def test_a_place_that_is_not_there_is_named_as_it_was_written(
    round_: Round, clerk: User, tmp_path: Path
):
    code, text = said("backup", tmp_path / "nowhere" / "b.zip")
    assert (code, "“nowhere”不能读写" in text) == (1, True)


def test_without_postgresqls_programs_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(database.shutil, "which", lambda _: None)
    with pytest.raises(Refused, match="apt-get install postgresql-client"):
        database._program("pg_dump")


def test_what_postgresqls_program_says_is_handed_on_without_the_password(monkeypatch, tmp_path):
    fails = tmp_path / "pg_dump"
    fails.write_text("#!/bin/sh\necho server version 18, pg_dump version 15 >&2\nexit 1\n")
    fails.chmod(0o700)
    monkeypatch.setattr(database.shutil, "which", lambda _: str(fails))
    with pytest.raises(Refused, match="server version 18, pg_dump version 15"):
        database._program("pg_dump")
