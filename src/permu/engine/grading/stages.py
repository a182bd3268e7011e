"""Grades in two stages (M43): the score splits the ranking, each part is ranked anew by another key.

The best of the upper part get the first grade, the worst of the lower part the last one, all others
the one between (安阳, 郑州). Both quotas are shares of all who are ranked.
"""

import numpy as np

from permu.engine.grading.pools import Ranking
from permu.engine.grading.queues import Flags
from permu.engine.rounding import Whole
from permu.method.model import Stage

BEST, BETWEEN, WORST = 0, 1, 2


def in_two_stages(ranking: Ranking) -> Whole:
    """Each ranked row's grade. The split counts all who are ranked, whoever fills the places."""
    grading, places = ranking.grading, ranking.by_score
    reached = places.reached(tied_to=grading.ties) <= ranking.splits()[places.pool]
    upper = reached[places.keys]
    by_rank: Whole = np.full(len(upper), BETWEEN)
    # From the other end: a tie that goes to the better grade stays out of the worst one.
    other = "worse" if grading.ties == "better" else "better"
    for grade, key, rows, tied_to in (
        (BEST, "key:best", upper, grading.ties),
        (WORST, "key:worst", ~upper, other),
    ):
        stage = grading.best if grade == BEST else grading.worst
        if stage:
            chosen = _chosen(ranking, stage, key, rows=rows, tied_to=tied_to)
            by_rank[np.flatnonzero(rows)[chosen]] = grade
    return by_rank


def _chosen(ranking: Ranking, stage: Stage, key: str, *, rows: Flags, tied_to: str) -> Flags:
    """Which of the rows the stage's quota reaches: by the key from its best, or from its worst."""
    order = ranking.part[key]
    places = ranking.queue(key, -order if key == "key:worst" else order, rows)
    reached: Flags = places.reached(tied_to=tied_to) <= ranking.quotas(stage)[places.pool]
    return reached[places.keys]
