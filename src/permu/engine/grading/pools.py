"""Those of a batch who stand in its pools' rankings, and the places that shares give there."""

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
        grading, sizes = self.grading, [int(size) for size in self.sizes]
        if grading.over == "pool":
            found = [cuts(grading, size) for size in sizes]
        else:
            found = [[] for _ in sizes]
            for pools in self.together():
                shared = cuts_of_pools(grading, [sizes[pool] for pool in pools])
                for pool, of_pool in zip(pools, shared, strict=True):
                    found[pool] = of_pool
        return np.array(found).reshape(len(sizes), len(grading.shares) - 1)

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
        for pools in self.together():
            of_pools = [sizes[pool] for pool in pools]
            total = quota(self.grading, sum(of_pools), stage.share)
            found[pools] = shared_out(total, of_pools, share=stage.share)
        return found

    def together(self) -> list[list[int]]:
        """The pools of each group, by their numbers."""
        found: dict[str, list[int]] = {}
        for pool, group in enumerate(self.batch.groups):
            found.setdefault(group.id, []).append(pool)
        return list(found.values())
