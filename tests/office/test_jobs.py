"""Background work: taken once, told of as it goes, ended once, and never lost with its worker."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from permu.register import jobs
from permu.register.jobs import LeaseLostError, Shift, queue_job, requeue_dead_jobs, work
from permu.register.models import Job, Place, User
from permu.terms.refusal import Refused
from tests.office.together import at_once


@pytest.fixture
def handler(monkeypatch):
    """Lets a test say what the jobs of kind `test` do."""

    def does(function) -> None:
        monkeypatch.setitem(jobs.HANDLERS, "test", function)

    return does


def a_job(owner: User, key: str = "k", lock: str | None = "round:1") -> Job:
    return queue_job("test", 1, owner=owner, key=key, lock=lock)[0]


def the_end_of(clerk: User, handler, does) -> Job:
    """Have a job done that way."""
    handler(does)
    work(a_job(clerk).pk)
    return Job.objects.get()


@pytest.mark.django_db
def test_a_job_ends_with_its_result_and_lets_go_of_its_lock(clerk: User, handler):
    def does(shift: Shift) -> None:
        shift.progress(1, 2, "一半")
        with shift.finishing() as result:
            result["made"] = 7

    job = the_end_of(clerk, handler, does)

    assert (job.state, job.result, job.lock, job.label) == ("done", {"made": 7}, None, "一半")


@pytest.mark.django_db
def test_a_refusal_stands_on_the_job_in_both_languages(clerk: User, handler):
    def does(shift: Shift) -> None:
        raise Refused("evaluations.no_files")

    job = the_end_of(clerk, handler, does)

    assert job.state == "failed"
    assert "还没有收到表格" in job.error["zh"]
    assert "no workbook" in job.error["en"]


@pytest.mark.django_db
def test_a_job_that_breaks_says_so_without_its_insides(clerk: User, handler):
    def does(shift: Shift) -> None:
        raise RuntimeError("/srv/secret/path")

    job = the_end_of(clerk, handler, does)

    assert f"任务编号 {job.pk}" in job.error["zh"]
    assert "secret" not in str(job.error)


@pytest.mark.django_db
def test_what_a_job_wrote_while_it_ended_is_undone_with_it(clerk: User, handler):
    def does(shift: Shift) -> None:
        with shift.finishing():
            Place.objects.create(kind="town", name="青山镇")
            raise RuntimeError

    job = the_end_of(clerk, handler, does)

    assert not Place.objects.exists()
    assert job.state == "failed"


@pytest.mark.django_db
def test_the_same_key_and_the_same_lock_give_the_same_job(clerk: User):
    first = a_job(clerk)

    assert a_job(clerk) == first
    assert a_job(clerk, key="another") == first
    assert a_job(clerk, key="another", lock="round:2") != first


@pytest.mark.django_db
def test_an_ended_job_is_not_done_again(clerk: User, handler):
    done = []

    def does(shift: Shift) -> None:
        with shift.finishing():
            done.append(1)

    handler(does)
    job = a_job(clerk)
    work(job.pk)
    work(job.pk)

    assert done == [1]


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_writes_nothing(clerk: User, handler):
    def does(shift: Shift) -> None:
        Job.objects.update(lease="another worker's")
        with pytest.raises(LeaseLostError):
            shift.progress(1, 1, "")
        with shift.finishing():
            Place.objects.create(kind="town", name="青山镇")

    job = the_end_of(clerk, handler, does)

    assert not Place.objects.exists()
    assert job.state == "running"  # the other worker's to end


@pytest.mark.django_db
def test_the_reaper_leaves_a_job_whose_worker_lives(clerk: User, handler):
    def does(shift: Shift) -> None:
        assert requeue_dead_jobs() == []
        with shift.finishing():
            pass

    assert the_end_of(clerk, handler, does).state == "done"


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up_with_a_sentence(clerk: User):
    job = a_job(clerk)
    for _ in range(jobs.MOST_ATTEMPTS):
        jobs._take(job.pk)
        requeue_dead_jobs(timezone.now() + 2 * jobs.LEASE)

    job.refresh_from_db()
    assert (job.state, job.lock) == ("failed", None)
    assert "试了 3 次" in job.error["zh"]


@pytest.mark.django_db
def test_a_job_whose_queue_entry_was_lost_is_queued_again(clerk: User):
    job = a_job(clerk)

    assert requeue_dead_jobs() == []
    assert requeue_dead_jobs(timezone.now() + timedelta(minutes=2)) == [job]


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_keeps_the_lease_of_a_job_that_tells_no_progress(
    clerk: User, handler, monkeypatch
):
    monkeypatch.setattr(jobs, "BEAT", 0.05)
    seen = []

    def does(shift: Shift) -> None:
        for _ in range(40):
            seen.append(Job.objects.get().lease_until)
            time.sleep(0.02)
            if len(set(seen)) > 2:
                break
        with shift.finishing():
            pass

    handler(does)
    work(a_job(clerk).pk)

    assert len(set(seen)) > 2
    assert seen == sorted(seen)


@pytest.mark.django_db(transaction=True)
def test_a_beat_that_a_busy_database_refused_is_not_the_last(
    clerk: User, handler, monkeypatch, caplog
):
    monkeypatch.setattr(jobs, "BEAT", 0.02)
    renew, beats = jobs._renew, threading.Semaphore(0)
    refused = iter([OperationalError("database is locked")])

    def busy_at_first(job: Job, **progress: object) -> bool:
        beats.release()
        if problem := next(refused, None):
            raise problem
        return renew(job, **progress)

    monkeypatch.setattr(jobs, "_renew", busy_at_first)

    def does(shift: Shift) -> None:
        assert beats.acquire(timeout=5)
        assert beats.acquire(timeout=5)
        with shift.finishing():
            pass

    ended = the_end_of(clerk, handler, does)

    assert ended.state == Job.State.DONE
    assert "missed a beat" in caplog.text


WORKER = """
import sys, time, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from permu.register.jobs import HANDLERS, work
from permu.register.models import Job, Place

def does(shift):
    shift.progress(1, 2, "half")
    Place.objects.create(kind="town", name="half done")
    print("working", flush=True)
    time.sleep(60)

HANDLERS["test"] = does
work(int(sys.argv[2]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_done_by_the_next(clerk: User, handler):
    job = a_job(clerk)
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]), str(job.pk)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "permu.doors.site.settings"},
        stdout=subprocess.PIPE,
    )
    assert worker.stdout.readline() == b"working\n"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    job.refresh_from_db()
    assert (job.state, job.label) == ("running", "half")  # nobody has noticed yet

    assert requeue_dead_jobs() == []
    assert requeue_dead_jobs(timezone.now() + 2 * jobs.LEASE) == [job]

    def does(shift: Shift) -> None:
        with shift.finishing() as result:
            result["by"] = "the next"

    handler(does)
    work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"by": "the next"}, 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("lock", "jobs_made"), [("round:1", 1), (None, 4)])
def test_clerks_who_press_at_once_get_one_job_and_only_the_lock_makes_it_so(
    clerk: User, lock, jobs_made
):
    answers = at_once(*(lambda key=key: a_job(clerk, key=key, lock=lock) for key in "abcd"))

    assert Job.objects.count() == jobs_made  # the twin without the lock shows that the race is real
    assert len(set(answers)) == jobs_made
    assert len(answers) == 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_take_a_job_at_once_do_it_once(clerk: User, handler):
    done = []

    def does(shift: Shift) -> None:
        with shift.finishing():
            done.append(1)

    handler(does)
    job = a_job(clerk)
    at_once(*[lambda: work(job.pk)] * 4)

    assert done == [1]
