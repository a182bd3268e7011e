"""The queue of rows that nobody owns, and what was settled of such rows."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from django.db.models import Count, Min, Q, Window
from django.db.models.functions import RowNumber

from permu.evaluations.models import Round, RowOwner, UnownedRow
from permu.evaluations.settling.gathering import owners_of
from permu.register.models import Enterprise

FOUND = 12
"""Enterprises that a search shows."""
NAMED = 6
"""Rows of one code and name that are shown each with its place."""


@dataclass(frozen=True)
class Waiting:
    """Rows of one form that write the same code and name, and what was settled of them since."""

    row: UnownedRow
    rows: tuple[UnownedRow, ...]  # the first of them
    number: int  # of all of them
    owner: RowOwner | None
    is_gone: bool  # the owner left the register: it holds no more

    @property
    def is_settled(self) -> bool:
        """Whether the next reading takes it."""
        return self.owner is not None and not self.is_gone

    @property
    def is_to_undo(self) -> bool:
        """Whether this year's own settlement has to be taken back first."""
        return self.is_gone and self.owner is not None and self.owner.year == self.row.round.year

    @property
    def proposals(self) -> list[Mapping[str, Any]]:
        """The enterprises that they may belong to, likeliest first."""
        return list(self.row.proposals)


class Queue(Sequence[Waiting]):
    """The rows of the last reading that nobody owns, by what they write; the open ones first.

    A whole sheet may be of nobody: only what is looked at is fetched.
    """

    def __init__(self, round_: Round) -> None:
        self._round = round_
        self._owners = {one.key: one for one in owners_of(round_)}
        found = round_.unowned_rows.values("key").annotate(first=Min("number"), rows=Count("pk"))
        self._rows = dict(found.order_by("first").values_list("key", "rows"))
        is_known = self._owners.keys() & self._rows.keys()
        self._known = registered(round_) if is_known else frozenset[str]()
        self._keys = sorted(self._rows, key=self._is_settled)

    def __len__(self) -> int:
        """How many different rows wait, those settled since among them."""
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Waiting: ...
    @overload
    def __getitem__(self, place: slice) -> list[Waiting]: ...
    def __getitem__(self, place: int | slice) -> Waiting | list[Waiting]:
        """Those at some places, with their first rows."""
        if isinstance(place, int):
            return self._fetched([self._keys[place]])[0]
        return self._fetched(self._keys[place])

    def _fetched(self, keys: Sequence[str]) -> list[Waiting]:
        number = Window(RowNumber(), partition_by="key", order_by="number")
        of_keys = self._round.unowned_rows.filter(key__in=keys)
        rows: dict[str, list[UnownedRow]] = {key: [] for key in keys}
        for row in of_keys.annotate(place=number).filter(place__lte=NAMED).order_by("number"):
            rows[row.key].append(row)
        return [self._waiting(key, same) for key, same in rows.items()]

    def _waiting(self, key: str, rows: Sequence[UnownedRow]) -> Waiting:
        owner = self._owners.get(key)
        is_gone = _is_gone(owner, self._known)
        return Waiting(rows[0], tuple(rows), self._rows[key], owner, is_gone=is_gone)

    def _is_settled(self, key: str) -> bool:
        owner = self._owners.get(key)
        return owner is not None and not _is_gone(owner, self._known)


def _is_gone(owner: RowOwner | None, known: Container[str]) -> bool:
    return owner is not None and owner.subject != "" and owner.subject not in known


def registered(round_: Round) -> frozenset[str]:
    """Who was on the register of the last reading."""
    import polars as pl

    facts = round_.intake_folder(round_.reading) / "facts.parquet"
    return frozenset(pl.read_parquet(facts, columns=["subject"])["subject"])


def row_of(owner: RowOwner, round_: Round) -> UnownedRow:
    """A row like those that an earlier year settled, of this round: to be settled anew."""
    names = ("key", "profile", "department", "raw_code", "raw_name")
    return UnownedRow(round=round_, number=0, **{name: getattr(owner, name) for name in names})


def enterprises_like(text: str) -> list[Enterprise]:
    """Enterprises of which the code or the name contains the text."""
    said = text.replace("\0", "").strip()
    if len(said) < 2:
        return []
    is_it = Q(name__icontains=said) | Q(credit_code__icontains=said)
    return list(Enterprise.objects.filter(is_it)[:FOUND])
