"""Appeals are lodged to the second, by the enterprise or its town, one a figure, and taken back before the decision."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permu.evaluations.access import appeals_for
from permu.evaluations.actions import withdraw_appeal
from permu.evaluations.appeals.days import must_be_in_time
from permu.evaluations.models import Appeal, Round, Run
from permu.evaluations.stored import stored_result
from permu.register.actions import Newcomer, add_person
from permu.register.models import Notice, Place, Record, Role, StoredFile
from permu.terms.refusal import Refused
from tests.office.appeals.conftest import POWER, TAXED
from tests.office.clamd import VIRUS, scanning
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def filled(**said: object) -> dict[str, object]:
    usual = {"key": "k", "item": TAXED, "value": "9000 万元", "grounds": "完税证明为证"}
    return usual | said


def test_the_claimed_figure_is_kept_exactly_in_the_items_own_unit(lodge, subject, department):
    appeal = lodge(text="9000.000001 万元")

    facts = stored_result(subject.run).facts
    assert appeal.claim == 9_000_000_001
    assert appeal.stand == facts.table.filter(subject=subject.subject)[TAXED].item()
    assert (appeal.provider, appeal.number, appeal.state) == ("税务局", 1, "open")
    assert "第 1 号异议" in Notice.objects.get(person=department).text
    assert Record.objects.get(verb="lodge_appeal").details["item"] == TAXED


def test_a_second_before_the_deadline_is_in_time_and_a_second_after_is_not(lodge, until):
    with pytest.raises(Refused, match=r"异议期到 .* 24:00 截止"):
        lodge(arrived=until + timedelta(seconds=1))
    with pytest.raises(Refused, match="24:00"):
        lodge(arrived=until)
    assert not Appeal.objects.exists()
    assert lodge(arrived=until - timedelta(seconds=1)).state == "open"


@given(offset=st.integers(-(10**9), 10**9))
@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_to_the_microsecond_in_time_is_before_the_deadline(noticed, until, offset):
    try:
        must_be_in_time(noticed.round, until + timedelta(microseconds=offset))
    except Refused:
        assert offset >= 0
    else:
        assert offset < 0


def test_what_arrived_in_time_and_waited_is_taken_though_the_notice_was_closed(
    lodge, until, noticed
):
    Round.objects.filter(pk=noticed.round_id).update(stage=Round.Stage.REVIEWED)
    assert lodge(arrived=until - timedelta(seconds=1)).pk


@pytest.mark.parametrize("stage", ["trial", "review", "approved", "published", "archived"])
def test_without_a_notice_there_is_no_appeal(lodge, noticed, stage):
    Round.objects.filter(pk=noticed.round_id).update(stage=stage)
    with pytest.raises(Refused, match="不在公示期"):
        lodge()


def test_one_press_lodges_one_and_a_figure_has_one_open_appeal(lodge):
    first = lodge(key="same")
    assert lodge(key="same") == first
    with pytest.raises(Refused, match="待决定的异议（第 1 号）"):
        lodge(text="8000")
    assert lodge(item=POWER, text="1").number == 2
    assert Appeal.objects.count() == 2


def test_one_open_appeal_a_figure_is_the_databases_rule_too(lodge, monkeypatch):
    lodge()
    monkeypatch.setattr("permu.evaluations.actions.appeals._refuse_needless", lambda *_: None)
    with pytest.raises(IntegrityError):
        lodge()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"grounds": " "}, "没有写理由"),
        ({"grounds": "长" * 1001}, "超过 1000 字"),
        ({"item": "evaluated_tax"}, "没有这一项"),
        ({"item": "no-such-item"}, "没有这一项"),
        ({"text": "很多"}, "增值税"),
        ({"evidence": SimpleUploadedFile("a.exe", b"MZ")}, "不能作为佐证"),
    ],
)
def test_what_is_no_claim_is_refused_and_nothing_is_kept(lodge, said, why):
    with pytest.raises(Refused, match=why):
        lodge(**said)
    assert not Appeal.objects.exists()


def test_who_claims_what_stands_already_is_told(lodge, subject):
    power = stored_result(subject.run).facts.number(subject.subject, POWER)
    with pytest.raises(Refused, match="和评价所用的一样"):
        lodge(item=POWER, text=f"{power}" if power.denominator == 1 else f"{float(power)}")


def test_an_appeal_is_taken_back_once_and_may_be_lodged_anew(lodge, concerned):
    appeal = lodge()
    for _ in range(2):
        withdraw_appeal(appeal, by=concerned)

    assert Appeal.objects.get().state == "withdrawn"
    assert Record.objects.filter(verb="withdraw_appeal").count() == 1
    assert lodge().number == 2


def test_a_decided_appeal_is_not_taken_back(lodge, concerned):
    appeal = lodge()
    Appeal.objects.update(state="dismissed")
    with pytest.raises(Refused, match="驳回"):
        withdraw_appeal(appeal, by=concerned)


def test_an_enterprise_lodges_on_its_page_and_takes_back(page_of, concerned, subject):
    page = page_of(concerned)
    assert f"/sheets/{subject.pk}/appeal/" in page.get("/mine/appeals/").content.decode()
    shown = page.get(f"/sheets/{subject.pk}/appeal/").content.decode()
    assert 'value="vat_paid"' in shown
    assert 'value="evaluated_tax"' not in shown  # composed: its parts are what is claimed
    letter = SimpleUploadedFile("完税证明.pdf", b"%PDF-1.4")
    answer = page.post(f"/sheets/{subject.pk}/appeal/lodge/", filled(evidence=letter), follow=True)

    text = answer.content.decode()
    assert "9000 万元" in text
    assert "完税证明.pdf" in text
    appeal = Appeal.objects.get()
    assert page.get(f"/appeals/{appeal.pk}/evidence/").status_code == 200
    page.post(f"/appeals/{appeal.pk}/withdraw/")
    assert Appeal.objects.get().state == "withdrawn"


def test_what_was_typed_comes_back_where_it_is_refused(page_of, concerned, subject):
    page = page_of(concerned)
    answer = page.post(f"/sheets/{subject.pk}/appeal/lodge/", filled(value="九千多吧"))

    assert answer.status_code == 200
    assert "九千多吧" in answer.content.decode()
    assert "完税证明为证" in answer.content.decode()


def test_a_town_lodges_for_its_own_without_seeing_a_tax(page_of, its_town, subject, concerned):
    page = page_of(its_town)
    assert subject.name in page.get("/town/appeals/").content.decode()
    assert "（税收，不显示）" in page.get(f"/sheets/{subject.pk}/appeal/").content.decode()
    page.post(f"/sheets/{subject.pk}/appeal/lodge/", filled())

    shown = page.get("/town/appeals/").content.decode()
    appeal = Appeal.objects.get()
    assert appeal.lodged_by == its_town
    assert "单户税收数据" in shown
    assert "9000" not in shown
    assert "9000" in page_of(concerned).get("/mine/appeals/").content.decode()


def test_a_town_does_not_get_the_evidence_of_a_tax(page_of, its_town, lodge):
    appeal = lodge(evidence=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    assert page_of(its_town).get(f"/appeals/{appeal.pk}/evidence/").status_code == 404


def test_another_town_or_enterprise_meets_nothing(page_of, stranger, lodge, subject):
    appeal = lodge()
    place = Place.objects.create(kind=Place.Kind.TOWN, name="别处镇")
    elsewhere = add_person(Newcomer(username="t2", role=Role.TOWN, town=place), PASSWORD)
    for user in (stranger, elsewhere):
        page = page_of(user)
        assert page.get(f"/sheets/{subject.pk}/appeal/").status_code == 404
        assert page.post(f"/sheets/{subject.pk}/appeal/lodge/", filled()).status_code == 404
        assert page.post(f"/appeals/{appeal.pk}/withdraw/").status_code == 404
        assert not appeals_for(user).exists()


def test_no_appeal_is_offered_before_the_notice(page_of, concerned, subject, noticed: Run):
    Round.objects.filter(pk=noticed.round_id).update(stage=Round.Stage.TRIAL)
    assert "现在不受理" in page_of(concerned).get("/mine/appeals/").content.decode()


def test_evidence_with_a_virus_is_refused_in_the_form_and_stays_in_the_log(page_of, concerned, subject, settings, tmp_path):  # fmt: skip
    with scanning(tmp_path) as clamd:
        settings.PERMU_CLAMD = clamd.address
        letter = SimpleUploadedFile("完税证明.pdf", b"%PDF-1.4 " + VIRUS)
        answer = page_of(concerned).post(
            f"/sheets/{subject.pk}/appeal/lodge/", filled(evidence=letter)
        )

    text = answer.content.decode()
    assert "查出病毒" in text
    assert "完税证明为证" in text  # what was typed comes back
    assert not Appeal.objects.exists()
    assert [one.actor for one in Record.objects.filter(verb="refuse_file")] == [concerned]
    assert not StoredFile.objects.filter(name="完税证明.pdf").exists()
