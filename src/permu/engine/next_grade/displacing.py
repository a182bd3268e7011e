"""Whom a subject that rises would displace: who holds the last place of a grade that one more has passed."""

import numpy as np
import polars as pl

from permu.engine.adjustments import bound
from permu.engine.grading.queues import Flags
from permu.engine.next_grade.trials import Trials
from permu.engine.rows import Rows


def displaced(trials: Trials, table: pl.DataFrame) -> list[tuple[int, ...]]:
    """For each row of `Trials.graded` the rows of its `base` that lose a grade because this one passes them.

    Also those it leaves: who shared the last place of its own grade with it then stands one place lower.
    """
    found: list[tuple[int, ...]] = [()] * len(table)
    cuts = trials.standing.cuts
    if cuts is None or not len(table):
        return found
    places, score = Rows(table).places, trials.scores(table)
    before = table["before"].to_numpy()
    own = [trials.base["row"].index_of(row) for row in table["row"]]
    leaves = trials.rule.grading is not None and trials.rule.grading.ties == "better"
    for number in range(len(trials.grades) - 1):
        past = trials.reached(table, score, [of[number].past for of in cuts], places)
        for index in np.flatnonzero(past & (before >= number)):
            those = cuts[places[index]][number].falls
            if before[index] > number or (leaves and own[index] in those):
                found[index] += those
    falls = _falls(trials)
    return [
        tuple(each for each in dict.fromkeys(of) if falls[each] and each != mover)
        for of, mover in zip(found, own, strict=True)
    ]


def _falls(trials: Trials) -> Flags:
    """Whether each row of `base` would have a worse grade, one place down, after all rules that bind it."""
    lower = (pl.col("by_rank") + 1).clip(upper_bound=len(trials.grades) - 1)
    worse = bound(trials.rule, lower, trials.grades) > pl.col("grade_code")
    return trials.base.select(worse.fill_null(value=False)).to_series().to_numpy()
