"""Whose measures a correction moves, one by one, in 分 (0.01 yuan). The county's sums are the trial's."""

import polars as pl

from permu.engine.comparing import Comparison
from permu.engine.evaluation import Evaluation
from permu.method.model import Method

SIDES = ("before", "after")
ABOUT = ("subject", "measure", "label", "gives")


def money_moves(found: Comparison) -> pl.DataFrame:
    """One row for each measure of a subject that differs, in order of subject and measure.

    `subject`, `measure`, `label`, `gives`, and on either side whether it `follows:…`, and its
    `amount:…` (null: it does not follow, or its figure is missing).
    """
    old, new = (
        _told(found.after.method, evaluation)
        .rename({"amount": f"amount:{side}"})
        .with_columns(pl.lit(value=True).alias(f"follows:{side}"))
        for side, evaluation in zip(SIDES, found.evaluations, strict=True)
    )
    pairs = [(f"{what}:before", f"{what}:after") for what in ("follows", "amount")]
    both = old.join(new, on=ABOUT, how="full", coalesce=True)
    both = both.with_columns(pl.col(pairs[0]).fill_null(value=False)).filter(
        pl.any_horizontal(pl.col(one).ne_missing(pl.col(other)) for one, other in pairs)
    )
    return both.sort(*ABOUT).select(*ABOUT, *pairs[0], *pairs[1])


def _told(method: Method, evaluation: Evaluation) -> pl.DataFrame:
    """The measures with what they are: groups may say different things under one id."""
    known = [
        (group.id, each.id, each.label, each.gives)
        for group in method.groups
        for each in group.measures
    ]
    said = pl.DataFrame(
        known,
        schema={"group": pl.String, "measure": pl.String, "label": pl.String, "gives": pl.Boolean},
        orient="row",
    )
    groups = evaluation.table.select("subject", "group")
    rows = evaluation.measures.join(groups, on="subject").join(said, on=["group", "measure"])
    return rows.select(*ABOUT, "amount")
