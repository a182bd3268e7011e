"""What a clerk finds to do on the first page: late things first, each leading to where it is done, nothing written."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from permu.evaluations.actions import ask_confirmation, send_requests, take_step
from permu.evaluations.actions.year import Asked, move_named
from permu.evaluations.models import Improvement, Round, RoundFinding, Run
from permu.evaluations.worklist.tasks import tasks
from permu.evaluations.year.moves import Stage
from permu.register.models import Record, User
from permu.terms.workdays import working_days_after
from tests.office.appeals.conftest import concerned, lodge, noticed, subject
from tests.office.test_improving import case, plan, poor
from tests.office.test_year import take, tried

pytestmark = pytest.mark.django_db
__all__ = ["case", "concerned", "lodge", "noticed", "plan", "poor", "subject", "take", "tried"]


def said(round_: Round, clerk: User) -> list[str]:
    return [one.said for one in tasks(Round.objects.get(pk=round_.pk), clerk)]


def test_a_form_that_is_late_stands_first_with_its_working_days(asked: Round, clerk, due):
    send_requests(asked, by=clerk)
    sent = asked.requests.exclude(sent_at=None).count()
    assert said(asked, clerk)[0] == f"等 {sent} 张表"

    asked.requests.update(due_on=timezone.localdate() - timedelta(days=14))

    first = tasks(asked, clerk)[0]
    days = working_days_after(timezone.localdate() - timedelta(days=14), timezone.localdate())
    assert (first.said, first.is_late) == (f"{sent} 张表逾期未交", True)
    assert f"最久逾期 {days} 个工作日" in first.note
    assert "税务局" in first.note


def test_findings_are_counted_by_kind_and_those_settled_no_more(round_, finding, clerk):
    other = RoundFinding(**{
        name: getattr(finding, name)
        for name in ("round", "severity", "code", "department", "text_zh", "text_en")
    } | {"number": 2, "code": "intake.not_a_number"})  # fmt: skip
    other.save()
    assert sum(one.startswith("1 条待核：") for one in said(round_, clerk)) == 2

    RoundFinding.objects.filter(pk=finding.pk).update(settled_at=timezone.now())

    assert sum(one.startswith("1 条待核：") for one in said(round_, clerk)) == 1


def test_many_kinds_of_findings_are_named_up_to_five(read: Round, clerk):
    held = read.findings.filter(severity="error", settled_at=None)

    lines = [one for one in tasks(read, clerk) if "待核：" in one.said or "其他待核" in one.said]

    assert sum(int("".join(filter(str.isdigit, one.said.partition("条")[0]))) for one in lines) == held.count()  # fmt: skip
    assert len(lines) <= 6


def test_every_line_leads_to_a_page_that_opens(read: Round, clerk, page_of):
    ask_confirmation(read, closes_at=timezone.now() + timedelta(days=5), by=clerk, key="a")
    page = page_of(clerk)

    found = page.get("/rounds/").context["tasks"]

    assert any("企业确认进行中" in one.said for one in found)
    for one in found:
        assert page.get(one.href.partition("#")[0]).status_code == 200, one


def test_a_run_of_older_facts_is_to_be_done_again(evaluated: Run, clerk):
    again = "第 1 次试算之后数据变了，请重新试算"
    assert again not in said(evaluated.round, clerk)

    Round.objects.filter(pk=evaluated.round_id).update(facts_digest="other")

    assert again in said(evaluated.round, clerk)


def test_the_next_step_says_what_stands_in_its_way_or_who_is_waited_for(evaluated: Run, clerk):
    round_ = evaluated.round
    assert "下一步：送审" in said(round_, clerk)
    Round.objects.filter(pk=round_.pk).update(facts_digest="other")
    blocked = next(
        one for one in tasks(Round.objects.get(pk=round_.pk), clerk) if "送审" in one.said
    )
    assert "第 1 次试算" in blocked.note
    Round.objects.filter(pk=round_.pk).update(facts_digest=evaluated.facts_digest)

    take_step(round_, Asked(move=move_named("submit"), run=evaluated), by=clerk, key="s")

    waiting = tasks(Round.objects.get(pk=round_.pk), clerk)
    assert [(one.said, one.note) for one in waiting] == [("下一步：审定", "等待领导办理。")]


def test_on_notice_appeals_and_the_days_left_are_told(noticed: Run, lodge, clerk):
    appeal = lodge()

    lines = tasks(Round.objects.get(pk=noticed.round_id), clerk)

    assert any(one.said == "公示进行中" and "个工作日" in one.note for one in lines)
    assert "1 件异议等部门答复" in [one.said for one in lines]
    type(appeal).objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert said(noticed.round, clerk)[0] == "1 件异议部门逾期未答复"


def test_under_review_nothing_of_the_figures_is_to_do(read: Round, clerk):
    Round.objects.filter(pk=read.pk).update(stage=Stage.REVIEW)

    assert not [one for one in said(read, clerk) if "待" in one and "下一步" not in one]


def test_a_case_past_its_day_is_late(case, clerk):
    Improvement.objects.update(due_on=timezone.localdate())
    assert "1 家低效企业整治超期" not in said(case.round, clerk)

    Improvement.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    assert said(case.round, clerk)[0] == "1 家低效企业整治超期"


def test_an_archived_year_has_no_list(round_, clerk, page_of):
    Round.objects.filter(pk=round_.pk).update(stage=Stage.ARCHIVED)

    assert "tasks" not in page_of(clerk).get("/rounds/").context


def test_the_list_takes_few_queries_whatever_there_is_and_writes_nothing(evaluated: Run, clerk, page_of):  # fmt: skip
    page = page_of(clerk)
    page.get("/rounds/")
    records = Record.objects.count()

    with CaptureQueriesContext(connection) as queries:
        assert page.get("/rounds/").status_code == 200

    assert len(queries) <= 32, [query["sql"][:90] for query in queries]
    writes = ("INSERT", "UPDATE", "DELETE")
    assert not [query for query in queries if query["sql"].startswith(writes)]
    assert Record.objects.count() == records
