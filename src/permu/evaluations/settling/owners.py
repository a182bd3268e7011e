"""The queue of rows that nobody owns, and what was settled of such rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from permu.evaluations.models import Round, RowOwner, UnownedRow
from permu.register.models import Enterprise

FOUND = 12
"""Enterprises that a search shows."""


@dataclass(frozen=True)
class Waiting:
    """Rows of one form that write the same code and name, and what was settled of them since."""

    row: UnownedRow
    rows: tuple[UnownedRow, ...]
    owner: RowOwner | None

    @property
    def proposals(self) -> list[Mapping[str, Any]]:
        """The enterprises that they may belong to, likeliest first."""
        return list(self.row.proposals)


def queue(round_: Round) -> list[Waiting]:
    """The rows of the last reading that nobody owns, by what they write; the open ones first."""
    rows: dict[str, list[UnownedRow]] = {}
    for row in round_.unowned_rows.all():
        rows.setdefault(row.key, []).append(row)
    owners = {one.key: one for one in in_force(round_).filter(key__in=rows)}
    found = [Waiting(same[0], tuple(same), owners.get(key)) for key, same in rows.items()]
    return sorted(found, key=lambda one: one.owner is not None)


def in_force(round_: Round) -> Any:
    """The settlements that hold for a round: its own and earlier years', newest first."""
    found = RowOwner.objects.filter(withdrawn_at=None, round__year__lte=round_.year)
    return found.select_related("made_by", "round")


def names(owners: Iterable[RowOwner]) -> dict[str, str]:
    """The registered names of the owners."""
    codes = {one.subject for one in owners}
    return dict(Enterprise.objects.filter(credit_code__in=codes).values_list("credit_code", "name"))


def enterprises_like(text: str) -> list[Enterprise]:
    """Enterprises of which the code or the name contains the text."""
    said = text.replace("\0", "").strip()
    if len(said) < 2:
        return []
    is_it = Q(name__icontains=said) | Q(credit_code__icontains=said)
    return list(Enterprise.objects.filter(is_it)[:FOUND])
