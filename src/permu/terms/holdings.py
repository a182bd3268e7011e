"""The ledger of parcels (宗地台账): who owns or rents how much of which parcel, many to many.

A parcel has one or several owners and tenants, and a subject any number of parcels. Who is named
here need not be evaluated: the owner of a parcel may be a platform company without industry.
"""

import polars as pl

from permu.terms.refusal import Refused

ROLES = ("owner", "tenant")

HOLDINGS: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "parcel": pl.String(),
    "role": pl.String(),  # owner | tenant
    "land": pl.Int64(),  # whole 10^-6 mu held in this role; null: not known
    "floor": pl.Int64(),  # whole 10^-6 m² of floor held in this role; null: not known
}

KEY = ("subject", "parcel", "role")

SCALE = 6
"""Decimals of a mu and of a square meter that the ledger keeps."""


def no_holdings() -> pl.DataFrame:
    """A ledger without a row."""
    return pl.DataFrame(schema=HOLDINGS)


def in_order(holdings: pl.DataFrame) -> pl.DataFrame:
    """The ledger in order of subject, parcel and role.

    Raises:
        Refused: a row names no subject or parcel, another role, twice the same, or a negative area.
    """
    if holdings.schema != pl.Schema(HOLDINGS):
        raise Refused("terms.facts_damaged", what="holdings")
    if holdings.is_empty():
        return holdings
    nameless = holdings.filter(
        pl.any_horizontal(pl.col(name).is_null() | (pl.col(name) == "") for name in KEY[:2])
    )
    other = holdings.filter(~pl.col("role").is_in(ROLES) | pl.col("role").is_null())
    negative = holdings.filter((pl.col("land") < 0) | (pl.col("floor") < 0))
    doubled = holdings.filter(holdings.select(KEY).is_duplicated())
    faults = {"nameless": nameless, "role": other, "negative": negative, "doubled": doubled}
    for fault, rows in faults.items():
        if len(rows):
            subject, parcel, role = rows.select(KEY).row(0)
            raise Refused(f"terms.holding_{fault}", subject=subject, parcel=parcel, role=role)
    return holdings.sort(KEY)
