"""A run: counted, kept, numbered, final, and done once however often it is asked for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.engine import load_result, verify_result
from permu.evaluations.actions import (
    add_files,
    held_findings,
    is_read,
    start_run,
)
from permu.evaluations.models import Result, Round, Run
from permu.register.jobs import work
from permu.register.models import Job, Record, User
from permu.terms.refusal import Refused
from tests.office.conftest import ENTERPRISES
from tests.office.together import at_once

pytestmark = pytest.mark.django_db


def test_a_run_keeps_every_subject_and_its_counts_add_up(evaluated: Run):
    assert evaluated.results.count() == evaluated.registered == ENTERPRISES
    by_state = {state: evaluated.results.filter(state=state).count() for state in evaluated.counts}
    assert by_state == evaluated.counts
    assert evaluated.round.stage in (Round.Stage.CHECKING, Round.Stage.TRIAL)


def test_a_run_is_what_the_engine_recomputes(evaluated: Run):
    assert verify_result(evaluated.folder) == []


def test_the_kept_rows_say_what_the_stored_result_says(evaluated: Run):
    table = load_result(evaluated.folder).evaluation.table
    kept = {result.subject: result for result in evaluated.results.all()}
    for row in table.iter_rows(named=True):
        result = kept[row["subject"]]
        assert (result.grade or None, result.rank) == (row["grade"] or None, row["rank"])
        if row["score"] is not None:
            assert int(result.score * 10**6) == row["score"]


def test_another_run_gets_the_next_number_and_leaves_the_first_as_it_was(evaluated: Run, clerk):
    before = sorted(path.name for path in evaluated.folder.rglob("*"))
    round_ = Round.objects.get()
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="second").pk)

    first, second = round_.runs.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.evaluation_digest == second.evaluation_digest
    assert sorted(path.name for path in evaluated.folder.rglob("*")) == before


def test_a_run_is_final(evaluated: Run):
    with pytest.raises(Refused):
        evaluated.results.update(grade="A")
    with pytest.raises(Refused):
        evaluated.save()
    with pytest.raises(Refused):
        Result.objects.first().delete()
    with pytest.raises(Refused):
        Record.objects.all().delete()


def test_findings_that_came_since_the_clerk_looked_stop_the_run(read: Round, clerk):
    with pytest.raises(Refused, match="您确认的待核问题是 0 条"):
        start_run(read, accepted=0, by=clerk, key="k")
    assert not Job.objects.filter(kind="run").exists()


def test_files_changed_since_the_reading_stop_the_run(read: Round, clerk):
    add_files(read, [SimpleUploadedFile("新.csv", b"a,b\n")], by=clerk)

    assert not is_read(read)
    with pytest.raises(Refused, match="表格还没有读取"):
        start_run(read, accepted=held_findings(read), by=clerk, key="k")


def test_the_run_button_pressed_ten_times_runs_once(read: Round, clerk, page_of):
    page = page_of(clerk)
    form = {"accepted": held_findings(read), "key": "one press"}
    for _ in range(10):
        assert page.post(f"/rounds/{read.pk}/run/", form).status_code == 302
        work(Job.objects.get(kind="run").pk)

    assert read.runs.count() == 1
    assert Record.objects.filter(verb="start_run").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_locked", "runs"), [(True, 1), (False, 2)])
def test_two_clerks_who_start_a_run_at_once_get_one_run_and_only_the_lock_makes_it_so(
    read: Round, clerk: User, monkeypatch, is_locked, runs
):
    if not is_locked:
        monkeypatch.setattr(Round, "lock", property(lambda self: None))
    held = held_findings(read)
    jobs = at_once(
        *(lambda key=key: start_run(read, accepted=held, by=clerk, key=key) for key in "ab")
    )
    for job in {job.pk for job in jobs}:
        work(job)

    assert read.runs.count() == runs


def test_a_method_whose_weights_are_unknown_gives_a_reason_and_no_run(read: Round, clerk):
    Round.objects.filter(pk=read.pk).update(method="330382-yueqing/2016")
    read.refresh_from_db()
    job = start_run(read, accepted=held_findings(read), by=clerk, key="k")
    work(job.pk)

    job.refresh_from_db()
    assert job.state == "failed"
    assert "权重" in job.error["zh"]
    assert not read.runs.exists()
    assert not list(read.folder.glob("run-*"))
    assert not list(read.folder.glob("at-work-*"))
