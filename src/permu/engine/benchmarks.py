"""Benchmark values: printed by the notice, or worked out from the ranked group and then frozen (步骤7).

Whom a computed benchmark counts: the subjects of the group that stand in its ranking (held back,
ungraded, deferred and exempt ones do not) and have both numerator and denominator, the latter above
zero. A mean is Σ numerators ÷ Σ denominators of those same subjects, exactly; not the mean of ratios.
One subject makes a group: its own value is then the mean, the best and both ends of the range.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from permu.engine.arithmetic import SLACK, UNIT_ROUNDOFF
from permu.engine.batches import Batch
from permu.engine.evaluation import BENCHMARK_COLUMNS
from permu.engine.indicators import is_ranked, known
from permu.engine.pools import value_of
from permu.engine.ratios import Ratio, Rows
from permu.method.model import BenchmarkKind, Group, Indicator
from permu.terms.refusal import Refused

MOST_IN_64_BITS = 2**63


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """What values are judged against, in the indicator's unit. `subjects` None: the notice prints it."""

    parts: Mapping[str, Fraction]
    subjects: int | None

    @property
    def value(self) -> Fraction:
        """The benchmark value (基准值)."""
        return self.parts["value"]

    @property
    def least(self) -> Fraction:
        """The lower end of a range."""
        return self.parts["least"]

    @property
    def greatest(self) -> Fraction:
        """The upper end of a range."""
        return self.parts["greatest"]


class Known:
    """The measured whole numbers of each group's ranking, this year's or last year's."""

    def __init__(self, batch: Batch, table: pl.DataFrame, ratios: Mapping[str, Ratio]) -> None:
        self.ranked = table if table.select(is_ranked().all()).item() else table.filter(is_ranked())
        self.ratios = ratios
        sums: dict[str, pl.Expr] = {}
        for each in batch.indicators:
            ratio = ratios[each.id]
            is_complete = self.ranked[f"known:{each.id}"].all()
            counts = pl.lit(value=True) if is_complete else known(each)
            # What the same subjects have is summed once: most often all have all.
            mark = "" if is_complete else each.id
            sums[f"{mark}:"] = pl.len() if is_complete else counts.sum()
            for name in filter(None, (ratio.numerator, ratio.denominator)):
                wide = ratio.largest * len(table) >= MOST_IN_64_BITS
                column = pl.col(name) if is_complete else pl.when(counts).then(name).otherwise(0)
                sums[f"{mark}:{name}"] = (column.cast(pl.Int128) if wide else column).sum()
        self.marks = {
            each.id: "" if f"{each.id}:" not in sums else each.id for each in batch.indicators
        }
        named = [sum_.alias(name) for name, sum_ in sums.items()]
        found = self.ranked.lazy().group_by("place").agg(named).collect()
        self.sums = {row["place"]: row for row in found.iter_rows(named=True)}

    def subjects(self, indicator: Indicator, place: int) -> int:
        """How many of the group count."""
        return self._sum(indicator, place, "")

    def mean(self, indicator: Indicator, place: int) -> Fraction:
        """Σ numerator ÷ Σ denominator; of one figure alone the mean."""
        ratio = self.ratios[indicator.id]
        above, below = (
            self._sum(indicator, place, name) for name in (ratio.numerator, ratio.denominator)
        )
        return Fraction(above, below) * ratio.factor

    def _sum(self, indicator: Indicator, place: int, name: str) -> int:
        """The sum of a figure, or for `` the number of subjects."""
        row = self.sums.get(place)
        return int(row[f"{self.marks[indicator.id]}:{name}"]) if row else 0

    def pairs(self, indicator: Indicator, place: int) -> pl.DataFrame:
        """The two columns of the ratio, of those of the group who count."""
        ratio = self.ratios[indicator.id]
        columns = {ratio.numerator, ratio.denominator} - {""}
        counts = known(indicator) & (pl.col("place") == place)
        return self.ranked.lazy().filter(counts).select(columns).collect()


Judged = Mapping[str, Benchmark]
"""Benchmarks by indicator; one that nobody needs (no measured value in the group) is absent."""


def benchmarks_of(
    batch: Batch,
    table: pl.DataFrame,
    ratios: Mapping[str, Ratio],
    *,
    last_year: tuple[pl.DataFrame, Mapping[str, Ratio]] | None,
) -> list[Judged]:
    """Each indicator's benchmark, for each group of the batch.

    Raises:
        Refused: a benchmark that values are divided by is zero or negative.
    """
    now = Known(batch, table, ratios)
    past = Known(batch, *last_year) if last_year else now
    return [_judged(group, place, now, past) for place, group in enumerate(batch.groups)]


