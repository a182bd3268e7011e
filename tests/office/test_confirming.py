"""Enterprises confirm: what they saw, until when, what they dispute, and that nothing changes silently."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from permu.evaluations.access import may_see
from permu.evaluations.actions import (
    answer,
    ask_confirmation,
    correct_disputed,
    end_confirmation,
    reject_dispute,
    start_import,
)
from permu.evaluations.actions.confirming import Answer, Claim
from permu.evaluations.confirming.figures import digest_of, shown_of
from permu.evaluations.confirming.standing import standings
from permu.evaluations.models import Confirmation, Confirming, Dispute, FigureCorrection, Round
from permu.evaluations.year.needs import NEEDS
from permu.register.actions import Newcomer, add_person
from permu.register.jobs import work
from permu.register.models import Enterprise, Notice, Place, Role, User
from permu.terms.items import item
from permu.terms.refusal import Refused
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ITEM = "electricity"


@pytest.fixture
def enterprise_(read: Round) -> Enterprise:
    return Enterprise.objects.filter(town__isnull=False).order_by("credit_code")[0]


@pytest.fixture
def person_(enterprise_: Enterprise) -> User:
    return add_person(
        Newcomer(username="own", role=Role.ENTERPRISE, enterprise=enterprise_), PASSWORD
    )


@pytest.fixture
def confirming(read: Round, clerk: User) -> Confirming:
    return ask_confirmation(read, closes_at=timezone.now() + timedelta(days=5), by=clerk, key="ask")


def shown(confirming: Confirming, enterprise: Enterprise) -> str:
    return digest_of(shown_of(confirming.round, enterprise.credit_code))


def state(confirming: Confirming, enterprise: Enterprise) -> str:
    [one] = standings(confirming, Enterprise.objects.filter(pk=enterprise.pk))
    return one.state


def over(confirming: Confirming) -> None:
    Confirming.objects.filter(pk=confirming.pk).update(closes_at=timezone.now())


def claim(value: int = 123_000_000, reason: str = "电表读数", **more: object) -> Claim:
    return Claim(said="123", value=value, reason=reason, **more)  # type: ignore[arg-type]


def test_an_enterprise_sees_the_methods_figures_and_agrees_to_all(
    page_of, confirming, enterprise_, person_
):
    page = page_of(person_)
    text = page.get("/mine/confirm/").content.decode()
    assert item(ITEM).label in text
    figures = shown_of(confirming.round, enterprise_.credit_code)
    assert all(one.said in text for one in figures if one.said)

    said = {"key": "k", "shown": digest_of(figures)}
    page.post(f"/mine/confirm/{confirming.pk}/", said)
    assert state(confirming, enterprise_) == "agreed"


def test_the_same_key_answers_once_and_a_later_answer_takes_the_place(
    confirming, enterprise_, person_
):
    digest = shown(confirming, enterprise_)
    for _ in range(2):
        answer(
            confirming,
            enterprise_,
            Answer(shown=digest, disputed={ITEM: claim()}),
            by=person_,
            key="a",
        )
    assert Dispute.objects.count() == 1
    answer(confirming, enterprise_, Answer(shown=digest), by=person_, key="b")

    assert Dispute.objects.count() == 0
    assert state(confirming, enterprise_) == "agreed"


def test_a_second_too_late_is_too_late(confirming, enterprise_, person_):
    digest = shown(confirming, enterprise_)
    over(confirming)

    with pytest.raises(Refused, match="截止，没有提交"):
        answer(confirming, enterprise_, Answer(shown=digest), by=person_, key="k")
    assert not Confirmation.objects.exists()


def test_what_changed_since_it_was_shown_is_not_confirmed(
    page_of, confirming, enterprise_, person_
):
    said = {"key": "k", "shown": "0" * 64}
    text = page_of(person_).post(f"/mine/confirm/{confirming.pk}/", said).content.decode()

    assert "数据有了变化，没有提交" in text
    assert state(confirming, enterprise_) == "silent"


def test_a_dispute_that_is_accepted_becomes_a_new_fact_and_who_confirmed_the_old_answers_anew(
    confirming, enterprise_, person_, clerk, monkeypatch
):
    digest = shown(confirming, enterprise_)
    given = Answer(shown=digest, disputed={ITEM: claim()})
    dispute = answer(confirming, enterprise_, given, by=person_, key="k").disputes.get()
    assert state(confirming, enterprise_) == "disputed"

    correct_disputed(dispute, why="供电公司核实", by=clerk)
    correction = FigureCorrection.objects.get()
    assert (correction.subject, correction.value) == (
        enterprise_.credit_code,
        {"value": 123_000_000},
    )
    assert "已采纳" in Notice.objects.get(person=person_, key=f"dispute-{dispute.pk}").text

    monkeypatch.undo()  # read the workbooks indeed, with what was corrected
    work(start_import(confirming.round, by=clerk, key="again").pk)
    confirming.refresh_from_db()
    now = {one.item.id: one for one in shown_of(confirming.round, enterprise_.credit_code)}
    assert now[ITEM].value == 123_000_000
    assert state(confirming, enterprise_) == "changed"
    others = Enterprise.objects.exclude(pk=enterprise_.pk)
    assert {one.state for one in standings(confirming, others)} == {"silent"}


def test_a_dispute_is_decided_once(confirming, enterprise_, person_, clerk):
    given = Answer(shown=shown(confirming, enterprise_), disputed={ITEM: claim()})
    dispute = answer(confirming, enterprise_, given, by=person_, key="k").disputes.get()
    reject_dispute(dispute, why="与抄表记录不符", by=clerk)

    with pytest.raises(Refused, match="已经处理过"):
        correct_disputed(dispute, why="改主意", by=clerk)
    with pytest.raises(Refused, match="已经处理过"):
        answer(confirming, enterprise_, given, by=person_, key="l")
    assert not FigureCorrection.objects.exists()


def test_confirming_ends_after_its_time_and_with_every_dispute_decided(
    confirming, enterprise_, person_, clerk
):
    with pytest.raises(Refused, match="才截止"):
        end_confirmation(confirming, by=clerk)
    given = Answer(shown=shown(confirming, enterprise_), disputed={ITEM: claim()})
    dispute = answer(confirming, enterprise_, given, by=person_, key="k").disputes.get()
    over(confirming)
    with pytest.raises(Refused, match="还有 1 条异议"):
        end_confirmation(confirming, by=clerk)
    reject_dispute(dispute, why="与抄表记录不符", by=clerk)
    end_confirmation(confirming, by=clerk)

    confirming.refresh_from_db()
    assert confirming.ended_by == clerk


def test_one_confirming_is_open_at_a_time(confirming, clerk, read):
    with pytest.raises(Refused, match="正在进行"):
        ask_confirmation(read, closes_at=timezone.now() + timedelta(days=9), by=clerk, key="b")


def test_a_claim_without_a_figure_or_a_reason_is_refused_and_nothing_is_kept(
    page_of, confirming, enterprise_, person_
):
    said = {"key": "k", "shown": shown(confirming, enterprise_), f"dispute-{ITEM}": "1"}
    page = page_of(person_)
    assert "没有写应该是多少" in page.post(f"/mine/confirm/{confirming.pk}/", said).content.decode()
    said |= {f"claimed-{ITEM}": "12 万千瓦时"}
    page.post(f"/mine/confirm/{confirming.pk}/", said)

    assert not Confirmation.objects.exists()


def test_evidence_comes_with_the_claim_and_only_the_office_opens_it(
    page_of, confirming, enterprise_, person_, clerk, leader
):
    said = {
        "key": "k", "shown": shown(confirming, enterprise_), f"dispute-{ITEM}": "1",
        f"claimed-{ITEM}": "12 万千瓦时", f"reason-{ITEM}": "电表读数",
        f"evidence-{ITEM}": SimpleUploadedFile("电表.jpg", b"\xff\xd8"),
    }  # fmt: skip
    page_of(person_).post(f"/mine/confirm/{confirming.pk}/", said)
    dispute = Dispute.objects.get()

    assert dispute.value == {"value": item(ITEM).whole(120_000)}
    opened = page_of(clerk).get(f"/disputes/{dispute.pk}/evidence/")
    assert b"".join(opened.streaming_content) == b"\xff\xd8"
    assert page_of(leader).get(f"/disputes/{dispute.pk}/evidence/").status_code == 404


def test_what_was_attached_stays_with_a_dispute_that_is_sent_again(
    page_of, confirming, enterprise_, person_
):
    given = claim(evidence=SimpleUploadedFile("电表.jpg", b"\xff\xd8"))
    digest = shown(confirming, enterprise_)
    answer(
        confirming, enterprise_, Answer(shown=digest, disputed={ITEM: given}), by=person_, key="a"
    )
    said = Answer(shown=digest, disputed={ITEM: claim(reason="另有读数")})
    answer(confirming, enterprise_, said, by=person_, key="b")

    dispute = Dispute.objects.get()
    assert (dispute.reason, dispute.evidence.name) == ("另有读数", "电表.jpg")


def test_what_was_typed_is_still_there_when_it_is_refused(
    page_of, confirming, enterprise_, person_
):
    said = {
        "key": "k", "shown": shown(confirming, enterprise_), f"dispute-{ITEM}": "1",
        f"claimed-{ITEM}": "十二万多", f"reason-{ITEM}": "电表读数",
    }  # fmt: skip
    text = page_of(person_).post(f"/mine/confirm/{confirming.pk}/", said).content.decode()

    assert 'value="十二万多"' in text
    assert 'value="电表读数"' in text
    assert not Confirmation.objects.exists()


def test_a_paper_of_the_town_leaves_disputes_that_it_may_not_see(
    page_of, confirming, enterprise_, person_
):
    digest = shown(confirming, enterprise_)
    disputed = {"vat_paid": claim(), ITEM: claim()}
    answer(confirming, enterprise_, Answer(shown=digest, disputed=disputed), by=person_, key="a")
    town = add_person(Newcomer(username="t", role=Role.TOWN, town=enterprise_.town), PASSWORD)
    address = f"/confirmings/{confirming.pk}/enterprises/{enterprise_.pk}/"
    scan = SimpleUploadedFile("确认表.pdf", b"%PDF-")
    page_of(town).post(address, {"key": "k", "shown": digest, "paper": scan})

    assert [one.item for one in Dispute.objects.all()] == ["vat_paid"]
    assert state(confirming, enterprise_) == "disputed"


def test_a_program_is_no_signed_form(page_of, confirming, enterprise_):
    town = add_person(Newcomer(username="t", role=Role.TOWN, town=enterprise_.town), PASSWORD)
    address = f"/confirmings/{confirming.pk}/enterprises/{enterprise_.pk}/"
    said = {
        "key": "k", "shown": shown(confirming, enterprise_),
        "paper": SimpleUploadedFile("确认表.exe", b"MZ"),
    }  # fmt: skip
    page_of(town).post(address, said)

    assert not Confirmation.objects.exists()


def test_a_dispute_that_was_taken_back_meanwhile_is_not_decided(
    confirming, enterprise_, person_, clerk
):
    digest = shown(confirming, enterprise_)
    given = Answer(shown=digest, disputed={ITEM: claim()})
    dispute = answer(confirming, enterprise_, given, by=person_, key="a").disputes.get()
    answer(confirming, enterprise_, Answer(shown=digest), by=person_, key="b")

    with pytest.raises(Refused, match="刚刚改了答复"):
        correct_disputed(dispute, why="供电公司核实", by=clerk)
    assert not FigureCorrection.objects.exists()


def test_the_clerk_asks_sees_who_is_silent_and_decides(page_of, read, clerk, enterprise_, person_):
    page = page_of(clerk)
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    page.post(f"/rounds/{read.pk}/confirm/ask/", {"key": "a", "day": day, "hour": "17:00"})
    confirming = Confirming.objects.get()
    assert confirming.until.endswith("17:00")
    given = Answer(shown=shown(confirming, enterprise_), disputed={ITEM: claim()})
    dispute = answer(confirming, enterprise_, given, by=person_, key="k").disputes.get()

    text = page.get(f"/rounds/{read.pk}/confirm/").content.decode()
    assert "电表读数" in text
    assert "未确认" in text
    page.post(f"/disputes/{dispute.pk}/decide/", {"decision": "rejected", "why": "与抄表记录不符"})
    dispute.refresh_from_db()
    assert dispute.decision == "rejected"
    assert page.get(f"/rounds/{read.pk}/confirm.xlsx").status_code == 200


def test_a_town_enters_a_signed_paper_and_never_sees_taxes(page_of, confirming, enterprise_, read):
    town = add_person(Newcomer(username="t", role=Role.TOWN, town=enterprise_.town), PASSWORD)
    page = page_of(town)
    assert enterprise_.name in page.get("/town/confirm/").content.decode()
    address = f"/confirmings/{confirming.pk}/enterprises/{enterprise_.pk}/"
    text = page.get(address).content.decode()
    figures = shown_of(read, enterprise_.credit_code)
    taxes = [one for one in figures if one.item.provider == "税务局" and one.said]
    assert taxes
    assert not any(one.said in text for one in taxes)

    said = {"key": "k", "shown": digest_of(figures)}
    assert "没有附企业盖章的确认表" in page.post(address, said).content.decode()
    page.post(address, said | {"paper": SimpleUploadedFile("确认表.pdf", b"%PDF-")})
    assert Confirmation.objects.get().paper.name == "确认表.pdf"


def test_a_town_enters_nothing_for_another_towns_enterprise(page_of, confirming, enterprise_):
    elsewhere = Place.objects.create(kind=Place.Kind.TOWN, name="别处镇")
    town = add_person(Newcomer(username="t", role=Role.TOWN, town=elsewhere), PASSWORD)
    address = f"/confirmings/{confirming.pk}/enterprises/{enterprise_.pk}/"

    assert page_of(town).get(address).status_code == 404
    assert enterprise_.name not in page_of(town).get("/town/confirm/").content.decode()


@pytest.mark.parametrize(
    ("role", "tax", "power"),
    [
        ("clerk", True, True),
        ("leader", True, True),
        ("town", False, True),
        ("department", True, False),
        ("auditor", False, False),
    ],
)
def test_taxes_of_one_enterprise_are_for_few(request, role, tax, power):
    user = request.getfixturevalue(role)

    assert may_see(user, item("vat_paid")) is tax
    assert may_see(user, item(ITEM)) is power


def test_nothing_is_submitted_while_enterprises_confirm(confirming, read, clerk):
    with pytest.raises(Refused, match="还没有结束，不能送审"):
        NEEDS["submit"](read, None)
    over(confirming)
    end_confirmation(confirming, by=clerk)
    with pytest.raises(Refused, match="试算"):
        NEEDS["submit"](read, None)
