"""Benchmark values: printed by the notice, or worked out from the ranked group and then frozen (步骤7).

Whom a computed benchmark counts: the subjects of the group that stand in its ranking (held back,
ungraded, deferred and exempt ones do not) and have both numerator and denominator, the latter above
zero. A mean is Σ numerators ÷ Σ denominators of those same subjects, exactly; not the mean of ratios.
One subject makes a group: its own value is then the mean, the best and both ends of the range.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from permu.engine.arithmetic import SLACK, UNIT_ROUNDOFF
from permu.engine.evaluation import BENCHMARK_COLUMNS
from permu.engine.indicators import is_ranked, known
from permu.engine.ratios import Ratio
from permu.method.model import BenchmarkKind, Group, Indicator
from permu.terms.refusal import Refused

PARTS = ("value", "least", "greatest")


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
    """The measured whole numbers of a group's ranking, this year's or last year's."""

    def __init__(self, group: Group, table: pl.DataFrame, ratios: Mapping[str, Ratio]) -> None:
        self.table = table
        self.ratios = ratios
        sums = []
        for each in group.indicators:
            counts = is_ranked() & known(each)
            sums.append(counts.sum().alias(f"{each.id}:subjects"))
            sums.append(_sum(ratios[each.id].numerator, counts).alias(f"{each.id}:above"))
            if below := ratios[each.id].denominator:
                sums.append(_sum(below, counts).alias(f"{each.id}:below"))
        self.sums = table.select(sums).row(0, named=True)

    def subjects(self, indicator: Indicator) -> int:
        """How many count."""
        return int(self.sums[f"{indicator.id}:subjects"])

    def mean(self, indicator: Indicator) -> Fraction:
        """Σ numerator ÷ Σ denominator; of one figure alone the mean."""
        below = self.sums.get(f"{indicator.id}:below", self.subjects(indicator))
        return (
            Fraction(self.sums[f"{indicator.id}:above"], below) * self.ratios[indicator.id].factor
        )

    def pairs(self, indicator: Indicator) -> pl.DataFrame:
        """The two columns of the ratio, of those who count."""
        ratio = self.ratios[indicator.id]
        counts = is_ranked() & known(indicator)
        columns = {ratio.numerator, ratio.denominator} - {""}
        return self.table.lazy().filter(counts).select(columns).collect()


def _sum(name: str, counts: pl.Expr) -> pl.Expr:
    """Σ of whole numbers where `counts`, in 128 bits."""
    return pl.when(counts).then(pl.col(name)).otherwise(0).cast(pl.Int128).sum()


Judged = Mapping[str, Benchmark]
"""Benchmarks by indicator; one that nobody needs (no measured value in the group) is absent."""


def benchmarks_of(
    group: Group,
    table: pl.DataFrame,
    ratios: Mapping[str, Ratio],
    *,
    last_year: tuple[pl.DataFrame, Mapping[str, Ratio]] | None,
) -> Judged:
    """Each indicator's benchmark for this group.

    Raises:
        Refused: a benchmark that values are divided by is zero or negative.
    """
    judged: dict[str, Benchmark] = {}
    now = Known(group, table, ratios)
    past = Known(group, *last_year) if last_year else now
    for indicator in group.indicators:
        kind = indicator.benchmark.kind
        base = past if kind == "last_group_mean" else now
        is_known = kind == "published" or base.subjects(indicator) > 0
        benchmark = _KINDS[kind](indicator, base) if is_known else None
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


def _published(indicator: Indicator, _: Known) -> Benchmark:
    value = Fraction(indicator.benchmark.value or 0)
    return Benchmark(parts={"value": value}, subjects=None)


def _group_mean(indicator: Indicator, base: Known) -> Benchmark:
    """Factor × Σ numerator ÷ Σ denominator (M31)."""
    mean = Fraction(indicator.benchmark.factor) * base.mean(indicator)
    return Benchmark(parts={"value": mean}, subjects=base.subjects(indicator))


def _best(indicator: Indicator, base: Known) -> Benchmark:
    """The best value in the group (M28): the least where lower is better."""
    found = _group_range(indicator, base)
    best = found.least if indicator.scoring == "inverse" else found.greatest
    return Benchmark(parts={"value": best}, subjects=found.subjects)


def _group_range(indicator: Indicator, base: Known) -> Benchmark:
    """The group's least and greatest value (M27)."""
    pairs, ratio = base.pairs(indicator), base.ratios[indicator.id]
    parts = {"least": _end(pairs, ratio, last=False), "greatest": _end(pairs, ratio, last=True)}
    return Benchmark(parts=parts, subjects=len(pairs))


def _end(pairs: pl.DataFrame, ratio: Ratio, *, last: bool) -> Fraction:
    """The exact least or greatest ratio: of the few that float64 cannot tell from the end, the exact one."""
    column = ratio.column(pl.lit(value=True))
    near = pairs.with_columns(near=column.value)
    end = near["near"].max() if last else near["near"].min()
    reach = abs(float(end)) * 2 * (column.steps + 1) * UNIT_ROUNDOFF * SLACK  # type: ignore[arg-type]
    close = near.filter((pl.col("near") - end).abs() <= reach).drop("near").unique()
    exact = [
        ratio.exact(row[ratio.numerator], row.get(ratio.denominator))
        for row in close.iter_rows(named=True)
    ]
    return max(exact) if last else min(exact)


_KINDS: dict[BenchmarkKind, Callable[[Indicator, Known], Benchmark]] = {
    "published": _published,
    "group_mean": _group_mean,
    "last_group_mean": _group_mean,
    "best": _best,
    "group_range": _group_range,
}


def as_text(value: Fraction) -> str:
    """Exactly: as a decimal where it has an end, else as a fraction such as 1024/37."""
    bottom = value.denominator
    places = 0
    while bottom % 10 == 0:
        bottom, places = bottom // 10, places + 1
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom, places = bottom // prime, places + 1
    if bottom != 1:
        return f"{value.numerator}/{value.denominator}"
    whole = value * 10**places
    digits = f"{abs(whole.numerator):0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"-{text}" if value < 0 else text


def benchmark_table(groups: Iterable[tuple[Group, Judged]]) -> pl.DataFrame:
    """The benchmarks as a result: they are published, checked and never worked out again."""
    rows = [
        {
            "group": group.id,
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
    return pl.DataFrame(rows, schema=BENCHMARK_COLUMNS)


def benchmarks_from(table: pl.DataFrame) -> dict[str, dict[str, Benchmark]]:
    """The benchmarks of a result, by group and indicator."""
    found: dict[str, dict[str, Benchmark]] = {}
    for row in table.iter_rows(named=True):
        of_group = found.setdefault(row["group"], {})
        parts = {row["part"]: Fraction(row["value"])}
        if row["indicator"] in of_group:
            parts = {**of_group[row["indicator"]].parts, **parts}
        of_group[row["indicator"]] = Benchmark(parts=parts, subjects=row["subjects"])
    return found
