"""The measured whole numbers of each group's ranking: whom a benchmark counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import numpy as np
import polars as pl

from permu.engine.census import ALONE, Census
from permu.engine.indicators import counts, is_ranked
from permu.engine.means import Mean, Near, means, near_sum
from permu.engine.ratios import Ratio
from permu.engine.rows import Rows
from permu.method.model import Indicator

MOST_IN_64_BITS = 2**63
Sums = Mapping[tuple[int, str, str], int]
"""By place, indicator and figure; for no figure how many subjects."""
At = tuple[int, str]
"""A place and an indicator."""
Ends = tuple[Fraction, Fraction]


class Known:
    """The measured whole numbers of each group's ranking, this year's or last year's."""

    def __init__(
        self,
        indicators: Iterable[Indicator],
        table: pl.DataFrame,
        ratios: Mapping[str, Ratio],
        *,
        census: Census = ALONE,
    ) -> None:
        self.indicators = {each.id: each for each in indicators}
        self.ranked = table if table.select(is_ranked().all()).item() else table.filter(is_ranked())
        self.ratios = ratios
        self.census = census
        self.sums = census.total("sums", self._sums, _added)

    def subjects(self, indicator: Indicator, place: int) -> int:
        """How many of the group count."""
        return self.sums.get((place, indicator.id, ""), 0)

    def mean(self, indicator: Indicator, place: int) -> Fraction:
        """The mean that the group's sums make (`Ratio.mean`)."""
        ratio = self.ratios[indicator.id]
        sums = {name: self.sums.get((place, indicator.id, name), 0) for name in ratio.names}
        return ratio.mean(sums, self.subjects(indicator, place))

    @cached_property
    def ends(self) -> Mapping[At, Ends]:
        """The exact least and greatest value of each group, of the indicators that are judged by them."""
        return self.census.total("ends", lambda: dict(self._ends()), _furthest)

    @cached_property
    def means(self) -> Mapping[At, Mean]:
        """The mean of each group's values, of the indicators that are judged by it."""
        return means(self.census, lambda: dict(self._near()), self.values)

    def values(self, at: At) -> Iterator[Fraction]:
        """The exact values of those of a group who count for an indicator."""
        place, id_ = at
        return values_of(self._counted(self.indicators[id_], place), self.ratios[id_])

    def _sums(self) -> Sums:
        marks: dict[str, str] = {}
        sums: dict[str, pl.Expr] = {}
        for each in self.indicators.values():
            ratio = self.ratios[each.id]
            is_complete = self.ranked[f"known:{each.id}"].all() and each.otherwise is None
            # What the same subjects have is summed once: most often all have all.
            mark = marks[each.id] = "" if is_complete else each.id
            sums[f"{mark}:"] = pl.len() if is_complete else counts(each).sum()
            for name in ratio.names:
                wide = ratio.largest * len(self.ranked) >= MOST_IN_64_BITS
                column = (
                    pl.col(name) if is_complete else pl.when(counts(each)).then(name).otherwise(0)
                )
                sums[f"{mark}:{name}"] = (column.cast(pl.Int128) if wide else column).sum()
        named = [sum_.alias(name) for name, sum_ in sums.items()]
        found = self.ranked.lazy().group_by("place").agg(named).collect()
        return {
            (row["place"], id_, name): int(row[f"{mark}:{name}"])
            for row in found.iter_rows(named=True)
            for id_, mark in marks.items()
            for name in ("", *self.ratios[id_].names)
        }

    def _ends(self) -> Iterator[tuple[At, Ends]]:
        for at, rows in self._judged_by("best", "group_range"):
            ratio = self.ratios[at[1]]
            yield at, (_end(rows, ratio, last=False), _end(rows, ratio, last=True))

    def _near(self) -> Iterator[tuple[At, Near]]:
        for at, rows in self._judged_by("mean_of_values"):
            yield at, near_sum(self.ratios[at[1]].column(Rows(rows)), len(rows))

    def _judged_by(self, *kinds: str) -> Iterator[tuple[At, pl.DataFrame]]:
        """Each group and indicator judged by a benchmark of these kinds, and whom it counts: somebody."""
        places = sorted({place for place, _, _ in self.sums})
        for each in self.indicators.values():
            for place in places if each.benchmark.kind in kinds else ():
                rows = self._counted(each, place)
                if len(rows):
                    yield (place, each.id), rows

    def _counted(self, indicator: Indicator, place: int) -> pl.DataFrame:
        """What the ratio reads, of those of the group who count."""
        names = self.ratios[indicator.id].reads
        is_of = counts(indicator) & (pl.col("place") == place)
        return self.ranked.lazy().filter(is_of).select(names).collect()


def values_of(rows: pl.DataFrame, ratio: Ratio) -> Iterator[Fraction]:
    """The exact values of the rows that have one."""
    found = (ratio.exact(row) for row in rows.iter_rows(named=True))
    return (value for value in found if value is not None)


def _end(rows: pl.DataFrame, ratio: Ratio, *, last: bool) -> Fraction:
    """The exact least or greatest value: of the few that float64 cannot tell from the end, the exact one."""
    column = ratio.column(Rows(rows))
    near, error = np.asarray(column.value), np.broadcast_to(column.error, len(rows))
    at = int(near.argmax() if last else near.argmin())
    is_close = np.abs(near - near[at]) <= (error + error[at]) * (1 + 2.0**-20)
    exact = list(values_of(rows[np.flatnonzero(is_close)].unique(), ratio))
    return max(exact) if last else min(exact)


def _added(parts: Sequence[Sums]) -> Sums:
    found: dict[tuple[int, str, str], int] = {}
    for part in parts:
        for key, number in part.items():
            found[key] = found.get(key, 0) + number
    return found


def _furthest(parts: Sequence[Mapping[At, Ends]]) -> Mapping[At, Ends]:
    found: dict[At, Ends] = {}
    for part in parts:
        for at, (least, greatest) in part.items():
            low, high = found.get(at, (least, greatest))
            found[at] = min(low, least), max(high, greatest)
    return found


Base = Callable[[Indicator, int], tuple[Known, int]]
"""Who counts for an indicator's benchmark, and the place at which they stand there."""
