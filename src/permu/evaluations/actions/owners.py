"""Whose the rows are: settled for a form, and taken back."""

from django.db import transaction

from permu.evaluations.actions.holding import held_at_work
from permu.evaluations.actions.reasons import reason_of, withdraw
from permu.evaluations.models import RowOwner, UnownedRow
from permu.register.actions import record
from permu.register.models import Enterprise, User
from permu.terms.refusal import Refused


@transaction.atomic
def settle_owner(row: UnownedRow, *, subject: str, how: str, reason: str, by: User) -> RowOwner:
    """Say whose the rows like this one are from this year on; `subject` "" says: nobody's on the register.

    Another year's settlement of such rows stays as it is.

    Raises:
        Refused: no reason, no such enterprise, or somebody settled it otherwise meanwhile.
    """
    said = reason_of(reason)
    if subject and not Enterprise.objects.filter(credit_code=subject).exists():
        raise Refused("evaluations.no_such_enterprise", subject=subject)
    held_at_work(row.round)
    owner, is_new = RowOwner.objects.get_or_create(
                key=row.key, year=row.round.year, withdrawn_at=None,
                defaults={
                    "round": row.round, "profile": row.profile, "department": row.department,
                    "raw_code": row.raw_code, "raw_name": row.raw_name,
                    "subject": subject, "how": how, "reason": said, "made_by": by,
                },
            )  # fmt: skip
    if not is_new:
        if (owner.subject, owner.how) != (subject, how):
            raise Refused("evaluations.settled_otherwise", by=owner.made_by, said=owner.reason)
        return owner
    record("settle_owner", owner, by=by, round=row.round_id, subject=subject, how=how)
    return owner


@transaction.atomic
def undo_owner(owner: RowOwner, *, by: User) -> None:
    """Take back whose a row is; twice is once."""
    held_at_work(owner.round)
    if withdraw(RowOwner.objects.filter(pk=owner.pk), by=by):
        record("undo_owner", owner, by=by, round=owner.round_id, subject=owner.subject)
