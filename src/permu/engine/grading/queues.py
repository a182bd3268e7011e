"""Places in an order, counted: how many stand before each key of each pool, ties together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.rounding import Whole

Flags = npt.NDArray[np.bool_]

MOST_COUNTED = 2**23
"""Orders spread over more than this are numbered anew before each is counted."""


@dataclass(frozen=True)
class Queue:
    """An order of rows in pools, the best first. Rows of one key (a pool and a number) are tied.

    `first` and `last` are the places a key's rows would take, from 1, counting those who fill
    places; `pool` is the key's. `keys` has the key of each row.
    """

    keys: Whole
    pool: Whole
    first: Whole
    last: Whole

    def reached(self, *, tied_to: str) -> Whole:
        """The place that counts for a tied row, by whether ties go to the `better` or `worse` side of a cut."""
        return self.first if tied_to == "better" else self.last


def queue(part: pl.DataFrame, order: pl.Series, *, pools: int, fills: Flags | None = None) -> Queue:
    """The rows of `part` (column `place`: the pool, of so many), the greatest `order` first.

    `fills` says who takes a place. Who does not stands where it would if it did; None: all do.
    """
    places = part["place"].to_numpy()
    keys, pool = _keys(places, order, pools)
    taken = slice(None) if fills is None else fills
    counts = np.bincount(keys[taken], minlength=len(pool))
    sizes = np.bincount(places[taken], minlength=pools)
    before = np.cumsum(counts) - counts - (np.cumsum(sizes) - sizes)[pool]
    return Queue(keys, pool, before + 1, before + np.maximum(counts, 1))


def _keys(places: Whole, order: pl.Series, pools: int) -> tuple[Whole, Whole]:
    """A small whole number for each pool and number, in order of pool, the greatest number first; and the pool of each."""
    if order.is_empty():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    numbers = order.to_numpy()
    best = int(numbers.max())
    span = best - int(numbers.min()) + 1
    keys: Whole = np.multiply(places, span, dtype=np.int64)
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
