"""Who never comes near a cut, and needs no sorting.

Most subjects stay on their side of every cut in every draw. A first block, the pilot, says who these
`quiet` ones may be; of them only the best and the worst score of each grade are looked at afterwards,
and the cuts are found among the others. A draw in which a quiet one does come near a cut is handed back,
to be worked out in full: the counts are the same as by sorting everybody in every draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from permu.engine.robustness.fields import NOBODY, Field, blocks, passed, product
from permu.engine.robustness.pools import Flags, Whole
from permu.engine.robustness.weights import Array

FAR = 4.0
"""Who stays quiet: further from each cut than so many standard deviations of its distance in the pilot."""


@dataclass(frozen=True)
class Split:
    """`busy` may pass a cut in one draw and not in another; `quiet` of each grade by rank are not expected to."""

    busy: Whole
    quiet: Sequence[Whole]


MOST_BUSY = 0.7
"""Where more are busy, sorting all of them is as quick."""


def split_of(field: Field, scores: Array, bounds: Array) -> Split | None:
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


def beside_the_quiet(field: Field, draws: Array, split: Split) -> tuple[Whole, Array]:
    """Subjects × cuts passed, and the draws that are not in it: a quiet one comes near a cut in them."""
    counts = np.zeros((len(field), len(field.ends)), np.int64)
    busy, left = field.of(split.busy), []
    better = list(np.cumsum([len(who) for who in split.quiet])[:-1])
    if field.has_places and not _inside(field, better, len(busy)):
        return counts, draws
    quiet = [field.points[:, who] for who in split.quiet]
    for block in blocks(draws):
        scores = busy.scores(block)
        bounds = busy.bounds(scores, better)
        sound = _sound(quiet, block, bounds)
        counts[split.busy] += passed(scores, bounds, sound)
        for cut in range(len(field.ends)):
            for who in split.quiet[: cut + 1]:
                counts[who, cut] += np.count_nonzero(sound & (bounds[:, cut] < NOBODY))
        left.append(block[~sound])
    return counts, np.concatenate(left)


def _inside(field: Field, better: Sequence[int], size: int) -> bool:
    """Whether each cut that lies inside the ranking lies among the busy."""
    pairs = zip(field.ends, better, strict=True)
    return all(0 < end - inside < size for end, inside in pairs if 0 < end < len(field))


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
