"""Places in an order, counted: how many stand before each key of each pool, ties together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.census import ALONE, Census
from permu.engine.memory import room
from permu.engine.rounding import Whole

Flags = npt.NDArray[np.bool_]

MOST_COUNTED = 2**23
"""Orders spread over more than this are numbered anew before each is counted."""


@dataclass(frozen=True)
class Queue:
    """An order of rows in pools, the best first. Rows of one key (a pool and a number) are tied.

    `first` and `last` are the places a key's rows would take, from 1, counting those who fill
    places; `pool` is the key's. `keys` has the key of each row, `sizes` how many fill places in each pool.
    """

    keys: Whole
    pool: Whole
    first: Whole
    last: Whole
    sizes: Whole

    def reached(self, *, tied_to: str) -> Whole:
        """The place that counts for a tied row, by whether ties go to the `better` or `worse` side of a cut."""
        return self.first if tied_to == "better" else self.last


def queue(
    part: pl.DataFrame,
    order: pl.Series,
    *,
    pools: int,
    fills: Flags | None = None,
    census: Census = ALONE,
) -> Queue:
    """The rows of `part` (column `place`: the pool, of so many), the greatest `order` first.

    `fills` says who takes a place. Who does not stands where it would if it did; None: all do.
    """
    places = part["place"].to_numpy()
    if census.is_partial:
        keys, pool, counts = _of_everybody(places, order, fills, census)
    else:
        keys, pool = _keys(places, order, pools)
        counts = np.bincount(keys if fills is None else keys[fills], minlength=len(pool))
    sizes = np.bincount(pool, counts, minlength=pools).astype(np.int64)
    before = np.cumsum(counts) - counts - (np.cumsum(sizes) - sizes)[pool]
    return Queue(keys, pool, before + 1, before + np.maximum(counts, 1), sizes)


def _of_everybody(
    places: Whole, order: pl.Series, fills: Flags | None, census: Census
) -> tuple[Whole, Whole, Whole]:
    """The key of each row at hand among everybody's keys, the pool of each of these, and how many fill its places."""
    rows = pl.DataFrame({"pool": places.astype(np.int64), "number": order.cast(pl.Int64)})

    def counted() -> pl.DataFrame:
        taken = pl.lit(1) if fills is None else pl.Series(fills).cast(pl.Int64)
        return _counted(rows.with_columns(count=taken))

    everybody = census.total("counts", counted, lambda parts: _counted(pl.concat(parts)))
    numbered = everybody.with_columns(key=pl.int_range(pl.len(), dtype=pl.Int64))
    keys = rows.join(numbered, on=["pool", "number"], how="left", maintain_order="left")["key"]
    return keys.to_numpy(), everybody["pool"].to_numpy(), everybody["count"].to_numpy()


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a pool and number, in order of pool, the greatest number first, with the sum of `count`."""
    found = rows.group_by("pool", "number").agg(pl.col("count").cast(pl.Int64).sum())
    return found.sort("pool", "number", descending=[False, True])


def _keys(places: Whole, order: pl.Series, pools: int) -> tuple[Whole, Whole]:
    """A small whole number for each pool and number, in order of pool, the greatest number first; and the pool of each."""
    if order.is_empty():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    numbers = order.to_numpy()
    best = int(numbers.max())
    span = best - int(numbers.min()) + 1
    keys: Whole = np.multiply(places, span, out=room(1, len(places))[0], dtype=np.int64)
    keys += best
    keys -= numbers
    if pools * span <= MOST_COUNTED:
        return keys, np.repeat(np.arange(pools), span)
    seen, keys = np.unique(keys, return_inverse=True)
    return keys, seen // span


def spread(name: str, values: Whole, stands: pl.Series) -> pl.Series:
    """The values of those who stand, at their places among all."""
    if len(values) == len(stands):
        return pl.Series(name, values, dtype=pl.Int64)
    found = pl.Series(name, [None], dtype=pl.Int64).new_from_index(0, len(stands))
    return found.scatter(stands.arg_true(), pl.Series(values, dtype=pl.Int64))
