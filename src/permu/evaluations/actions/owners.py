"""Whose the rows are: settled for a form, and taken back."""

from django.db import IntegrityError, transaction

from permu.evaluations.actions.reasons import reason_of, withdraw
from permu.evaluations.actions.rounds import held
from permu.evaluations.models import RowOwner, UnownedRow
from permu.register.actions import record
from permu.register.models import Enterprise, User
from permu.terms.refusal import Refused


@transaction.atomic
def settle_owner(row: UnownedRow, *, subject: str, how: str, reason: str, by: User) -> RowOwner:
    """Say whose the rows like this one are; `subject` "" says that they are nobody's on the register.

    Raises:
        Refused: no reason, no such enterprise, or somebody settled it otherwise meanwhile.
    """
    said = reason_of(reason)
    if subject and not Enterprise.objects.filter(credit_code=subject).exists():
        raise Refused("evaluations.no_such_enterprise", subject=subject)
    held(row.round)
    known: RowOwner | None = RowOwner.objects.filter(key=row.key, withdrawn_at=None).first()
    if known is not None:
        if (known.subject, known.how) != (subject, how):
            raise Refused("evaluations.settled_otherwise", by=known.made_by, said=known.reason)
        return known
    try:
        with transaction.atomic():
            owner = RowOwner.objects.create(
                round=row.round, key=row.key, profile=row.profile, department=row.department,
                raw_code=row.raw_code, raw_name=row.raw_name,
                subject=subject, how=how, reason=said, made_by=by,
            )  # fmt: skip
    except IntegrityError as clash:  # in another year's round, at this moment
        raise Refused("evaluations.settled_otherwise", by="—", said="—") from clash
    record("settle_owner", owner, by=by, round=row.round_id, subject=subject, how=how)
    return owner


@transaction.atomic
def undo_owner(owner: RowOwner, *, by: User) -> None:
    """Take back whose a row is; twice is once."""
    if withdraw(RowOwner.objects.filter(pk=owner.pk), by=by):
        record("undo_owner", owner, by=by, round=owner.round_id, subject=owner.subject)
