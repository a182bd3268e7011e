"""Benchmark values, as an indicator writes them: `{ kind = "published", value = 24.097, clause = "第四条" }`."""

from decimal import Decimal
from typing import Literal, get_args

from permu.method.model import Benchmark, BenchmarkKind, ScoringKind, Source
from permu.method.reading.book import Book, read_source
from permu.method.reading.tables import Table
from permu.terms.rounding import Rounding

SUMS: tuple[BenchmarkKind, ...] = ("group_mean", "last_group_mean")
MEANS: tuple[BenchmarkKind, ...] = (*SUMS, "mean_of_values")
ALONE: dict[ScoringKind, BenchmarkKind] = {"min_max": "group_range", "value": "none"}
"""The kinds of scoring that take one kind of benchmark only, which no other takes."""


KEYS: dict[str, tuple[BenchmarkKind, ...]] = {
    "value": ("published",),
    "factor": MEANS,
    "pool": MEANS,
    "decimals": (*MEANS, "best"),
    "rounding": (*MEANS, "best"),
}
"""The keys that only some kinds have."""


def read_benchmark(table: Table, book: Book, scoring: ScoringKind, change: str) -> Benchmark:
    """The `benchmark` of an indicator, or of what stands in its place."""
    inner = table.table("benchmark")
    if inner is None:
        return Benchmark(kind="unknown", source=Source())
    kind: BenchmarkKind = inner.choice("kind", get_args(BenchmarkKind))
    inner.only_for(kind, KEYS)
    value = inner.number("value") if kind == "published" else None
    factor = inner.number("factor", Decimal(1)) if kind in MEANS else Decimal(1)
    for key, number in (("value", value), ("factor", factor)):
        if number is not None and number <= 0:
            inner.fault("not_positive", key, value=number)
    if kind == "unknown":
        needs_row(inner, book, "kind")
    elif ALONE.get(scoring, "") != (kind if kind in ALONE.values() else ""):
        inner.fault("scoring_benchmark", "kind", scoring=scoring, kind=kind)
    elif kind in SUMS and change != "none":
        inner.fault("mean_of_change", "kind", kind=kind)
    decimals, rounding = _precision(inner, kind)
    benchmark = Benchmark(
        kind=kind,
        value=value,
        factor=factor or Decimal(1),
        pool=_pool(inner, kind),
        decimals=decimals,
        rounding=rounding,
        source=read_source(inner, book),
    )
    inner.close()
    return benchmark


def needs_row(table: Table, book: Book, key: str) -> None:
    """A fault where something is unknown and no `[[unknown]]` row says that points stop there."""
    if "points" not in book.stops:
        table.fault("unknown_points", key)


def _pool(inner: Table, kind: BenchmarkKind) -> Literal["group", "all"]:
    return inner.choice("pool", ("group", "all"), default="group") if kind in MEANS else "group"


def _precision(inner: Table, kind: BenchmarkKind) -> tuple[int | None, Rounding]:
    """The decimals to which a worked-out value is kept, and how it is rounded to them."""
    if kind not in (*MEANS, "best") or not inner.has("decimals"):
        return None, "half_up"
    decimals = inner.integer("decimals", range(13))
    rounding: Rounding = inner.choice("rounding", get_args(Rounding), default="half_up")
    return decimals, rounding
