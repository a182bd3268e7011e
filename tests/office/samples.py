"""One thing of each kind of a round, for tests that ask of addresses."""

from datetime import date, timedelta

from django.utils import timezone

from permu.evaluations.actions import keep_scenario
from permu.evaluations.actions.publications import publish
from permu.evaluations.confirming.figures import Shown
from permu.evaluations.models import (
    Appeal,
    Confirmation,
    Confirming,
    DataRequest,
    Dispute,
    FigureCorrection,
    Improvement,
    KeptScenario,
    Milestone,
    Publication,
    Round,
    RowOwner,
    Run,
    StepTaken,
    TownReview,
)
from permu.method.scenarios import read_scenario
from permu.register.models import Client as Machine
from permu.register.models import Enterprise, User
from permu.terms.items import item


def a_dispute(round_: Round, enterprise: Enterprise, clerk: User) -> Dispute:
    confirming = Confirming.objects.create(
        round=round_, key="c", asked_by=clerk, closes_at=timezone.now() + timedelta(days=1)
    )
    answered = Confirmation.objects.create(
        confirming=confirming, enterprise=enterprise, key="c", shown="0" * 64, reading=0, by=clerk
    )
    return Dispute.objects.create(
        confirmation=answered,
        item="vat_paid",
        claimed="1",
        value={"value": 1},
        over="",
        reason="核",
    )


def a_client(clerk: User) -> Machine:
    return Machine.objects.create(
        name="c", account=clerk, token_digest="0" * 64, token_start="permu_", created_by=clerk,
        expires_on=date(2099, 1, 1),
    )  # fmt: skip


def a_notice(clerk: User) -> Publication:
    """A list on notice, of a year long ago and of a run without anybody."""
    long_ago = Round.objects.create(
        key="long ago",
        year=2015,
        title="2015",
        method="sample",
        as_of=date(2016, 2, 28),
        created_by=clerk,
    )
    run = Run.objects.create(
        round=long_ago, number=1, method_id="m", method_title="办法", method_digest="", facts_digest="",
        evaluation_digest="", engine="0", open_findings=0, counts={}, created_by=clerk,
    )  # fmt: skip
    return publish(run, Publication.Kind.NOTICE, by=clerk)


def a_request(round_: Round, clerk: User) -> DataRequest:
    return DataRequest.objects.create(
        round=round_, profile="03-tax", department="税务局", items=["vat_paid"], due_on=round_.as_of,
        opened_by=clerk, sent_by=clerk, sent_at=timezone.now(),
    )  # fmt: skip


def an_owner(round_: Round, clerk: User) -> RowOwner:
    return RowOwner.objects.create(
        round=round_,
        key="k",
        year=round_.year,
        profile="03-tax",
        department="税务局",
        raw_name="甲",
        reason="核",
        made_by=clerk,
    )


def a_correction(round_: Round, clerk: User) -> FigureCorrection:
    return FigureCorrection.objects.create(
        round=round_,
        subject="x",
        item="vat_paid",
        value={"value": 1},
        over="",
        reason="核",
        made_by=clerk,
    )


def a_milestone(run: Run, clerk: User) -> Milestone:
    one = Improvement.objects.create(
        key="i", round=run.round, result=run.results.order_by("-pk")[0], plan="腾退", target="升档",
        responsible="青山镇", due_on=run.round.as_of, opened_by=clerk,
    )  # fmt: skip
    return Milestone.objects.create(
        key="m", improvement=one, label="签约", due_on=run.round.as_of, made_by=clerk
    )


def a_town_review(run: Run, clerk: User) -> TownReview:
    return TownReview.objects.create(
        key="t", round=run.round, run=run, closes_at=timezone.now() + timedelta(1), by=clerk
    )


def a_figure() -> Shown:
    return Shown(item("vat_paid"), 1, ())


def kept_scenario(run: Run) -> KeptScenario:
    text = '[scenario]\nid = "a"\nlabel = "甲"\n[[change]]\nwhat = "weight"\nof = "tax_per_mu"\nto = 40\n'
    return keep_scenario(read_scenario(text, name="a"), run, by=run.created_by, key="a")


def an_appeal(run: Run, enterprise) -> Appeal:
    """One against the owner's noticed result."""
    StepTaken.objects.create(
        key="n", round=run.round, number=1, move="notice", start="approved", end="notice", run=run,
        closes_at=timezone.now() + timedelta(days=5), by=run.created_by,
    )  # fmt: skip
    return Appeal.objects.create(
        key="a", round=run.round, run=run, result=run.results.get(enterprise=enterprise),
        enterprise=enterprise, number=1, item="vat_paid", provider="税务局", stood={"value": 1},
        claimed={"value": 2}, grounds="因", due_on=run.round.as_of, lodged_by=run.created_by,
        lodged_at=timezone.now(),
    )  # fmt: skip
