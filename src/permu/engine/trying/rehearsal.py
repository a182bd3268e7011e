"""`rehearse`: one county made ready, for many methods that differ in their numbers alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import starmap
from typing import TypeVar, cast

import polars as pl

from permu.engine.adjustments import with_hits
from permu.engine.assembly import assembled
from permu.engine.batches import batches
from permu.engine.composing import compose
from permu.engine.evaluation import Evaluation
from permu.engine.figures import Figures, with_last_year
from permu.engine.overall import bases
from permu.engine.overlays import overlaid
from permu.engine.pipeline import evaluate, graded, prepare
from permu.engine.pools import pooled
from permu.engine.prepared import Prepared
from permu.engine.refusals import refuse_what_cannot_be_scored
from permu.engine.scope import in_scope, reading_of
from permu.engine.trying.numbers import points_of, without_numbers
from permu.engine.units import has_units
from permu.method.model import Method
from permu.terms.facts import Facts

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A county before anything is judged: its figures, who stands in which group, and what is known of each.

    `facts` and `earlier` are those of the method's area; `batched` says which groups (by their number)
    make which of the batches in `prepared`.
    """

    facts: Facts
    earlier: Facts | None
    figures: Figures
    scoped: pl.DataFrame
    prepared: Sequence[Prepared]
    batched: Sequence[Sequence[int]]


class Rehearsal:
    """One county under its own method, and under others as they are tried."""

    def __init__(self, method: Method, facts: Facts, earlier: Facts | None) -> None:
        self.method = method
        self.facts = facts
        self.earlier = earlier
        self._made: dict[object, object] = {}
        self._kept = without_numbers(method)
        self._ready = None if has_units(method) else _made_ready(method, facts, earlier)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The official one, under the county's own method."""
        return self.under(self.method)

    def once(self, make: Callable[["Rehearsal"], T]) -> T:
        """What `make` makes of the county: worked out once, however many trials ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def under(self, method: Method) -> Evaluation:
        """The evaluation under a method, the same as `evaluate(method, facts, earlier=earlier)`.

        Where it differs from the county's own in numbers alone, what they cannot touch is not worked
        out again. Any other method, and one that merges subjects, is evaluated from the start.

        Raises:
            Refused: as `evaluate`.
        """
        if self._ready is None or without_numbers(method) != self._kept:
            return evaluate(method, self.facts, earlier=self.earlier)
        return _judged(method, self._ready)


def rehearse(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Rehearsal:
    """A county made ready to be evaluated under many methods.

    Raises:
        Refused: as `evaluate`.
    """
    rehearsal = Rehearsal(method, facts, earlier)
    _ = rehearsal.evaluation  # what the county's own method refuses is refused here
    return rehearsal


def _made_ready(method: Method, facts: Facts, earlier: Facts | None) -> Ready:
    """Steps 5 and 6, as `pipeline.worked_out` has them."""
    now, past = overlaid(method, facts), earlier and overlaid(method, earlier)
    refuse_what_cannot_be_scored(method, past)
    method = with_last_year(method)
    figures = compose(method, now, earlier=past)
    method = pooled(method, figures, year=now.year)
    scoped = in_scope(method, figures, year=now.year)
    return Ready(
        facts=now,
        earlier=past,
        figures=figures,
        scoped=scoped,
        prepared=list(prepare(method, scoped, figures, now, past)),
        batched=_batched(method),
    )


def _judged(method: Method, ready: Ready) -> Evaluation:
    """Steps 7 to 10, over what stands ready."""
    refuse_what_cannot_be_scored(method, ready.earlier)
    facts, figures = ready.facts, ready.figures
    method = pooled(with_last_year(method), figures, year=facts.year)
    parts = starmap(graded, bases(method, _prepared(method, ready)))
    found = assembled(method, facts, figures, ready.scoped, parts)
    return replace(found, earlier=ready.earlier)


def _prepared(method: Method, ready: Ready) -> Iterator[Prepared]:
    """What stands ready, under the method's own numbers; where they batch the groups otherwise, it is made ready again."""
    if _batched(method) != ready.batched:
        yield from prepare(method, ready.scoped, ready.figures, ready.facts, ready.earlier)
        return
    for prepared, batch in zip(ready.prepared, batches(method), strict=True):
        rule, year = batch.rule, ready.facts.year
        reading = reading_of(method, ready.figures, year=year, group=rule)
        table = prepared.table
        if points_of(rule) != points_of(prepared.batch.rule):
            table = with_hits(rule, table, reading)
        yield replace(prepared, batch=batch, table=table, reading=reading)


def _batched(method: Method) -> list[list[int]]:
    """The numbers of the groups of each batch."""
    number = {id(group): place for place, group in enumerate(method.groups)}
    return [[number[id(group)] for group in batch.groups] for batch in batches(method)]
