"""The measured whole numbers of each group's ranking: whom a benchmark counts."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import polars as pl

from permu.engine.indicators import counts, is_ranked
from permu.engine.ratios import Ratio
from permu.method.model import Indicator

MOST_IN_64_BITS = 2**63


class Known:
    """The measured whole numbers of each group's ranking, this year's or last year's."""

    def __init__(
        self, indicators: Iterable[Indicator], table: pl.DataFrame, ratios: Mapping[str, Ratio]
    ) -> None:
        self.ranked = table if table.select(is_ranked().all()).item() else table.filter(is_ranked())
        self.ratios = ratios
        self.marks: dict[str, str] = {}
        sums: dict[str, pl.Expr] = {}
        for each in indicators:
            ratio = ratios[each.id]
            is_complete = self.ranked[f"known:{each.id}"].all() and each.otherwise is None
            # What the same subjects have is summed once: most often all have all.
            mark = self.marks[each.id] = "" if is_complete else each.id
            sums[f"{mark}:"] = pl.len() if is_complete else counts(each).sum()
            for name in ratio.names:
                wide = ratio.largest * len(table) >= MOST_IN_64_BITS
                column = (
                    pl.col(name) if is_complete else pl.when(counts(each)).then(name).otherwise(0)
                )
                sums[f"{mark}:{name}"] = (column.cast(pl.Int128) if wide else column).sum()
        named = [sum_.alias(name) for name, sum_ in sums.items()]
        found = self.ranked.lazy().group_by("place").agg(named).collect()
        self.sums = {row["place"]: row for row in found.iter_rows(named=True)}

    def subjects(self, indicator: Indicator, place: int) -> int:
        """How many of the group count."""
        return self._sum(indicator, place, "")

    def mean(self, indicator: Indicator, place: int) -> Fraction:
        """The mean that the group's sums make (`Ratio.mean`)."""
        ratio = self.ratios[indicator.id]
        sums = {name: self._sum(indicator, place, name) for name in ratio.names}
        return ratio.mean(sums, self.subjects(indicator, place))

    def _sum(self, indicator: Indicator, place: int, name: str) -> int:
        """The sum of a figure, or for `` the number of subjects."""
        row = self.sums.get(place)
        return int(row[f"{self.marks[indicator.id]}:{name}"]) if row else 0

    def counted(self, indicator: Indicator, place: int) -> pl.DataFrame:
        """What the ratio reads, of those of the group who count."""
        names = self.ratios[indicator.id].reads
        is_of = counts(indicator) & (pl.col("place") == place)
        return self.ranked.lazy().filter(is_of).select(names).collect()


Base = Callable[[Indicator, int], tuple[Known, int]]
"""Who counts for an indicator's benchmark, and the place at which they stand there."""
