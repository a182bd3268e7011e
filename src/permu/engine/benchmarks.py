"""Benchmark values: printed by the notice, or worked out from the ranked group and then frozen (步骤7).

Whom a computed benchmark counts: the subjects of the group that stand in its ranking (held back,
ungraded, deferred and exempt ones do not) and have both numerator and denominator, the latter above
zero. A mean is Σ numerators ÷ Σ denominators of those same subjects, exactly; not the mean of ratios,
which is a kind of its own (`mean_of_values`). One subject makes a group: its own value is then the
mean, the best and both ends of the range. Where the notice keeps a benchmark to so many decimals, the
rounded one is the official one from then on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import polars as pl

from permu.engine.batches import Batch
from permu.engine.evaluation import BENCHMARK_COLUMNS
from permu.engine.indicators import counts, is_ranked
from permu.engine.means import mean_of
from permu.engine.points import lower_is_better
from permu.engine.pools import has_pools, value_of
from permu.engine.ratios import Ratio
from permu.engine.rows import Rows
from permu.engine.variants import all_variants
from permu.method.model import BenchmarkKind, Group, Indicator, Method
from permu.terms.refusal import Refused
from permu.terms.rounding import scaled

MOST_IN_64_BITS = 2**63
LONGEST: int = 10**1000


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


NOTHING = Benchmark(parts={}, subjects=None)
"""What a value that is compared with nothing is judged by."""


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


Judged = Mapping[str, Benchmark]
"""Benchmarks by indicator; one that nobody needs (no measured value in the group) is absent."""
Base = Callable[[Indicator, int], tuple[Known, int]]
"""Who counts for an indicator's benchmark, and the place at which they stand there."""


def benchmarks_of(batch: Batch, base: Base) -> list[Judged]:
    """Each indicator's benchmark, for each group of the batch.

    Raises:
        Refused: a benchmark that values are divided by is zero or negative.
    """
    return [_judged(group, place, base) for place, group in enumerate(batch.groups)]


def _judged(group: Group, place: int, base: Base) -> Judged:
    judged: dict[str, Benchmark] = {}
    for indicator in all_variants(group.indicators):
        benchmark = _benchmark(indicator, place, base)
        refuse_empty(group, indicator, benchmark)
        if benchmark is not None:
            refuse_unless_positive(group, indicator, benchmark)
            judged[indicator.id] = benchmark
    return judged


def refuse_empty(group: Group, indicator: Indicator, benchmark: Benchmark | None) -> None:
    """Refuse where last year's mean is asked for, and nobody gives one.

    Raises:
        Refused: so it is.
    """
    if benchmark is None and indicator.benchmark.kind == "last_group_mean":
        raise Refused("engine.earlier_empty", group=group.label, indicator=indicator.label)


def _benchmark(indicator: Indicator, place: int, base: Base) -> Benchmark | None:
    rule = indicator.benchmark
    if rule.kind == "none":
        return NOTHING
    if rule.kind == "published":
        return Benchmark(parts={"value": Fraction(rule.value or 0)}, subjects=None)
    known, at = base(indicator, place)
    subjects = known.subjects(indicator, at)
    if not subjects:
        return None
    parts = _KINDS[rule.kind](indicator, known, at)
    kept = {part: kept_as(indicator, number) for part, number in parts.items()}
    return Benchmark(parts=kept, subjects=subjects)


def kept_as(indicator: Indicator, number: Fraction) -> Fraction:
    """A worked-out benchmark to the precision at which the notice keeps it."""
    rule = indicator.benchmark
    if rule.decimals is None:
        return number
    return Fraction(scaled(number, rule.decimals, rounding=rule.rounding), 10**rule.decimals)


def refuse_unless_positive(group: Group, indicator: Indicator, benchmark: Benchmark) -> None:
    """By a benchmark of zero nothing can be judged; a negative one turns the order round."""
    if indicator.scoring not in ("min_max", "value") and benchmark.value <= 0:
        raise Refused(
            "engine.benchmark_not_positive",
            group=group.label,
            indicator=indicator.label,
            value=as_text(benchmark.value),
        )


