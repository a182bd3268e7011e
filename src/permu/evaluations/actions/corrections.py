"""What figures are: new facts in the place of what the files say, and taken back."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from permu.evaluations.actions.holding import held_at_work
from permu.evaluations.actions.reasons import reason_of, withdraw
from permu.evaluations.evidence import refuse_no_evidence
from permu.evaluations.models import FigureCorrection, Round
from permu.register.actions import Upload, keep_file, record
from permu.register.models import StoredFile, User
from permu.terms.items import item
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class NewFigure:
    """One figure as a person settles it: `value` as facts keep it, None for there is none."""

    subject: str
    item: str
    value: int | bool | str | None
    over: str  # the digest of the cells that the person saw


@transaction.atomic
def correct_figure(
    round_: Round,
    figure: NewFigure,
    *,
    reason: str,
    by: User,
    evidence: Upload | StoredFile | None = None,
) -> FigureCorrection:
    """Settle one figure of one enterprise: a new fact, in the place of what the files say.

    It takes the place of a correction of what the files no longer say.

    Raises:
        Refused: no reason, a figure that no grade may rest on, a file that is no evidence, or somebody
            corrected it meanwhile.
    """
    said = reason_of(reason)
    refuse_no_evidence(evidence)
    if item(figure.item).purpose != "grading":
        raise Refused("evaluations.not_for_grading", item=item(figure.item).label)
    held_at_work(round_)
    in_force = FigureCorrection.objects.filter(
        round=round_, subject=figure.subject, item=figure.item, withdrawn_at=None
    )
    known: FigureCorrection | None = in_force.first()
    if known is not None and known.over != figure.over:
        take_back(known, by=by)
    elif known is not None:
        if (known.value, known.over, known.reason) == ({"value": figure.value}, figure.over, said):
            return known
        raise Refused("evaluations.settled_otherwise", by=known.made_by, said=known.reason)
    try:
        with transaction.atomic():
            correction = FigureCorrection.objects.create(
                round=round_, subject=figure.subject, item=figure.item,
                value={"value": figure.value}, over=figure.over, reason=said, made_by=by,
                evidence=kept_evidence(evidence, by=by),
            )  # fmt: skip
    except IntegrityError as clash:
        raise Refused("evaluations.settled_otherwise", by="—", said="—") from clash
    record(
        "correct_figure", correction, by=by, round=round_.pk, value=figure.value, reason=said,
        evidence=correction.evidence.sha256 if correction.evidence else "",
    )  # fmt: skip
    return correction


@transaction.atomic
def undo_correction(correction: FigureCorrection, *, by: User) -> None:
    """Take a correction back: the next reading says again what the files say.

    Raises:
        Refused: it was decided on an appeal.
    """
    held_at_work(correction.round)
    if hasattr(correction, "decision"):
        number = correction.decision.appeal.number
        raise Refused("evaluations.correction_by_appeal", number=number)
    take_back(correction, by=by)


def take_back(correction: FigureCorrection, *, by: User) -> None:
    """The same of any correction, with the round held: another takes its place."""
    if withdraw(FigureCorrection.objects.filter(pk=correction.pk), by=by):
        record("undo_correction", correction, by=by, round=correction.round_id)


def kept_evidence(evidence: Upload | StoredFile | None, *, by: User) -> StoredFile | None:
    """The file as it is kept: one that is kept already stays as it is."""
    return (
        evidence
        if evidence is None or isinstance(evidence, StoredFile)
        else keep_file(evidence, by=by)
    )
