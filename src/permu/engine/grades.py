"""From scores to rank and grade: quotas cut at cumulative shares, ties as the method says (步骤9)."""

from itertools import accumulate

import polars as pl

from permu.engine.adjustments import bound, takes_out
from permu.engine.indicators import is_ranked
from permu.method.model import Grading, Group
from permu.terms.rounding import scaled


def cuts(grading: Grading, ranked: int) -> list[int]:
    """The last rank of each grade but the worst: `rounding(n × cumulative share)`.

    120 ranked at 20/45/30/5 percent give 24, 78, 114: 24 + 54 + 36 + 6 (昌乐 2023). A grade whose
    quota comes to nothing is empty.
    """
    return [
        scaled(share * ranked / 100, 0, rounding=grading.rounding)
        for share in accumulate(grading.shares)
    ][:-1]


def rank(group: Group, table: pl.DataFrame) -> pl.DataFrame:
    """The table with `rank`, `ranked`, and the grade's number by rank and after adjustments.

    Ungraded and held-back subjects have no rank and take no place of a quota. Where the quota is
    cut after adjustments, direct and vetoed ones have none either. Ties share the better rank.
    """
    grading = group.grading
    stands = is_ranked()
    if grading and grading.quota == "after_adjustments":
        stands = stands & ~takes_out(group)
    order = pl.when(stands).then(pl.col("order"))
    table = table.with_columns(
        rank=order.rank("min", descending=True).cast(pl.Int64),
        last=order.rank("max", descending=True).cast(pl.Int64),
    ) if grading and grading.ties == "worse" else table.with_columns(
        rank=order.rank("min", descending=True).cast(pl.Int64)
    )  # fmt: skip
    ranked = len(table) - table["rank"].null_count()
    table = table.with_columns(ranked=pl.when(stands).then(pl.lit(ranked, dtype=pl.Int64)))
    if grading is None:
        nothing = pl.lit(None, dtype=pl.Int64)
        return table.with_columns(by_rank=nothing, grade_code=nothing)
    table = table.with_columns(by_rank=_by_rank(grading, ranked))
    grade = bound(group, pl.col("by_rank"), grading.grades)
    return table.with_columns(grade_code=pl.when(is_ranked()).then(grade).cast(pl.Int64))


def _by_rank(grading: Grading, ranked: int) -> pl.Expr:
    """The number of the best grade whose cut the rank reaches; a tie across a cut goes whole, as declared."""
    place = pl.col("last") if grading.ties == "worse" else pl.col("rank")
    grade: pl.Expr = pl.lit(len(grading.grades) - 1, dtype=pl.Int64)
    for number, cut in reversed(list(enumerate(cuts(grading, ranked)))):
        grade = pl.when(place <= cut).then(pl.lit(number, dtype=pl.Int64)).otherwise(grade)
    return pl.when(pl.col("rank").is_not_null()).then(grade)