Parts = Mapping[str, Fraction]


def _group_mean(indicator: Indicator, known: Known, place: int) -> Parts:
    """Factor × Σ numerator ÷ Σ denominator (M31)."""
    return {"value": Fraction(indicator.benchmark.factor) * known.mean(indicator, place)}


def _mean_of_values(indicator: Indicator, known: Known, place: int) -> Parts:
    """Factor × the mean of the subjects' values (M31): exact only where its rounding hangs on it."""
    rows, ratio = known.counted(indicator, place), known.ratios[indicator.id]
    factor = Fraction(indicator.benchmark.factor)
    mean = mean_of(ratio.column(Rows(rows)), len(rows), lambda: list(_values(rows, ratio)))
    if indicator.benchmark.decimals is None:
        refuse_unwritable(indicator, _values(rows, ratio))
        return {"value": factor * mean.exact}
    ends = [factor * end for end in mean.within()]
    is_sure = len({kept_as(indicator, end) for end in ends}) == 1
    return {"value": ends[0] if is_sure else factor * mean.exact}


def refuse_unwritable(indicator: Indicator, values: Iterable[Fraction]) -> None:
    """Of many subjects the exact mean is a fraction that nobody can write down, let alone publish.

    Raises:
        Refused: `mean_without_decimals`: the common denominator of the values has over 1,000 digits.
    """
    denominator = 1
    for value in values:
        denominator = lcm(denominator, value.denominator)
        if denominator > LONGEST:
            raise Refused("engine.mean_without_decimals", indicator=indicator.label)


def _values(rows: pl.DataFrame, ratio: Ratio) -> Iterator[Fraction]:
    found = (ratio.exact(row) for row in rows.iter_rows(named=True))
    return (value for value in found if value is not None)


def _best(indicator: Indicator, known: Known, place: int) -> Parts:
    """The best value in the group (M28): the least where lower is better."""
    parts = _group_range(indicator, known, place)
    return {"value": parts["least" if lower_is_better(indicator) else "greatest"]}


def _group_range(indicator: Indicator, known: Known, place: int) -> Parts:
    """The group's least and greatest value (M27)."""
    rows, ratio = known.counted(indicator, place), known.ratios[indicator.id]
    return {"least": _end(rows, ratio, last=False), "greatest": _end(rows, ratio, last=True)}


def _end(rows: pl.DataFrame, ratio: Ratio, *, last: bool) -> Fraction:
    """The exact least or greatest value: of the few that float64 cannot tell from the end, the exact one."""
    column = ratio.column(Rows(rows))
    near, error = np.asarray(column.value), np.broadcast_to(column.error, len(rows))
    at = int(near.argmax() if last else near.argmin())
    is_close = np.abs(near - near[at]) <= (error + error[at]) * (1 + 2.0**-20)
    exact = list(_values(rows[np.flatnonzero(is_close)].unique(), ratio))
    return max(exact) if last else min(exact)


_KINDS: dict[BenchmarkKind, Callable[[Indicator, Known, int], Parts]] = {
    "group_mean": _group_mean,
    "last_group_mean": _group_mean,
    "mean_of_values": _mean_of_values,
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


def benchmark_table(method: Method, groups: Iterable[tuple[Group, Judged]]) -> pl.DataFrame:
    """The benchmarks as a result: they are published, checked and never worked out again.

    Where some group of the method has pools, `pool` says whose benchmark it is.
    """
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
        for indicator in all_variants(group.indicators)
        if (benchmark := judged.get(indicator.id))
        for part, value in benchmark.parts.items()
    ]
    place: dict[str, pl.DataType] = {"group": pl.String(), "pool": pl.String()}
    columns = place | BENCHMARK_COLUMNS if has_pools(method) else BENCHMARK_COLUMNS
    return pl.DataFrame(rows, schema=columns)


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


def unjudged(group: Group) -> dict[str, Benchmark]:
    """What stands for a benchmark where values are compared with nothing: no table keeps it."""
    indicators = all_variants(group.indicators)
    return {each.id: NOTHING for each in indicators if each.benchmark.kind == "none"}
