"""The land ledger of a round's last reading, as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from permu.evaluations.models import Round
from permu.evaluations.sentences import reading_language
from permu.register.models import Enterprise
from permu.terms.facts import Facts
from permu.terms.items import item
from permu.terms.rounding import rounded

if TYPE_CHECKING:
    from permu.intake.land.statement import LandStatement, NotClosed, Town

A_PAGE = 30
MOST_AREAS = 50
SHOWN_DECIMALS = 4
_LEFT, _RIGHT = "certified", "used"


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


@dataclass(frozen=True, kw_only=True)
class LandRead:
    """What a reading says of the land: the ledger, and each enterprise's area by each definition, in 10^-6 mu."""

    statement: "LandStatement"
    areas: dict[str, dict[str, int | None]]


def land_of(round_: Round) -> LandRead | None:
    """What the last reading says; None before the first, and without the land form.

    Raises:
        Refused: what was kept is not what was written.
    """
    return _kept(round_.intake_folder(round_.reading)) if round_.reading else None


@lru_cache(maxsize=4)
def _kept(folder: Path) -> LandRead | None:
    from permu.intake.land import DEFINITIONS
    from permu.intake.land.statement import LandStatement

    statement = LandStatement.load(folder)
    if statement is None:
        return None
    table = Facts.load(folder).table
    told = {one.id: one.item for one in DEFINITIONS.values() if one.item in table.columns}
    areas = {id_: dict(table.select("subject", item).iter_rows()) for id_, item in told.items()}
    known = {id_: found for id_, found in areas.items() if set(found.values()) != {None}}
    return LandRead(statement=statement, areas=known)


class LandPage:
    """The page as a request asks for it; what it says wrong is left out."""

    def __init__(self, read: LandRead, asked: Mapping[str, str]) -> None:
        self.statement, self._areas = read.statement, read.areas
        said = {
            name: asked.get(name, "").replace("\0", "")
            for name in ("town", "q", "left", "right", "page")
        }
        self.town = (
            said["town"] if said["town"] in {one.town for one in self.statement.towns} else ""
        )
        self.search = said["q"].strip()[:100]
        self.left = said["left"] if said["left"] in self._areas else _LEFT
        self.right = said["right"] if said["right"] in self._areas else _RIGHT
        self._page = said["page"] or "1"

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """Every definition that the sheets can tell, with its name."""
        from permu.intake.land import DEFINITIONS

        return [(id_, DEFINITIONS[id_].label(reading_language())) for id_ in self._areas]

    @property
    def towns(self) -> list[TownLine]:
        """The sums of each town."""
        return [_town(one) for one in self.statement.towns]

    @cached_property
    def page(self) -> Page[OpenLine]:
        """The parcels that do not close, of the town chosen or of all."""
        rows = [row for row in self.statement.not_closed if not self.town or row.town == self.town]
        return Paginator([_open(row) for row in rows], A_PAGE).get_page(self._page)

    @cached_property
    def areas(self) -> list[AreaLine]:
        """The enterprises whose land differs most between the two definitions; what is not known comes last."""
        left, right = self._areas.get(self.left, {}), self._areas.get(self.right, {})
        names = dict(Enterprise.objects.values_list("credit_code", "name"))
        lines = [
            _area(subject, names.get(subject, ""), left[subject], right.get(subject))
            for subject in left
            if self.search in subject or self.search in names.get(subject, "")
        ]
        return sorted(lines, key=_most_different)

    @property
    def shown(self) -> list[AreaLine]:
        """As many of them as the page has room for."""
        return self.areas[:MOST_AREAS]

    @property
    def sums(self) -> tuple[Decimal, Decimal]:
        """All that are known, by each definition."""
        return (
            sum((one.left for one in self.areas if one.left is not None), Decimal(0)),
            sum((one.right for one in self.areas if one.right is not None), Decimal(0)),
        )

    def address(self, **changes: object) -> str:
        """The query string of this page with something changed."""
        state: dict[str, object] = {
            "town": self.town,
            "q": self.search,
            "left": self.left,
            "right": self.right,
        }
        query = QueryDict(mutable=True)
        query.update({key: str(value) for key, value in (state | changes).items() if value})
        return f"?{query.urlencode()}"


def _most_different(line: AreaLine) -> tuple[bool, Decimal, str]:
    return line.difference is None, -abs(line.difference or Decimal(0)), line.subject


def _mu(text: str) -> Decimal | None:
    return rounded(Fraction(text), SHOWN_DECIMALS) if text else None


def _town(one: "Town") -> TownLine:
    area, firms, others = map(Fraction, (one.area, one.firms, one.others))
    return TownLine(
        town=one.town, parcels=one.parcels, area=rounded(area, 2), firms=rounded(firms, 2),
        others=rounded(others, 2), difference=rounded(area - firms - others, 2), open=one.open,
    )  # fmt: skip


def _open(row: "NotClosed") -> OpenLine:
    return OpenLine(
        row=row, area=_mu(row.area), accounted=_mu(row.accounted), difference=_mu(row.difference),
        text=row.text(reading_language()),
    )  # fmt: skip


def _area(subject: str, name: str, left: int | None, right: int | None) -> AreaLine:
    one, other = _decimal(left), _decimal(right)
    difference = None if one is None or other is None else other - one
    return AreaLine(
        subject=subject, name=name or subject, left=one, right=other, difference=difference
    )


def _decimal(units: int | None) -> Decimal | None:
    return None if units is None else item("land_used").decimal(units)
