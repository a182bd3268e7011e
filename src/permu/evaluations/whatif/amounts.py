"""An amount of money before and after, as a page says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from permu.documents.text import figure
from permu.terms.rounding import rounded

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

    @property
    def said(self) -> str:
        """The one and the other, rounded for the eye."""
        return f"{_shown(self.before)} → {_shown(self.after)}"


def amounts_in(row: Mapping[str, int | None], name: str) -> Amounts:
    """What a row has under `<name>:before` and `<name>:after`, in 分."""
    before, after = row[f"{name}:before"], row[f"{name}:after"]
    return Amounts(before=_amount(before), after=_amount(after))


def _amount(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen).scaleb(TO_10K_YUAN)


def _minus(amount: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if amount is None or other is None else amount - other


def _shown(amount: Decimal | None) -> str:
    return figure(None if amount is None else rounded(amount, 2), decimals=2)
