"""Those of a batch who stand in its pools' rankings, and the places that shares give there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from permu.engine.batches import Batch
from permu.engine.census import Census
from permu.engine.grading.queues import Flags, Queue, queue
from permu.engine.grading.quotas import cuts, cuts_of_pools, quota, shared_out
from permu.engine.rounding import Whole
from permu.method.model import Grading, Stage


@dataclass(frozen=True)
class Ranking:
    """`part` are the ranked rows, `sizes` how many stand in each pool, `fills` who takes a place (None: all)."""

    batch: Batch
    grading: Grading
    part: pl.DataFrame
    sizes: Whole
    fills: Flags | None
    by_score: Queue
    census: Census

    def filled(self) -> Queue:
        """The order of scores, of those who take places."""
        if self.fills is None:
            return self.by_score
        order = self.part["order"]
        census = self.census.within("filled")
        return queue(self.part, order, pools=len(self.sizes), fills=self.fills, census=census)

    def queue(self, key: str, order: pl.Series, rows: Flags) -> Queue:
        """Some of the rows in another order, by a key of that name."""
        census = self.census.within(key)
        fills = None if self.fills is None else self.fills[rows]
        part, order = self.part.filter(rows), order.filter(rows)
        return queue(part, order, pools=len(self.sizes), fills=fills, census=census)

    def ends(self) -> Whole:
        """Each pool's cuts: the last place of every grade but the worst."""
        found = ends_of(self.batch, self.grading, self.sizes.tolist())
        return np.array(found).reshape(len(self.sizes), len(self.grading.shares) - 1)

    def splits(self) -> Whole:
        """Each pool's upper part, for a grading in two stages."""
        sizes = [int(size) for size in self.sizes]
        return np.array([quota(self.grading, size, self.grading.split) for size in sizes])

    def quotas(self, stage: Stage) -> Whole:
        """Each pool's places for a second ranking: a share of all who are ranked."""
        sizes = [int(size) for size in self.sizes]
        if self.grading.over == "pool":
            return np.array([quota(self.grading, size, stage.share) for size in sizes])
        found = np.zeros(len(sizes), np.int64)
        for pools in _together(self.batch):
            of_pools = [sizes[pool] for pool in pools]
            total = quota(self.grading, sum(of_pools), stage.share)
            found[pools] = shared_out(total, of_pools, share=stage.share)
        return found


def ends_of(batch: Batch, grading: Grading, sizes: Sequence[int]) -> list[list[int]]:
    """The cuts that shares make in each pool of a batch, where so many stand in it."""
    if grading.over == "pool":
        return [cuts(grading, size) for size in sizes]
    found: list[list[int]] = [[] for _ in sizes]
    for pools in _together(batch):
        shared = cuts_of_pools(grading, [sizes[pool] for pool in pools])
        for pool, ends in zip(pools, shared, strict=True):
            found[pool] = ends
    return found


def _together(batch: Batch) -> list[list[int]]:
    """The pools of each group, by their numbers."""
    found: dict[str, list[int]] = {}
    for pool, group in enumerate(batch.groups):
        found.setdefault(group.id, []).append(pool)
    return list(found.values())
