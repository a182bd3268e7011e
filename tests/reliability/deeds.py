"""What the office does while it is killed: each deed yields what its person was told is done, as it is told."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from permu.evaluations import actions
from permu.evaluations.actions.confirming import Answer
from permu.evaluations.appeals.basis import basis_of
from permu.evaluations.confirming.figures import digest_of, shown_of
from permu.evaluations.methods import SAMPLE
from permu.evaluations.models import Appeal, Confirming, Result, Round, Run
from permu.register.actions import Newcomer, add_person
from permu.register.jobs import requeue_dead_jobs, work
from permu.register.models import Enterprise, Job, Role, User

PASSWORD = "Forty mu of quiet land 7"
Order = Mapping[str, Any]
Deed = Callable[[Order], Iterator[str]]


def migrate(_: Order) -> Iterator[str]:
    """Make the tables."""
    call_command("migrate", verbosity=0, interactive=False)
    yield "migrated"


def receive(order: Order) -> Iterator[str]:
    """Open a round with the county's workbooks."""
    clerk, _ = (
        add_person(Newcomer(username=role, role=role), PASSWORD)
        for role in (Role.CLERK, Role.LEADER)
    )
    round_ = actions.open_round(
        year=2025, method=SAMPLE, as_of=date(2026, 2, 28), by=clerk, key="round"
    )
    books = sorted(Path(order["workbooks"]).iterdir())
    sent = [SimpleUploadedFile(one.name, one.read_bytes()) for one in books]
    assert actions.add_files(round_, sent, by=clerk) == []
    yield "received"


def read(order: Order) -> Iterator[str]:
    """Read the workbooks; what they read as may be known."""
    if known := order.get("known"):
        import permu.intake

        permu.intake.read_workbooks = lambda *_, **__: permu.intake.load_intake(Path(known))
    job = actions.start_import(_round(), by=_clerk(), key=f"read{order.get('attempt', '')}")
    yield "queued"
    yield from _worked(job)


def run(order: Order) -> Iterator[str]:
    """Run the method."""
    import permu.evaluations.robustness

    permu.evaluations.robustness.prepare = lambda run: None
    accepted = actions.held_findings(_round())
    job = actions.start_run(
        _round(), accepted=accepted, by=_clerk(), key=f"run{order.get('attempt', '')}"
    )
    yield "queued"
    yield from _worked(job)


def ask(_: Order) -> Iterator[str]:
    """Ask every enterprise to confirm."""
    closes_at = timezone.now() + timedelta(days=5)
    actions.ask_confirmation(_round(), closes_at=closes_at, by=_clerk(), key="ask")
    yield "asked"


def confirm(_: Order) -> Iterator[str]:
    """Two enterprises confirm, one after the other."""
    asked = Confirming.objects.get()
    for number, one in enumerate(Enterprise.objects.order_by("credit_code")[:2]):
        said = Answer(shown=digest_of(shown_of(asked.round, one.credit_code)))
        actions.answer(asked, one, said, by=_clerk(), key=f"confirm {number}")
        yield f"confirmed {number}"


def step(*moves: str) -> Deed:
    """Take steps of the year."""

    def take(_: Order) -> Iterator[str]:
        for name in moves:
            move = actions.move_named(name)
            by = User.objects.get(username=move.role)
            asked = actions.Asked(move=move, run=Run.objects.get())
            actions.take_step(_round(), asked, by=by, key=name)
            yield name

    return take


def lodge(_: Order) -> Iterator[str]:
    """Appeal against a figure."""
    result = Result.objects.filter(grade="B").order_by("subject").first()
    claimed = actions.Claimed(item="vat_paid", text="9000 万元", grounds="完税证明为证")
    actions.lodge_appeal(result, claimed, by=_clerk(), key="lodge")
    yield "lodged"


def decide(_: Order) -> Iterator[str]:
    """Uphold the appeal."""
    appeal = Appeal.objects.get()
    digest = basis_of(appeal, appeal.claim).digest(upholds=True)
    ruling = actions.Ruling(outcome="upheld", reason="完税证明属实", digest=digest)
    actions.decide_appeal(appeal, ruling, by=_clerk(), key="decide")
    yield "decided"


def _worked(job: Job) -> Iterator[str]:
    """A worker does the job; one that died with it in hand is found by the reaper first."""
    requeue_dead_jobs(timezone.now() + timedelta(hours=1))
    work(job.pk)
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE, Job.objects.get(pk=job.pk).error
    yield "worked"


def _round() -> Round:
    return Round.objects.get()


def _clerk() -> User:
    return User.objects.get(username="clerk")


DEEDS: Mapping[str, Deed] = {
    "migrate": migrate, "receive": receive, "read": read, "run": run, "ask": ask, "confirm": confirm,
    "submit": step("submit"), "approve": step("approve"), "publish": step("notice"),
    "lodge": lodge, "decide": decide,
}  # fmt: skip
