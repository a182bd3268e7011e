"""Draws of weights and rounding alone: by columns, thousands at once."""

from functools import partial

import numpy as np

from permu.engine.robustness.bands import RANKED, Ranks, band, pool_ranks
from permu.engine.robustness.drawing import (
    County,
    Drawn,
    Progress,
    in_batches,
)
from permu.engine.robustness.kernel import grade_counts
from permu.engine.robustness.pools import Flags, Pool, Whole, at_one, pools
from permu.engine.robustness.rounding import decimals_otherwise, is_otherwise_rounded
from permu.engine.robustness.uncertainty import Uncertainty
from permu.engine.robustness.weights import Array, weight_draws


def rankings_of(county: County) -> list[Pool]:
    """The county's rankings, ready for any weights: only for a method that `is_linear`."""
    ready = in_batches(at_one(county.method), county.facts, county.earlier)
    return list(pools(county.method, ready))


def drawn_by_columns(
    county: County,
    rankings: list[Pool],
    uncertainty: Uncertainty,
    *,
    progress: Progress | None = None,
) -> Drawn:
    """Draws of weights and rounding, ranking by ranking."""
    subjects, draws = len(county.evaluation.table), uncertainty.draws
    counts = np.zeros((subjects, len(county.words)), np.int64)
    low, high = (np.zeros(subjects, np.int64) for _ in range(2))
    otherwise = is_otherwise_rounded(uncertainty, draws)
    for done, pool in enumerate(rankings, start=1):
        at = [county.words.index(grade) for grade in pool.grading.grades]
        found, ranks = _of_pool(pool, weight_draws(pool.group, uncertainty, draws=draws), otherwise)
        counts[pool.rows[:, None], at] = found
        low[pool.rows], high[pool.rows] = band(ranks)
        if progress:
            progress(done, len(rankings))
    return Drawn(counts, low, high, draws)


def _of_pool(pool: Pool, weights: Array, otherwise: Flags) -> tuple[Whole, Ranks]:
    """The grades of one ranking over all draws, and its ranks in the first of them."""
    rule = pool.group.score
    counts = np.zeros((len(pool.rows), len(pool.grading.grades)), np.int64)
    ranks = np.zeros((min(len(weights), RANKED), len(pool.rows)), np.int32)
    for flags, decimals in (
        (~otherwise, rule.decimals),
        (otherwise, decimals_otherwise(pool.group)),
    ):
        if flags.any():
            count, rank = (
                partial(each, decimals=decimals, rounding=rule.rounding)
                for each in (grade_counts, pool_ranks)
            )
            counts += count(pool, weights[flags])
            some = np.flatnonzero(flags[: len(ranks)])
            ranks[some] = rank(pool, weights[some])
    return counts, ranks
