"""The facts of a run under another method: worked out when somebody looks, kept by nobody.

It is no result: it has no number, decides nothing, and stands in no list of runs.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from permu.evaluations.listing import A_PAGE
from permu.evaluations.methods import method_folder, method_titles
from permu.evaluations.models import Result, Run
from permu.evaluations.states import state_labels
from permu.evaluations.stored import stored_result
from permu.terms.items import item
from permu.terms.refusal import Language

if TYPE_CHECKING:
    from permu.engine.comparing import Comparison, Move

STEPS = 5
"""Shades of the table of transitions."""


@dataclass(frozen=True)
class Cell:
    """How many went from one grade (or state) to another; `shade` 0 to `STEPS` by how many."""

    count: int
    shade: int
    stays: bool


@dataclass(frozen=True)
class Place:
    """One town, park, cluster or size, and how its subjects move: (move, count, start, width) of a bar of 100."""

    name: str
    registered: int
    counts: Mapping[str, int]
    bars: list[tuple[str, float, float]]


@dataclass(frozen=True)
class Mover:
    """One subject under both methods."""

    result: Result
    row: Mapping[str, object]


@dataclass(frozen=True)
class Methods:
    """The methods a run's facts may be held against, by key; and the titles of those that cannot score."""

    able: dict[str, str]
    unable: list[str]


def other_methods(run: Run) -> Methods:
    """All but the run's own."""
    titles = {key: title for key, title in method_titles().items() if key != run.round.method}
    able = {key: title for key, title in titles.items() if _can_score(method_folder(key))}
    return Methods(able, [title for key, title in titles.items() if key not in able])


@cache
def _can_score(folder: Path) -> bool:
    from permu.method import load_method

    return load_method(folder).can_score


def comparison_with(run: Run, key: str) -> "Comparison":
    """The run's evaluation beside the one the method of that key gives of the same facts.

    Raises:
        Refused: there is no such method, it cannot score, or the run's folder was changed.
    """
    return _compared(run.folder, run.pk, method_folder(key))


@lru_cache(maxsize=8)
def _compared(_folder: Path, run_pk: int, other: Path) -> "Comparison":
    from permu.engine.comparing import compare_under
    from permu.method import load_method

    stored = stored_result(Run.objects.select_related("round").get(pk=run_pk))
    own = stored.method, stored.evaluation
    return compare_under(own, load_method(other), stored.facts)


def move_labels() -> "dict[Move, str]":
    """What each move is called, in the order of the counts."""
    return {
        "better": _("上升"),
        "same": _("不变"),
        "worse": _("下降"),
        "enters": _("改为定级"),
        "leaves": _("不再定级"),
        "neither": _("都不定级"),
    }


def absent_labels(comparison: "Comparison", language: Language) -> list[str]:
    """The figures that the other method reads and the county has of nobody."""
    found = [item(name) for name in comparison.after.absent]
    return [one.label if language == "zh" else one.label_en for one in found]


def transition_table(comparison: "Comparison") -> tuple[list[str], list[tuple[str, list[Cell]]]]:
    """The grades and states after, and for each before how many went to each of them."""
    counts = {(old, new): count for old, new, count in comparison.transitions.iter_rows()}
    rows = _ordered(comparison.before.grades, {old for old, _new in counts})
    columns = _ordered(comparison.after.grades, {new for _old, new in counts})
    most = max(counts.values(), default=1)
    table = [
        (
            old,
            [_cell(counts.get((old, new), 0), most, stays=old == new) for new in columns],
        )
        for old in rows
    ]
    return columns, table


def _cell(count: int, most: int, *, stays: bool) -> Cell:
    return Cell(count, -(-count * STEPS // most), stays=stays)


def _ordered(grades: tuple[str, ...], seen: set[str]) -> list[str]:
    """Grades best first, all of them, then the states that occur."""
    return [*grades, *(state for state in state_labels() if state in seen)]


def places(comparison: "Comparison", dimension: str) -> list[Place]:
    """Each value of a town, park, cluster or size; those with the most subjects first."""
    return [_place(row) for row in comparison.by(dimension).to_dicts()]


def _place(row: dict[str, object]) -> Place:
    value = row.pop("value")
    registered = int(str(row.pop("registered")))
    counts = {move: int(str(count)) for move, count in row.items()}
    bars, start = [], 0.0
    for move, count in counts.items():
        width = 100 * count / registered
        if count:
            bars.append((move, round(start, 3), round(width, 3)))
        start += width
    return Place(_name(value), registered, counts, bars)


def _name(value: object) -> str:
    if isinstance(value, bool):
        return _("规上企业") if value else _("规下企业")
    return str(value) if value else _("未填写")


class Movers:
    """Who moves, as a request asks for it: by move and by town, a page at a time."""

    def __init__(self, run: Run, comparison: "Comparison", asked: QueryDict) -> None:
        self.move = asked.get("move", "")
        self.town = asked.get("town", "")
        self.other = asked.get("with", "")
        results = {one.subject: one for one in run.results.all()}
        rows = comparison.table if self.move else comparison.movers
        movers = [
            Mover(results[row["subject"]], _plain(row))
            for row in rows.iter_rows(named=True)
            if not self.move or row["move"] == self.move
        ]
        self.towns = sorted(Counter(m.result.town for m in movers if m.result.town).items())
        chosen = [m for m in movers if not self.town or m.result.town == self.town]
        chosen.sort(key=lambda m: (m.result.group, m.result.rank or 10**9, m.result.subject))
        self.page: Page[Mover] = Paginator(chosen, A_PAGE).get_page(asked.get("page", "1"))

    def address(self, **changes: object) -> str:
        """The query string of this list with something changed; "" leaves a key out."""
        state: dict[str, object] = {"with": self.other, "move": self.move, "town": self.town}
        query = QueryDict(mutable=True)
        query.update({key: str(value) for key, value in (state | changes).items() if value})
        return f"?{query.urlencode()}"


def _plain(row: Mapping[str, object]) -> dict[str, object]:
    """A row's names as a template can say them: `grade:before` → `grade_before`."""
    return {name.replace(":", "_"): value for name, value in row.items()}
