"""What the columns of a form are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from permu.evaluations.actions.holding import held_at_work
from permu.evaluations.actions.reasons import reason_of, withdraw
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
def unsettle_columns(round_: Round, profile: str, *, by: User) -> int:
    """Take back what this round said of a form's columns; what an earlier year said holds again. Returns how many."""
    held_at_work(round_)
    count = withdraw(ColumnMeaning.objects.filter(round=round_, profile=profile), by=by)
    if count:
        record("unsettle_columns", profile, by=by, round=round_.pk, columns=count)
    return count


@transaction.atomic
def settle_columns(
    round_: Round, profile: str, meanings: Sequence[Meaning], *, reason: str, by: User
) -> None:
    """Say what the columns of a form are: this takes the place of what this round said of them before.

    Raises:
        Refused: no reason, or two columns are said to be the same.
    """
    said = reason_of(reason)
    held_at_work(round_)
    keys = [(one.sheet, one.column) for one in meanings if one.column]
    if len(set(keys)) < len(keys):
        raise Refused("evaluations.column_said_twice")
    withdraw(ColumnMeaning.objects.filter(round=round_, profile=profile), by=by)
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
