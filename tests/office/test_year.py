"""A year goes its way step by step: nothing is skipped, nothing is done twice, nothing changes under review."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permu.evaluations import actions
from permu.evaluations.actions import Asked, move_named, settle_finding, share_results, take_step
from permu.evaluations.models import Publication, Round, Run, StepTaken
from permu.evaluations.year.moves import AT_WORK, MOVES, Stage
from permu.evaluations.year.standing import stages
from permu.register.models import Job, Record, User
from permu.terms.refusal import Refused
from tests.office.conftest import add_result
from tests.office.test_publications import sql
from tests.office.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def tried(run: Run, monkeypatch) -> Run:
    """A run of the facts as they stand, so that it can be submitted."""
    monkeypatch.setattr("permu.evaluations.actions.rounds.is_read", lambda round_: True)
    monkeypatch.setattr("permu.evaluations.consequences.gate.unreviewed", lambda *_: [])
    Round.objects.filter(pk=run.round_id).update(stage=Stage.TRIAL, facts_digest=run.facts_digest)
    return Run.objects.get(pk=run.pk)


@pytest.fixture
def take(clerk: User, leader: User) -> Callable[..., StepTaken]:
    """Take a step as its role; each time with a key of its own."""
    count = 0

    def does(round_: Round, move: str, run: Run | None = None, **said: str) -> StepTaken:
        nonlocal count
        count += 1
        by = {"clerk": clerk, "leader": leader}[move_named(move).role]
        asked = Asked(move=move_named(move), run=run, reason=said.get("reason", ""))
        return take_step(round_, asked, by=by, key=said.get("key", f"k{count}"))

    return does


def until_now(round_: Round) -> None:
    """The time of the last notice has passed."""
    sql(
        "UPDATE evaluations_steptaken SET closes_at = %s WHERE move = 'notice'",
        timezone.now() - timedelta(minutes=1),
    )


def test_a_year_from_its_run_to_the_archive_leaves_two_lists_and_a_line_a_step(tried, take):
    round_ = tried.round
    take(round_, "submit", tried)
    take(round_, "approve")
    take(round_, "notice")
    until_now(round_)
    for move in ("close", "publish", "archive"):
        take(round_, move)

    round_.refresh_from_db()
    assert round_.stage == Stage.ARCHIVED
    assert [(one.kind, one.run) for one in Publication.objects.order_by("number")] == [
        ("notice", tried), ("final", tried),
    ]  # fmt: skip
    verbs = [line.verb for line in Record.objects.filter(verb__startswith="year_").order_by("pk")]
    assert verbs == [
        f"year_{move}" for move in ("submit", "approve", "notice", "close", "publish", "archive")
    ]
    assert {one.state for one in stages(round_)} == {"done", "now"}


def test_what_the_leader_gives_back_comes_again_corrected(tried, take, clerk):
    round_ = tried.round
    take(round_, "submit", tried)
    with pytest.raises(Refused, match="理由"):
        take(round_, "give_back")
    take(round_, "give_back", reason="税收口径不对")
    later = a_later_run(round_, clerk)

    with pytest.raises(Refused, match="第 1 次试算"):
        take(round_, "submit", tried)
    take(round_, "submit", later)

    round_.refresh_from_db()
    assert (round_.stage, round_.submitted_run) == (Stage.REVIEW, later)


def test_a_correction_after_the_notice_goes_the_way_of_approval_again(tried, take, clerk):
    round_ = tried.round
    for move in ("submit", "approve", "notice"):
        take(round_, move, tried)
    until_now(round_)
    take(round_, "close")
    later = a_later_run(round_, clerk)
    take(round_, "submit", later)
    with pytest.raises(Refused):
        take(round_, "publish")
    take(round_, "approve")

    take(round_, "publish")

    assert [one.run.number for one in Publication.objects.order_by("number")] == [1, 2]
    assert Round.objects.get(pk=round_.pk).shared_run == later


def a_later_run(round_: Round, clerk: User) -> Run:
    later = Run.objects.create(
        round=round_, number=round_.runs.count() + 1, method_id="m", method_title="办法", method_digest="",
        facts_digest=Round.objects.get(pk=round_.pk).facts_digest, evaluation_digest="9" * 64,
        engine="", open_findings=0, counts={}, created_by=clerk,
    )  # fmt: skip
    someone = round_.runs.order_by("number")[0].results.all()[0].enterprise
    add_result(later, someone, grade="B")
    return later


def test_a_notice_is_open_until_its_last_moment(tried, take):
    round_ = tried.round
    for move in ("submit", "approve"):
        take(round_, move, tried)
    step = take(round_, "notice")

    assert step.is_assumed
    assert step.until.endswith(" 24:00")
    assert (timezone.localdate(step.closes_at) - timezone.localdate()).days >= 5
    with pytest.raises(Refused, match="公示期到"):
        take(round_, "close")


def test_results_that_were_never_on_notice_are_not_published(tried, take):
    round_ = tried.round
    for move in ("submit", "approve"):
        take(round_, move, tried)
    with pytest.raises(Refused, match="没有公示过"):
        take(round_, "publish")


def test_what_is_not_of_the_facts_as_they_stand_is_not_submitted(tried, take, clerk, monkeypatch):
    round_ = tried.round
    Round.objects.filter(pk=round_.pk).update(facts_digest="changed")
    with pytest.raises(Refused, match="不是现在的数据"):
        take(round_, "submit", tried)
    with pytest.raises(Refused, match="没有试算"):
        take(round_, "submit", None)
    Job.objects.create(kind="import", target=round_.pk, owner=clerk, key="x", lock=round_.lock)
    with pytest.raises(Refused, match="正在读取"):
        take(round_, "submit", tried)


def test_the_same_press_takes_one_step_and_a_stale_page_none(tried, take):
    round_ = tried.round
    first = take(round_, "submit", tried, key="same")
    assert take(round_, "submit", tried, key="same") == first
    with pytest.raises(Refused, match="刷新页面"):
        take(round_, "submit", tried)
    assert StepTaken.objects.count() == 1


def database() -> str:
    """All that a year's steps may touch, as one digest."""
    tables = (
        "evaluations_round",
        "evaluations_steptaken",
        "evaluations_publication",
        "register_record",
    )
    sha = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 — names of our own
            sha.update(repr(cursor.fetchall()).encode())
    return sha.hexdigest()


