"""All appeals of a round, what differs after the review, and what waits until each is decided."""

import io

import openpyxl
import pytest

from permu.evaluations.actions import (
    Asked,
    Ruling,
    decide_appeal,
    move_named,
    start_import,
    take_step,
    withdraw_appeal,
)
from permu.evaluations.appeals.basis import basis_of
from permu.evaluations.appeals.differing import differences
from permu.evaluations.appeals.totals import totals
from permu.evaluations.models import Appeal, Publication, Result, Round, Run
from permu.evaluations.publishing.checking import bent
from permu.evaluations.publishing.keeping import kept_content
from permu.register.jobs import work
from permu.register.models import User
from permu.terms.refusal import Refused
from tests.office.appeals.test_deciding import ruling
from tests.office.test_year import until_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(noticed: Run, subject: Result) -> Run:
    """Another run, in which the one that appealed rises and a third one falls."""
    third = noticed.results.filter(grade="A").exclude(pk=subject.pk).first()
    made = Run.objects.create(
        round=noticed.round, number=2, method_id="m", method_title="办法", method_digest="",
        facts_digest=Round.objects.get(pk=noticed.round_id).facts_digest, evaluation_digest="9" * 64,
        engine="", open_findings=0, counts={}, created_by=noticed.created_by,
    )  # fmt: skip
    for one in noticed.results.all():
        one.pk, one.run = None, made
        one.grade = {subject.subject: "A", third.subject: "B"}.get(one.subject, one.grade)
        one.save()
    return made


def step(round_: Round, move: str, by: User, run: Run | None = None) -> None:
    take_step(round_, Asked(move=move_named(move), run=run), by=by, key=f"{move}-{round_.stage}-2")


def test_what_differs_is_said_in_words_and_third_enterprises_are_named(
    page_of, clerk, lodge, noticed, later, subject
):
    lodge()
    found = {one.subject: one for one in differences(noticed, later)}

    assert len(found) == 2
    assert found[subject.subject].lines == ["等级：B → A"]
    assert not found[subject.subject].is_third
    (third,) = (one for one in found.values() if one.is_third)
    assert third.lines == ["等级：A → B"]
    text = page_of(clerk).get(f"/rounds/{noticed.round_id}/appeals/").content.decode()
    assert third.name in text
    assert "等级：A → B" in text


def test_a_run_differs_from_itself_in_nothing(noticed):
    assert differences(noticed, noticed) == []


def test_an_enterprise_sees_its_own_part_once_it_is_shared(
    page_of, concerned, lodge, noticed, later, subject
):
    lodge()
    page = page_of(concerned)
    assert "您的结果变了" not in page.get("/mine/appeals/").content.decode()
    Round.objects.filter(pk=noticed.round_id).update(shared_run=later)

    text = page.get("/mine/appeals/").content.decode()
    assert "等级：B → A" in text
    assert "等级：A → B" not in text


def test_the_workbook_has_every_appeal_and_every_difference(
    page_of, clerk, lodge, noticed, later, subject
):
    appeal = lodge()
    dismiss(appeal, clerk)
    answer = page_of(clerk).get(f"/rounds/{noticed.round_id}/appeals.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))

    assert book.sheetnames == ["异议", "复核前后"]
    row = [cell.value for cell in book["异议"][4]]
    assert row[1:3] == [subject.name, subject.subject]
    assert "9000 万元" in row
    assert "驳回" in row
    assert book["复核前后"].max_row == 5


def dismiss(appeal: Appeal, clerk: User) -> None:
    """The later run of these tests has no folder; a dismissal needs none."""
    digest = basis_of(appeal, appeal.claim).digest(upholds=False)
    decide_appeal(
        appeal, Ruling(outcome="dismissed", reason="不属实", digest=digest), by=clerk, key="d"
    )


def test_while_an_appeal_is_undecided_nothing_is_submitted_or_published(
    lodge, noticed, clerk, concerned, page_of
):
    appeal = lodge()
    until_now(noticed.round)
    step(noticed.round, "close", clerk)
    for move in ("submit", "publish"):
        with pytest.raises(Refused, match="还有 1 件异议没有决定"):
            step(noticed.round, move, clerk, noticed)
    assert (
        "还有 1 件异议" in page_of(clerk).get(f"/rounds/{noticed.round_id}/year/").content.decode()
    )

    withdraw_appeal(appeal, by=concerned)
    step(noticed.round, "publish", clerk, noticed)


def test_a_final_list_discloses_every_change_and_the_lists_before_it_stay_whole(
    lodge, noticed, clerk
):
    upheld, dismissed = lodge(), lodge(item="corporate_income_tax", text="3000")
    decide_appeal(upheld, ruling(upheld), by=clerk, key="d1")
    decide_appeal(dismissed, ruling(dismissed, "dismissed"), by=clerk, key="d2")
    until_now(noticed.round)
    step(noticed.round, "close", clerk)
    with pytest.raises(Refused, match="异议改了数据"):
        step(noticed.round, "publish", clerk, noticed)
    work(start_import(noticed.round, by=clerk, key="again").pk)  # of the same workbooks
    step(noticed.round, "publish", clerk, noticed)

    before, final = (kept_content(one)[1] for one in Publication.objects.order_by("number"))
    assert "manual_changes" not in before
    assert final["manual_changes"] == {
        "lodged": 2, "open": 0, "withdrawn": 0, "upheld": 1, "partly": 0, "dismissed": 1,
        "changes": 1, "by_appeal": 1,
    }  # fmt: skip
    assert bent() == []
    assert totals(noticed.round).lodged == 2
