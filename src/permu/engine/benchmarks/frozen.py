"""Benchmark values once they are worked out: they are published, checked, and never worked out again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from permu.engine.evaluation import BENCHMARK_COLUMNS
from permu.engine.pools import has_pools, value_of
from permu.engine.variants import all_variants
from permu.method.model import Group, Method


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


Judged = Mapping[str, Benchmark]
"""Benchmarks by indicator; one that nobody needs (no measured value in the group) is absent."""


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
