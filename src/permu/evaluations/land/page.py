"""The page as a request asks for it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from permu.evaluations.land.kept import LandRead
from permu.evaluations.land.lines import (
    AreaLine,
    OpenLine,
    TownLine,
    area_line,
    open_line,
    town_line,
)
from permu.evaluations.sentences import reading_language
from permu.register.models import Enterprise

A_PAGE = 30
MOST_AREAS = 50
_LEFT, _RIGHT = "certified", "used"


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
        return [town_line(one) for one in self.statement.towns]

    @cached_property
    def page(self) -> Page[OpenLine]:
        """The parcels that do not close, of the town chosen or of all."""
        rows = [row for row in self.statement.not_closed if not self.town or row.town == self.town]
        return Paginator([open_line(row) for row in rows], A_PAGE).get_page(self._page)

    @cached_property
    def areas(self) -> list[AreaLine]:
        """The enterprises whose land differs most between the two definitions; what is not known comes last."""
        left, right = self._areas.get(self.left, {}), self._areas.get(self.right, {})
        names = dict(Enterprise.objects.values_list("credit_code", "name"))
        lines = [
            area_line(subject, names.get(subject, ""), left[subject], right.get(subject))
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
