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


def land_of(round_: Round) -> "LandStatement | None":
    """What the last reading says of the land; None before the first, and without the land form.

    Raises:
        Refused: the file is not what was written.
    """
    return _kept(round_.intake_folder(round_.reading)) if round_.reading else None


@lru_cache(maxsize=4)
def _kept(folder: Path) -> "LandStatement | None":
    from permu.intake.land.statement import LandStatement

    return LandStatement.load(folder)


class LandPage:
    """The page as a request asks for it; what it says wrong is left out."""

    def __init__(self, statement: "LandStatement", asked: Mapping[str, str]) -> None:
        self.statement = statement
        said = {
            name: asked.get(name, "").replace("\0", "")
            for name in ("town", "q", "left", "right", "page")
        }
        self.town = said["town"] if said["town"] in {one.town for one in statement.towns} else ""
        self.search = said["q"].strip()[:100]
        self.left = said["left"] if said["left"] in statement.areas else _LEFT
        self.right = said["right"] if said["right"] in statement.areas else _RIGHT
        self._page = said["page"] or "1"

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """Every definition that the sheets can tell, with its name."""
        from permu.intake.land.statement import definition_label

        return [(id_, definition_label(id_, reading_language())) for id_ in self.statement.areas]

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
        """The enterprises whose land differs most between the two definitions; what is not known comes first."""
        left, right = self.statement.areas[self.left], self.statement.areas[self.right]
        names = dict(Enterprise.objects.values_list("credit_code", "name"))
        lines = [
            _area(subject, names.get(subject, ""), left[subject], right[subject])
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
    return line.difference is not None, -abs(line.difference or Decimal(0)), line.subject


def _mu(text: str) -> Decimal | None:
    return rounded(Fraction(text), SHOWN_DECIMALS) if text else None


def _sure(text: str) -> Decimal:
    return rounded(Fraction(text), SHOWN_DECIMALS)


def _town(one: "Town") -> TownLine:
    area, firms, others = map(_sure, (one.area, one.firms, one.others))
    return TownLine(
        town=one.town, parcels=one.parcels, area=area, firms=firms, others=others,
        difference=area - firms - others, open=one.open,
    )  # fmt: skip


def _open(row: "NotClosed") -> OpenLine:
    return OpenLine(
        row=row, area=_mu(row.area), accounted=_mu(row.accounted), difference=_mu(row.difference),
        text=row.text(reading_language()),
    )  # fmt: skip


def _area(subject: str, name: str, left: str, right: str) -> AreaLine:
    one, other = _mu(left), _mu(right)
    difference = None if one is None or other is None else other - one
    return AreaLine(
        subject=subject, name=name or subject, left=one, right=other, difference=difference
    )