def _judged(group: Group, place: int, now: Known, past: Known) -> Judged:
    judged: dict[str, Benchmark] = {}
    for indicator in group.indicators:
        kind = indicator.benchmark.kind
        base = past if kind == "last_group_mean" else now
        is_known = kind == "published" or base.subjects(indicator, place) > 0
        benchmark = _KINDS[kind](indicator, base, place) if is_known else None
        if benchmark is None and indicator.benchmark.kind == "last_group_mean":
            raise Refused("engine.earlier_empty", group=group.label, indicator=indicator.label)
        if benchmark is not None:
            refuse_unless_positive(group, indicator, benchmark)
            judged[indicator.id] = benchmark
    return judged


def refuse_unless_positive(group: Group, indicator: Indicator, benchmark: Benchmark) -> None:
    """Values are divided by the benchmark: zero has no answer, a negative one turns the order round."""
    if indicator.scoring != "min_max" and benchmark.value <= 0:
        raise Refused(
            "engine.benchmark_not_positive",
            group=group.label,
            indicator=indicator.label,
            value=as_text(benchmark.value),
        )


def _published(indicator: Indicator, _: Known, __: int) -> Benchmark:
    value = Fraction(indicator.benchmark.value or 0)
    return Benchmark(parts={"value": value}, subjects=None)


def _group_mean(indicator: Indicator, base: Known, place: int) -> Benchmark:
    """Factor × Σ numerator ÷ Σ denominator (M31)."""
    mean = Fraction(indicator.benchmark.factor) * base.mean(indicator, place)
    return Benchmark(parts={"value": mean}, subjects=base.subjects(indicator, place))


def _best(indicator: Indicator, base: Known, place: int) -> Benchmark:
    """The best value in the group (M28): the least where lower is better."""
    found = _group_range(indicator, base, place)
    best = found.least if indicator.scoring == "inverse" else found.greatest
    return Benchmark(parts={"value": best}, subjects=found.subjects)


def _group_range(indicator: Indicator, base: Known, place: int) -> Benchmark:
    """The group's least and greatest value (M27)."""
    pairs, ratio = base.pairs(indicator, place), base.ratios[indicator.id]
    parts = {"least": _end(pairs, ratio, last=False), "greatest": _end(pairs, ratio, last=True)}
    return Benchmark(parts=parts, subjects=len(pairs))


def _end(pairs: pl.DataFrame, ratio: Ratio, *, last: bool) -> Fraction:
    """The exact least or greatest ratio: of the few that float64 cannot tell from the end, the exact one."""
    column = ratio.column(Rows(pairs))
    near = np.asarray(column.value)
    end = near.max() if last else near.min()
    reach = abs(end) * 2 * (column.steps + 1) * UNIT_ROUNDOFF * SLACK
    close = pairs[np.flatnonzero(np.abs(near - end) <= reach)].unique()
    exact = [
        ratio.exact(row[ratio.numerator], row.get(ratio.denominator))
        for row in close.iter_rows(named=True)
    ]
    return max(exact) if last else min(exact)


_KINDS: dict[BenchmarkKind, Callable[[Indicator, Known, int], Benchmark]] = {
    "published": _published,
    "group_mean": _group_mean,
    "last_group_mean": _group_mean,
    "best": _best,
    "group_range": _group_range,
}


def as_text(value: Fraction) -> str:
    """Exactly: as a decimal where it has an end, else as a fraction such as 1024/37."""
    bottom = value.denominator
    twos = (bottom & -bottom).bit_length() - 1
    rest, fives = bottom >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{bottom}"
    places = max(twos, fives)
    digits = f"{abs(value.numerator) * 10**places // bottom:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{text}" if value < 0 else text


def benchmark_table(groups: Iterable[tuple[Group, Judged]]) -> pl.DataFrame:
    """The benchmarks as a result: they are published, checked and never worked out again.

    Where some group has pools, `pool` says whose benchmark it is.
    """
    groups = list(groups)
    rows = [
        {
            "group": group.id,
            "pool": value_of(group),
            "indicator": indicator.id,
            "kind": indicator.benchmark.kind,
            "part": part,
            "value": as_text(value),
            "subjects": benchmark.subjects,
        }
        for group, judged in groups
        for indicator in group.indicators
        if (benchmark := judged.get(indicator.id))
        for part, value in benchmark.parts.items()
    ]
    has_pools = any(value_of(group) is not None for group, _ in groups)
    place: dict[str, pl.DataType] = {"group": pl.String(), "pool": pl.String()}
    return pl.DataFrame(rows, schema=place | BENCHMARK_COLUMNS if has_pools else BENCHMARK_COLUMNS)


def benchmarks_from(table: pl.DataFrame) -> dict[tuple[str, str | None], dict[str, Benchmark]]:
    """The benchmarks of a result, by group and pool (None where it has none), then by indicator."""
    found: dict[tuple[str, str | None], dict[str, Benchmark]] = {}
    for row in table.iter_rows(named=True):
        of_group = found.setdefault((row["group"], row.get("pool")), {})
        parts = {row["part"]: Fraction(row["value"])}
        if row["indicator"] in of_group:
            parts = {**of_group[row["indicator"]].parts, **parts}
        of_group[row["indicator"]] = Benchmark(parts=parts, subjects=row["subjects"])
    return found
