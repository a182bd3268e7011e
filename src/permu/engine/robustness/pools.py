"""Each ranking as numbers that weights are multiplied with: what the fast path works on.

Points are linear in the weight, caps and floors included, so a score is Σ weight × points at a weight
of one, and what no weight touches: bonuses, penalties, a value that is the score itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.adjustments import bound, takes_out
from permu.engine.batches import Batch
from permu.engine.beating import with_beats
from permu.engine.beats import leaves
from permu.engine.benchmarks import Base, benchmarks_of
from permu.engine.evaluation import KEPT
from permu.engine.grading import ends_of
from permu.engine.indicators import is_ranked
from permu.engine.prepared import Prepared
from permu.engine.robustness.weighing import with_weights
from permu.engine.robustness.weights import Array
from permu.engine.rows import Rows
from permu.engine.scores import Points, points_of, score
from permu.engine.units import has_units
from permu.method.model import Grading, Group, Method

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Pool:
    """One ranking: `rows` say which subjects of the facts, one each in all arrays.

    `points` are those of a weight of one (subjects × indicators), `rest` what no weight touches.
    `stands` have a rank; `fills` of them take places. `ends` are the cuts of a quota (`grading.shares`),
    `after` the number of the grade that the binding rules make of each grade by rank: they hang on
    facts alone, so they stay whatever the weights.
    """

    group: Group
    grading: Grading
    rows: Whole
    points: Array
    rest: Array
    stands: Flags
    fills: Flags
    ends: Sequence[int]
    after: Whole


def is_linear(method: Method) -> bool:
    """Whether draws of weights can be worked out by columns.

    Not where subjects are merged or inherit a grade, where others carry the weight of what is
    missing, or where a second ranking follows (`two_stage`): such draws are evaluations of their own.
    """
    if has_units(method):
        return False
    return all(
        group.grading is not None
        and group.grading.kind in ("shares", "thresholds")
        and all(each.when_missing != "reweight" for each in group.indicators)
        for group in method.groups
    )


def at_one(method: Method) -> Method:
    """The method with every weight at one."""
    ones = {group.id: [Decimal(1)] * len(group.indicators) for group in method.groups}
    return with_weights(method, ones)


def pools(method: Method, ready: Iterator[tuple[Prepared, Base]]) -> Iterator[Pool]:
    """The rankings of a method, of what `ready` says under the same method `at_one`."""
    weighed = {group.id: group for group in method.groups}
    for prepared, base in ready:
        yield from _of_batch(weighed, prepared, base)


def _of_batch(weighed: Mapping[str, Group], prepared: Prepared, base: Base) -> Iterator[Pool]:
    batch, table = prepared.batch, prepared.table
    grading = batch.rule.grading
    if grading is None:  # `is_linear` lets none of these in
        return
    judged = benchmarks_of(batch, base)
    points = points_of(prepared, table, judged)
    if leaves(batch.rule):
        table = score(batch, table, points)
        table = with_beats(batch, table, points, past=prepared.past, reading=prepared.reading)
    of_weight, rest = _numbers(points, table)
    flags = _standing(batch, table)
    after = _after(batch.rule, grading, table)
    rows = table["row"].cast(pl.Int64).to_numpy()
    places = table["place"].to_numpy()
    sizes = np.bincount(places[flags[0]], minlength=len(batch.groups))
    # Thresholds have no cuts.
    ends = (
        ends_of(batch, grading, sizes.tolist()) if grading.kind == "shares" else [()] * len(sizes)
    )
    for place, group in enumerate(batch.groups):
        own = np.flatnonzero((places == place) & flags[2])
        yield Pool(
            group=weighed[group.id], grading=grading, rows=rows[own], points=of_weight[own],
            rest=rest[own], stands=flags[0][own], fills=flags[1][own], ends=ends[place], after=after[own],
        )  # fmt: skip


def _numbers(points: Points, table: pl.DataFrame) -> tuple[Array, Array]:
    rows = Rows(table)
    of_weight = np.zeros((len(table), len(points.indicators)))
    rest = table["bonus"].cast(pl.Float64).to_numpy() / KEPT
    for place, indicator in enumerate(points.indicators.values()):
        value = points.value(indicator, rows)
        found = np.broadcast_to(points.points(indicator, value, rows).value, len(table))
        known = rows.flags(f"known:{indicator.id}")
        if indicator.scoring == "value":
            rest = rest + found
        elif known is not None and indicator.when_missing == "penalty":
            of_weight[:, place] = np.where(known, found, 0)
            rest = rest + np.where(known, 0, found)
        else:
            of_weight[:, place] = found
    return of_weight, rest


def _standing(batch: Batch, table: pl.DataFrame) -> tuple[Flags, Flags, Flags]:
    """Who stands in the ranking, who takes a place in it, and who is graded at all."""
    quota = batch.rule.grading.quota if batch.rule.grading else ""
    found = table.with_columns(graded=is_ranked(), out=takes_out(batch.rule))
    graded, out = found["graded"].to_numpy(), found["out"].to_numpy()
    stands = graded & ~out if quota == "after_adjustments" else graded
    fills = stands & ~out if quota == "refilled" else stands
    return stands, fills, graded


def _after(group: Group, grading: Grading, table: pl.DataFrame) -> Whole:
    """Grades after the binding rules, for each grade by rank; of who stands in no ranking the same for all."""
    made = table.with_columns(
        bound(group, pl.lit(number, dtype=pl.Int64), grading.grades).alias(f"after:{number}")
        for number in range(len(grading.grades))
    )
    names = [f"after:{number}" for number in range(len(grading.grades))]
    return made.select(pl.col(names).cast(pl.Int64)).to_numpy()
