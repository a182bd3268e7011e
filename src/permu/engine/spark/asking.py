"""One part's side of a census: what it says to what is asked, and what everybody said before.

A part is worked out from the start again for each round of questions: its rows stand in memory, and the
engine takes less time over them than a cluster takes to move anything. Nothing but answers goes from
round to round.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any, TypeVar

import polars as pl

from permu.engine.census import Census

T = TypeVar("T")
Join = Callable[[Sequence[Any]], Any]


class Unanswered(Exception):  # noqa: N818 — nothing broke: the others are asked first
    """A question that not everybody has answered yet."""


@dataclass(frozen=True)
class Answers:
    """What everybody said, by question; and which of the questions that may never be asked somebody waits for."""

    said: Mapping[str, Any] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()


@dataclass
class Turn:
    """One working out of a part: what it says to open questions, what it waits for, and how answers are joined."""

    answers: Answers
    sayings: dict[str, Any] = field(default_factory=dict)
    wants: set[str] = field(default_factory=set)
    joins: dict[str, Join] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be answered."""
        return bool(self.sayings or self.wants)


class PartialCensus(Census):
    """Of subjects of whom others stand in other parts.

    `goes_on`: whether an open question of one batch of groups keeps the next from being asked.
    """

    is_partial = True

    def __init__(self, turn: Turn, path: tuple[str, ...] = (), *, goes_on: bool) -> None:
        self.turn, self.path, self.goes_on = turn, path, goes_on

    def within(self, name: object) -> "PartialCensus":
        """The census of one step."""
        return PartialCensus(self.turn, (*self.path, str(name)), goes_on=self.goes_on)

    def batch(self) -> AbstractContextManager[None]:
        """Let the next batch be asked, too, where this one waits."""
        return self._batch()

    @contextmanager
    def _batch(self) -> Iterator[None]:
        try:
            yield
        except Unanswered:
            if not self.goes_on:
                raise

    def total(self, what: str, own: Callable[[], T], joined: Callable[[Sequence[T]], T]) -> T:
        """The answer; where there is none yet, this part says its own.

        Raises:
            Unanswered: there is none yet.
        """
        name = self._name(what)
        self.turn.joins[name] = joined
        if name in self.turn.answers.said:
            found: T = self.turn.answers.said[name]
            return found
        self.turn.sayings[name] = own()
        raise Unanswered(name)

    def later(
        self, what: str, own: Callable[[], T], joined: Callable[[Sequence[T]], T]
    ) -> Callable[[], T]:
        """The answer when it is asked for; a part that nobody waits for says nothing."""
        name = self._name(what)
        if name in self.turn.answers.said or name in self.turn.answers.wanted:
            return partial(_same, self.total(what, own, joined))
        self.turn.joins[name] = joined
        return partial(self._want, name)

    def order(
        self,
        table: pl.DataFrame,
        kept: pl.Expr,
        near: Callable[[], pl.Series],  # noqa: ARG002 — float64 orders only what is at hand
        *,
        exact: Callable[[Mapping[str, object]], Fraction],
        reach: int = 0,
    ) -> pl.Series:
        """By the kept numbers; those that lie within reach of each other by the exact ones."""
        rows = table.select("place", kept=kept.fill_null(0).cast(pl.Int64))
        crowd = self.total("kept", lambda: _crowd(rows.with_columns(count=1)), _crowds)
        rows = rows.join(_runs(crowd, reach), on=["place", "kept"], maintain_order="left")
        unclear = rows["size"] > 1
        runs = rows["run"].filter(unclear)
        numbers = [exact(row) for row in table.filter(unclear).iter_rows(named=True)]
        ordered = self.total("exact", lambda: _by_run(runs, numbers), _all_by_run)
        places = {run: {n: at for at, n in enumerate(found)} for run, found in ordered.items()}
        most = max((len(found) for found in ordered.values()), default=1)
        at = [places[run][number] for run, number in zip(runs, numbers, strict=True)]
        settled = pl.zeros(len(rows), pl.Int64, eager=True)
        settled = settled.scatter(unclear.arg_true(), pl.Series(at, dtype=pl.Int64))
        return rows["run"] * most + settled

    def _name(self, what: str) -> str:
        return "/".join((*self.path, what))

    def _want(self, name: str) -> Any:
        self.turn.wants.add(name)
        raise Unanswered(name)


def _same(answer: T) -> T:
    return answer


def _crowd(rows: pl.DataFrame) -> pl.DataFrame:
    """How many stand at each kept number of each place, in that order."""
    found = rows.group_by("place", "kept").agg(pl.col("count").cast(pl.Int64).sum())
    return found.sort("place", "kept")


def _crowds(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    return _crowd(pl.concat(parts))


def _runs(crowd: pl.DataFrame, reach: int) -> pl.DataFrame:
    """The number of the run that each kept number is in, and how many stand there: numbers within reach, one after the other."""
    is_far = (pl.col("kept").diff() > reach) | (pl.col("place").diff() != 0)
    found = crowd.with_columns(run=is_far.fill_null(value=True).cast(pl.Int64).cum_sum())
    return found.select("place", "kept", "run", size=pl.col("count").sum().over("run"))


def _by_run(runs: pl.Series, numbers: Sequence[Fraction]) -> dict[int, list[Fraction]]:
    """The different exact numbers of each run."""
    found: dict[int, set[Fraction]] = {}
    for run, number in zip(runs, numbers, strict=True):
        found.setdefault(run, set()).add(number)
    return {run: sorted(of_run) for run, of_run in found.items()}


def _all_by_run(parts: Sequence[Mapping[int, list[Fraction]]]) -> dict[int, list[Fraction]]:
    found: dict[int, set[Fraction]] = {}
    for part in parts:
        for run, numbers in part.items():
            found.setdefault(run, set()).update(numbers)
    return {run: sorted(of_run) for run, of_run in found.items()}
