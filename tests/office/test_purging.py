"""Old lines of the audit log go into a file by a command alone, never too early, and the chain still verifies."""

import hashlib
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from permu.evaluations.actions import purge_log, share_results
from permu.evaluations.actions.publications import publish
from permu.evaluations.models import Publication, Run
from permu.evaluations.publishing.checking import bent
from permu.register.actions import record
from permu.register.models import Record
from permu.terms.refusal import Refused
from tests.office.conftest import add_result

pytestmark = pytest.mark.django_db(transaction=True)
A_YEAR = timedelta(days=365)


def put_out(run: Run, clerk, monkeypatch, *, ago: timedelta) -> Publication:
    """A list that went out so long ago."""
    then = timezone.now() - ago
    with monkeypatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: then)
        record("keep_file", "x", by=clerk)
        share_results(run, by=clerk)
        record("sign_in", clerk, by=clerk)
    return Publication.objects.order_by("number").last()


@pytest.fixture
def two(run: Run, enterprise, clerk, monkeypatch) -> list[Publication]:
    """One list of a year ago, one of today."""
    first = put_out(run, clerk, monkeypatch, ago=A_YEAR)
    later = Run.objects.create(
        round=run.round, number=2, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="2" * 64, engine="0", open_findings=0,
        counts={}, created_by=clerk,
    )  # fmt: skip
    add_result(later, enterprise, score="80.5", rank=1, grade="B")
    return [first, put_out(later, clerk, monkeypatch, ago=timedelta(0))]


def numbers() -> set[int]:
    return set(Record.objects.values_list("pk", flat=True))


def test_what_stands_behind_an_old_list_goes_into_the_file_and_all_else_stays(two, tmp_path):
    before, file = numbers(), tmp_path / "log.jsonl"

    done = purge_log(file)

    moved = [json.loads(line) for line in file.read_bytes().splitlines()]
    assert done.publication == 1
    assert done.lines == len(moved) > 0
    assert {pk for pk, *_ in moved} == before - numbers()
    assert all(verb != "sign_in" for _, _, _, verb, *_ in moved), "of after the list"
    line = Record.objects.get(verb="purge_log")
    assert line.details["sha256"] == done.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert bent([one.head for one in two]) == []


def test_a_list_put_out_afterwards_covers_that_it_was_done(two, run, clerk, tmp_path):
    purge_log(tmp_path / "log.jsonl")
    publish(run, Publication.Kind.TRIAL, by=clerk)
    assert bent() == []

    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_record SET about = 'x' WHERE verb = 'purge_log'")
    assert [(one.code, one.number) for one in bent()] == [("log_bent", 3)]


def test_a_line_that_somebody_takes_out_besides_is_still_found(two, tmp_path):
    purge_log(tmp_path / "log.jsonl")
    kept = Record.objects.filter(verb="sign_in").order_by("pk").first()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_record WHERE id = %s", [kept.pk])
    assert [(one.code, one.number) for one in bent()] == [("log_bent", 2)]


@pytest.mark.parametrize("number", [1, 2])
def test_to_say_that_it_was_purged_hides_no_line(two, number: int):
    """Not one alone of an old list, and none of a young one."""
    lines = Record.objects.filter(verb="keep_file").order_by("pk")
    gone = lines[number - 1].pk
    record("purge_log", "x", by=None, publication=number)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_record WHERE id = %s", [gone])
    assert [(one.code, one.number) for one in bent()] == [("log_bent", number)]


def test_nothing_is_purged_twice_and_nothing_young(two, tmp_path):
    assert purge_log(tmp_path / "a") is not None
    before = numbers()
    assert purge_log(tmp_path / "b") is None
    assert purge_log(tmp_path / "c", days=400) is None
    assert numbers() == before
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("days", [0, -1, 183])
def test_fewer_days_than_the_law_asks_for_are_refused(two, tmp_path, days: int):
    before = numbers()
    with pytest.raises(Refused, match="至少保存 184 天"):
        purge_log(tmp_path / "a", days=days)
    assert numbers() == before


def test_a_file_that_is_there_or_cannot_be_is_refused_and_nothing_goes(two, tmp_path):
    before, there = numbers(), tmp_path / "there"
    there.write_text("kept")
    for to, why in ((there, "已经在那里"), (tmp_path / "no" / "folder", "写不进去")):
        with pytest.raises(Refused, match=why):
            purge_log(to)
    assert numbers() == before
    assert there.read_text() == "kept"


def test_what_was_bent_is_found_out_before_it_is_purged(two, tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE register_record SET about = 'bent' WHERE verb = 'keep_file'")
    with pytest.raises(Refused, match="没有通过"):
        purge_log(tmp_path / "a")
    assert not (tmp_path / "a").exists()


def test_the_command_says_what_it_did(two, tmp_path: Path):
    said = StringIO()
    call_command("purge_log", str(tmp_path / "a"), stdout=said)
    call_command("purge_log", str(tmp_path / "b"), stdout=said)
    assert "已把第 1 次发布之前的" in said.getvalue()
    assert "没有可以清除的日志" in said.getvalue()
    with pytest.raises(CommandError, match="至少保存 184 天"):
        call_command("purge_log", str(tmp_path / "c"), "--days", "30")
