"""What people settle about what departments sent: it counts from the next reading on, and can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from permu.evaluations.actions.rounds import held
from permu.evaluations.models import ColumnMeaning, FigureCorrection, Round, RowOwner, UnownedRow
from permu.register.actions import Upload, keep_file, record
from permu.register.models import Enterprise, User
from permu.terms.items import item
from permu.terms.refusal import Refused

LONGEST_REASON = 200


@dataclass(frozen=True, kw_only=True)
class NewFigure:
    """One figure as a person settles it: `value` as facts keep it, None for there is none."""

    subject: str
    item: str
    value: int | bool | str | None
    over: str  # the digest of the cells that the person saw


@transaction.atomic
def settle_owner(row: UnownedRow, *, subject: str, how: str, reason: str, by: User) -> RowOwner:
    """Say whose the rows like this one are; `subject` "" says that they are nobody's on the register.

    Raises:
        Refused: no reason, no such enterprise, or somebody settled it otherwise meanwhile.
    """
    said = _reason(reason)
    if subject and not Enterprise.objects.filter(credit_code=subject).exists():
        raise Refused("evaluations.no_such_enterprise", subject=subject)
    held(row.round)
    known: RowOwner | None = RowOwner.objects.filter(key=row.key, withdrawn_at=None).first()
    if known is not None:
        if (known.subject, known.how) != (subject, how):
            raise Refused("evaluations.settled_otherwise", by=known.made_by, said=known.reason)
        return known
    owner = RowOwner.objects.create(
        round=row.round, key=row.key, profile=row.profile, department=row.department,
        raw_code=row.raw_code, raw_name=row.raw_name,
        subject=subject, how=how, reason=said, made_by=by,
    )  # fmt: skip
    record("settle_owner", owner, by=by, round=row.round_id, subject=subject, how=how)
    return owner


@transaction.atomic
def undo_owner(owner: RowOwner, *, by: User) -> None:
    """Take back whose a row is; twice is once."""
    if _withdraw(RowOwner.objects.filter(pk=owner.pk), by=by):
        record("undo_owner", owner, by=by, round=owner.round_id, subject=owner.subject)


@transaction.atomic
def correct_figure(
    round_: Round, figure: NewFigure, *, reason: str, by: User, evidence: Upload | None = None
) -> FigureCorrection:
    """Settle one figure of one enterprise: a new fact, in the place of what the files say.

    Raises:
        Refused: no reason, a figure that no grade may rest on, or somebody corrected it meanwhile.
    """
    said = _reason(reason)
    if item(figure.item).purpose != "grading":
        raise Refused("evaluations.not_for_grading", item=item(figure.item).label)
    held(round_)
    in_force = FigureCorrection.objects.filter(
        round=round_, subject=figure.subject, item=figure.item, withdrawn_at=None
    )
    known: FigureCorrection | None = in_force.first()
    if known is not None:
        if (known.value, known.over, known.reason) == ({"value": figure.value}, figure.over, said):
            return known
        raise Refused("evaluations.settled_otherwise", by=known.made_by, said=known.reason)
    try:
        with transaction.atomic():
            correction = FigureCorrection.objects.create(
                round=round_, subject=figure.subject, item=figure.item,
                value={"value": figure.value}, over=figure.over, reason=said, made_by=by,
                evidence=keep_file(evidence, by=by) if evidence else None,
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
    """Take a correction back: the next reading says again what the files say."""
    if _withdraw(FigureCorrection.objects.filter(pk=correction.pk), by=by):
        record("undo_correction", correction, by=by, round=correction.round_id)


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What one column is: a key of the form's sheet, or "" for nothing that serves."""

    sheet: str
    heading: str
    column: str
    unit: str


@transaction.atomic
def settle_columns(
    round_: Round, profile: str, meanings: Sequence[Meaning], *, reason: str, by: User
) -> None:
    """Say what the columns of a form are: this takes the place of what this round said of them before.

    Raises:
        Refused: no reason, or two columns are said to be the same.
    """
    said = _reason(reason)
    held(round_)
    keys = [(one.sheet, one.column) for one in meanings if one.column]
    if len(set(keys)) < len(keys):
        raise Refused("evaluations.column_said_twice")
    ours = ColumnMeaning.objects.filter(round=round_, profile=profile, withdrawn_at=None)
    ours.update(withdrawn_at=timezone.now(), withdrawn_by=by)
    ColumnMeaning.objects.bulk_create(
        ColumnMeaning(
            round=round_, profile=profile, sheet=one.sheet, heading=one.heading,
            column=one.column, unit=one.unit, reason=said, made_by=by,
        )
        for one in meanings
    )  # fmt: skip
    record(
        "settle_columns", profile, by=by, round=round_.pk, columns=[str(one) for one in meanings]
    )


def _withdraw(
    of_one: models.QuerySet[RowOwner] | models.QuerySet[FigureCorrection], *, by: User
) -> int:
    return of_one.filter(withdrawn_at=None).update(withdrawn_at=timezone.now(), withdrawn_by=by)


def _reason(text: str) -> str:
    said = " ".join(text.replace("\0", "").split())
    if not said:
        raise Refused("evaluations.no_reason")
    if len(said) > LONGEST_REASON:
        raise Refused("evaluations.reason_long", longest=LONGEST_REASON)
    return said
