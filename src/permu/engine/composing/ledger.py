"""Figures read from the ledger of parcels: areas held in a role (M11), tenants on one's parcels (M15).

A subject that the ledger does not name is unknown to it: its figure is missing, not zero. One that
it names in other roles alone holds nothing in this one.
"""

import polars as pl

from permu.method.model import Definition

STEP = 6
"""Decimals of the ledger's mu and m²."""


def held_by(holdings: pl.DataFrame, definition: Definition) -> pl.DataFrame:
    """`subject` and `figure`: the land or floor area of each subject of the ledger in the definition's roles.

    Whole 10^-6 mu or m². With `needs` = `all` one parcel of unknown area makes it missing.
    """
    area = pl.col(definition.of).filter(pl.col("role").is_in(definition.roles))
    lacks = (
        area.is_null().any()
        if definition.needs == "all"
        else (area.is_null().all() & area.len().gt(0))
    )
    return holdings.group_by("subject").agg(figure=pl.when(~lacks).then(area.sum()))


def tenants_of(
    holdings: pl.DataFrame, decided: pl.DataFrame, definition: Definition
) -> pl.DataFrame:
    """`subject`, `figure`: how many others rent of each subject of the ledger, and `waits`.

    `decided` says of each subject of the facts whether it `counts` (null: unknown) and whether that
    `waits` for a figure in doubt. With `needs` = `all` a tenant of whom it is unknown makes the
    number missing; with `any` that one is not counted.
    """
    owners = holdings.filter(pl.col("role") == "owner").select("subject", "parcel")
    tenants = holdings.filter(pl.col("role") == "tenant").select("parcel", tenant="subject")
    everybody = definition.when.kind == "always"
    pairs = (
        owners.join(tenants, on="parcel")
        .filter(pl.col("subject") != pl.col("tenant"))
        .unique(["subject", "tenant"])
        .join(decided.rename({"subject": "tenant"}), on="tenant", how="left")
        .with_columns(counts=pl.lit(value=True) if everybody else pl.col("counts"))
    )
    counted = pairs.group_by("subject").agg(
        figure=pl.col("counts").sum().cast(pl.Int64),
        lacks=pl.col("counts").is_null().any(),
        waits=(pl.col("counts").is_null() & pl.col("waits")).any(),
    )
    found = holdings.select("subject").unique().join(counted, on="subject", how="left")
    lacks = pl.col("lacks").fill_null(value=False) & (definition.needs == "all")
    return found.select(
        "subject",
        figure=pl.when(~lacks).then(pl.col("figure").fill_null(0)),
        waits=pl.col("waits").fill_null(value=False),
    )
