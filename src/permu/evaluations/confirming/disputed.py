"""The disputes of a confirming before the clerk: what the departments say now, and what enterprises say instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from permu.evaluations.confirming.figures import figures_of, value_said
from permu.evaluations.models import Confirming, Dispute
from permu.terms.items import item

MOST = 100
"""Disputes on a page: as they are decided, the next come up."""


@dataclass(frozen=True)
class Disputed:
    """One dispute, with both figures in words; `stands` is "" where there is none."""

    dispute: Dispute
    stands: str
    claimed: str


@dataclass(frozen=True)
class Disputes:
    """Those on the page, the undecided first, and how many more there are."""

    shown: Sequence[Disputed]
    more: int


def disputes_of(confirming: Confirming) -> Disputes:
    """All of them, cut to a page."""
    found = Dispute.objects.filter(confirmation__confirming=confirming).select_related(
        "confirmation__enterprise", "evidence", "decided_by"
    )
    chosen = list(found.order_by("decision", "pk")[:MOST])
    codes = {one.confirmation.enterprise.credit_code for one in chosen}
    figures = figures_of(confirming.round, sorted(codes))
    stands = {(code, one.item.id): one.said for code, of_code in figures.items() for one in of_code}
    shown = [
        Disputed(
            one,
            stands.get((one.confirmation.enterprise.credit_code, one.item), ""),
            value_said(item(one.item), one.value["value"]),
        )
        for one in chosen
    ]
    return Disputes(shown, found.count() - len(shown))
