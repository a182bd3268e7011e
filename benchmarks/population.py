"""A million synthetic subjects in thirty industries with six indicators, and the method that judges them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.task import FIGURES, INDUSTRIES, RATIOS, SHARES
from permu.method.model import (
    Benchmark,
    Condition,
    Grading,
    Group,
    Indicator,
    Method,
    ScoreRule,
    Source,
)  # fmt: skip
from permu.terms.facts import Facts, no_cells


def write(path: Path, subjects: int) -> None:
    """Write the population as one Parquet file: whole numbers of the items' scale, log-normal."""
    random = np.random.default_rng(2025)
    columns: dict[str, pl.Series] = {"subject": pl.Series([f"S{n:07}" for n in range(subjects)])}
    columns["cluster"] = pl.Series(INDUSTRIES).gather(
        random.integers(0, 30, subjects).astype(np.uint32)
    )
    for name in FIGURES:
        size = 1e4 if name == "average_staff" else 1e8
        columns[name] = pl.Series((random.lognormal(0, 0.8, subjects) * size).astype(np.int64) + 1)
    pl.DataFrame(columns).write_parquet(path)


def facts(path: Path) -> Facts:
    """The population as facts."""
    return Facts(table=pl.read_parquet(path), cells=no_cells(), year=2025, as_of=date(2026, 2, 28))


def method() -> Method:
    """Thirty groups, six indicators judged by the group's mean, capped at 1.5, four grades."""
    here = Source("第一条")
    indicators = tuple(
        Indicator(
            id=id_, label=id_, numerator=numerator, denominator=denominator, unit=unit, weight=Decimal(weight),
            benchmark=Benchmark(kind="group_mean", source=here), cap=Decimal("1.5"), floor=Decimal(0),
            source=here, missing_source=here,
        )
        for id_, (numerator, denominator, unit, weight) in RATIOS.items()
    )  # fmt: skip
    grading = Grading(
        grades=("A", "B", "C", "D"), shares=tuple(map(Decimal, SHARES)), rounding="half_up", ties="better",
        quota="before_adjustments", source=here,
    )  # fmt: skip
    groups = tuple(
        Group(
            id=name, label=name, when=Condition(kind="one_of", item="cluster", codes=(name,)), indicators=indicators,
            score=ScoreRule(decimals=2, rounding="half_up", source=here), grading=grading, source=here,
        )
        for name in INDUSTRIES
    )  # fmt: skip
    return Method(
        id="bench", title="基准测试（虚构）", place="990101", place_label="样例县", year=2025, published=None, document="",
        address="", status="synthetic", is_trial=False, is_mirror=False, unknown=(), definitions=(), scope=(),
        groups=groups, digest="0" * 64,
    )  # fmt: skip
