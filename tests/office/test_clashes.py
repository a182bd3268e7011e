"""Two clerks, stale forms, late presses: nobody's work is lost unseen, and no older result comes back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from permu.evaluations.actions import (
    NewFigure,
    add_files,
    correct_figure,
    files_in_use,
    settle_finding,
    settle_owner,
    share_results,
)
from permu.evaluations.models import (
    FigureCorrection,
    Round,
    RoundFinding,
    RowOwner,
    Run,
    UnownedRow,
)
from permu.register.actions import Newcomer, add_person
from permu.register.models import Record, Role, User
from permu.terms.refusal import Refused
from tests.office.together import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db) -> User:
    return add_person(Newcomer(username="colleague", role=Role.CLERK, name="小李"), "x")


def later_run(run: Run, number: int = 2) -> Run:
    return Run.objects.create(
        round=run.round, number=number, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="", open_findings=0, counts={},
        created_by=run.created_by,
    )  # fmt: skip


def test_what_a_colleague_wrote_about_a_finding_is_not_overwritten(
    finding: RoundFinding, clerk, colleague
):
    stale = RoundFinding.objects.get()
    settle_finding(finding, settlement="已与税务局核对", by=colleague)

    with pytest.raises(Refused, match=r"小李.*已与税务局核对"):
        settle_finding(stale, settlement="另一说法", by=clerk)

    finding.refresh_from_db()
    assert finding.settlement == "已与税务局核对"
    assert Record.objects.filter(verb="settle_finding").count() == 1


def test_the_same_words_sent_twice_settle_once_and_without_complaint(finding, clerk):
    for _ in range(2):
        settle_finding(RoundFinding.objects.get(), settlement="已核", by=clerk)

    assert Record.objects.filter(verb="settle_finding").count() == 1


def test_a_finding_that_a_new_reading_replaced_says_so(finding, clerk):
    stale = RoundFinding.objects.get()
    finding.delete()

    with pytest.raises(Refused, match="重新读取"):
        settle_finding(stale, settlement="已核", by=clerk)


def test_an_older_run_does_not_replace_a_newer_one_that_is_shared(run: Run, clerk, page_of):
    share_results(later_run(run), by=clerk)

    with pytest.raises(Refused, match="第 2 次试算已经下发"):
        share_results(run, by=clerk)
    assert Round.objects.get().shared_run.number == 2
    assert f"/runs/{run.pk}/share/" not in page_of(clerk).get(f"/runs/{run.pk}/").content.decode()


def test_a_first_run_may_be_shared_while_a_second_one_waits(run: Run, clerk):
    later_run(run)

    share_results(run, by=clerk)

    assert Round.objects.get().shared_run == run


def test_the_leader_sees_the_newest_year_whichever_was_shared_last(
    run: Run, clerk, leader, page_of
):
    earlier_round = Round.objects.create(
        key="earlier", year=2024, title="2024", method="sample", as_of="2025-02-28",
        created_by=clerk,
    )  # fmt: skip
    share_results(run, by=clerk)
    earlier = Run.objects.create(
        round=earlier_round, number=1, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="", open_findings=0, counts={},
        created_by=clerk,
    )  # fmt: skip
    share_results(earlier, by=clerk)

    assert page_of(leader).get("/overview/").url == f"/runs/{run.pk}/overview/"
    assert page_of(leader).get("/results/").url == f"/runs/{run.pk}/"


def test_two_rounds_of_a_year_are_told_apart_by_their_methods(round_, clerk, page_of):
    Round.objects.create(
        key="b", year=2025, title=round_.title, method="331003-huangyan/2022", as_of="2026-02-28",
        created_by=clerk,
    )  # fmt: skip

    page = page_of(clerk).get("/rounds/").content.decode()

    assert "黄岩" in page
    assert "样例县" in page


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_send_a_workbook_of_one_name_at_once_leave_one_in_use(round_, clerk):
    at_once(
        *(
            lambda data=data: add_files(round_, [SimpleUploadedFile("03.csv", data)], by=clerk)
            for data in (b"a,1\n", b"a,2\n", b"a,3\n")
        )
    )

    assert files_in_use(round_).count() == 1
    assert round_.files.count() == 3


def pressed(deed) -> str:
    try:
        deed()
    except Refused as refused:
        return refused.code
    return "done"


@pytest.mark.django_db(transaction=True)
def test_of_clerks_who_settle_one_row_at_once_one_is_heard_and_the_others_are_told(
    round_, clerk, enterprise, other_enterprise
):
    row = UnownedRow.objects.create(
        round=round_, number=1, key="k", profile="03-tax", department="税务局", file="03.xls",
        sha256="0" * 64, row=7, raw_name="甲",
    )  # fmt: skip
    owners = (enterprise.credit_code, other_enterprise.credit_code, "")

    said = at_once(
        *(
            lambda owner=owner: pressed(
                lambda: settle_owner(row, subject=owner, how="is", reason="核实", by=clerk)
            )
            for owner in owners
        )
    )

    assert sorted(said) == ["done", *["evaluations.settled_otherwise"] * 2]
    assert RowOwner.objects.filter(withdrawn_at=None).count() == 1
    assert Record.objects.filter(verb="settle_owner").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_clerks_who_correct_one_figure_at_once_one_is_heard_and_the_others_are_told(
    round_, clerk
):
    said = at_once(
        *(
            lambda value=value: pressed(
                lambda: correct_figure(
                    round_,
                    NewFigure(subject="x", item="vat_paid", value=value, over=""),
                    reason="核实",
                    by=clerk,
                )
            )
            for value in (1, 2, 3)
        )
    )

    assert sorted(said) == ["done", *["evaluations.settled_otherwise"] * 2]
    assert FigureCorrection.objects.filter(withdrawn_at=None).count() == 1
    assert Record.objects.filter(verb="correct_figure").count() == 1
