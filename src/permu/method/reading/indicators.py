"""Indicators, as a group file writes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from permu.method.model import Change, Indicator, MissingOf, ScoringKind, Source, WhenMissing
from permu.method.reading.benchmarks import needs_row, read_benchmark
from permu.method.reading.book import Book, dimension, fit, read_source, read_unit, unit_of
from permu.method.reading.tables import Table

UNKNOWN = "unknown"


def read_indicator(table: Table, book: Book) -> Indicator:
    """One `[[indicator]]` table."""
    scoring: ScoringKind = table.choice("scoring", get_args(ScoringKind), default="to_benchmark")
    change: Change = table.choice("change", get_args(Change), default="none")
    ratio = _ratio(table, book, change)
    missing = _when_missing(table, book)
    cap, floor = _bounds(table)
    if scoring == "reciprocal" and cap is None:
        table.fault("reciprocal_without_cap", "scoring")
    if scoring == "reciprocal" and change != "none":
        table.fault("reciprocal_of_change", "scoring")
    if scoring == "value" and (cap, floor) != (None, None):
        table.fault("ranked_bounds", "floor" if cap is None else "cap")
    indicator = Indicator(
        id=table.identifier(),
        label=table.text("label"),
        numerator=ratio.numerator,
        denominator=ratio.denominator,
        unit=ratio.unit,
        weight=_weight(table, book),
        change=change,
        scoring=scoring,
        benchmark=read_benchmark(table, book, scoring, change),
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
    indicator = replace(indicator, otherwise=_otherwise(table, book, indicator))
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


@dataclass(frozen=True)
class _Ratio:
    numerator: str
    denominator: str
    unit: str


def _ratio(table: Table, book: Book, change: Change) -> _Ratio:
    """The ratio with its unit; how far one moved is a fraction, whatever the ratio's own unit is."""
    numerator, denominator = read_ratio(table)
    unit = read_unit(table)
    if change == "none":
        fit_ratio(table, book, unit, (numerator, denominator))
    else:
        fit_ratio(table, book, "", (numerator, denominator))
        if unit and dimension(unit) != "ratio":
            table.fault("change_unit", "unit", unit=unit)
    return _Ratio(numerator, denominator, unit)


def _otherwise(table: Table, book: Book, one: Indicator) -> Indicator | None:
    """The same indicator by another ratio, for subjects whose denominator is not known."""
    inner = table.optional_table("otherwise")
    if inner is None:
        return None
    ratio = _ratio(inner, book, one.change)
    if one.scoring == "value":
        table.fault("otherwise_ranked", "otherwise")
    elif not one.denominator or ratio.denominator == one.denominator:
        table.fault("otherwise_never", "otherwise", name=one.denominator or one.numerator)
    other = replace(
        one,
        numerator=ratio.numerator,
        denominator=ratio.denominator,
        unit=ratio.unit,
        benchmark=read_benchmark(inner, book, one.scoring, one.change),
        source=read_source(inner, book),
    )
    inner.close()
    return other


def _weight(table: Table, book: Book) -> Decimal | None:
    if table.has("weight") and table.values["weight"] == UNKNOWN:
        needs_row(table, book, "weight")
        return None
    weight = table.number("weight")
    if weight is not None and not 0 < weight <= 100:
        table.fault("weight_range", "weight", value=weight)
    return weight


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
