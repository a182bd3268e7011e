"""From scores to rank and grade: quotas cut at cumulative shares, ties as the method says (步骤9)."""

from itertools import accumulate

import numpy as np
import polars as pl

from permu.engine.adjustments import bound, takes_out
from permu.engine.batches import Batch
from permu.engine.indicators import is_ranked
from permu.engine.rounding import Whole
from permu.method.model import Grading
from permu.terms.rounding import scaled

MOST_COUNTED = 2**23
"""Orders spread over more than this are numbered anew before each is counted."""


def cuts(grading: Grading, ranked: int) -> list[int]:
    """The last rank of each grade but the worst: `rounding(n × cumulative share)`.

    120 ranked at 20/45/30/5 percent give 24, 78, 114: 24 + 54 + 36 + 6 (昌乐 2023). A grade whose
    quota comes to nothing is empty.
    """
    return [
        scaled(share * ranked / 100, 0, rounding=grading.rounding)
        for share in accumulate(grading.shares)
    ][:-1]


def rank(batch: Batch, table: pl.DataFrame) -> pl.DataFrame:
    """The table with `rank`, `ranked`, and the grade's number by rank and after adjustments.

    Ungraded and held-back subjects have no rank and take no place of a quota. Where the quota is
    cut after adjustments, direct and vetoed ones have none either. Ties share the better rank.
    """
    group, grading = batch.rule, batch.rule.grading
    stands = is_ranked()
    if grading and grading.quota == "after_adjustments":
        stands = stands & ~takes_out(group)
    standing = table.select("place", "order", stands=stands)
    table = table.drop("order").hstack(_ranks(standing, len(batch.groups), grading))
    if grading is None:
        nothing = pl.lit(None, dtype=pl.Int64)
        return table.with_columns(by_rank=nothing, grade_code=nothing)
    grade = bound(group, pl.col("by_rank"), grading.grades)
    return table.with_columns(grade_code=pl.when(is_ranked()).then(grade).cast(pl.Int64))


def _ranks(standing: pl.DataFrame, groups: int, grading: Grading | None) -> list[pl.Series]:
    """`rank`, `ranked` and, where there are grades, `by_rank`; null for who does not stand.

    How many stand at each score of each group is counted; rank and grade are then a matter of
    running sums, looked up for each subject.
    """
    stands = standing["stands"]
    part = standing if stands.all() else standing.filter(stands)
    places = part["place"].to_numpy()
    keys, place_of = _keys(part, groups)
    counts = np.bincount(keys, minlength=len(place_of))
    ranked = np.bincount(places, minlength=groups)
    last = np.cumsum(counts) - (np.cumsum(ranked) - ranked)[place_of]
    best = last - counts + 1
    found = {"rank": np.take(best, keys), "ranked": np.take(ranked, places)}
    if grading:
        reached = last if grading.ties == "worse" else best
        ends = np.array([cuts(grading, int(count)) for count in ranked]).reshape(groups, -1)
        # The best grade whose cut the rank reaches: cuts rise, so it is how many are passed.
        passed = sum(
            (reached > each[place_of] for each in ends.T), np.zeros(len(reached), np.int64)
        )
        found["by_rank"] = np.take(passed, keys)
    return [_spread(name, values, stands) for name, values in found.items()]


def _keys(part: pl.DataFrame, groups: int) -> tuple[Whole, Whole]:
    """A small whole number for each group and score, in order of group, best score first; and the group of each number."""
    if part.is_empty():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    order = part["order"].to_numpy()
    best = int(order.max())
    span = best - int(order.min()) + 1
    keys: Whole = np.multiply(part["place"].to_numpy(), span, dtype=np.int64)
    keys += best
    keys -= order
    if groups * span <= MOST_COUNTED:
        return keys, np.repeat(np.arange(groups), span)
    seen, keys = np.unique(keys, return_inverse=True)
    return keys, seen // span


def _spread(name: str, values: Whole, stands: pl.Series) -> pl.Series:
    """The values of those who stand, at their places among all."""
    if len(values) == len(stands):
        return pl.Series(name, values, dtype=pl.Int64)
    found = pl.Series(name, [None], dtype=pl.Int64).new_from_index(0, len(stands))
    return found.scatter(stands.arg_true(), pl.Series(values, dtype=pl.Int64))
