"""Who passed whom in a ranking, between two evaluations."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.comparing import Comparison

Place = tuple[str, str]
NOWHERE = 2**40
"""The rank of who stands in no ranking: behind everybody."""


@dataclass(frozen=True)
class Ranking:
    """One ranking, of a group or a pool: who stands in it on either side. A unit stands there once, as its head."""

    subjects: npt.NDArray[np.object_]
    before: npt.NDArray[np.int64]
    after: npt.NDArray[np.int64]

    def passed_by(self, old: int, new: int) -> list[str]:
        """Who was not ahead of a subject that moves from one rank to the other, and now is; best first."""
        return self._ordered((self.before >= old) & (self.after < new), self.after)

    def passes(self, old: int, new: int) -> list[str]:
        """Who was ahead of the subject and is not any more, or stands there no more; best first."""
        return self._ordered((self.before < old) & (self.after >= new), self.before)

    def _ordered(self, chosen: npt.NDArray[np.bool_], by: npt.NDArray[np.int64]) -> list[str]:
        at = np.flatnonzero(chosen)
        return list(self.subjects[at[np.argsort(by[at], kind="stable")]])


def rankings(found: Comparison) -> dict[Place, Ranking]:
    """Every ranking of either evaluation, by group and pool (empty where it has none)."""
    old, new = (_ranked(evaluation.table) for evaluation in found.evaluations)
    both = old.join(
        new, on=["group", "pool", "subject"], how="full", coalesce=True, suffix=":after"
    )
    both = both.with_columns(pl.col("rank", "rank:after").fill_null(NOWHERE)).sort("subject")
    return {
        (group, pool): Ranking(
            rows["subject"].to_numpy(), rows["rank"].to_numpy(), rows["rank:after"].to_numpy()
        )
        for (group, pool), rows in both.group_by("group", "pool")
    }


def _ranked(table: pl.DataFrame) -> pl.DataFrame:
    ranked = table.filter(pl.col("rank").is_not_null())
    if "unit" in table.columns:
        ranked = ranked.filter(pl.col("unit").is_null() | (pl.col("unit") == pl.col("subject")))
    # Polars joins nothing to null: a group without pools has the empty one.
    pool = pl.col("pool").fill_null("") if "pool" in table.columns else pl.lit("")
    return ranked.select("subject", "group", pool.alias("pool"), "rank")
