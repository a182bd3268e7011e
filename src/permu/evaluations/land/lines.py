"""The rows of the page: areas in mu, rounded for the eye."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from permu.evaluations.sentences import reading_language
from permu.terms.items import item
from permu.terms.rounding import rounded

if TYPE_CHECKING:
    from permu.intake.land.statement import NotClosed, Town

SHOWN_DECIMALS = 4


@dataclass(frozen=True, kw_only=True)
class TownLine:
    """A town's sums in mu."""

    town: str
    parcels: int
    area: Decimal
    firms: Decimal
    others: Decimal
    difference: Decimal
    open: int


@dataclass(frozen=True, kw_only=True)
class OpenLine:
    """A parcel that does not close."""

    row: "NotClosed"
    area: Decimal | None
    accounted: Decimal | None
    difference: Decimal | None
    text: str


@dataclass(frozen=True, kw_only=True)
class AreaLine:
    """An enterprise's land by two definitions; None is not known."""

    subject: str
    name: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None


def _mu(text: str) -> Decimal | None:
    return rounded(Fraction(text), SHOWN_DECIMALS) if text else None


def town_line(one: "Town") -> TownLine:
    """A town as its row shows it."""
    area, firms, others = map(Fraction, (one.area, one.firms, one.others))
    return TownLine(
        town=one.town, parcels=one.parcels, area=rounded(area, 2), firms=rounded(firms, 2),
        others=rounded(others, 2), difference=rounded(area - firms - others, 2), open=one.open,
    )  # fmt: skip


def open_line(row: "NotClosed") -> OpenLine:
    """A parcel as its entry shows it, in the reader's language."""
    return OpenLine(
        row=row, area=_mu(row.area), accounted=_mu(row.accounted), difference=_mu(row.difference),
        text=row.text(reading_language()),
    )  # fmt: skip


def area_line(subject: str, name: str, left: int | None, right: int | None) -> AreaLine:
    """An enterprise as its row shows it."""
    one, other = _decimal(left), _decimal(right)
    difference = None if one is None or other is None else other - one
    return AreaLine(
        subject=subject, name=name or subject, left=one, right=other, difference=difference
    )


def _decimal(units: int | None) -> Decimal | None:
    return None if units is None else item("land_used").decimal(units)
