"""A department answers, a clerk sees whom the claim moves, and decides of exactly that; the fact changes with it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from permu.evaluations.actions import (
    NewFigure,
    Ruling,
    Said,
    answer_appeal,
    correct_figure,
    decide_appeal,
    settle_owner,
    start_import,
    start_run,
    undo_correction,
    withdraw_appeal,
)
from permu.evaluations.actions.rounds import held_findings
from permu.evaluations.appeals.basis import basis_of
from permu.evaluations.appeals.differing import differences
from permu.evaluations.appeals.weighing import ripples
from permu.evaluations.models import (
    Appeal,
    AppealAnswer,
    AppealDecision,
    FigureCorrection,
    Round,
    Run,
)
from permu.evaluations.settling.gathering import corrections_of
from permu.evaluations.stored import stored_result
from permu.intake import read_workbooks
from permu.register.actions import Newcomer, add_person
from permu.register.jobs import work
from permu.register.models import Notice, Record, Role, User
from permu.terms.refusal import Refused
from tests.office.appeals.conftest import TAXED
from tests.office.conftest import PASSWORD
from tests.office.together import at_once

pytestmark = pytest.mark.django_db
CLAIMED = 9_000_000_000


def answered(appeal: Appeal, by: User, **said: str) -> AppealAnswer:
    usual = {"says": "false", "text": "", "reason": "金税系统为准"}
    return answer_appeal(appeal, Said(**usual | said), by=by, key=f"answer-{len(said)}")


def ruling(appeal: Appeal, outcome: str = "upheld", **said: str) -> Ruling:
    """A decision of the basis as it stands."""
    value = appeal.claim if outcome != "partly" else int(said["text"]) * 10**6
    basis = basis_of(Appeal.objects.get(pk=appeal.pk), value)
    usual = {"reason": "完税证明属实", "digest": basis.digest(upholds=outcome != "dismissed")}
    return Ruling(outcome=outcome, **usual | said)


def test_the_department_answers_on_its_page_and_the_clerk_reads_it(
    page_of, department, clerk, lodge, concerned
):
    appeal = lodge(evidence=SimpleUploadedFile("完税证明.pdf", b"%PDF-1.4"))
    page = page_of(department)
    shown = page.get("/department/appeals/").content.decode()
    assert "9000 万元" in shown
    assert "完税证明.pdf" in shown
    answer = {"key": "k", "says": "partly", "value": "8000 万元", "reason": "多记一笔"}
    page.post(f"/department/appeals/{appeal.pk}/answer/", answer)

    assert AppealAnswer.objects.get().figure == 8_000_000_000
    text = page_of(clerk).get(f"/appeals/{appeal.pk}/").content.decode()
    assert "部分属实" in text
    assert "8000 万元" in text
    assert "多记一笔" in text
    assert Notice.objects.filter(person=clerk, text__contains="部门已经答复").exists()


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ({"says": "true"}, CLAIMED),
        ({"says": "partly", "text": "8000"}, 8_000_000_000),
        ({"says": "false", "text": "7000"}, 7_000_000_000),
    ],
)
def test_an_answer_names_the_figure_the_department_stands_by(lodge, department, said, figure):
    assert answered(lodge(), department, **said).figure == figure


def test_not_true_without_a_figure_means_the_one_that_stood(lodge, department):
    appeal = lodge()
    assert answered(appeal, department).figure == appeal.stand


@pytest.mark.parametrize(
    "said",
    [{"says": "false", "text": "9000"}, {"says": "partly"}, {"says": "partly", "text": "9000"}],
)
def test_a_figure_that_belies_the_answer_is_refused(lodge, department, said):
    with pytest.raises(Refused, match="不一致"):
        answered(lodge(), department, **said)
    assert not AppealAnswer.objects.exists()


def test_an_answer_is_given_once_and_to_what_is_open(lodge, department, concerned):
    appeal = lodge()
    first = answered(appeal, department)
    assert answered(appeal, department) == first
    with pytest.raises(Refused, match="已经答复过"):
        answered(appeal, department, says="true")
    other = lodge(item="corporate_income_tax")
    withdraw_appeal(other, by=concerned)
    with pytest.raises(Refused, match="已撤回"):
        answered(other, department, reason="a", text="1", says="false")


def test_another_department_meets_nothing(page_of, lodge, db):
    power = Newcomer(username="power", role=Role.DEPARTMENT, department="供电公司")
    page, appeal = page_of(add_person(power, PASSWORD)), lodge()

    assert "9000" not in page.get("/department/appeals/").content.decode()
    address = f"/department/appeals/{appeal.pk}/answer/"
    assert page.post(address, {"key": "k", "says": "true", "reason": "因"}).status_code == 404
    assert page.get(f"/appeals/{appeal.pk}/evidence/").status_code == 404


def test_the_clerk_sees_before_the_decision_whom_it_moves(page_of, clerk, lodge):
    appeal = lodge()
    moved = ripples(basis_of(appeal, CLAIMED))[0].counts["grade"]
    text = page_of(clerk).get(f"/appeals/{appeal.pk}/").content.decode()

    assert "如果认定为 9000 万元" in text
    assert f"等级或状态随之变动的其他企业 {moved} 户" in text or "没有其他企业的等级变动" in text
    assert "不等答复就决定的" in text


def test_an_upheld_claim_becomes_a_fact_in_the_same_deed(lodge, clerk, concerned, noticed):
    appeal = lodge(evidence=SimpleUploadedFile("a.pdf", b"%PDF-1.4"))
    decision = decide_appeal(appeal, ruling(appeal), by=clerk, key="d")

    assert decide_appeal(appeal, ruling_again(decision), by=clerk, key="d") == decision
    correction = FigureCorrection.objects.get(withdrawn_at=None)
    assert decision.correction == correction
    assert correction.value == {"value": CLAIMED}
    assert correction.evidence == appeal.evidence
    assert Appeal.objects.get().state == "upheld"
    verbs = set(Record.objects.values_list("verb", flat=True))
    assert {"decide_appeal", "correct_figure"} <= verbs
    assert Notice.objects.filter(person=concerned, text__contains="已有决定").exists()
    assert Run.objects.count() == 1  # no score was touched


def ruling_again(decision: AppealDecision) -> Ruling:
    return Ruling(outcome=decision.outcome, reason=decision.reason, digest=decision.digest)


def test_a_dismissal_changes_no_fact_and_a_part_changes_it_to_another(lodge, clerk):
    appeal, other = lodge(), lodge(item="corporate_income_tax", text="3000")
    decide_appeal(appeal, ruling(appeal, "dismissed"), by=clerk, key="d1")
    assert not FigureCorrection.objects.exists()
    decide_appeal(other, ruling(other, "partly", text="2000"), by=clerk, key="d2")

    assert corrections_of(other.round).get().value == {"value": 2_000_000_000}
    assert Appeal.objects.get(pk=other.pk).state == "partly"


def test_in_part_is_neither_the_whole_nor_nothing(lodge, clerk):
    appeal = lodge()
    with pytest.raises(Refused, match="部分支持的数"):
        decide_appeal(appeal, ruling(appeal, "partly", text="9000"), by=clerk, key="d")


def test_what_a_colleague_settled_of_the_figure_is_superseded_and_named(lodge, clerk, read):
    appeal = lodge()
    figure = basis_of(appeal, CLAIMED).figure
    new = NewFigure(subject=figure.subject, item=TAXED, value=1, over=figure.over)
    first = correct_figure(appeal.round, new, reason="核", by=clerk)
    read_again(appeal.round, clerk)
    decision = decide_appeal(appeal, ruling(appeal), by=clerk, key="d")

    assert decision.superseded == first
    first.refresh_from_db()
    assert first.withdrawn_by == clerk
    other = lodge(item="corporate_income_tax", text="3000")
    assert basis_of(other, other.claim).pending == (decision.correction,)


def read_again(round_: Round, clerk: User, key: str = "again") -> None:
    work(start_import(round_, by=clerk, key=key).pk)


def test_the_next_ripple_counts_what_was_decided_before_it(lodge, clerk):
    appeal = lodge()
    decide_appeal(appeal, ruling(appeal), by=clerk, key="d")
    other = lodge(item="corporate_income_tax", text="3000")
    (first, *_), pending = ripples(basis_of(other, other.claim)), basis_of(other, 0).pending

    assert [one.item for one in pending] == [TAXED]
    assert first.before.facts.number(other.result.subject, TAXED) == 9000


@pytest.mark.parametrize("change", ["answer", "correction", "owner", "stale", "value", "facts"])
def test_a_decision_of_other_facts_than_those_seen_is_refused(
    lodge, clerk, department, change, noticed
):
    appeal = lodge()
    seen = ruling(appeal)
    if change == "answer":
        answered(appeal, department)
    elif change == "correction":
        correct_figure(
            appeal.round,
            NewFigure(subject="x", item=TAXED, value=1, over=""),
            reason="核",
            by=clerk,
        )
    elif change == "owner":
        row = noticed.round.unowned_rows.first()
        settle_owner(row, subject="", how="is", reason="外县", by=clerk)
    elif change == "facts":
        Round.objects.filter(pk=noticed.round_id).update(facts_digest="other")
    elif change == "value":
        seen = Ruling(outcome="partly", text="8000", reason="因", digest=seen.digest)
    else:
        seen = Ruling(outcome="dismissed", reason="因", digest=seen.digest)

    with pytest.raises(Refused):
        decide_appeal(appeal, seen, by=clerk, key="d")
    assert not AppealDecision.objects.exists()
    assert not FigureCorrection.objects.exclude(subject="x").exists()


def test_a_fact_decided_on_an_appeal_is_taken_back_by_no_clerk(lodge, clerk):
    appeal = lodge()
    decision = decide_appeal(appeal, ruling(appeal), by=clerk, key="d")

    with pytest.raises(Refused, match="第 1 号异议决定"):
        undo_correction(decision.correction, by=clerk)
    again = lodge(text="8000")  # but another appeal changes it
    later = decide_appeal(again, ruling(again), by=clerk, key="e")
    assert later.superseded == decision.correction
    assert corrections_of(appeal.round).get() == later.correction


def test_no_reason_no_decision_and_none_under_review(lodge, clerk, noticed):
    appeal = lodge()
    seen = ruling(appeal)
    with pytest.raises(Refused, match="理由"):
        decide_appeal(
            appeal, Ruling(outcome="upheld", reason=" ", digest=seen.digest), by=clerk, key="d"
        )
    Round.objects.filter(pk=noticed.round_id).update(stage=Round.Stage.REVIEW)
    with pytest.raises(Refused, match="不能改动"):
        decide_appeal(appeal, seen, by=clerk, key="d")


def test_the_page_decides_what_it_shows_and_nothing_else(page_of, clerk, lodge):
    page, appeal = page_of(clerk), lodge()
    address = f"/appeals/{appeal.pk}/"
    digest = re.findall(r'name="digest" value="(\w+)"', page.get(address).content.decode())[0]
    said = {"key": "d", "outcome": "upheld", "reason": "属实", "digest": digest}

    refused = page.post(f"{address}decide/", said | {"outcome": "partly", "value": "8000"})
    assert "没有决定" in refused.content.decode()
    assert "支持一部分" in refused.content.decode()
    done = page.post(f"{address}decide/", said, follow=True).content.decode()
    assert "已决定" in done
    assert AppealDecision.objects.get().outcome == "upheld"


def pressed(appeal: Appeal, seen: Ruling, by: User) -> str:
    try:
        decide_appeal(appeal, seen, by=by, key=f"{seen.outcome}-{by.pk}")
    except Refused as refused:
        return refused.code
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_decide_at_once_one_is_heard(lodge, clerk):
    appeal = lodge()
    colleague = add_person(Newcomer(username="colleague", role=Role.CLERK), "x")
    first, second = ruling(appeal), ruling(appeal, "dismissed")

    said = at_once(
        lambda: pressed(appeal, first, clerk), lambda: pressed(appeal, second, colleague)
    )

    assert sorted(said) == ["done", "evaluations.appeal_settled"]
    decision = AppealDecision.objects.get()
    assert Appeal.objects.get().state == decision.outcome
    assert FigureCorrection.objects.count() == (decision.outcome == "upheld")


@pytest.mark.django_db(transaction=True)
def test_without_asking_under_the_lock_both_would_have_been_heard(lodge, clerk, monkeypatch):
    """The twin of the race: what forgets to ask again, with the round held, runs into the table's rule."""
    appeal = lodge()
    first, second = ruling(appeal), ruling(appeal, "dismissed")
    monkeypatch.setattr(
        "permu.evaluations.actions.decisions.must_be_undecided", lambda appeal: None
    )
    decide_appeal(appeal, second, by=clerk, key="one")
    with pytest.raises(IntegrityError):
        decide_appeal(appeal, first, by=clerk, key="two")
    assert not FigureCorrection.objects.exists()  # and even then nothing is half done


def test_after_reading_and_running_again_the_fact_is_what_was_decided_and_who_moved_is_who_was_named(
    lodge, clerk, noticed, monkeypatch
):
    import permu.intake

    appeal = lodge()
    said = ripples(basis_of(appeal, CLAIMED))[-1].moved.filter(effect="grade")["subject"]
    decide_appeal(appeal, ruling(appeal), by=clerk, key="d")
    monkeypatch.setattr(permu.intake, "read_workbooks", read_workbooks)
    read_again(noticed.round, clerk)
    round_ = Round.objects.get(pk=noticed.round_id)
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="run2").pk)

    later = round_.runs.get(number=2)
    assert stored_result(later).facts.number(appeal.result.subject, TAXED) == 9000
    assert stored_result(noticed).facts.number(appeal.result.subject, TAXED) != 9000
    thirds = (one for one in differences(noticed, later) if one.is_third)
    assert {one.subject for one in thirds if one.is_graded_otherwise} == set(said)
    assert len(said) > 0
