"""The least effort that succeeds, of many at once: a ladder of efforts to bracket it, then halving."""

from collections.abc import Callable

import numpy as np

from permu.engine.arithmetic import Places
from permu.engine.grading.queues import Flags
from permu.engine.rounding import Whole

Succeeds = Callable[[Places, Whole], Flags]
"""Whether some of the seekers, by their numbers, succeed with these efforts."""


def least(succeeds: Succeeds, ladder: Whole) -> Whole:
    """For each seeker an effort that succeeds while one less does not; 0 where no rung of its ladder succeeds.

    Where more effort is never worse it is the least of all.

    Args:
        succeeds: asked of ever fewer seekers; with no effort (0) nobody succeeds.
        ladder: one row a rung, one column a seeker; rungs never fall.
    """
    low, high = np.zeros(ladder.shape[1], np.int64), np.zeros(ladder.shape[1], np.int64)
    seeking: Places = np.arange(ladder.shape[1])

    def tried(effort: Whole) -> Flags:
        found = succeeds(seeking, effort)
        high[seeking[found]], low[seeking[~found]] = effort[found], effort[~found]
        return found

    for rung in ladder:
        seeking = seeking[~tried(rung[seeking])]
    while (seeking := np.flatnonzero(high - low > 1)).size:
        tried(low[seeking] + (high[seeking] - low[seeking]) // 2)
    return high
