"""Indicators, and what they are judged against."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from permu.method.model.source import Source
from permu.terms.rounding import Rounding

ScoringKind = Literal[
    "to_benchmark",  # weight × value ÷ benchmark (M25, M28 with a `best` benchmark)
    "inverse",  # weight × (2 − value ÷ benchmark): lower is better, nothing from twice the benchmark (M29)
    "reciprocal",  # weight × benchmark ÷ value: lower is better; always with a cap, which a value of zero gets (M20)
    "value",  # the value itself, for a ranking without a score; the group's only indicator (M30)
    "min_max",  # weight × (low + (high − low) × (value − min) ÷ (max − min)) ÷ 100 (M27)
]

BenchmarkKind = Literal[
    "published",  # the notice prints it
    "group_mean",  # factor × Σ numerator ÷ Σ denominator over the ranked group, this year
    "last_group_mean",  # factor × the same over last year's facts (M31: 淮安 ≈ 2 ×)
    "mean_of_values",  # factor × the mean of the subjects' values, this year
    "best",  # the best value in the group (M28)
    "group_range",  # the group's least and greatest value (M27)
    "none",  # nothing is compared: scoring `value`
    "unknown",  # the text known to us does not print it: points cannot be worked out
]

WhenMissing = Literal[
    "hold",  # the subject waits for the figure (deferred): the notice says nothing of it
    "zero",  # 0 points
    "mean_points",  # the mean of the group's points for this indicator (黄岩)
    "penalty",  # `penalty` points, as the notice says (X2: −3)
    "reweight",  # the other indicators carry its weight: their points × Σ weights ÷ Σ their weights
]

Change = Literal[
    "none",  # the ratio itself
    "rise",  # this year's ratio ÷ last year's − 1 (M21)
    "fall",  # 1 − this year's ratio ÷ last year's (X2: lower energy intensity)
]

MissingOf = Literal[
    "either",  # `when_missing` speaks of either part of the ratio
    "numerator",  # only of the numerator; without a denominator the subject waits (样例县 第六条: 未提供研发费用的)
]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A benchmark value (基准值) in the indicator's unit, or how it is worked out and then frozen."""

    kind: BenchmarkKind
    value: Decimal | None = None  # published
    factor: Decimal = Decimal(1)  # the means
    pool: Literal["group", "all"] = (
        "group"  # whom a mean is of: the ranking group, or every group of the method
    )
    decimals: int | None = (
        None  # the precision to which a worked-out benchmark is kept; None: exact
    )
    rounding: Rounding = "half_up"
    source: Source


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: a ratio of two facts (or one fact alone), judged against a benchmark value.

    `numerator` and `denominator` are items of `items.toml` or definitions of this method.
    With `change` the value is how far this year's ratio moved from last year's, as a fraction.
    `otherwise` is judged in its place where the denominator is not known (淮安: 单位能耗或单位用电税收);
    it has the same id and weight, and its own ratio, unit and benchmark.
    `cap` and `floor` bound the points, as multiples of the weight. `when_missing` also decides
    for a denominator of zero; `when_negative` for points below zero where no floor is stated.
    """

    id: str
    label: str
    numerator: str
    denominator: str = ""
    unit: str
    weight: Decimal | None  # in points of 100; None: the text known to us does not print it
    change: Change = "none"
    scoring: ScoringKind = "to_benchmark"
    benchmark: Benchmark
    band: tuple[Decimal, Decimal] = (Decimal(0), Decimal(100))  # min_max
    cap: Decimal | None = None
    floor: Decimal | None = None
    when_missing: WhenMissing = "hold"
    missing_of: MissingOf = "either"
    when_negative: Literal["hold", "keep"] = "hold"
    penalty: Decimal = Decimal(0)
    decimals: int = 4  # shown to people; nothing is computed from the shown value
    otherwise: "Indicator | None" = None
    source: Source
    missing_source: Source
