"""What measures cost and give under each of two evaluations, in 分 (0.01 yuan).

An amount that is missing is no amount of zero: the measure is counted, its amount is not.
"""

import polars as pl

from permu.engine.comparing.comparison import Comparison
from permu.engine.consequences import WITHOUT_MONEY

SIDES = ("before", "after")
ABOUT = {"measure": pl.String(), "label": pl.String(), "gives": pl.Boolean()}


def money(found: Comparison) -> pl.DataFrame:
    """One row a measure that follows for anybody, in the methods' order.

    `measure`, `label`, `gives`, `subjects:before`, `subjects:after`, `amount:before`, `amount:after`
    (null of a measure that is not one of money).
    """
    is_money = ~pl.col("kind").is_in(WITHOUT_MONEY)
    rows = _measures(found)
    for side, evaluation in zip(SIDES, found.evaluations, strict=True):
        subjects, amount = pl.len().cast(pl.Int64), pl.col("amount").sum()
        by_measure = evaluation.measures.group_by("measure")
        sums = by_measure.agg(subjects.alias(f"subjects:{side}"), amount.alias(f"amount:{side}"))
        rows = rows.join(sums, on="measure", how="left", maintain_order="left")
    numbers = [f"{what}:{side}" for what in ("subjects", "amount") for side in SIDES]
    rows = rows.with_columns(pl.col(numbers).fill_null(0)).with_columns(
        pl.when(is_money).then(pl.col("^amount:.*$"))
    )
    return rows.filter(pl.col("subjects:before") + pl.col("subjects:after") > 0).drop("kind")


def money_moves(found: Comparison) -> pl.DataFrame:
    """One row for each measure of a subject that differs, in order of subject and of the methods' measures.

    `subject`, `measure`, `label`, `gives`, and on either side whether it `follows:…`, and its
    `amount:…` (null: it does not follow, or its figure is missing).
    """
    old, new = (
        evaluation.measures.rename({"amount": f"amount:{side}"}).with_columns(
            pl.lit(value=True).alias(f"follows:{side}")
        )
        for side, evaluation in zip(SIDES, found.evaluations, strict=True)
    )
    pairs = [(f"{what}:before", f"{what}:after") for what in ("follows", "amount")]
    both = old.join(new, on=["subject", "measure"], how="full", coalesce=True)
    both = both.with_columns(pl.col(pairs[0]).fill_null(value=False)).filter(
        pl.any_horizontal(pl.col(one).ne_missing(pl.col(other)) for one, other in pairs)
    )
    about = _measures(found).with_row_index("place")
    rows = both.join(about, on="measure", how="left").sort("subject", "place")
    return rows.select("subject", *ABOUT, *pairs[0], *pairs[1])


def _measures(found: Comparison) -> pl.DataFrame:
    """Every measure of the two methods, each once."""
    known = {
        each.id: (each.id, each.label, each.gives, each.kind)
        for side in (found.before, found.after)
        for group in side.method.groups
        for each in group.measures
    }
    return pl.DataFrame(list(known.values()), schema=ABOUT | {"kind": pl.String()}, orient="row")
