"""A trial's money: surcharges and reliefs before and after, of each measure and of each place."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from permu.evaluations.whatif.amounts import Amounts, amounts_in

if TYPE_CHECKING:
    from permu.engine.whatif import WhatIf


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """One measure: how many it falls on, and what it amounts to."""

    label: str
    gives: bool
    subjects: tuple[int, int]
    amounts: Amounts


@dataclass(frozen=True, kw_only=True)
class Money:
    """Every measure with an amount, and their sums of what is known; `missing` amounts nobody can work out."""

    lines: list[MeasureLine]
    charges: Amounts
    reliefs: Amounts
    missing: int

    @property
    def net(self) -> Amounts:
        """What enterprises pay more than they get."""
        return self.charges.less(self.reliefs)


def money_of(found: "WhatIf") -> Money:
    """What the trial's measures amount to."""
    lines = [
        MeasureLine(
            label=row["label"],
            gives=row["gives"],
            subjects=(row["subjects:before"], row["subjects:after"]),
            amounts=amounts_in(row, "amount"),
        )
        for row in found.money.to_dicts()
        if row["is_money"]
    ]
    totals = found.totals
    return Money(
        lines=lines,
        charges=amounts_in(totals, "charges"),
        reliefs=amounts_in(totals, "reliefs"),
        missing=totals["missing:after"] or 0,
    )


def net_by(found: "WhatIf", dimension: str) -> dict[object, Decimal | None]:
    """By how much the net changes in each place, in 万元; by the value as the facts have it."""
    return {
        row["value"]: amounts_in(row, "charges").less(amounts_in(row, "reliefs")).change
        for row in found.money_by(dimension).to_dicts()
    }


def money_said(found: "WhatIf", subject: str) -> list[str]:
    """What a subject pays and gets before and after, where it is not the same."""
    row = found.money_of.row(int(found.money_of["subject"].search_sorted(subject)), named=True)
    labels = {"charges": _("加收"), "reliefs": _("减免、奖补")}
    pairs = [(label, amounts_in(row, name)) for name, label in labels.items()]
    return [
        _("%(label)s %(amounts)s 万元") % {"label": label, "amounts": amounts.said}
        for label, amounts in pairs
        if amounts.before != amounts.after
    ]
