"""A long list on a page: searched, filtered, sorted and cut by the server, its state in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import NullIf
from django.http import QueryDict

A_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Columns:
    """What a list may be filtered by, searched in and sorted by: names in the address → fields."""

    filters: Mapping[str, str]
    search: Sequence[str]
    sorts: Mapping[str, tuple[str, ...]]
    default_sort: str


class Listing:
    """One list as a request asks for it. What the request says wrong is left out, not guessed."""

    def __init__(self, rows: QuerySet[Any], asked: QueryDict, columns: Columns) -> None:
        self.columns = columns
        said = {name: asked.get(name, "").replace("\0", "") for name in ("q", *columns.filters)}
        self.search = said.pop("q").strip()[:100]
        self.chosen = {name: value for name, value in said.items() if value}
        sort = asked.get("sort", "")
        self.sort = sort if sort.lstrip("-") in columns.sorts else columns.default_sort
        self.rows = self._sorted(self._searched(rows.filter(**self._conditions())))
        self._page_asked = asked.get("page", "1")

    @property
    def page(self) -> Page[Any]:
        """The page asked for, or the nearest there is."""
        return Paginator(self.rows, A_PAGE).get_page(self._page_asked)

    def address(self, **changes: object) -> str:
        """The query string of this list with something changed; "" leaves a key out."""
        state: dict[str, object] = {"q": self.search, **self.chosen}
        if self.sort != self.columns.default_sort:
            state["sort"] = self.sort
        query = QueryDict(mutable=True)
        query.update({key: str(value) for key, value in (state | changes).items() if value})
        return f"?{query.urlencode()}"

    def _conditions(self) -> dict[str, str]:
        return {self.columns.filters[name]: value for name, value in self.chosen.items()}

    def _searched(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if not self.search:
            return rows
        hits = [Q(**{f"{field}__icontains": self.search}) for field in self.columns.search]
        return rows.filter(reduce(or_, hits))

    def _sorted(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Missing values stand last either way: they are neither best nor worst."""
        fields = [_known(rows, field) for field in self.columns.sorts[self.sort.lstrip("-")]]
        is_down = self.sort.startswith("-")
        order = [
            field.desc(nulls_last=True) if is_down else field.asc(nulls_last=True)
            for field in fields
        ]
        return rows.order_by(*order, "pk")


class Cut:
    """A list of which only a page is shown, as it stands: no search, no sorting."""

    def __init__(self, rows: Sequence[Any], asked: QueryDict) -> None:
        self.page: Page[Any] = Paginator(rows, A_PAGE).get_page(asked.get("page", "1"))
        self._asked = asked

    def address(self, **changes: object) -> str:
        """The query string of this list with something changed."""
        query = self._asked.copy()
        for key, value in changes.items():
            query[key] = str(value)
        return f"?{query.urlencode()}"


def _known(rows: QuerySet[Any], field: str) -> F | NullIf:
    """A field whose missing values are null, also where they are kept as an empty text; what is annotated, as it is."""
    if field in rows.query.annotations:
        return F(field)
    is_text = isinstance(rows.model._meta.get_field(field), CharField)
    return NullIf(F(field), Value("")) if is_text else F(field)
