"""A claim tried out on the page: one subject's figures, what is entered for them, and who would move.

Nothing here writes. What is corrected at last is a fact of a later run, decided elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from permu import __version__
from permu.engine.evaluation import DECIMALS
from permu.evaluations.models import Result
from permu.evaluations.movers import Standing
from permu.evaluations.reasons import reason_by
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.stored import stored_result
from permu.terms.items import Item, item, items
from permu.terms.refusal import Refused, words

if TYPE_CHECKING:
    from permu import engine
    from permu.engine.evaluation import Evaluation
    from permu.engine.ripple import Correction, Effect, Ripple

NAMED = 200
"""Subjects named on the page for each effect; of more it says how many."""

KINDS = ("number", "flag", "date", "text", "code")
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


@dataclass(frozen=True)
class Touched:
    """One subject before and after, and why. Only of those whose grade moves are reasons told."""

    pk: int
    name: str
    subject: str
    before: Standing
    after: Standing
    reasons: list[str]
    money: list[Row]


@dataclass(frozen=True)
class Part:
    """Those of one effect: the first `NAMED`, and how many there are in all."""

    count: int
    shown: list[Touched]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.shown)


class Claim:
    """What a clerk enters for one subject, and what would come of it."""

    def __init__(self, result: Result, asked: Mapping[str, str]) -> None:
        """Raise `Refused` where the run's folder is incomplete."""
        self.result = result
        self.asked = asked
        self.stored: engine.Result = stored_result(result.run)
        self.fields = list(self._fields())

    @property
    def groups(self) -> list[tuple[str, list[Field]]]:
        """The fields by kind: figures first, then what is so or not, days, and words."""
        found = {kind: [one for one in self.fields if one.item.kind == kind] for kind in KINDS}
        return [(kind, fields) for kind, fields in found.items() if fields]

    @property
    def is_faulty(self) -> bool:
        """Whether something entered cannot be read."""
        return any(one.error for one in self.fields)

    @property
    def entered(self) -> list[Field]:
        """What is entered."""
        return [one for one in self.fields if one.entered]

    @cached_property
    def ripples(self) -> "list[Ripple]":
        """What would come of it, with benchmarks frozen and anew; one where no benchmark moves.

        Raises:
            Refused: as the engine.
        """
        from permu.engine.ripple import ripple_of

        corrections = list(self._corrections())
        if not corrections or self.is_faulty:
            return []
        frozen, anew = (
            ripple_of(self.stored.method, self._before, corrections, benchmarks=benchmarks)
            for benchmarks in ("frozen", "anew")
        )
        is_one = frozen.after.digest == anew.after.digest
        return [frozen] if is_one else [frozen, anew]

    @property
    def _before(self) -> "Evaluation":
        """The run's evaluation; worked out again where another version of the program made it."""
        from permu.engine import evaluate

        stored = self.stored
        if stored.evaluation.engine == __version__:
            return stored.evaluation
        return evaluate(stored.method, stored.facts, earlier=stored.earlier)

    def _corrections(self) -> "Iterator[Correction]":
        from permu.engine.ripple import Correction, read_value

        for field in self.entered:
            if not field.error:
                as_of = self.stored.facts.as_of
                value = read_value(field.item.id, field.entered, as_of=as_of)
                yield Correction(self.result.subject, field.item.id, value)

    def _fields(self) -> Iterator[Field]:
        """The figures of the subject that the method reads and that can be corrected one by one."""
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
                read_value(found.id, entered, as_of=self.stored.facts.as_of)
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
        return values.to_list() if len(values) <= NAMED else []


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


class Shown:
    """One ripple as the page has it."""

    def __init__(self, found: "Ripple", result: Result) -> None:
        from permu.engine.ripple import Why

        self.found = found
        self.benchmarks = found.benchmarks
        self.why = Why(found, reading_language())
        self.keys = dict(result.run.results.values_list("subject", "pk"))
        self.unread = [item(name).called(reading_language()) for name in found.unread]

    @cached_property
    def parts(self) -> "dict[Effect, Part]":
        """Those touched, by effect."""
        return {effect: self._part(effect) for effect, count in self.found.counts.items() if count}

    @property
    def measures(self) -> list[Row]:
        """The county's measures before and after, amounts in yuan."""
        return [_in_yuan(row) for row in self.found.money.to_dicts()]

    def _part(self, effect: "Effect") -> Part:
        rows = self.found.moved.filter(effect=effect)
        tells = effect not in ("rank", "score")
        return Part(
            len(rows), [self._touched(row, tells=tells) for row in rows.head(NAMED).to_dicts()]
        )

    def _touched(self, row: Row, *, tells: bool) -> Touched:
        subject = row["subject"]
        return Touched(
            pk=self.keys[subject],
            name=self.why.name(subject),
            subject=subject,
            before=self._standing(row, "before"),
            after=self._standing(row, "after"),
            reasons=self.why.of(subject) if tells else [],
            money=[_in_yuan(one) for one in self._money.get(subject, ())],
        )

    @cached_property
    def _money(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.found.money_moves.to_dicts():
            found.setdefault(row["subject"], []).append(row)
        return found

    def _standing(self, row: Row, side: str) -> Standing:
        score = row[f"score:{side}"]
        grade, rule = row[f"grade:{side}"], row[f"state_rule:{side}"]
        return Standing(
            grade=grade or "",
            state=row[f"state:{side}"],
            rank=row[f"rank:{side}"],
            ranked=row[f"ranked:{side}"],
            score=None if score is None else Decimal(score).scaleb(-DECIMALS),
            why="" if grade else reason_by(self.found.method, rule or ""),
        )


def _in_yuan(row: Row) -> Row:
    """The row with names a template can read, and its amounts in yuan."""
    amounts = {
        f"{name}_{side}": None if value is None else Decimal(value) / 100
        for side in ("before", "after")
        for name, value in (("amount", row[f"amount:{side}"]),)
    }
    names = {key.replace(":", "_"): value for key, value in row.items()}
    return names | amounts
