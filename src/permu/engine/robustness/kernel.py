"""Grades counted over many draws of weights, ranking by ranking, by columns of float64.

A block of draws of one ranking is made, cut and counted while it lies in the processor's cache; a table
of all subjects × all draws is never built. Scores are whole numbers once they are rounded (as the method
says, else to 10^-9, far above what float64 loses), so ties and cuts are those of the draw, and nothing
hangs on the last digit.
"""

import numpy as np

from permu.engine.robustness.fields import BLOCK, Field, blocks, field_of, passed, with_rest
from permu.engine.robustness.pools import Pool, Whole
from permu.engine.robustness.quiet import beside_the_quiet, split_of
from permu.engine.robustness.weights import Array
from permu.terms.rounding import Rounding

PILOT = 128


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


def _counted(field: Field, draws: Array) -> Whole:
    """Subjects × grades by rank."""
    if not field.ends:  # one grade for all
        return np.full((len(field), 1), len(draws))
    pilot = draws[:PILOT]
    scores = field.scores(pilot)
    bounds = field.bounds(scores)
    counts = passed(scores, bounds, np.ones(len(pilot), np.bool_))
    rest = draws[PILOT:]
    split = split_of(field, scores, bounds) if len(rest) > BLOCK else None
    if split is None:
        counts += _in_full(field, rest)
    else:
        found, left = beside_the_quiet(field, rest, split)
        counts += found + _in_full(field, left)
    # Who passes the first cut has the first grade, who passes one more the next.
    return np.diff(np.hstack([
        np.zeros((len(counts), 1), np.int64), counts, np.full((len(counts), 1), len(draws)),
    ]), axis=1)  # fmt: skip


def _in_full(field: Field, draws: Array) -> Whole:
    counts = np.zeros((len(field), len(field.ends)), np.int64)
    for block in blocks(draws):
        scores = field.scores(block)
        counts += passed(scores, field.bounds(scores), np.ones(len(block), np.bool_))
    return counts
