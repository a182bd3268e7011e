"""One ranking as columns of float64: scores over a block of draws, the cuts in each, and who passes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from permu.engine.robustness.pools import Flags, Pool, Whole
from permu.engine.robustness.weights import Array
from permu.terms.rounding import Rounding

BLOCK = 64
ONE_THREAD = 2**18
"""Multiplications up to which OpenBLAS takes one thread (4 × 65,536, `GEMM_MULTITHREAD_THRESHOLD`)."""
FINEST = 9
"""Decimals to which a score is kept that the method does not round."""
NEAR = 2.0**-20
"""As part of the last decimal what float64 may be off: a score so near to where rounding turns stands on it."""
NOBODY, EVERYBODY = np.inf, -np.inf


@dataclass(frozen=True)
class Field:
    """Who takes places in one ranking, as columns: `points` is (indicators + 1) × subjects, scaled to whole numbers."""

    points: Array
    ends: Sequence[float]
    has_places: bool
    ties: str
    rounding: Rounding | None  # None: kept to `FINEST`

    def __len__(self) -> int:
        return int(self.points.shape[1])

    def scores(self, weights: Array) -> Array:
        """Draws × subjects, rounded."""
        return rounded(product(weights, self.points), self.rounding)

    def bounds(self, scores: Array, better: Sequence[int] = ()) -> Array:
        """Draws × cuts: who scores at least so much passes the cut.

        `better` are those who pass each cut anyway, and are not among the scores.
        """
        if not self.has_places:
            return np.broadcast_to(np.array(self.ends), (len(scores), len(self.ends)))
        ascending = np.sort(scores, axis=1)
        left = [
            end - passed
            for end, passed in zip(self.ends, better or [0] * len(self.ends), strict=True)
        ]
        return np.stack([self._bound(ascending, int(end)) for end in left], axis=1)

    def _bound(self, ascending: Array, end: int) -> Array:
        """The least score inside the first `end` places, ties across it on their side of it."""
        size = ascending.shape[1]
        if end >= size:
            return np.full(len(ascending), EVERYBODY)
        if self.ties == "better":
            return ascending[:, size - end] if end else np.full(len(ascending), NOBODY)
        return np.nextafter(ascending[:, size - end - 1], np.inf)

    def of(self, who: Whole) -> "Field":
        """Some of the subjects, under the same cuts."""
        return Field(
            np.ascontiguousarray(self.points[:, who]),
            self.ends,
            self.has_places,
            self.ties,
            self.rounding,
        )


def product(weights: Array, points: Array) -> Array:
    """`weights @ points`, in pieces so small that the library for it takes one thread.

    Waiting for each other its threads would cost more than they save, and the last digits would hang on
    how many there are.
    """
    found = np.empty((len(weights), points.shape[1]))
    step = max(ONE_THREAD // max(weights.size, 1), 1)
    for start in range(0, points.shape[1], step):
        part = slice(start, start + step)
        np.matmul(weights, points[:, part], out=found[:, part])
    return found


def rounded(scores: Array, rounding: Rounding | None) -> Array:
    """Rounded in place to whole numbers; half up is away from zero. What is `NEAR` a turn is taken to stand on it."""
    if rounding is None:
        return np.rint(scores, out=scores)
    if rounding == "half_even":
        scores /= NEAR
        np.rint(scores, out=scores)
        scores *= NEAR
        return np.rint(scores, out=scores)
    if rounding == "half_up" and scores.min(initial=0) >= 0:
        scores += 0.5 + NEAR
        return np.floor(scores, out=scores)
    sizes = np.abs(scores)
    sizes = {
        "half_up": np.floor(sizes + (0.5 + NEAR)),
        "down": np.floor(sizes + NEAR),
        "up": np.ceil(sizes - NEAR),
    }[rounding]
    return np.copysign(sizes, scores, out=scores)


def field_of(pool: Pool, who: Flags, *, decimals: int | None, rounding: Rounding) -> Field:
    """Some of a pool as columns; its last row is what no weight touches."""
    scale = 10 ** (FINEST if decimals is None else decimals)
    columns = np.vstack([pool.points.T, pool.rest])[:, who] * scale
    has_places = pool.grading.kind == "shares"
    ends = pool.ends if has_places else [float(end * scale) for end in pool.grading.at_least]
    kind = None if decimals is None else rounding
    return Field(np.ascontiguousarray(columns), ends, has_places, pool.grading.ties, kind)


def with_rest(weights: Array) -> Array:
    """Draws for a field: what no weight touches counts once."""
    return np.hstack([weights, np.ones((len(weights), 1))])


def passed(scores: Array, bounds: Array, counts: Flags) -> Whole:
    """Subjects × cuts: in how many of the draws that count each one passes."""
    bounds = np.where(counts[:, None], bounds, NOBODY)
    found = [
        (scores >= bound[:, None]).view(np.uint8).sum(axis=0, dtype=np.uint8) for bound in bounds.T
    ]
    return np.stack(found, axis=1).astype(np.int64)


def blocks(draws: Array) -> Iterator[Array]:
    """So many draws at a time that the scores of one ranking stay in the cache."""
    for start in range(0, len(draws), BLOCK):
        yield draws[start : start + BLOCK]
