"""What a step must know of all subjects, asked in one place.

An evaluation goes row by row, but for a few questions: how many have a figure, what their figures
come to, how many stand at each score. A `Census` answers them. Where all subjects stand in one table,
what the table says is the answer, and this class costs nothing. Where they stand in parts, on several
machines, another census (`engine.spark`) joins what each part says: no formula is written twice.

Whether a question is asked, and under which name, may hang on the method and on answers alone, never
on the rows: each part must ask the same.
"""

# ruff: noqa: ARG002 — where all stand in one table, most of what is handed over is not needed
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

import polars as pl

from permu.terms.facts import Facts, items_told

T = TypeVar("T")


class Census:
    """Of subjects who all stand in one table."""

    is_partial = False
    """Whether others stand elsewhere: then no shortcut may be taken because of what the rows at hand show."""

    def within(self, name: object) -> "Census":
        """The same census for the questions of one step, whose names are then their own."""
        return self

    def batch(self) -> AbstractContextManager[None]:
        """Around the work on one batch of groups: the next ones can be asked before this one is answered."""
        return nullcontext()

    def total(self, what: str, own: Callable[[], T], joined: Callable[[Sequence[T]], T]) -> T:
        """What all parts say together, where `own` is what the rows at hand say."""
        return own()

    def later(
        self, what: str, own: Callable[[], T], joined: Callable[[Sequence[T]], T]
    ) -> Callable[[], T]:
        """The same, for what may never be asked, or in one part alone."""
        return own

    def order(
        self,
        table: pl.DataFrame,
        kept: pl.Expr,
        near: Callable[[], pl.Series],
        *,
        exact: Callable[[Mapping[str, object]], Fraction],
        reach: int = 0,
    ) -> pl.Series:
        """A whole number a row that orders the exact numbers within each `place`, equal ones alike.

        `near` works it out of the rows at hand. `kept` is the number as a whole number, by which two
        are surely in their order where they lie more than `reach` apart; `exact` is one row's own.
        """
        return near()


ALONE = Census()


@dataclass(frozen=True, kw_only=True)
class Part(Facts):
    """The facts of some of the subjects, each with all of its own rows; the census knows of the others."""

    census: Census
    ledger: bool = False  # whether anybody is in a ledger of parcels

    @cached_property
    def told(self) -> frozenset[str]:
        """The items of which somebody's figure is known, in this part or another."""
        return self.census.total(
            "told", lambda: items_told(self.table), lambda parts: frozenset().union(*parts)
        )

    @property
    def has_ledger(self) -> bool:
        """Whether there is a ledger of parcels, for this part or another."""
        return self.ledger


def census_of(facts: Facts) -> Census:
    """Who answers for all subjects of whom these are the facts."""
    return facts.census if isinstance(facts, Part) else ALONE
