"""What holds of a round's files when they are read: owners of this year and before, the round's own corrections."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from permu.evaluations.models import ColumnMeaning, FigureCorrection, Round, RowOwner
from permu.evaluations.models.settling import Settlement
from permu.intake.settled import ColumnChoice, Correction, OwnerChoice, Settled, Value
from permu.intake.settled_file import SettledFile
from permu.terms.items import item


def settled_for(round_: Round) -> Settled:
    """Everything that was settled for a round's files and not taken back, in the order settled."""
    in_order = corrections_of(round_).order_by("pk")
    return Settled(
        columns=tuple(columns_for(round_)),
        owners=tuple(_owners(round_)),
        corrections=tuple(correction_choice(one) for one in in_order),
    )


def settled_file(round_: Round) -> SettledFile:
    """The same as a file, with the digest of the facts where the last reading is of all of it."""
    settled = settled_for(round_)
    is_of_it = round_.reading > 0 and settled.digest == round_.settled_digest
    return SettledFile(
        year=round_.year, as_of=round_.as_of, settled=settled,
        facts_digest=round_.facts_digest if is_of_it else "",
    )  # fmt: skip


def meanings_for(round_: Round) -> list[ColumnMeaning]:
    """What people said of columns, this year or before; of one column the latest year's."""
    found = ColumnMeaning.objects.filter(withdrawn_at=None, round__year__lte=round_.year)
    latest = {
        (one.profile, one.sheet, one.heading): one
        for one in found.select_related("made_by", "round").order_by("round__year", "pk")
    }
    return list(latest.values())


def columns_for(round_: Round) -> list[ColumnChoice]:
    """The same as the reading takes it."""
    return [
        ColumnChoice(
            profile=one.profile, sheet=one.sheet, heading=one.heading,
            column=one.column, unit=one.unit, **_said(one),
        )
        for one in meanings_for(round_)
    ]  # fmt: skip


def owners_of(round_: Round) -> list[RowOwner]:
    """The owners that hold for a round's rows, newest first: of each key the latest year's, its own or an earlier."""
    found = RowOwner.objects.filter(withdrawn_at=None, year__lte=round_.year)
    latest = {one.key: one for one in found.select_related("made_by").order_by("year", "pk")}
    return sorted(latest.values(), key=lambda one: one.pk, reverse=True)


def corrections_of(round_: Round) -> QuerySet[FigureCorrection]:
    """The corrections that hold for a round, newest first."""
    found = FigureCorrection.objects.filter(withdrawn_at=None, round=round_)
    return found.select_related("made_by", "evidence")


def _owners(round_: Round) -> list[OwnerChoice]:
    return [
        OwnerChoice(
            profile=one.profile, raw_code=one.raw_code, raw_name=one.raw_name,
            subject=one.subject, how="adds" if one.how == RowOwner.How.ADDS else "is", **_said(one),
        )
        for one in reversed(owners_of(round_))
    ]  # fmt: skip


def correction_choice(one: FigureCorrection) -> Correction:
    """A correction as the reading takes it."""
    return Correction(
        subject=one.subject, item=one.item, value=value_of(one), over=one.over,
        evidence=one.evidence.sha256 if one.evidence else "", **_said(one),
    )  # fmt: skip


def value_of(correction: FigureCorrection) -> Value:
    """The corrected value as facts keep it."""
    value: int | bool | str | None = correction.value["value"]
    if isinstance(value, str) and item(correction.item).kind == "date":
        return date.fromisoformat(value)
    return value


def _said(one: Settlement) -> dict[str, Any]:
    return {"by": str(one.made_by), "on": timezone.localdate(one.made_at), "reason": one.reason}
