"""`evaluate`: a method and the facts of a year, step by step, to an evaluation."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import starmap

import polars as pl

from permu.engine.assembly import Graded, assembled
from permu.engine.beating import with_beats
from permu.engine.benchmarks import (
    NONE_FROZEN,
    Base,
    Frozen,
    benchmarks_from,
    benchmarks_of,
    frozen_in,
)
from permu.engine.evaluation import Evaluation
from permu.engine.grading import rank, with_keys, with_thresholds
from permu.engine.overall import bases
from permu.engine.prepared import Prepared
from permu.engine.ready import Ready, made_ready
from permu.engine.scores import points_of, score
from permu.engine.units import Evaluate, as_units
from permu.method.model import Method
from permu.terms.facts import Facts

Judge = Callable[[Ready, Iterator[tuple[Prepared, Base]]], Iterable[Graded]]
Worked = Callable[..., Evaluation]
"""`by_columns`, or the same in the other arithmetic."""


def evaluate(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluation:
    """Evaluate one year's facts under one method, exactly.

    Every number is the exact one, rounded where the method says, or kept to 10^-6: float64 works
    out whole columns, and what it cannot tell for sure is settled with fractions. `evaluate_exactly`
    gives the same without float64.

    Args:
        method: as loaded; all its weights and benchmarks must be known.
        facts: the year's facts. Ages are counted to the end of their year.
        earlier: the year before, where something is compared with it.

    Raises:
        Refused: see `refusals`, `composing.compose` and `benchmarks.benchmarks_of`.
    """
    return as_units(method, facts, earlier, by_columns)


def evaluate_against(
    method: Method, facts: Facts, benchmarks: pl.DataFrame, *, earlier: Facts | None = None
) -> Evaluation:
    """As `evaluate`, with the benchmarks of an evaluation that was published: they are not worked out again (步骤7).

    Only what that evaluation has no benchmark for (a pool that is new, an indicator that nobody had
    a value of) is worked out. Means that are no benchmark move: those of missing figures, and those
    that a rule of the grade refers to.

    Args:
        method: as for `evaluate`.
        facts: as for `evaluate`.
        benchmarks: `Evaluation.benchmarks`, under the same method.
        earlier: as for `evaluate`.

    Raises:
        Refused: as `evaluate`.
    """
    together, alone = frozen_runs(by_columns, benchmarks)
    return as_units(method, facts, earlier, together, alone=alone)


def frozen_runs(evaluate: Worked, benchmarks: pl.DataFrame) -> tuple[Evaluate, Evaluate]:
    """The working out of units, and of each subject by itself, each against its own benchmarks."""
    if "basis" not in benchmarks.columns:
        run = partial(evaluate, frozen=benchmarks_from(benchmarks))
        return run, run
    merged, alone = (
        partial(evaluate, frozen=benchmarks_from(benchmarks.filter(basis=basis)))
        for basis in ("merged", "alone")
    )
    return merged, alone


def by_columns(
    method: Method, facts: Facts, earlier: Facts | None, *, frozen: Frozen = NONE_FROZEN
) -> Evaluation:
    """Each row of the facts by itself, worked out by columns."""
    return worked_out(method, facts, earlier, judge=by_batches, frozen=frozen)


def worked_out(
    method: Method,
    facts: Facts,
    earlier: Facts | None,
    *,
    judge: Judge,
    frozen: Frozen = NONE_FROZEN,
) -> Evaluation:
    """Steps 5 to 10 of one year; `judge` goes from the figures to the grades, in one of the arithmetics."""
    ready = made_ready(method, facts, earlier)
    ready = replace(ready, method=frozen_in(ready.method, frozen))
    return concluded(ready, ready.batches(), judge=judge)


def concluded(ready: Ready, prepared: Iterator[Prepared], *, judge: Judge) -> Evaluation:
    """Steps 7 to 10, over what stands ready."""
    parts = judge(ready, bases(ready, prepared))
    return assembled(ready.method, ready.facts, ready.figures, ready.scoped, parts)


def by_batches(_: Ready, batches: Iterator[tuple[Prepared, Base]]) -> Iterator[Graded]:
    """One batch after the other, by columns."""
    return starmap(graded, batches)


def graded(prepared: Prepared, base: Base) -> Graded:
    """Benchmarks, points, scores, ranks and grades of one batch, by columns."""
    batch, table, ratios = prepared.batch, prepared.table, prepared.ratios
    judged = benchmarks_of(batch, base)
    points = points_of(prepared, table, judged)
    table = score(batch, table, points)
    table = with_beats(batch, table, points, past=prepared.past, reading=prepared.reading)
    table = with_thresholds(batch, table, points)
    table = with_keys(batch.rule, table, points, prepared.reading)
    table = rank(batch, table, census=prepared.census)
    return Graded(
        batch=batch,
        table=table,
        ratios=ratios,
        judged=judged,
        rules=prepared.rules,
        reading=prepared.reading,
    )