@given(moves=st.lists(st.sampled_from(MOVES), max_size=12), over=st.booleans())
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_whatever_is_pressed_in_whatever_order_only_what_the_table_allows_happens(
    tried, take, moves, over
):
    """Steps that are refused leave every table as it was, to the byte."""
    round_ = tried.round
    sql("DELETE FROM evaluations_publication")
    sql("DELETE FROM evaluations_steptaken")
    Round.objects.filter(pk=round_.pk).update(
        stage=Stage.TRIAL, submitted_run=None, shared_run=None
    )
    for number, move in enumerate(moves):
        if over:
            until_now(round_)
        stage, before = Round.objects.get(pk=round_.pk).stage, database()
        try:
            take(round_, move.id, tried, reason="因", key=f"{number}-{id(moves)}")
        except Refused:
            assert database() == before
        else:
            assert stage in move.start
            assert Round.objects.get(pk=round_.pk).stage == move.end
    published = Publication.objects.filter(kind="final").count()
    assert published <= 1
    if published:
        kinds = [one.move for one in StepTaken.objects.order_by("number")]
        assert (
            kinds.index("approve")
            < kinds.index("notice")
            < kinds.index("close")
            < kinds.index("publish")
        )


LOCKED = {
    "add_files", "withdraw_file", "start_import", "start_run", "settle_finding", "settle_columns",
    "unsettle_columns", "settle_owner", "undo_owner", "correct_figure", "undo_correction", "share_results",
    "notice_land", "ask_confirmation", "ask_towns", "give_opinion", "answer", "correct_disputed",
    "decide_appeal",
}  # fmt: skip
FREE = {  # they change nothing that a review looks at
    "open_round", "open_requests", "send_request", "send_requests", "change_due", "waive_request",
    "resume_request", "daily_digest", "keep_scenario", "start_robustness", "take_step", "note_letters",
    "end_confirmation", "reject_dispute", "purge_log",
    "lodge_appeal", "withdraw_appeal", "answer_appeal",
    "review_measure", "note_handing", "open_case", "change_case", "add_milestone", "close_milestone", "close_case",
}  # fmt: skip


