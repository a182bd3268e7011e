"""Indicators, as a group file writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from permu.method.model import (
    Benchmark,
    BenchmarkKind,
    Indicator,
    MissingOf,
    ScoringKind,
    Source,
    WhenMissing,
)
from permu.method.reading.book import Book, fit, read_source, read_unit, unit_of
from permu.method.reading.tables import Table

MEANS = ("group_mean", "last_group_mean")
UNKNOWN = "unknown"


def read_indicator(table: Table, book: Book) -> Indicator:
    """One `[[indicator]]` table."""
    scoring: ScoringKind = table.choice("scoring", get_args(ScoringKind), default="to_benchmark")
    numerator, denominator = read_ratio(table)
    unit = read_unit(table)
    fit_ratio(table, book, unit, (numerator, denominator))
    missing = _when_missing(table, book)
    cap, floor = _bounds(table)
    indicator = Indicator(
        id=table.identifier(),
        label=table.text("label"),
        numerator=numerator,
        denominator=denominator,
        unit=unit,
        weight=_weight(table, book),
        scoring=scoring,
        benchmark=_benchmark(table, book, scoring),
        band=_band(table) if scoring == "min_max" else (Decimal(0), Decimal(100)),
        cap=cap,
        floor=floor,
        when_missing=missing.kind,
        missing_of=missing.of,
        when_negative=table.choice("when_negative", ("hold", "keep"), default="hold"),
        penalty=missing.penalty,
        decimals=table.integer("decimals", range(7), default=4),
        source=read_source(table, book),
        missing_source=missing.source,
    )
    table.close()
    return indicator


def read_ratio(table: Table) -> tuple[str, str]:
    """The numerator and, where `ratio` names two, the denominator."""
    names = table.texts("ratio")
    if len(names) > 2:
        table.fault("ratio_of_two", "ratio", count=len(names))
    return names[0] if names else "", names[1] if len(names) > 1 else ""


def fit_ratio(table: Table, book: Book, unit: str, names: Sequence[str]) -> None:
    """A fault where the unit is not the one that the names of the ratio make."""
    units = [unit_of(table, book, "ratio", name) for name in names if name]
    if units and None not in units:
        fit(table, unit, "/".join(one for one in units if one))


def _weight(table: Table, book: Book) -> Decimal | None:
    if table.has("weight") and table.values["weight"] == UNKNOWN:
        _needs_row(table, book, "weight")
        return None
    weight = table.number("weight")
    if weight is not None and not 0 < weight <= 100:
        table.fault("weight_range", "weight", value=weight)
    return weight


def _needs_row(table: Table, book: Book, key: str) -> None:
    if "points" not in book.stops:
        table.fault("unknown_points", key)


def _benchmark(table: Table, book: Book, scoring: ScoringKind) -> Benchmark:
    inner = table.table("benchmark")
    if inner is None:
        return Benchmark(kind="unknown", source=Source())
    kind: BenchmarkKind = inner.choice("kind", get_args(BenchmarkKind))
    value = inner.number("value") if kind == "published" else None
    factor = inner.number("factor", Decimal(1)) if kind in MEANS else Decimal(1)
    for key, number in (("value", value), ("factor", factor)):
        if number is not None and number <= 0:
            inner.fault("not_positive", key, value=number)
    if kind == UNKNOWN:
        _needs_row(inner, book, "kind")
    elif (scoring == "min_max") != (kind == "group_range"):
        inner.fault("scoring_benchmark", "kind", scoring=scoring, kind=kind)
    source = read_source(inner, book)
    inner.close()
    return Benchmark(kind=kind, value=value, factor=factor or Decimal(1), source=source)


def _band(table: Table) -> tuple[Decimal, Decimal]:
    if not table.has("band"):
        return Decimal(0), Decimal(100)
    band = table.numbers("band")
    if len(band) != 2 or not 0 <= band[0] < band[1] <= 100:
        table.fault("band_order", "band")
        return Decimal(0), Decimal(100)
    return band[0], band[1]


def _bounds(table: Table) -> tuple[Decimal | None, Decimal | None]:
    cap, floor = table.optional_number("cap"), table.optional_number("floor")
    if cap is not None and cap <= 0:
        table.fault("not_positive", "cap", value=cap)
    elif cap is not None and floor is not None and cap < floor:
        table.fault("cap_below_floor", "cap", cap=cap, floor=floor)
    return cap, floor


@dataclass(frozen=True, kw_only=True)
class _Missing:
    kind: WhenMissing = "hold"
    of: MissingOf = "either"
    penalty: Decimal = Decimal(0)
    source: Source


def _when_missing(table: Table, book: Book) -> _Missing:
    inner = table.table("when_missing")
    if inner is None:
        return _Missing(source=Source())
    kind: WhenMissing = inner.choice("kind", get_args(WhenMissing))
    penalty = inner.number("penalty") if kind == "penalty" else Decimal(0)
    if penalty is not None and penalty > 0:
        inner.fault("penalty_sign", "penalty", value=penalty)
    missing = _Missing(
        kind=kind,
        of=inner.choice("of", get_args(MissingOf), default="either"),
        penalty=penalty or Decimal(0),
        source=read_source(inner, book),
    )
    inner.close()
    return missing
