"""A ranking group: its indicators, how points become a score, a rank, a grade, and what follows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from permu.method.model.conditions import EVERYBODY, Condition
from permu.method.model.indicators import Indicator
from permu.method.model.source import Source
from permu.terms.rounding import Rounding

AdjustmentKind = Literal[
    "bonus",  # `points` are added to the score
    "deduction",  # `points` are taken from it
    "direct",  # the grade is `grade`
    "ceiling",  # no better than `grade`
    "floor",  # no worse than `grade`
    "lift",  # `steps` grades better, but no better than `grade` where one is given (M40)
    "drop",  # `steps` grades worse, but no worse than `grade` where one is given
    "veto",  # the grade is `grade`, whatever stands above or below; the score stays visible
]

MeasureKind = Literal[
    "per_unit",  # rate × item: 0.3 元/kWh × electricity
    "share_of",  # percent of item: 100 % of the urban land-use tax
    "sum",  # `rate` yuan, whatever the subject's figures: a subsidy, an award
    "cut",  # `rate` percent less of a quota: energy, emissions; no money
    "text",  # a consequence without an amount: may not bid for industrial land
]


@dataclass(frozen=True, kw_only=True)
class ScoreRule:
    """How points add up to a score. `decimals` None: the score is not rounded before ranking."""

    decimals: int | None
    rounding: Rounding
    bonus_cap: Decimal | None = None
    source: Source


GradingKind = Literal[
    "shares",  # quotas of one ranking by score
    "two_stage",  # the score splits the group; each half is ranked anew by another key (安阳, 郑州; M43)
    "thresholds",  # the score reaches a number (M47)
    "rules",  # the first of the ordered conditions that holds (浙江 2016: by substance)
]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The second ranking of a half: by the sum of some indicators' points, or by one figure.

    `share` is percent of all who are ranked, not of the half.
    """

    by_points: tuple[str, ...] = ()  # ids of indicators
    by_figure: str = ""  # an item, definition or indicator's value
    lower_is_better: bool = False
    share: Decimal
    source: Source


@dataclass(frozen=True, kw_only=True)
class GradeRule:
    """One row of `rules`: who gets this grade."""

    grade: str
    when: Condition
    source: Source


@dataclass(frozen=True, kw_only=True)
class Grading:
    """How a group's grades are cut, best first.

    `shares`: each grade's quota is cut at its cumulative share. A subject gets the best grade whose
    cumulative quota, `rounding(n × share)`, its rank reaches; with `bounds` = `exclusive` its rank
    must stay below n × share. `ties` says whether a tie across a cut goes wholly to the better or
    the worse grade. `quota` says whether vetoed and directly graded subjects stand in the ranking
    that is cut; `refilled`: they count in n, and the next in rank take their places.
    `over` = `all_pools`: where the group is ranked pool by pool (`Group.each`), the quota is cut of
    all pools together and shared out by largest remainder.

    `two_stage`: `split` percent of the ranking by score are the upper part; `best` of it get the
    first grade, `worst` of the lower part the last one, all others the one between (three grades).

    `thresholds`: `at_least` are the scores from which each grade but the last begins.
    """

    kind: GradingKind = "shares"
    grades: tuple[str, ...]
    shares: tuple[Decimal, ...] = ()  # percent, adding up to 100
    rounding: Rounding = "half_up"
    bounds: Literal["inclusive", "exclusive"] = "inclusive"
    ties: Literal["better", "worse"] = "better"
    quota: Literal["before_adjustments", "after_adjustments", "refilled"] = "before_adjustments"
    over: Literal["pool", "all_pools"] = "pool"
    split: Decimal = Decimal(50)  # two_stage: percent
    best: Stage | None = None
    worst: Stage | None = None
    at_least: tuple[Decimal, ...] = ()  # thresholds: points, falling
    rules: tuple[GradeRule, ...] = ()
    precedence: tuple[
        AdjustmentKind, ...
    ] = ()  # of the rules that bind a grade; empty: as in the file, vetoes last
    source: Source


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """A rule that changes points or the grade. They run in the order of the file; each hit is reported.

    Of bonuses or deductions of one `class_` the highest counts alone (马鞍山: 同类不重复加分).
    With `count` the points are those of `tiers`, one for each whole unit of that figure, the last
    tier for all further ones: tiers 10, 5 and a count of 3 make 20 (温岭). `most` caps them.
    `unless` names adjustments: where one of them is hit, this one binds nothing (昌乐: the veto
    beats the floor).
    """

    id: str
    label: str
    kind: AdjustmentKind
    when: Condition
    points: Decimal = Decimal(0)
    class_: str = ""
    count: str = ""  # an item or definition: cases, tenants
    tiers: tuple[Decimal, ...] = ()
    most: Decimal | None = None
    grade: str = ""
    steps: int = 1  # lift, drop
    unless: tuple[str, ...] = ()
    source: Source


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list that stands beside the grades, cut by absolute bounds: 低效用地企业名单 (M47)."""

    id: str
    label: str
    when: Condition
    source: Source


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A consequence of a grade: never without its legal basis, never tied to tax paid.

    `when` narrows it, most often by the grades of the years before (海宁: 连续三年 D 类; M49).
    """

    id: str
    label: str
    kind: MeasureKind
    grades: tuple[str, ...]
    when: Condition = EVERYBODY
    item: str = ""
    rate: Decimal = Decimal(0)  # per unit of the item in `unit`; percent for share_of
    unit: str = ""  # of the rate, such as yuan/kwh; yuan for share_of
    gives: bool  # True: relief for the enterprise; False: a charge on it
    refund: str = ""  # a charge: when it is given back, in the notice's words (慈溪: 返还奖励)
    basis: str  # the law or document that allows it
    starts_on: date | None = None
    ends_on: date | None = None
    source: Source


@dataclass(frozen=True, kw_only=True)
class Group:
    """One ranking group. Subjects fall into the first group of the file whose condition holds.

    With `each` it is one ranking (pool) for every value of that text: a park, a cluster, a sector.
    `grading` None: the text known to us does not say how grades are cut, and none is given.
    """

    id: str
    label: str
    when: Condition
    each: str = ""
    indicators: tuple[Indicator, ...]
    score: ScoreRule
    grading: Grading | None
    adjustments: tuple[Adjustment, ...] = ()
    measures: tuple[Measure, ...] = ()
    lists: tuple[Listing, ...] = ()
    source: Source