def test_every_deed_of_the_room_is_either_locked_by_a_review_or_known_to_be_free():
    deeds = {name for name in actions.__all__ if hasattr(getattr(actions, name), "__wrapped__")}
    assert deeds | {"add_files"} <= LOCKED | FREE


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in AT_WORK])
def test_nothing_that_was_reviewed_is_changed_while_it_is_reviewed_or_once_it_is_out(
    tried, finding, clerk, stage
):
    from permu.evaluations.actions import add_files, start_import, start_run

    round_ = tried.round
    Round.objects.filter(pk=round_.pk).update(stage=stage)
    before = database()
    for deed in (
        lambda: settle_finding(finding, settlement="已核", by=clerk),
        lambda: start_import(round_, by=clerk, key="i"),
        lambda: start_run(round_, accepted=1, by=clerk, key="r"),
        lambda: share_results(tried, by=clerk),
    ):
        with pytest.raises(Refused, match="数据不能改动"):
            deed()
    (refused,) = add_files(round_, [SimpleUploadedFile("a.xlsx", b"x")], by=clerk)
    assert refused.code == "evaluations.round_locked"
    assert database() == before


@pytest.mark.django_db(transaction=True)
def test_of_a_leader_who_approves_and_one_who_gives_back_at_once_one_wins(tried, take, leader):
    round_ = tried.round
    take(round_, "submit", tried)

    def press(move: str) -> str:
        asked = Asked(move=move_named(move), reason="因")
        try:
            take_step(Round.objects.get(pk=round_.pk), asked, by=leader, key=f"at-once-{move}")
        except Refused:
            return ""
        return move

    answers = at_once(partial(press, "approve"), partial(press, "give_back"))

    steps = list(StepTaken.objects.order_by("number").values_list("move", flat=True))
    assert len(steps) == len([one for one in answers if one]) + 1
    assert Round.objects.get(pk=round_.pk).stage == move_named(steps[-1]).end


def test_a_step_of_anothers_role_does_not_exist(tried, page_of, clerk, leader, owner, auditor):
    address = f"/rounds/{tried.round_id}/year/step/"
    submit = {"key": "a", "move": "submit", "run": tried.pk}
    for user in (leader, owner, auditor):
        assert page_of(user).post(address, submit).status_code == 404
    assert page_of(clerk).post(address, submit | {"move": "approve"}).status_code == 404
    assert page_of(clerk).post(address, submit).status_code == 302
    assert Round.objects.get(pk=tried.round_id).stage == Stage.REVIEW


def test_the_page_says_where_the_year_stands_and_who_is_waited_for(
    tried, take, page_of, clerk, leader
):
    address = f"/rounds/{tried.round_id}/year/"
    assert page_of(leader).get(address).status_code == 404  # nothing is submitted yet
    assert "送审" in page_of(clerk).get(address).content.decode()
    take(tried.round, "submit", tried)

    assert "等待领导办理" in page_of(clerk).get(address).content.decode()
    leaders = page_of(leader).get(address).content.decode()
    assert f"/runs/{tried.pk}/" in leaders
    assert 'name="reason"' in leaders
    assert page_of(leader).get("/year/").url == address


def test_an_enterprise_sees_its_result_from_the_notice_on_and_no_earlier(
    tried, take, page_of, owner
):
    page = page_of(owner)
    for move in ("submit", "approve"):
        take(tried.round, move, tried)
    assert "还没有结果" in page.get("/mine/").content.decode()
    take(tried.round, "notice")
    assert Round.objects.get(pk=tried.round_id).shared_run == tried
