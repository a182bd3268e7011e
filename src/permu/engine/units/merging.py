"""Facts of units: several subjects' rows become one, under the name of the head."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from permu.engine.figures import LARGEST
from permu.engine.units.membership import Unit
from permu.terms.facts import Facts
from permu.terms.items import Item, item
from permu.terms.refusal import Refused

SUM = pl.Int128()


def merged(facts: Facts, units: Sequence[Unit], *, without: Sequence[str] = ()) -> Facts:
    """The facts with one row for each unit, and none for those who are left out of it.

    Numbers are the members' sums, and missing where one member's is missing or its row is. A rate
    (a promised tax per mu) cannot be added: it is the head's, as are dates and texts. A flag holds
    where one member's does. What is in doubt of a member is in doubt of the unit, and its parcels
    are the unit's.

    Raises:
        Refused: a sum is too large to be true.
    """
    heads = heads_of(units)
    sizes = {unit.head: len(unit.members) for unit in units}
    table = facts.table.filter(~pl.col("subject").is_in(list(without)))
    table = table.join(heads, on="subject", how="left")
    alone = table.filter(pl.col("unit").is_null()).drop("unit")
    together = table.filter(pl.col("unit").is_not_null())
    together = together.with_columns(
        size=pl.col("unit").replace_strict(sizes, default=0, return_dtype=pl.Int64())
    )
    names = [name for name in facts.table.columns if name != "subject"]
    made = together.group_by("unit").agg(_made(name) for name in names)
    return replace(
        facts,
        table=pl.concat([alone, _checked(made, names).rename({"unit": "subject"})]),
        cells=_relabelled(_doubts(facts, heads), heads).unique(),
        holdings=_ledger(_relabelled(facts.holdings, heads)),
    )


def heads_of(units: Sequence[Unit]) -> pl.DataFrame:
    """`subject` and `unit`: each member with its head."""
    pairs = [(member, unit.head) for unit in units for member in unit.members]
    return pl.DataFrame(pairs, schema={"subject": pl.String, "unit": pl.String}, orient="row")


def is_added(found: Item) -> bool:
    """Whether members' figures of the item are added up: a number, but not a rate."""
    return found.kind == "number" and "/" not in found.unit


def is_shared(found: Item) -> bool:
    """Whether every member's figure of the item makes the unit's: a number that is added, or a flag."""
    return is_added(found) or found.kind == "flag"


def _made(name: str) -> pl.Expr:
    found, column = item(name), pl.col(name)
    if is_added(found):
        is_whole = (column.count() == pl.len()) & (pl.len() == pl.col("size").first())
        return pl.when(is_whole).then(column.cast(SUM).sum()).alias(name)
    if found.kind == "flag":
        return column.any(ignore_nulls=False)
    return column.filter(pl.col("subject") == pl.col("unit")).first()


def _checked(made: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    sums = [name for name in names if made.schema[name] == SUM]
    for name in sums:
        if (made[name].abs() >= LARGEST).any():
            raise Refused("engine.too_large", figure=item(name).label)
    return made.with_columns(pl.col(sums).cast(pl.Int64()))


def _doubts(facts: Facts, heads: pl.DataFrame) -> pl.DataFrame:
    """The cells in doubt, but for dates and texts of members that are not the head: nobody reads those."""
    held = facts.cells.filter(pl.col("status") == "held")
    of_head = [name for name in held["item"].unique() if not is_shared(item(name))]
    others = heads.filter(pl.col("subject") != pl.col("unit"))["subject"]
    is_read = ~(pl.col("item").is_in(of_head) & pl.col("subject").is_in(others.implode()))
    return held.filter(is_read)


def _relabelled(table: pl.DataFrame, heads: pl.DataFrame) -> pl.DataFrame:
    """The table with each member's rows under the name of its head."""
    return table.with_columns(pl.col("subject").replace(heads["subject"], heads["unit"]))


def _ledger(holdings: pl.DataFrame) -> pl.DataFrame:
    """Shares of one parcel in one role are one share of the unit."""
    areas = [
        pl.when(pl.col(name).count() == pl.len()).then(pl.col(name).sum()).alias(name)
        for name in ("land", "floor")
    ]
    return holdings.group_by("subject", "parcel", "role").agg(areas)
