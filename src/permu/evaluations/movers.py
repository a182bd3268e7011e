"""Who moves under another method: the list, by move and by town, a page at a time, each with why."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from permu.engine.evaluation import DECIMALS
from permu.evaluations.models import Result, Run
from permu.evaluations.reasons import reason_by
from permu.evaluations.sentences import reading_language

if TYPE_CHECKING:
    from permu.engine.comparing import Comparison
    from permu.method.model import Method

Row = Mapping[str, Any]
LAST = 10**9
A_PAGE = 25
OWN = ("move", "town", "q", "page")
"""What the list itself asks of an address; the rest of it says what is compared."""


@dataclass(frozen=True)
class Standing:
    """Where a subject stands under one of the two methods."""

    grade: str
    state: str
    rank: int | None
    ranked: int | None
    score: Decimal | None
    why: str  # why there is no grade, in a few words


@dataclass(frozen=True)
class Mover:
    """One subject under both methods, and what of it is worked out otherwise."""

    result: Result
    move: str
    before: Standing
    after: Standing
    reasons: list[str]


Beside = Callable[[str], list[str]]
"""What else is said of a subject that moves."""


def _nothing(_subject: str) -> list[str]:
    return []


class Movers:
    """The list as a request asks for it. Where the other method gives no grades, all whom it scores, by its rank."""

    def __init__(
        self, run: Run, comparison: "Comparison", asked: QueryDict, *, beside: Beside = _nothing
    ) -> None:
        self.run, self.comparison, self._beside = run, comparison, beside
        self.has_moves = comparison.after.counts_grades
        self.move = asked.get("move", "") if self.has_moves else ""
        self.town = asked.get("town", "")
        self.search = asked.get("q", "").replace("\0", "").strip()[:100]
        self._asked = asked
        rows = self._rows()
        self.towns = sorted(Counter(row["town"] for row in rows if row["town"]).items())
        chosen = [row for row in rows if self._is_chosen(row)]
        self.page: Page[Row] = Paginator(chosen, A_PAGE).get_page(asked.get("page", "1"))

    @property
    def shown(self) -> list[Mover]:
        """The subjects of the page."""
        rows = list(self.page)
        results = {
            one.subject: one
            for one in self.run.results.filter(subject__in=[row["subject"] for row in rows])
        }
        return [self._mover(row, results[row["subject"]]) for row in rows]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the address says besides, for a form to send along."""
        return [
            (name, text)
            for name, texts in self._asked.lists()
            for text in texts
            if name not in OWN and text
        ]

    def address(self, **changes: object) -> str:
        """The query string of this list with something changed; "" leaves a key out."""
        state: dict[str, object] = {"move": self.move, "town": self.town, "q": self.search}
        query = QueryDict(mutable=True)
        for name, text in self.kept:
            query.appendlist(name, text)
        query.update({key: str(value) for key, value in (state | changes).items() if value})
        return f"?{query.urlencode()}"

    def _rows(self) -> list[Row]:
        """Each row with its town and name, as the result has them: by group and rank."""
        found, side = self.comparison, "before" if self.has_moves else "after"
        table = found.table if self.move or not self.has_moves else found.movers
        known = {one["subject"]: one for one in self.run.results.values("subject", "town", "name")}
        unknown = {"town": "", "name": ""}
        rows = [row | known.get(row["subject"], unknown) for row in table.to_dicts()]
        if self.move:
            rows = [row for row in rows if row["move"] == self.move]
        if not self.has_moves:
            rows = [row for row in rows if row["rank:after"]]
        return sorted(
            rows,
            key=lambda row: (row[f"group:{side}"] or "", row[f"rank:{side}"] or LAST, row["subject"]),
        )  # fmt: skip

    def _is_chosen(self, row: Row) -> bool:
        is_there = not self.town or row["town"] == self.town
        return is_there and (not self.search or self.search in f"{row['name']} {row['subject']}")

    def _mover(self, row: Row, result: Result) -> Mover:
        from permu.engine.comparing import reasons

        said = []
        if self.has_moves:
            said = reasons(self.comparison, result.subject, language=reading_language())
            said += self._beside(result.subject)
        return Mover(result, row["move"], *self._standings(row), said)

    def _standings(self, row: Row) -> tuple[Standing, Standing]:
        found = self.comparison
        return (
            _standing(found.before.method, row, "before"),
            _standing(found.after.method, row, "after"),
        )


def _standing(method: "Method", row: Row, side: str) -> Standing:
    score = row[f"score:{side}"]
    return Standing(
        grade=row[f"grade:{side}"] or "",
        state=row[f"state:{side}"],
        rank=row[f"rank:{side}"],
        ranked=row[f"ranked:{side}"],
        score=None if score is None else Decimal(score).scaleb(-DECIMALS),
        why="" if row[f"grade:{side}"] else reason_by(method, row[f"state_rule:{side}"] or ""),
    )
