"""What the columns of a form are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.reasons import reason_of
from permu.evaluations.actions.rounds import held
from permu.evaluations.models import ColumnMeaning, Round
from permu.register.actions import record
from permu.register.models import User
from permu.terms.refusal import Refused


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
    said = reason_of(reason)
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
