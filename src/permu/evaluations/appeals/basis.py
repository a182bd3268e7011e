"""What a decision rests on, as one digest: the claim, the answer, the facts, and all that was decided since they were read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from permu.evaluations.access import open_job
from permu.evaluations.appeals.values import Kept
from permu.evaluations.models import Appeal, AppealDecision, FigureCorrection, Result, Round
from permu.evaluations.settling.figures import Figure, figure_of
from permu.evaluations.settling.gathering import (
    correction_choice,
    corrections_of,
    settled_for,
)
from permu.intake.settled import Correction
from permu.terms.canonical import canonical, content_digest
from permu.terms.refusal import Refused

_FIRST = (
    "correction__made_by",
    "correction__evidence",
    "superseded__made_by",
    "superseded__evidence",
)


@dataclass(frozen=True)
class Basis:
    """One appeal and a value for its figure, with the newest run and what was decided since its facts were read."""

    appeal: Appeal
    value: Kept
    result: Result  # of the newest run
    figure: Figure
    pending: tuple[FigureCorrection, ...]
    settled: str

    def digest(self, *, upholds: bool) -> str:
        """What the decision must name: another claim, answer, fact or decision in between gives another."""
        run, appeal = self.result.run, self.appeal
        said = {
            "appeal": appeal.pk, "claimed": appeal.claimed, "value": self.value, "upholds": upholds,
            "answer": appeal.answer.pk if hasattr(appeal, "answer") else 0,
            "run": run.number, "facts": run.facts_digest, "evaluation": run.evaluation_digest,
            "over": self.figure.over, "settled": self.settled,
        }  # fmt: skip
        return content_digest(canonical(said), "sha256")


def basis_of(appeal: Appeal, value: Kept) -> Basis:
    """What a decision of this moment rests on.

    Raises:
        Refused: the round is being read or run, its last reading or run is not of what stands now, or
            the enterprise is no longer in it.
    """
    round_ = Round.objects.get(pk=appeal.round_id)
    result = _newest(round_, appeal)
    pending = tuple(one.correction for one in unread(round_) if one.correction)
    figure = figure_of(round_, result.subject, appeal.item)
    if figure is None:
        raise Refused("evaluations.appeal_gone")
    return Basis(appeal, value, result, figure, pending, settled_for(round_).digest)


def unread(round_: Round) -> list[AppealDecision]:
    """The decisions whose facts the last reading does not have yet, newest first; nothing else may be unread.

    Raises:
        Refused: workbooks came in, or something else was settled, after the last reading.
    """
    from permu.evaluations.actions.rounds import are_files_read

    made = AppealDecision.objects.filter(appeal__round=round_, correction__withdrawn_at=None)
    decisions = list(made.exclude(correction=None).select_related(*_FIRST).order_by("-pk"))
    hold = {one.pk: one for one in corrections_of(round_)}
    settled = settled_for(round_)
    for count in range(len(decisions) + 1 if are_files_read(round_) else 0):
        before = _before(hold, decisions[:count])
        if replace(settled, corrections=before).digest == round_.settled_digest:
            return decisions[:count]
    raise Refused("evaluations.appeal_unread")


def _before(
    hold: dict[int, FigureCorrection], decisions: Iterable[AppealDecision]
) -> tuple[Correction, ...]:
    """The corrections that held before those decisions, as the reading took them."""
    found = dict(hold)
    for one in decisions:
        found.pop(one.correction_id or 0, None)
        if one.superseded is not None:
            found[one.superseded.pk] = one.superseded
    return tuple(correction_choice(found[pk]) for pk in sorted(found))


def _newest(round_: Round, appeal: Appeal) -> Result:
    if open_job(round_):
        raise Refused("evaluations.job_open")
    run = round_.runs.order_by("-number").first()
    if run is None or run.facts_digest != round_.facts_digest:
        raise Refused("evaluations.appeal_unread")
    found: Result | None = (
        run.results.filter(subject=appeal.result.subject).select_related("run__round").first()
    )
    if found is None:
        raise Refused("evaluations.appeal_gone")
    return found
