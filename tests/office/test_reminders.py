"""One reminder a department and day, whoever asks for it and however often."""

import secrets
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

import permu.evaluations.actions.reminding as verbs
from permu.evaluations.actions import (
    daily_digest,
    open_requests,
    send_request,
    share_results,
    withdraw_file,
)
from permu.evaluations.models import DailyDigest, DataRequest, Round, RoundFinding, Run
from permu.evaluations.requests.digests import LARGEST, digest_texts
from permu.register.models import Record
from permu.terms.items import items
from tests.office.requested import TAX, of, receive
from tests.office.together import at_once

pytestmark = pytest.mark.django_db


def test_a_digest_names_what_is_asked_when_it_is_due_and_which_findings_wait(
    asked: Round, clerk, finding: RoundFinding, today
):
    send_request(of(asked, TAX), by=clerk)

    texts = digest_texts(today)

    assert set(texts) == {TAX, finding.department}
    assert "增值税（入库）" in texts[TAX]
    assert "还有 10 个工作日" in texts[TAX]
    assert "1 处待核，其中 1 处的数暂不采用" in texts[finding.department]
    assert "面积为 0" in texts[finding.department]


def test_a_digest_says_how_late_and_a_department_with_nothing_to_do_gets_none(asked: Round, clerk):
    send_request(of(asked, TAX), by=clerk)
    DataRequest.objects.update(due_on=date(2026, 9, 30))
    assert "已迟 3 个工作日" in digest_texts(date(2026, 10, 10))[TAX]

    receive(asked, clerk, date(2026, 10, 10))

    assert digest_texts(date(2026, 10, 10)) == {}


def test_what_was_found_in_a_file_that_was_withdrawn_reminds_nobody(
    asked: Round, clerk, finding: RoundFinding, today
):
    file = receive(asked, clerk, today)
    RoundFinding.objects.update(sha256=file.stored.sha256, severity="question", cell="")
    (text,) = digest_texts(today).values()
    assert "1 处待核，请按" in text
    assert "02.xlsx 面积为 0" in text

    withdraw_file(file, by=clerk)

    assert digest_texts(today) == {}


def test_a_digest_fits_into_one_message_however_much_there_is_to_say(asked: Round, clerk, finding):
    request = of(asked, TAX)
    DataRequest.objects.filter(pk=request.pk).update(note="附言" * 150, items=sorted(items())[:40])
    send_request(request, by=clerk)
    for number in range(2, 40):
        RoundFinding.objects.create(
            round=asked, number=number, severity="error", code="x", department=TAX, file="长" * 90,
            text_zh="字" * 500, text_en="x",
        )  # fmt: skip

    assert all(
        len(text.encode()) <= LARGEST for text in digest_texts(timezone.localdate()).values()
    )


def test_a_shared_round_reminds_nobody(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)
    share_results(a_run_of(asked, clerk), by=clerk)

    assert daily_digest(today) == []


def test_a_round_under_review_reminds_nobody(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)
    Round.objects.update(stage=Round.Stage.REVIEW)

    assert daily_digest(today) == []


def a_run_of(round_: Round, clerk) -> Run:
    return Run.objects.create(
        round=round_, number=1, method_id="m", method_title="办法", method_digest="", facts_digest="",
        evaluation_digest="", engine="", open_findings=0, counts={}, created_by=clerk,
    )  # fmt: skip


def test_the_same_day_twice_reminds_once_and_says_what_it_said_before(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)
    (first,) = daily_digest(today)
    receive(asked, clerk, today)

    (again,) = daily_digest(today)

    assert (again.pk, again.text) == (first.pk, first.text)
    assert Record.objects.filter(verb="daily_digest").count() == 1


def test_the_next_day_reminds_anew(asked: Round, clerk, today):
    send_request(of(asked, TAX), by=clerk)

    daily_digest(today)
    daily_digest(today + timedelta(1))

    assert DailyDigest.objects.filter(department=TAX).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_keyed", "made"), [(True, 1), (False, 4)])
def test_whoever_makes_the_days_reminders_at_once_makes_one_and_only_the_key_makes_it_so(
    round_: Round, clerk, today, due, monkeypatch, is_keyed, made
):
    if not is_keyed:
        monkeypatch.setattr(verbs, "digest_key", lambda day, department: secrets.token_hex(8))
    open_requests(round_, due_on=due, note="", by=clerk)
    send_request(of(round_, TAX), by=clerk)

    at_once(*(lambda: daily_digest(today) for _ in range(4)))

    assert DailyDigest.objects.count() == made


def test_the_command_for_the_clock_prints_the_texts_and_rests_on_holidays(
    asked: Round, clerk, capsys
):
    send_request(of(asked, TAX), by=clerk)

    call_command("remind", day="2026-10-01")
    assert "不是工作日" in capsys.readouterr().out
    call_command("remind", day="2026-10-09")
    assert "税务局" in capsys.readouterr().out
    assert DailyDigest.objects.count() == 1
