"""Where a year stands, what is next and who is waited for."""

from collections.abc import Iterator
from dataclasses import dataclass

from permu.evaluations.models import Round, Run, StepTaken
from permu.evaluations.sentences import refusal
from permu.evaluations.year.moves import MOVES, WAY, Move, Stage
from permu.evaluations.year.needs import NEEDS
from permu.register.models import Role, User
from permu.terms.refusal import Refused


@dataclass(frozen=True)
class StageShown:
    """One stage of the year: passed, now or to come; with the step that led there last."""

    stage: Stage
    state: str
    step: StepTaken | None


@dataclass(frozen=True)
class Choice:
    """A step that may be taken now, by whom; `obstacle` is what it still waits for."""

    move: Move
    is_mine: bool
    who: str
    obstacle: str


def stages(round_: Round) -> list[StageShown]:
    """Every stage in order. A year that was given back has fewer passed than before."""
    at = WAY.index(Stage(round_.stage))
    last: dict[str, StepTaken] = {
        step.end: step for step in round_.steps.select_related("by", "run")
    }
    return [
        StageShown(
            stage,
            "done" if place < at else "now" if place == at else "",
            last.get(stage) if place <= at else None,
        )
        for place, stage in enumerate(WAY)
    ]


def choices(round_: Round, user: User) -> list[Choice]:
    """The steps that lead on from where the round stands."""
    return list(_choices(round_, user))


def newest_run(round_: Round) -> Run | None:
    """What would be submitted."""
    return round_.runs.order_by("-number").first()


def _choices(round_: Round, user: User) -> Iterator[Choice]:
    for move in MOVES:
        if round_.stage in move.start and (obstacle := _obstacle(round_, move)) is not None:
            yield Choice(move, user.role == move.role, str(Role(move.role).label), obstacle)


def _obstacle(round_: Round, move: Move) -> str | None:
    """What the step waits for, "" if nothing; None where it is not for this year at all.

    Publishing right after approval is only for results that were on notice before.
    """
    run = newest_run(round_) if move.id == "submit" else round_.submitted_run
    try:
        NEEDS.get(move.id, _nothing)(round_, run)
    except Refused as refused:
        is_early = move.id == "publish" and round_.stage == Stage.APPROVED
        return None if is_early else refusal(refused)
    return ""


def _nothing(*_: object) -> None:
    """Nothing but the stage."""
