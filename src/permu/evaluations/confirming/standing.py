"""How each enterprise stands in a confirming: silent, agreed, in dispute, or to answer anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from permu.evaluations.confirming.figures import digests_of
from permu.evaluations.methods import method_of
from permu.evaluations.models import Confirmation, Confirming, Dispute, Round
from permu.register.models import Enterprise
from permu.terms.refusal import Refused

CHUNK = 500
"""Enterprises fetched at a time where all are."""
SILENT = "silent"
LABELS = {
    SILENT: _("未确认"),
    "changed": _("数据变了，要重新确认"),
    "agreed": _("已确认"),
    "disputed": _("有异议"),
    "settled": _("异议已处理"),
}


@dataclass(frozen=True)
class Standing:
    """One enterprise, and its answer where it gave one."""

    enterprise: Enterprise
    answer: Confirmation | None
    state: str

    @property
    def label(self) -> str:
        """The state's name."""
        return str(LABELS[self.state])


@dataclass(frozen=True)
class Standings(Sequence[Standing]):
    """Enterprises in their order, each as it stands; only those that are looked at are fetched."""

    confirming: Confirming
    keys: Sequence[int]
    states: Mapping[int, str]  # of those who answered

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[Standing]:
        for start in range(0, len(self.keys), CHUNK):
            yield from self._fetched(self.keys[start : start + CHUNK])

    @overload
    def __getitem__(self, place: int) -> Standing: ...
    @overload
    def __getitem__(self, place: slice) -> list[Standing]: ...
    def __getitem__(self, place: int | slice) -> Standing | list[Standing]:
        if isinstance(place, int):
            return self._fetched([self.keys[place]])[0]
        return self._fetched(self.keys[place])

    def _fetched(self, keys: Sequence[int]) -> list[Standing]:
        shown = Enterprise.objects.select_related("town").in_bulk(keys)
        found = self.confirming.confirmations.filter(enterprise__in=keys).select_related("paper")
        answers = {one.enterprise_id: one for one in found.prefetch_related("disputes")}
        return [
            Standing(shown[key], answers.get(key), self.states.get(key, SILENT)) for key in keys
        ]

    @property
    def counts(self) -> dict[str, int]:
        """How many stand how."""
        counts = Counter(self.states.get(key, SILENT) for key in self.keys)
        return {state: counts[state] for state in LABELS if counts[state]}

    def those(self, state: str) -> "Standings":
        """The ones of a state; all, where it is no state."""
        if state not in LABELS:
            return self
        chosen = [key for key in self.keys if self.states.get(key, SILENT) == state]
        return Standings(self.confirming, chosen, self.states)


def standings(confirming: Confirming, asked: QuerySet[Enterprise]) -> Standings:
    """These enterprises as they stand."""
    answers = confirming.confirmations.filter(enterprise__in=asked.order_by()).order_by()
    found = answers.annotate(
        disputes_open=Count("disputes", filter=Q(disputes__decision="")),
        disputes_made=Count("disputes"),
    ).values(
        "enterprise_id",
        "enterprise__credit_code",
        "shown",
        "reading",
        "disputes_open",
        "disputes_made",
    )
    rows = list(found)
    is_old = any(row["reading"] != confirming.round.reading for row in rows)
    digests = digests_of(confirming.round) if is_old else {}
    states = {
        row["enterprise_id"]: _state(
            row["disputes_open"], row["disputes_made"],
            is_same=digests.get(row["enterprise__credit_code"], row["shown"]) == row["shown"],
        )
        for row in rows
    }  # fmt: skip
    return Standings(confirming, list(asked.values_list("pk", flat=True)), states)


def newest(round_: Round) -> Confirming | None:
    """The last time that a round's enterprises were asked."""
    return Confirming.objects.filter(round=round_).first()


def state_of(answer: Confirmation | None, digest: str) -> str:
    """How one stands that gave that answer, and whose figures have that digest now."""
    if answer is None:
        return SILENT
    decided = [bool(one.decision) for one in answer.disputes.all()]
    return _state(decided.count(False), len(decided), is_same=answer.shown == digest)


def silence_binds(confirming: Confirming) -> bool:
    """Whether who says nothing counts as agreeing; not where the method makes a result wait for the enterprise."""
    try:
        procedure = method_of(confirming.round.method).procedure
    except Refused:
        return True
    return not (procedure and procedure.needs_confirmation)


def undecided(confirming: Confirming) -> int:
    """How many disputes still wait for the office."""
    return Dispute.objects.filter(confirmation__confirming=confirming, decision="").count()


def _state(disputes_open: int, disputes: int, *, is_same: bool) -> str:
    if disputes_open:
        return "disputed"
    if not is_same:
        return "changed"
    return "settled" if disputes else "agreed"
