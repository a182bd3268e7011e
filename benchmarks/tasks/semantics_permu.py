"""What Permu answers to the hostile tables: its points, or who waits for what, or why it refuses."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl

from benchmarks.hostile import CASES, Row
from benchmarks.population import method
from permu.engine import evaluate
from permu.intake.found import At
from permu.intake.found import Source as Sheet
from permu.intake.grid import Cell
from permu.intake.profiles import Column
from permu.intake.readings import Reader
from permu.intake.recognise import Placed
from permu.method.model import Benchmark, Condition, Indicator, Method, Source
from permu.terms.facts import Facts, no_cells
from permu.terms.items import item
from permu.terms.refusal import Refused

HERE, ITEMS = Source("第一条"), ("evaluated_tax", "total_profit")


def rules(kind: str) -> Method:
    """One group, two indicators of 50 points: by the group's mean, or by its range."""
    (given, *_) = method().groups
    is_band = kind == "band"
    benchmark = Benchmark(kind="group_range" if is_band else "group_mean", source=HERE)
    indicators = tuple(
        Indicator(
            id=name, label=item(name).label, numerator=name, unit=item(name).unit, weight=Decimal(50),
            scoring="min_max" if is_band else "to_benchmark", benchmark=benchmark,
            cap=None if is_band else Decimal("1.5"), source=HERE, missing_source=HERE,
        )
        for name in ITEMS
    )  # fmt: skip
    everybody = Condition(kind="always")
    group = replace(given, id="all", label="全部", when=everybody, indicators=indicators)
    return replace(method(), groups=(group,))


def facts(rows: list[Row]) -> Facts:
    """The table as facts: a number that a cell cannot hold is held, as the reading of workbooks holds it."""
    subjects = [f"S{n}" for n in range(len(rows))]
    columns, held = {"subject": pl.Series(subjects)}, []
    for name, values in zip(ITEMS, zip(*rows, strict=True), strict=True):
        figures = [None if value is None else read(str(value), name) for value in values]
        columns[name] = pl.Series(figures, dtype=pl.Int64)
        held += [
            {"subject": subject, "item": name, "status": "held", "raw": str(value)}
            for subject, value, number in zip(subjects, values, figures, strict=True)
            if value is not None and number is None
        ]
    cells = pl.concat([no_cells(), pl.DataFrame(held)], how="diagonal") if held else no_cells()
    return Facts(table=pl.DataFrame(columns), cells=cells, year=2025, as_of=date(2026, 2, 28))


def read(text: str, name: str) -> int | None:
    """What the reading of workbooks makes of a cell; None where it holds the figure back."""
    unit = item(name).unit
    column = Column(id=name, item=name, headers=(name,), kind="figure", unit=unit, negative="asked")
    sheet = Sheet(file="", sha256="", sheet="", provider="", findings=[])
    found = Reader(sheet, date(2026, 2, 28)).read(
        Placed(column, 1, column.unit), Cell("t", text), At(row=1, column=1)
    )
    return None if found.status == "held" else found.value


def answer(kind: str, rows: list[Row]) -> str:
    try:
        found = evaluate(rules(kind), facts(rows)).table
    except Refused as refused:
        return f"refused: {refused.text('en')}"
    held = found.filter(pl.col("state") == "deferred")
    said = "; ".join(f"{row['subject']} waits ({row['state_rule']})" for row in held.to_dicts())
    if len(held) == len(found):
        return said
    scores = " ".join("–" if s is None else f"{s / 10**6:.6g}" for s in found["score"])
    ranks = " ".join("–" if r is None else str(r) for r in found["rank"])
    return f"{scores}; ranks {ranks}" + (f"; {said}" if said else "")


print(
    json.dumps(
        {"answers": {name: answer(*case) for name, case in CASES.items()}}, ensure_ascii=False
    )
)
