"""`rehearse`: one county made ready, for many methods that differ in their numbers alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from permu.engine.adjustments import with_hits
from permu.engine.batches import batches
from permu.engine.evaluation import Evaluation
from permu.engine.overlays import overlaid
from permu.engine.pipeline import by_batches, concluded, evaluate
from permu.engine.prepared import Prepared
from permu.engine.ready import Ready, made_ready
from permu.engine.scope import reading_of
from permu.engine.trying.numbers import points_of, without_numbers
from permu.engine.units import has_units
from permu.method.model import Method
from permu.terms.facts import Facts

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What stands ready for every trial; `batched` says which groups (by their number) make which of the batches."""

    ready: Ready
    prepared: Sequence[Prepared]
    batched: Sequence[Sequence[int]]


class Rehearsal:
    """One county under its own method, and under others as they are tried."""

    def __init__(self, method: Method, facts: Facts, earlier: Facts | None) -> None:
        self.method = method
        self.facts = facts
        self.earlier = earlier
        self._made: dict[object, object] = {}
        self._rest = without_numbers(method)
        self._kept = None if has_units(method) else _kept(method, facts, earlier)

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
        if self._kept is None or without_numbers(method) != self._rest:
            return evaluate(method, self.facts, earlier=self.earlier)
        return _judged(method, self._kept)


def rehearse(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Rehearsal:
    """A county made ready to be evaluated under many methods.

    Raises:
        Refused: as `evaluate`.
    """
    rehearsal = Rehearsal(method, facts, earlier)
    _ = rehearsal.evaluation  # what the county's own method refuses is refused here
    return rehearsal


def _kept(method: Method, facts: Facts, earlier: Facts | None) -> Kept:
    now, past = overlaid(method, facts), earlier and overlaid(method, earlier)
    ready = made_ready(method, now, past)
    return Kept(ready=ready, prepared=list(ready.batches()), batched=_batched(ready.method))


def _judged(method: Method, kept: Kept) -> Evaluation:
    """Steps 7 to 10, over what stands ready."""
    ready = kept.ready.under(method)
    found = concluded(ready, _prepared(ready, kept), judge=by_batches)
    return replace(found, earlier=ready.earlier)


def _prepared(ready: Ready, kept: Kept) -> Iterator[Prepared]:
    """What stands ready, under the method's own numbers; where they batch the groups otherwise, it is made ready again."""
    if _batched(ready.method) != kept.batched:
        yield from ready.batches()
        return
    for prepared, batch in zip(kept.prepared, batches(ready.method), strict=True):
        rule, year = batch.rule, ready.facts.year
        reading = reading_of(ready.method, ready.figures, year=year, group=rule)
        table = prepared.table
        if points_of(rule) != points_of(prepared.batch.rule):
            table = with_hits(rule, table, reading)
        yield replace(prepared, batch=batch, table=table, reading=reading)


def _batched(method: Method) -> list[list[int]]:
    """The numbers of the groups of each batch."""
    number = {id(group): place for place, group in enumerate(method.groups)}
    return [[number[id(group)] for group in batch.groups] for batch in batches(method)]
