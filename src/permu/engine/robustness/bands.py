"""Between which ranks a subject stands in nine of ten draws."""

import numpy as np
import numpy.typing as npt

from permu.engine.robustness.fields import field_of, with_rest
from permu.engine.robustness.pools import Pool, Whole
from permu.engine.robustness.weights import Array
from permu.terms.rounding import Rounding

RANKED = 400
"""Draws that ranks are read from: a rank of everybody in each is dear, and its quantiles need no more."""
LOW, HIGH = 0.05, 0.95
NEVER = 2**31 - 1

Ranks = npt.NDArray[np.int32]


def pool_ranks(pool: Pool, weights: Array, *, decimals: int | None, rounding: Rounding) -> Ranks:
    """Draws × subjects: the rank of each, ties the better one; 0 of who has none."""
    found = np.zeros((len(weights), len(pool.rows)), np.int32)
    who = np.flatnonzero(pool.stands)
    field = field_of(pool, pool.stands, decimals=decimals, rounding=rounding)
    scores = field.scores(with_rest(weights))
    places = np.arange(1, len(who) + 1)
    for ranks, of_draw in zip(found, -scores, strict=True):
        order = np.argsort(of_draw)
        starts = np.diff(of_draw[order], prepend=-np.inf) > 0
        ranks[who[order]] = np.maximum.accumulate(np.where(starts, places, 0))
    return found


def band(ranks: Ranks) -> tuple[Whole, Whole]:
    """Of draws × subjects the ranks at 5 and 95 %, counted in draws that rank the subject; 0 where none does."""
    ordered = np.sort(np.where(ranks == 0, NEVER, ranks), axis=0)
    counted = (ranks > 0).sum(axis=0)
    places = [
        np.clip(np.ceil(share * counted).astype(np.int64) - 1, 0, None) for share in (LOW, HIGH)
    ]
    low, high = (np.take_along_axis(ordered, at[None, :], axis=0)[0] for at in places)
    return np.where(counted, low, 0), np.where(counted, high, 0)
