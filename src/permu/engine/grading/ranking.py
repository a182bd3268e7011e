"""Rank, grade by rank, and the grade after the rules that bind it (步骤9)."""

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from permu.engine.adjustments import bound, takes_out
from permu.engine.batches import Batch
from permu.engine.census import ALONE, Census
from permu.engine.grading.pools import Ranking
from permu.engine.grading.queues import queue, spread
from permu.engine.grading.stages import in_two_stages
from permu.engine.indicators import is_ranked
from permu.engine.memory import looked_up
from permu.engine.rounding import Whole
from permu.method.model import GradingKind, Group

READ = ("place", "order", "by_rule", "key:best", "key:worst")
"""The columns that a ranking may go by."""


def rank(batch: Batch, table: pl.DataFrame, *, census: Census = ALONE) -> pl.DataFrame:
    """The table with `rank`, `ranked`, and the grade's number by rank and after adjustments.

    Ungraded and held-back subjects have no rank and take no place of a quota. Where the quota is
    cut after adjustments, direct and vetoed ones have none either; where it is refilled they are
    ranked, and the next take their places. Ties share the better rank.
    """
    grading = batch.rule.grading
    standing = _standing(batch.rule, table)
    table = table.drop("order").hstack(_ranks(batch, standing, census))
    if grading is None:
        nothing = pl.lit(None, dtype=pl.Int64)
        return table.with_columns(by_rank=nothing, grade_code=nothing)
    grade = bound(batch.rule, pl.col("by_rank"), grading.grades)
    return table.with_columns(grade_code=pl.when(is_ranked()).then(grade).cast(pl.Int64))


def _standing(group: Group, table: pl.DataFrame) -> pl.DataFrame:
    """What ranking reads: who `stands` in it, who `fills` a place of a quota, and in which order."""
    quota = group.grading.quota if group.grading else ""
    stands, fills = is_ranked(), pl.lit(value=True)
    if quota == "after_adjustments":
        stands = stands & ~takes_out(group)
    if quota == "refilled":
        fills = ~takes_out(group)
    read = [name for name in READ if name in table.columns]
    return table.select(*read, stands=stands, fills=fills)


def _ranks(batch: Batch, standing: pl.DataFrame, census: Census) -> list[pl.Series]:
    """`rank`, `ranked` and, where there are grades, `by_rank`; null for who does not stand.

    How many stand at each score of each pool is counted; rank and grade are then a matter of
    running sums, looked up for each subject.
    """
    grading, stands = batch.rule.grading, standing["stands"]
    part = standing if stands.all() else standing.filter(stands)
    pools = len(batch.groups)
    places = part["place"].to_numpy()
    by_score = queue(part, part["order"], pools=pools, census=census.within("by score"))
    sizes = by_score.sizes
    found = {"rank": looked_up(by_score.first, by_score.keys), "ranked": looked_up(sizes, places)}
    if grading:
        may_leave = grading.quota == "refilled" and (census.is_partial or not part["fills"].all())
        fills = part["fills"].to_numpy() if may_leave else None
        ranking = Ranking(batch, grading, part, sizes, fills, by_score, census)
        found["by_rank"] = _KINDS[grading.kind](ranking)
    return [spread(name, values, stands) for name, values in found.items()]


def _by_shares(ranking: Ranking) -> Whole:
    """The best grade whose cut the place reaches: cuts rise, so it is how many are passed."""
    places = ranking.filled()
    reached = places.reached(tied_to=ranking.grading.ties)
    passed = np.zeros(len(reached), np.int64)
    for ends in ranking.ends().T:
        passed += reached > ends[places.pool]
    return looked_up(passed, places.keys)


def _by_rule(ranking: Ranking) -> Whole:
    """The grade that thresholds or rules already gave."""
    found: Whole = ranking.part["by_rule"].to_numpy()
    return found


_KINDS: Mapping[GradingKind, Callable[[Ranking], Whole]] = {
    "shares": _by_shares,
    "two_stage": in_two_stages,
    "thresholds": _by_rule,
    "rules": _by_rule,
}
