"""What holds of a round's files when they are read: owners of this year and before, the round's own corrections."""

from datetime import date
from typing import Any

from django.utils import timezone

from permu.evaluations.models import ColumnMeaning, FigureCorrection, Round, RowOwner
from permu.evaluations.models.settling import Settlement
from permu.intake.settled import ColumnChoice, Correction, OwnerChoice, Settled, Value
from permu.terms.items import item


def settled_for(round_: Round) -> Settled:
    """Everything that was settled for a round's files and not taken back, in the order settled."""
    return Settled(
        columns=tuple(columns_for(round_)),
        owners=tuple(_owners(round_)),
        corrections=tuple(_corrections(round_)),
    )


def columns_for(round_: Round) -> list[ColumnChoice]:
    """What people said of columns, this year or before; of one column the latest year's."""
    found = ColumnMeaning.objects.filter(withdrawn_at=None, round__year__lte=round_.year)
    meanings = {
        (one.profile, one.sheet, one.heading): one
        for one in found.select_related("made_by").order_by("round__year", "pk")
    }
    return [
        ColumnChoice(
            profile=one.profile, sheet=one.sheet, heading=one.heading,
            column=one.column, unit=one.unit, **_said(one),
        )
        for one in meanings.values()
    ]  # fmt: skip


def _owners(round_: Round) -> list[OwnerChoice]:
    found = RowOwner.objects.filter(withdrawn_at=None, round__year__lte=round_.year)
    return [
        OwnerChoice(
            profile=one.profile, raw_code=one.raw_code, raw_name=one.raw_name,
            subject=one.subject, how="adds" if one.how == RowOwner.How.ADDS else "is", **_said(one),
        )
        for one in found.select_related("made_by").order_by("pk")
    ]  # fmt: skip


def _corrections(round_: Round) -> list[Correction]:
    found = FigureCorrection.objects.filter(withdrawn_at=None, round=round_)
    return [
        Correction(
            subject=one.subject, item=one.item, value=value_of(one), over=one.over,
            evidence=one.evidence.sha256 if one.evidence else "", **_said(one),
        )
        for one in found.select_related("made_by", "evidence").order_by("pk")
    ]  # fmt: skip


def value_of(correction: FigureCorrection) -> Value:
    """The corrected value as facts keep it."""
    value: int | bool | str | None = correction.value["value"]
    if isinstance(value, str) and item(correction.item).kind == "date":
        return date.fromisoformat(value)
    return value


def _said(one: Settlement) -> dict[str, Any]:
    return {"by": str(one.made_by), "on": timezone.localdate(one.made_at), "reason": one.reason}
