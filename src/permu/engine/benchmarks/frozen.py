"""Benchmark values once they are worked out: they are published, checked, and never worked out again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import polars as pl

from permu.engine.evaluation import BENCHMARK_COLUMNS
from permu.engine.pools import has_pools, value_of
from permu.engine.variants import all_variants, other_id
from permu.method import model
from permu.method.model import BenchmarkKind, Group, Indicator, Method


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
            "kind": kind_of(indicator.benchmark),
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


Frozen = Mapping[tuple[str, str | None], Judged]
"""The benchmarks of an evaluation, by group and pool: what `benchmarks_from` reads."""

NONE_FROZEN: Frozen = {}


@dataclass(frozen=True, kw_only=True)
class FrozenRule(model.Benchmark):
    """A benchmark that was worked out once, and is from then on as good as printed (步骤7).

    `was` says how it was worked out, `parts` and `subjects` what came out.
    """

    was: BenchmarkKind
    parts: tuple[tuple[str, Fraction], ...]
    subjects: int | None


def frozen_in(method: Method, frozen: Frozen) -> Method:
    """The method, its pools in place, with those benchmarks for its own; one that nobody froze is worked out."""
    if not frozen:
        return method
    groups = [
        _frozen_group(each, frozen.get((each.id, value_of(each)), {})) for each in method.groups
    ]
    return replace(method, groups=tuple(groups))


def _frozen_group(group: Group, judged: Judged) -> Group:
    indicators = (_frozen_indicator(each, each.id, judged) for each in group.indicators)
    return replace(group, indicators=tuple(indicators))


def _frozen_indicator(indicator: Indicator, id_: str, judged: Judged) -> Indicator:
    rule, known = indicator.benchmark, judged.get(id_)
    if known and rule.kind != "published":
        parts = tuple(known.parts.items())
        rule = FrozenRule(
            kind="published",
            was=rule.kind,
            parts=parts,
            subjects=known.subjects,
            source=rule.source,
        )
    other = indicator.otherwise and _frozen_indicator(
        indicator.otherwise, other_id(indicator), judged
    )
    return replace(indicator, benchmark=rule, otherwise=other)


def stated(rule: model.Benchmark) -> Benchmark | None:
    """The benchmark where nothing is to be worked out: none is asked for, it is printed, or it is frozen."""
    if rule.kind == "none":
        return NOTHING
    if isinstance(rule, FrozenRule):
        return Benchmark(parts=dict(rule.parts), subjects=rule.subjects)
    if rule.kind == "published":
        return Benchmark(parts={"value": Fraction(rule.value or 0)}, subjects=None)
    return None


def kind_of(rule: model.Benchmark) -> BenchmarkKind:
    """How the method comes by the benchmark, also where it has been frozen since."""
    return rule.was if isinstance(rule, FrozenRule) else rule.kind
