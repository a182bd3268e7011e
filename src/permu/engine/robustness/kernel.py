"""Grades counted over many draws of weights, ranking by ranking, by columns of float64.

A block of draws of one ranking is made, cut and counted while it lies in the processor's cache; a table
of all subjects × all draws is never built. Scores are whole numbers once they are rounded (as the method
says, else to 10^-9, far above what float64 loses), so ties and cuts are those of the draw, and nothing
hangs on the last digit.

Most subjects stay on their side of every cut in every draw. A first block says who these `quiet` ones
may be; of them only the best and the worst score of each grade are looked at afterwards, and the cuts
are found among the others. A draw in which a quiet one does come near a cut is worked out in full: the
counts are the same as by sorting everybody in every draw.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from permu.engine.robustness.pools import Flags, Pool, Whole
from permu.engine.robustness.weights import Array
from permu.terms.rounding import Rounding

BLOCK = 64
ONE_THREAD = 2**18
"""Multiplications up to which OpenBLAS takes one thread (4 × 65,536, `GEMM_MULTITHREAD_THRESHOLD`)."""
PILOT = 128
FAR = 4.0
"""Who stays quiet: further from each cut than so many standard deviations of its distance in the pilot."""
FINEST = 9
NOBODY, EVERYBODY = np.inf, -np.inf


@dataclass(frozen=True)
class Field:
    """Who takes places in one ranking, as columns: `points` is (indicators + 1) × subjects, scaled to whole numbers."""

    points: Array
    ends: Sequence[float]
    has_places: bool
    ties: str
    rounding: Rounding

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
        return ascending[:, size - end - 1] + 1

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


def rounded(scores: Array, rounding: Rounding) -> Array:
    """Rounded in place to whole numbers; half up is away from zero."""
    if rounding == "half_even":
        return np.rint(scores, out=scores)
    if rounding == "half_up" and scores.min(initial=0) >= 0:
        scores += 0.5
        return np.floor(scores, out=scores)
    sizes = np.abs(scores)
    sizes = {"half_up": np.floor(sizes + 0.5), "down": np.floor(sizes), "up": np.ceil(sizes)}[
        rounding
    ]
    return np.copysign(sizes, scores, out=scores)


def grade_counts(pool: Pool, weights: Array, *, decimals: int | None, rounding: Rounding) -> Whole:
    """Subjects of the pool × its grades: in how many draws each has it, after all rules.

    `weights` is draws × indicators; the score is rounded to `decimals`, or not (None).
    """
    field = field_of(pool, pool.fills, decimals=decimals, rounding=rounding)
    draws, who = with_rest(weights), np.flatnonzero(pool.fills)
    by_rank = np.zeros((len(pool.rows), len(pool.grading.grades)), np.int64)
    # Whoever takes no place has a grade that no rank changes: any column of `after` says it.
    by_rank[:, 0] = np.where(pool.fills, 0, len(draws))
    if len(who):
        by_rank[who] = _counted(field, draws)
    found = np.zeros_like(by_rank)
    everyone = np.arange(len(found))
    for grade, counts in enumerate(by_rank.T):
        found[everyone, pool.after[:, grade]] += counts
    return found


def field_of(pool: Pool, who: Flags, *, decimals: int | None, rounding: Rounding) -> Field:
    """Some of a pool as columns; its last row is what no weight touches."""
    scale = 10 ** (FINEST if decimals is None else decimals)
    columns = np.vstack([pool.points.T, pool.rest])[:, who] * scale
    has_places = pool.grading.kind == "shares"
    ends = pool.ends if has_places else [float(end * scale) for end in pool.grading.at_least]
    kind = "half_even" if decimals is None else rounding
    return Field(np.ascontiguousarray(columns), ends, has_places, pool.grading.ties, kind)


def with_rest(weights: Array) -> Array:
    """Draws for a field: what no weight touches counts once."""
    return np.hstack([weights, np.ones((len(weights), 1))])


def _counted(field: Field, draws: Array) -> Whole:
    """Subjects × grades by rank."""
    pilot = draws[:PILOT]
    scores = field.scores(pilot)
    bounds = field.bounds(scores)
    passed = _passed(scores, bounds, np.ones(len(pilot), np.bool_))
    rest = draws[PILOT:]
    split = _split(field, scores, bounds) if len(rest) > BLOCK else None
    if split is None:
        passed += _in_full(field, rest)
    else:
        found, left = _beside_the_quiet(field, rest, split)
        passed += found + _in_full(field, left)
    # Who passes the first cut has the first grade, who passes one more the next.
    return np.diff(np.hstack([
        np.zeros((len(passed), 1), np.int64), passed, np.full((len(passed), 1), len(draws)),
    ]), axis=1)  # fmt: skip


def _passed(scores: Array, bounds: Array, counts: Flags) -> Whole:
    """Subjects × cuts: in how many of the draws that count each one passes."""
    bounds = np.where(counts[:, None], bounds, NOBODY)
    found = [
        (scores >= bound[:, None]).view(np.uint8).sum(axis=0, dtype=np.uint8) for bound in bounds.T
    ]
    return np.stack(found, axis=1).astype(np.int64)


def _blocks(draws: Array) -> Iterator[Array]:
    for start in range(0, len(draws), BLOCK):
        yield draws[start : start + BLOCK]


def _in_full(field: Field, draws: Array) -> Whole:
    passed = np.zeros((len(field), len(field.ends)), np.int64)
    for block in _blocks(draws):
        scores = field.scores(block)
        passed += _passed(scores, field.bounds(scores), np.ones(len(block), np.bool_))
    return passed


@dataclass(frozen=True)
class Split:
    """`busy` may pass a cut in one draw and not in another; `quiet` of each grade by rank are not expected to."""

    busy: Whole
    quiet: Sequence[Whole]


MOST_BUSY = 0.7
"""Where more are busy, sorting all of them is as quick."""


def _split(field: Field, scores: Array, bounds: Array) -> Split | None:
    """Who is busy, by what the pilot shows; None where nearly all are, or a cut would lie among the quiet."""
    busy = np.zeros(len(field), np.bool_)
    grades = np.zeros(len(field), np.int64)
    for bound, end in zip(bounds.T, field.ends, strict=True):
        if not np.isfinite(bound).all():
            grades += bound[0] > 0  # nobody passes; of everybody it is 0
            continue
        distance = scores - bound[:, None]
        middle = distance.mean(axis=0)
        busy |= np.abs(middle) <= FAR * distance.std(axis=0) + 2
        grades += middle < 0
        if field.has_places:  # the cut itself always lies among the busy
            nearest = np.argsort(-middle)[max(int(end) - 2, 0) : int(end) + 2]
            busy[nearest] = True
    quiet = [np.flatnonzero((grades == grade) & ~busy) for grade in range(len(field.ends) + 1)]
    if busy.sum() > MOST_BUSY * len(field) or not busy.any():
        return None
    return Split(np.flatnonzero(busy), quiet)


def _beside_the_quiet(field: Field, draws: Array, split: Split) -> tuple[Whole, Array]:
    """Subjects × cuts passed, and the draws that are not in it: a quiet one comes near a cut in them."""
    passed = np.zeros((len(field), len(field.ends)), np.int64)
    busy, left = field.of(split.busy), []
    better = list(np.cumsum([len(who) for who in split.quiet])[:-1])
    if field.has_places and not _inside(field, better, len(busy)):
        return passed, draws
    quiet = [field.points[:, who] for who in split.quiet]
    for block in _blocks(draws):
        scores = busy.scores(block)
        bounds = busy.bounds(scores, better)
        sound = _sound(quiet, block, bounds)
        passed[split.busy] += _passed(scores, bounds, sound)
        for cut in range(len(field.ends)):
            for who in split.quiet[: cut + 1]:
                passed[who, cut] += np.count_nonzero(sound & (bounds[:, cut] < NOBODY))
        left.append(block[~sound])
    return passed, np.concatenate(left)


def _inside(field: Field, better: Sequence[int], size: int) -> bool:
    """Whether each cut that lies inside the ranking lies among the busy."""
    pairs = zip(field.ends, better, strict=True)
    return all(0 < end - passed < size for end, passed in pairs if 0 < end < len(field))


def _sound(quiet: Sequence[Array], weights: Array, bounds: Array) -> Flags:
    """The draws in which each quiet one stays clear of the cuts around it, by more than a rounding."""
    sound = np.ones(len(weights), np.bool_)
    for grade, points in enumerate(quiet):
        if points.shape[1]:
            scores = product(weights, points)
            if grade < bounds.shape[1]:
                sound &= scores.min(axis=1) >= bounds[:, grade] + 1
            if grade:
                sound &= scores.max(axis=1) <= bounds[:, grade - 1] - 1
    return sound
