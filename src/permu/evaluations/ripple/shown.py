"""One ripple as the page has it: who is touched, before and after, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from permu.engine.evaluation import DECIMALS
from permu.evaluations.models import Result
from permu.evaluations.movers import Standing
from permu.evaluations.reasons import reason_by
from permu.evaluations.sentences import reading_language
from permu.terms.items import item
from permu.terms.refusal import words

if TYPE_CHECKING:
    from permu.engine.ripple import Effect, Ripple

NAMED = 200
"""Subjects named on the page for each effect; of more it says how many."""
Row = Mapping[str, Any]


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


class Shown:
    """One ripple as the page has it."""

    def __init__(self, found: "Ripple", result: Result) -> None:
        from permu.engine.ripple import Why

        self.found = found
        self.benchmarks = found.benchmarks
        self.why = Why(found, reading_language())
        self.keys = dict(result.run.results.values_list("subject", "pk"))
        comma = words("engine.moved_comma", reading_language())
        self.unread = comma.join(item(name).called(reading_language()) for name in found.unread)

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
