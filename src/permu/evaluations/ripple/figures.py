"""The figures that may be corrected on the page: as they stand, where they were read, what is entered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from permu.evaluations.models import Result
from permu.evaluations.sentences import reading_language, refusal
from permu.terms.items import Item, items
from permu.terms.refusal import Refused, words

if TYPE_CHECKING:
    from permu import engine

MOST = 200
"""Words of the county offered for a text; where it has more, none are."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One figure of the subject: as it stands, where it was read, and what is entered in its place."""

    item: Item
    label: str
    value: str
    cells: list[Row]
    entered: str
    error: str
    choices: list[str]  # the county's own words for a text


class Figures:
    """The figures of one subject that the method reads and that can be corrected one by one."""

    def __init__(self, result: Result, stored: "engine.Result", asked: Mapping[str, str]) -> None:
        self.result = result
        self.stored = stored
        self.asked = asked

    def __iter__(self) -> Iterator[Field]:
        from permu.engine.ripple.wording import value_text

        facts, language = self.stored.facts, reading_language()
        row = facts.table.filter(pl.col("subject") == self.result.subject).row(0, named=True)
        cells = self._cells()
        for found in correctable(self.stored):
            entered, of_item = self.asked.get(found.id, "").strip(), cells.get(found.id, [])
            yield Field(
                item=found,
                label=found.called(language),
                value=words("engine.fact_held", language)
                if any(cell["status"] == "held" for cell in of_item)
                else value_text(found.id, row[found.id], language),
                cells=of_item,
                entered=entered,
                error=self._error(found, entered),
                choices=self._choices(found),
            )

    def _error(self, found: Item, entered: str) -> str:
        from permu.engine.ripple import read_value

        try:
            if entered:
                as_of = self.stored.facts.as_of
                read_value(found.id, entered, as_of=as_of, language=reading_language())
        except Refused as refused:
            return refusal(refused)
        return ""

    def _cells(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        cells = self.stored.facts.cells
        for cell in cells.filter(pl.col("subject") == self.result.subject).iter_rows(named=True):
            found.setdefault(cell["item"], []).append(cell)
        return found

    def _choices(self, found: Item) -> list[str]:
        if found.kind != "text":
            return []
        values = self.stored.facts.table[found.id].drop_nulls().unique().sort()
        return values.to_list() if len(values) <= MOST else []


def correctable(stored: "engine.Result") -> list[Item]:
    """The items that the method reads, and that are no figure it composes, in order of the catalogue."""
    from permu.engine.composing import compose
    from permu.engine.figures import used_items

    method, columns = stored.method, stored.facts.table.columns
    composed = {one.id for one in method.definitions if one.id not in (*one.plus, *one.minus)}
    asked = [name for name in composed if name in columns]
    given = compose(method, stored.facts, names=asked).given if asked else frozenset()
    read = set(used_items(method)) - (composed - given)
    return [
        found
        for id_, found in items().items()
        if id_ in read and id_ in columns and found.purpose == "grading"
    ]
