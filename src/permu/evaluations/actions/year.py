"""Taking a year's next step."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.holding import held
from permu.evaluations.actions.publications import publish
from permu.evaluations.actions.reasons import reason_of
from permu.evaluations.models import Publication, Round, Run, StepTaken
from permu.evaluations.telling import tell_of_step
from permu.evaluations.year.closing import notice_time
from permu.evaluations.year.moves import BY_ID, Move
from permu.evaluations.year.needs import NEEDS
from permu.register.actions import record
from permu.register.models import User
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A step that somebody wants to take: what is submitted, and why something is given back."""

    move: Move
    run: Run | None = None
    reason: str = ""


@transaction.atomic
def take_step(round_: Round, asked: Asked, *, by: User, key: str) -> StepTaken:
    """Take a step. The same `key` takes one step.

    Raises:
        Refused: somebody took a step before, or what the step waits for is not there.
    """
    round_, move = held(round_), asked.move
    taken: StepTaken | None = StepTaken.objects.filter(key=key).first()
    if taken is not None:
        return taken
    if round_.stage not in move.start:
        raise Refused("evaluations.stage_passed", stage=round_.get_stage_display())
    why = reason_of(asked.reason) if move.needs_reason else ""
    run = asked.run if move.id == "submit" else round_.submitted_run
    NEEDS.get(move.id, _nothing)(round_, run)
    step = StepTaken(
        key=key, round=round_, number=round_.steps.count() + 1, move=move.id, start=round_.stage,
        end=move.end, run=run, reason=why, by=by,
    )  # fmt: skip
    round_.stage = move.end
    EFFECTS.get(move.id, _nothing)(round_, step)
    step.save()
    round_.save(update_fields=["stage", "submitted_run", "shared_run"])
    tell_of_step(round_, step)
    record(f"year_{move.id}", round_, by=by, run=run.number if run else None, reason=why)
    return step


def _submitted(round_: Round, step: StepTaken) -> None:
    round_.submitted_run = step.run


def _noticed(round_: Round, step: StepTaken) -> None:
    """Put the list out, and say until when objections are in time."""
    run = _its_run(step)
    until = notice_time(run, timezone.localdate())
    step.closes_at, step.is_assumed = until.at, until.is_assumed
    round_.shared_run = run
    publish(run, Publication.Kind.NOTICE, by=step.by)


def _published(round_: Round, step: StepTaken) -> None:
    run = _its_run(step)
    round_.shared_run = run
    publish(run, Publication.Kind.FINAL, by=step.by)


def _its_run(step: StepTaken) -> Run:
    if step.run is None:
        raise Refused("evaluations.nothing_to_submit")
    return step.run


def _nothing(*_: object) -> None:
    """Most steps wait for nothing, and do nothing but lead on."""


EFFECTS: dict[str, Callable[[Round, StepTaken], None]] = {
    "submit": _submitted, "notice": _noticed, "publish": _published,
}  # fmt: skip


def move_named(name: str) -> Move:
    """The step of that name.

    Raises:
        Refused: there is none.
    """
    if name not in BY_ID:
        raise Refused("evaluations.no_such_step")
    return BY_ID[name]
