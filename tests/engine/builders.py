"""Small methods and facts for the engine's tests, written as the notice would say them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from permu.method.model import (
    Adjustment,
    Benchmark,
    Condition,
    Definition,
    Grading,
    Group,
    Indicator,
    Measure,
    Method,
    Scope,
    ScoreRule,
    Source,
    Unknown,
)  # fmt: skip
from permu.terms.facts import CELLS, COLUMN_TYPES, Facts, no_cells
from permu.terms.holdings import HOLDINGS, SCALE
from permu.terms.items import item

CLAUSE = Source("第一条")
EVERYBODY = Condition(kind="always")


def indicator(id_: str = "tax_per_mu", **changes: Any) -> Indicator:
    """Tax per mu: 100 points at 20 (10,000 yuan a mu), unless `changes` say otherwise."""
    said: dict[str, Any] = {
        "id": id_, "label": f"指标{id_}", "numerator": "evaluated_tax", "denominator": "land_area",
        "unit": "10k_yuan/mu", "weight": Decimal(100), "benchmark": published(20),
        "source": CLAUSE, "missing_source": CLAUSE,
    }  # fmt: skip
    return Indicator(**(said | changes))


def published(value: object) -> Benchmark:
    return Benchmark(kind="published", value=Decimal(str(value)), source=CLAUSE)


def benchmark(kind: Any, factor: object = 1, **changes: Any) -> Benchmark:
    return Benchmark(kind=kind, factor=Decimal(str(factor)), source=CLAUSE, **changes)


def grading(**changes: Any) -> Grading:
    said: dict[str, Any] = {
        "grades": ("A", "B", "C", "D"), "shares": tuple(map(Decimal, (20, 45, 30, 5))),
        "rounding": "half_up", "ties": "better", "quota": "before_adjustments", "source": CLAUSE,
    }  # fmt: skip
    return Grading(**(said | changes))


def rule(**changes: Any) -> ScoreRule:
    said: dict[str, Any] = {"decimals": 2, "rounding": "half_up", "source": CLAUSE}
    return ScoreRule(**(said | changes))


def group(*indicators: Indicator, **changes: Any) -> Group:
    said: dict[str, Any] = {
        "id": "all", "label": "全部企业", "when": EVERYBODY, "indicators": indicators or (indicator(),),
        "score": rule(), "grading": grading(), "source": CLAUSE,
    }  # fmt: skip
    return Group(**(said | changes))


def adjustment(id_: str, kind: Any, **changes: Any) -> Adjustment:
    """Hit where the flag `is_high_tech` is set, unless `when` says otherwise."""
    said: dict[str, Any] = {
        "id": id_, "label": f"调整{id_}", "kind": kind, "source": CLAUSE,
        "when": Condition(kind="is", item="is_high_tech"),
    }  # fmt: skip
    return Adjustment(**(said | changes))


def measure(id_: str = "power", **changes: Any) -> Measure:
    said: dict[str, Any] = {
        "id": id_, "label": "用电加价", "kind": "per_unit", "grades": ("D",), "item": "electricity",
        "rate": Decimal("0.3"), "unit": "yuan/kwh", "gives": False, "basis": "第十一条", "source": CLAUSE,
    }  # fmt: skip
    return Measure(**(said | changes))


def scope(id_: str, state: Any, when: Condition, managed_as: str = "") -> Scope:
    return Scope(id=id_, label=id_, state=state, when=when, managed_as=managed_as, source=CLAUSE)


def definition(id_: str, *plus: str, **changes: Any) -> Definition:
    said: dict[str, Any] = {
        "id": id_, "label": f"口径{id_}", "plus": plus, "unit": "10k_yuan", "source": CLAUSE,
    }  # fmt: skip
    return Definition(**(said | changes))


def method(*groups: Group, **changes: Any) -> Method:
    said: dict[str, Any] = {
        "id": "test", "title": "测试办法（虚构）", "place": "990101", "place_label": "样例县", "year": 2025,
        "published": date(2026, 3, 1), "document": "办法", "address": "notice.md", "status": "synthetic",
        "is_trial": False, "is_mirror": False, "unknown": (), "definitions": (), "scope": (),
        "groups": groups or (group(),), "digest": "0" * 64,
    }  # fmt: skip
    return Method(**(said | changes))


def unknown(what: str) -> Unknown:
    return Unknown(what=what, stops="nothing")


def facts(rows: Mapping[str, Mapping[str, object]] | Sequence[Mapping[str, object]]) -> Facts:
    """Facts of these subjects; numbers in the item's own unit, as an official would write them."""
    if not isinstance(rows, Mapping):
        rows = {f"S{number:04}": row for number, row in enumerate(rows, start=1)}
    names = sorted({name for row in rows.values() for name in row})
    columns: dict[str, pl.Series] = {"subject": pl.Series(list(rows), dtype=pl.String)}
    for name in names:
        found = item(name)
        values = [row.get(name) for row in rows.values()]
        if found.kind == "number":
            values = [None if v is None else found.whole(Decimal(str(v))) for v in values]
        columns[name] = pl.Series(values, dtype=COLUMN_TYPES[found.kind])
    return Facts(table=pl.DataFrame(columns), cells=no_cells(), year=2025, as_of=date(2026, 2, 28))


def taxed(*taxes: object, land: object = 1) -> Facts:
    """Subjects S0001… with these taxes (10,000 yuan) on `land` mu each."""
    return facts([{"evaluated_tax": tax, "land_area": land} for tax in taxes])


def holding_rows(*rows: tuple[str, str, str, object, object]) -> pl.DataFrame:
    """A ledger of parcels: subject, parcel, role, land (mu) and floor (m²) as an official would write them."""

    def whole(area: object) -> int | None:
        return None if area is None else int(Decimal(str(area)).scaleb(SCALE))

    kept = [(*row[:3], whole(row[3]), whole(row[4])) for row in rows]
    return pl.DataFrame(kept, schema=HOLDINGS, orient="row")


def with_holdings(given: Facts, *rows: tuple[str, str, str, object, object]) -> Facts:
    """The facts with a ledger of parcels."""
    return replace(given, holdings=holding_rows(*rows))


def with_held(given: Facts, *pairs: tuple[str, str]) -> Facts:
    """The facts, of which these (subject, item) pairs wait for a person."""
    cells = [
        dict.fromkeys(CELLS, "")
        | {"subject": subject, "item": item_id, "status": "held", "as_of": None}
        for subject, item_id in pairs
    ]
    return replace(given, cells=pl.DataFrame(cells, schema=CELLS))
