"""一企一策: only the lowest grade, only once published, from filed to closed, and nothing twice."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permu.evaluations.actions import improving
from permu.evaluations.actions.improving import (
    Done,
    Plan,
    add_milestone,
    change_case,
    close_case,
    close_milestone,
    open_case,
)
from permu.evaluations.actions.publications import publish
from permu.evaluations.consequences import lowest as listed
from permu.evaluations.consequences.lowest import lowest, years_of
from permu.evaluations.models import Improvement, Result, Round, Run
from permu.evaluations.stored import method_of
from permu.evaluations.views import improving as views
from permu.method import keep_method
from permu.register.models import Notice, Record, User
from permu.sample import SAMPLE_METHOD
from permu.terms.refusal import Refused
from tests.office.conftest import add_result
from tests.office.test_publications import sql
from tests.office.test_year import take, tried, until_now
from tests.office.together import at_once

__all__ = ["take", "tried"]  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def poor(tried: Run, take, other_enterprise) -> Result:
    """The only enterprise of the lowest grade, in a published year."""
    keep_method(SAMPLE_METHOD, tried.folder / "method")
    give_the_lowest_grade(tried, other_enterprise.pk)
    for move in ("submit", "approve", "notice"):
        take(tried.round, move, tried)
    until_now(tried.round)
    for move in ("close", "publish"):
        take(tried.round, move)
    return Result.objects.get(run=tried, enterprise=other_enterprise)


def give_the_lowest_grade(run: Run, enterprise: int) -> None:
    """By the table: results are final."""
    sql(
        "UPDATE evaluations_result SET grade = 'D', state = 'graded' WHERE run_id = %s AND enterprise_id = %s",
        run.pk, enterprise,
    )  # fmt: skip


@pytest.fixture
def plan(today: date) -> Plan:
    return Plan(
        plan="腾出闲置厂房", target="升到 C 类", responsible="青山镇", due_on=today + timedelta(90)
    )


@pytest.fixture
def case(poor: Result, plan: Plan, clerk: User) -> Improvement:
    return open_case(poor, plan, by=clerk, key="open")


def test_only_the_lowest_grade_of_a_published_year_gets_a_case_and_only_one(
    poor, plan, clerk, enterprise
):
    assert list(lowest(poor.run)) == [poor]
    better = Result.objects.get(run=poor.run, enterprise=enterprise)
    with pytest.raises(Refused, match="不是本组最末一档"):
        open_case(better, plan, by=clerk, key="a")

    first = open_case(poor, plan, by=clerk, key="b")
    assert open_case(poor, plan, by=clerk, key="b") == first
    with pytest.raises(Refused, match="已经建档"):
        open_case(poor, plan, by=clerk, key="c")
    assert Improvement.objects.get().state == "filed"


def test_no_case_before_publication(poor, plan, clerk):
    Round.objects.filter(pk=poor.run.round_id).update(stage="reviewed")
    with pytest.raises(Refused, match="公布以后"):
        open_case(Result.objects.get(pk=poor.pk), plan, by=clerk, key="a")


def test_a_trial_year_has_no_case(poor, plan, clerk, page_of, monkeypatch):
    trial = replace(method_of(poor.run), is_trial=True)
    for module in (improving, listed, views):
        monkeypatch.setattr(module, "method_of", lambda run: trial)

    assert not lowest(poor.run).exists()
    with pytest.raises(Refused, match="试评"):
        open_case(poor, plan, by=clerk, key="a")
    page = page_of(clerk).get(f"/rounds/{poor.run.round_id}/improvements/").content.decode()
    assert "本年度是试评" in page


def test_the_enterprise_and_its_town_are_told_and_see_the_case_and_the_town_no_figures(
    poor, plan, clerk, stranger, owner, town, page_of
):
    """`stranger` is of the enterprise of the lowest grade, `owner` of another."""
    sql("UPDATE evaluations_result SET town = %s WHERE id = %s", town.place.name, poor.pk)
    case = open_case(Result.objects.get(pk=poor.pk), plan, by=clerk, key="open")

    own, towns = (
        page_of(user).get(f"/improvements/{case.pk}/").content.decode() for user in (stranger, town)
    )
    assert plan.plan in own
    assert plan.plan in towns
    assert "综合得分" in own
    assert "综合得分" not in towns
    assert "亩均税收" not in towns
    assert page_of(owner).get(f"/improvements/{case.pk}/").status_code == 404
    assert f"/improvements/{case.pk}/" in page_of(town).get("/town/").content.decode()
    told = Notice.objects.filter(text__contains="一企一策")
    assert {one.person for one in told} == {stranger, town}


def test_a_changed_plan_keeps_what_was_planned_before_and_why(case, plan, clerk, today, page_of):
    longer = replace(plan, target="升到 B 类", due_on=today + timedelta(120))
    with pytest.raises(Refused, match="没有改"):
        change_case(case, plan, "再想想", by=clerk, key="a")
    with pytest.raises(Refused, match="有一栏是空的"):
        change_case(case, longer, " ", by=clerk, key="a")
    change_case(case, longer, "镇里要求提高目标", by=clerk, key="a")
    change_case(case, replace(longer, target="别的"), "同一张表", by=clerk, key="a")

    now = Improvement.objects.get()
    assert (now.target, now.due_on) == (longer.target, longer.due_on)
    was = now.earlier_plans.get()
    assert (was.target, was.due_on, was.why) == (plan.target, plan.due_on, "镇里要求提高目标")
    assert Record.objects.filter(verb="change_case").count() == 1
    page = page_of(clerk)
    assert "升到 C 类" in page.get(f"/improvements/{case.pk}/").content.decode()
    form = page.get(f"/improvements/{case.pk}/plan/").content.decode()
    assert longer.due_on.isoformat() in form
    asked = {"plan": "整体腾退", "target": longer.target, "responsible": "青山镇", "key": "b"}
    page.post(f"/improvements/{case.pk}/plan/", asked | {"why": "改", "due_on": longer.due_on})
    assert Improvement.objects.get().plan == "整体腾退"


def test_the_day_of_a_plan_may_have_passed_but_no_new_day_is_in_the_past(case, plan, clerk, today):
    Improvement.objects.update(due_on=today - timedelta(9))
    late = replace(plan, due_on=today - timedelta(9), target="升到 B 类")

    change_case(case, late, "提高目标", by=clerk, key="a")
    with pytest.raises(Refused, match="过去"):
        change_case(case, replace(late, due_on=today - timedelta(1)), "延期", by=clerk, key="b")


def test_a_case_goes_from_filed_to_closed_and_each_deed_leaves_a_line(case, clerk, today):
    one = add_milestone(case, "签订腾退协议", due_on=today, by=clerk, key="m1")
    assert add_milestone(case, "签订腾退协议", due_on=today, by=clerk, key="m1") == one
    two = add_milestone(case, "交地", due_on=today + timedelta(30), by=clerk, key="m2")
    assert state() == "under_way"
    with pytest.raises(Refused, match="没有完成"):
        close_case(case, "好", by=clerk, key="z")

    scan = SimpleUploadedFile("协议.pdf", b"%PDF-1")
    done = close_milestone(one, Done(said="已签", evidence=scan), by=clerk, key="d1")
    assert close_milestone(one, Done(said="已签"), by=clerk, key="d1").evidence == done.evidence
    assert state() == "under_way"
    close_milestone(two, Done(said="已交"), by=clerk, key="d2")
    assert state() == "acceptance"
    add_milestone(case, "复核面积", due_on=today, by=clerk, key="m3")
    assert state() == "under_way"
    close_milestone(case.milestones.get(key="m3"), Done(said="已核"), by=clerk, key="d3")

    close_case(case, "现场核验合格", by=clerk, key="end")
    close_case(case, "现场核验合格", by=clerk, key="end")
    assert state() == "closed"
    with pytest.raises(Refused, match="已经销号"):
        add_milestone(case, "再来", due_on=today, by=clerk, key="m4")
    verbs = [line.verb for line in Record.objects.order_by("pk") if line.details.get("case")]
    assert verbs == ["add_milestone"] * 2 + ["close_milestone"] * 2 + [
        "add_milestone", "close_milestone",
    ]  # fmt: skip
    assert Record.objects.filter(verb="close_case").count() == 1


def state() -> str:
    return Improvement.objects.get().state


DEEDS = st.sampled_from(("add", "finish", "close"))


@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(deeds=st.lists(DEEDS, max_size=7))
def test_in_whatever_order_it_is_worked_on_a_case_stands_where_its_milestones_say(
    case, clerk, today, deeds
):
    with transaction.atomic():
        begun = transaction.savepoint()
        is_closed = False
        for number, deed in enumerate(deeds):
            done, open_ = (case.milestones.filter(done_at__isnull=no) for no in (False, True))
            may_close = bool(done) and not open_ and not is_closed
            try:
                if deed == "add":
                    add_milestone(case, "交地", due_on=today, by=clerk, key=f"{number}")
                elif deed == "finish" and open_:
                    close_milestone(open_[0], Done(said="已交"), by=clerk, key=f"{number}")
                elif deed == "close":
                    close_case(case, "合格", by=clerk, key=f"{number}")
                    assert may_close
                    is_closed = True
            except Refused:
                assert is_closed or (deed == "close" and not may_close)
            steps = list(case.milestones.values_list("done_at", flat=True))
            waits = "under_way" if None in steps else "acceptance" if steps else "filed"
            assert state() == ("closed" if is_closed else waits)
        transaction.savepoint_rollback(begun)


def test_what_is_no_evidence_or_not_said_changes_nothing(case, clerk, today):
    one = add_milestone(case, "交地", due_on=today, by=clerk, key="m")
    with pytest.raises(Refused):
        close_milestone(
            one, Done(said="已交", evidence=SimpleUploadedFile("a.exe", b"MZ")), by=clerk, key="d"
        )
    with pytest.raises(Refused, match="没有保存"):
        close_milestone(one, Done(said=" "), by=clerk, key="d")
    with pytest.raises(Refused, match="已经过去"):
        add_milestone(case, "早", due_on=today - timedelta(1), by=clerk, key="n")
    one.refresh_from_db()
    assert (one.done_at, state(), case.milestones.count()) == (None, "under_way", 1)


def test_before_and_after_are_what_was_published_and_no_trial(case, clerk, poor, enterprise):
    def a_year(year: int, stage: str, grade: str) -> None:
        round_ = Round.objects.create(
            key=f"{year}{stage}", year=year, title=str(year), method="sample",
            as_of=poor.run.round.as_of, created_by=clerk, stage=stage,
        )  # fmt: skip
        run = Run.objects.create(
            round=round_, number=1, method_id="m", method_title="", method_digest="", facts_digest="",
            evaluation_digest="", engine="", open_findings=0, counts={}, created_by=clerk,
        )  # fmt: skip
        add_result(run, poor.enterprise, grade=grade, tax=30_000_000)
        publish(run, "notice" if stage == "notice" else "final", by=clerk)

    a_year(2024, "published", "A")
    a_year(2026, "published", "B")
    a_year(2027, "notice", "A")

    years = years_of(case)
    assert [(one.result.grade, one.is_before) for one in years] == [("D", True), ("B", False)]
    assert years[1].tax_per_mu == 30_000  # 30 万元 over 10 mu


def test_the_pages_take_a_case_all_the_way_and_leaders_only_look(
    poor, page_of, clerk, leader, owner, today
):
    clerks, leaders = page_of(clerk), page_of(leader)
    where = f"/rounds/{poor.run.round_id}/improvements/"
    assert "未建档" in leaders.get(where).content.decode()
    assert page_of(owner).get(where).status_code == 404
    asked = {"key": "k", "plan": "腾退", "target": "升档", "responsible": "青山镇", "due_on": today}
    kept = clerks.post(f"/sheets/{poor.pk}/improvement/", asked | {"target": " "})
    assert 'value="青山镇"' in kept.content.decode()  # what was written is not lost
    case = clerks.post(f"/sheets/{poor.pk}/improvement/", asked).url
    clerks.post(f"{case}milestones/", {"key": "m", "label": "签约", "due_on": today})
    clerks.post(f"{case}milestones/", {"key": "n", "label": "签约"})
    step = Improvement.objects.get().milestones.get().pk
    scan = SimpleUploadedFile("协议.pdf", b"%PDF-1")
    clerks.post(f"/milestones/{step}/close/", {"key": "d", "said": "已签", "evidence": scan})

    page = leaders.get(case).content.decode()
    assert "已签" in page
    assert '<form method="post" enctype' not in page
    assert leaders.get(f"/milestones/{step}/evidence/").status_code == 404
    assert b"".join(clerks.get(f"/milestones/{step}/evidence/").streaming_content) == b"%PDF-1"
    assert leaders.post(f"{case}close/", {"key": "z", "said": "好"}).status_code == 404
    clerks.post(f"{case}close/", {"key": "z", "said": "好"})
    assert state() == "closed"
    assert poor.name in clerks.get(f"{where}?state=closed&town=青山镇").content.decode()
    assert poor.name not in clerks.get(f"{where}?town=无此镇").content.decode()


def presses(opens, poor: Result, plan: Plan, clerk: User) -> list[object]:
    """Two clerks open the case of one enterprise at once."""

    def press(key: str) -> str:
        try:
            opens(Result.objects.get(pk=poor.pk), plan, by=clerk, key=key)
        except Refused as refused:
            return refused.code
        except IntegrityError:
            return "clash"
        return "opened"

    return sorted(at_once(partial(press, "one"), partial(press, "two")))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_one_case_at_once_one_is_told_that_it_is_there(poor, plan, clerk):
    assert presses(open_case, poor, plan, clerk) == ["evaluations.case_known", "opened"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_second_would_clash(poor, plan, clerk, monkeypatch):
    """The test before has power: both look before either writes, and nobody is told."""
    both = threading.Barrier(2, timeout=5)
    monkeypatch.setattr(improving, "held", lambda round_: round_)
    monkeypatch.setattr(improving, "_ahead", lambda day: (both.wait() and day) or day)

    assert presses(open_case.__wrapped__, poor, plan, clerk) == ["clash", "opened"]
