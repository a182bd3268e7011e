"""A ranking group: its indicators, how points become a score, a rank, a grade, and what follows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from permu.method.model.conditions import Condition
from permu.method.model.indicators import Indicator
from permu.method.model.source import Source
from permu.terms.rounding import Rounding

AdjustmentKind = Literal[
    "bonus",  # `points` are added to the score
    "deduction",  # `points` are taken from it
    "direct",  # the grade is `grade`
    "ceiling",  # no better than `grade`
    "floor",  # no worse than `grade`
    "veto",  # the grade is `grade`, whatever stands above or below; the score stays visible
]

MeasureKind = Literal[
    "per_unit",  # rate × item: 0.3 元/kWh × electricity
    "share_of",  # percent of item: 100 % of the urban land-use tax
    "text",  # a consequence without an amount: may not bid for industrial land
]


@dataclass(frozen=True, kw_only=True)
class ScoreRule:
    """How points add up to a score. `decimals` None: the score is not rounded before ranking."""

    decimals: int | None
    rounding: Rounding
    bonus_cap: Decimal | None = None
    source: Source


@dataclass(frozen=True, kw_only=True)
class Grading:
    """Grades by shares of the ranking, best first; each grade's quota is cut at its cumulative share.

    A subject gets the best grade whose cumulative quota, `rounding(n × share)`, its rank reaches;
    `ties` says whether a tie across a cut goes wholly to the better or the worse grade. `quota`
    says whether vetoed and directly graded subjects stand in the ranking that is cut.
    """

    grades: tuple[str, ...]
    shares: tuple[Decimal, ...]  # percent, adding up to 100
    rounding: Rounding
    ties: Literal["better", "worse"]
    quota: Literal["before_adjustments", "after_adjustments"]
    source: Source


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """A rule that changes points or the grade. They run in the order of the file; each hit is reported."""

    id: str
    label: str
    kind: AdjustmentKind
    when: Condition
    points: Decimal = Decimal(0)
    grade: str = ""
    source: Source


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A consequence of a grade: never without its legal basis, never tied to tax paid."""

    id: str
    label: str
    kind: MeasureKind
    grades: tuple[str, ...]
    item: str = ""
    rate: Decimal = Decimal(0)  # per unit of the item in `unit`; percent for share_of
    unit: str = ""  # of the rate, such as yuan/kwh; yuan for share_of
    gives: bool  # True: relief for the enterprise; False: a charge on it
    basis: str  # the law or document that allows it
    starts_on: date | None = None
    ends_on: date | None = None
    source: Source


@dataclass(frozen=True, kw_only=True)
class Group:
    """One ranking group. Subjects fall into the first group of the file whose condition holds.

    `grading` None: the text known to us does not say how grades are cut, and none is given.
    """

    id: str
    label: str
    when: Condition
    indicators: tuple[Indicator, ...]
    score: ScoreRule
    grading: Grading | None
    adjustments: tuple[Adjustment, ...] = ()
    measures: tuple[Measure, ...] = ()
    source: Source
