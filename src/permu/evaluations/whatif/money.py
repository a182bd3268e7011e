"""A trial's money: surcharges and reliefs before and after, of each measure and of each place."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from permu.documents.text import figure
from permu.terms.rounding import rounded

if TYPE_CHECKING:
    from permu.engine.whatif import WhatIf

TO_10K_YUAN = -6
"""分 to 万元."""


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """An amount before and after, in 万元; None where nobody can work it out."""

    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """By how much it is more."""
        return None if self.before is None or self.after is None else self.after - self.before

    def less(self, other: "Amounts") -> "Amounts":
        """The amounts without the others."""
        return Amounts(
            before=_minus(self.before, other.before), after=_minus(self.after, other.after)
        )


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
            amounts=_amounts(row, "amount"),
        )
        for row in found.money.to_dicts()
        if row["is_money"]
    ]
    totals = found.totals
    return Money(
        lines=lines,
        charges=_amounts(totals, "charges"),
        reliefs=_amounts(totals, "reliefs"),
        missing=totals["missing:after"] or 0,
    )


def net_by(found: "WhatIf", dimension: str) -> dict[object, Decimal | None]:
    """By how much the net changes in each place, in 万元; by the value as the facts have it."""
    return {
        row["value"]: _amounts(row, "charges").less(_amounts(row, "reliefs")).change
        for row in found.money_by(dimension).to_dicts()
    }


def money_said(found: "WhatIf", subject: str) -> list[str]:
    """What a subject pays and gets before and after, where it is not the same."""
    row = found.money_of.row(int(found.money_of["subject"].search_sorted(subject)), named=True)
    labels = {"charges": _("加价、收费"), "reliefs": _("减免、奖补")}
    pairs = [(label, _amounts(row, name)) for name, label in labels.items()]
    return [
        _("%(label)s %(before)s → %(after)s 万元")
        % {"label": label, "before": _shown(amounts.before), "after": _shown(amounts.after)}
        for label, amounts in pairs
        if amounts.before != amounts.after
    ]


def _shown(amount: Decimal | None) -> str:
    return figure(None if amount is None else rounded(amount, 2), decimals=2)


def _amounts(row: dict[str, int | None], name: str) -> Amounts:
    before, after = row[f"{name}:before"], row[f"{name}:after"]
    return Amounts(before=_amount(before), after=_amount(after))


def _amount(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen).scaleb(TO_10K_YUAN)


def _minus(amount: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if amount is None or other is None else amount - other
