"""The working sheet (工作底稿) of one subject: every figure's way from the cell to the grade.

Values only, worked out exactly by `engine.explain`; `documents` and the office's pages lay them out.
Texts are sentences for a person in the language asked for.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Where a figure was read: a cell of a sheet of a file as it was received."""

    file: str
    sheet: str
    cell: str
    raw: str
    unit: str
    provider: str
    sha256: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact, or one the method composes of `parts` (then `sign` says + or − for each part)."""

    item: str
    label: str
    value: Decimal | None
    unit: str
    sign: str = ""
    cells: tuple[Cell, ...] = ()
    parts: tuple["FactLine", ...] = ()
    note: str = ""  # why it is missing, or assumed


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """By what right a figure of the sheet is here: who gave it, what it means, under which law, for what, as of when."""

    label: str
    provider: str
    definition: str
    origin: str
    purpose: str
    as_of: date


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One indicator: what was divided by what, judged against what, worth how many points."""

    id: str
    label: str
    unit: str
    numerator: FactLine  # of a change this year's ratio, and below it last year's
    denominator: FactLine | None
    value: str  # as shown, with the indicator's decimals; "—" where missing
    benchmark: str
    benchmark_note: str  # published, or how it was worked out
    weight: Decimal
    formula: str  # 30 × 26.5060 ÷ 24.097
    points: Decimal | None
    points_note: str  # capped, floored, the group's mean for a missing figure …
    clause: str
    is_assumed: bool
    change: str = "none"  # rise, fall: the value is how far the one ratio moved from the other


@dataclass(frozen=True, kw_only=True)
class RuleLine:
    """An adjustment or scope rule that was hit: what it says, what it changed, by which clause.

    `is_unsure`: a fact is missing, so nobody knows whether it holds; it changed nothing.
    """

    id: str
    label: str
    kind: str
    effect: str
    took_effect: bool
    is_unsure: bool = False
    clause: str
    is_assumed: bool
    facts: tuple[FactLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """A consequence: its amount in yuan (None: no amount), how it was worked out, its legal basis."""

    id: str
    label: str
    amount: Decimal | None
    formula: str
    gives: bool
    basis: str


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One figure that reaches the next grade, alone or with the others; numbers as shown, rounded so that they still do."""

    item: str
    label: str
    unit: str
    before: str
    after: str
    difference: str  # with its sign
    share: str  # of what it is; "—" where that is nothing
    needed: Decimal  # exactly: the least, or most, that reaches it
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class WayLines:
    """The way to the next better grade with everybody else and the benchmarks as they are, in sentences."""

    next: str
    title: str  # 怎样升到 B 类
    lead: str  # how far it is, or why nothing can be worked out
    head: str = ""  # any one of the steps is enough, or all are needed
    steps: tuple[StepLine, ...] = ()
    notes: tuple[str, ...] = ()  # all figures together, what does not reach it, whom it displaces
    basis: str  # what was taken as given


@dataclass(frozen=True, kw_only=True)
class WorkingSheet:
    """Everything one enterprise may ask about its result, and nothing about anybody else's."""

    subject: str
    name: str
    about: tuple[tuple[str, str], ...]  # (label, text): 乡镇, 园区, 行业 …
    year: int
    method_title: str
    method_document: str
    method_address: str
    is_synthetic: bool
    state: str
    state_label: str
    state_reason: str
    group_label: str
    indicators: tuple[IndicatorLine, ...]
    base_score: Decimal | None
    bonus: Decimal | None
    score: Decimal | None
    score_rule: str  # how the score was rounded, by which clause
    rank: int | None
    ranked: int | None
    grade_by_rank: str
    grade: str
    grade_label: str = ""  # its full name (优先发展类), where the method gives one
    grade_color: str = ""  # of the method's palette, where it gives one
    grade_rule: str  # shares, cut, ties, by which clause
    rules: tuple[RuleLine, ...]
    measures: tuple[MeasureLine, ...]
    way: WayLines | None = None  # None: the best grade, or none
    unknown: tuple[str, ...]  # what the published text leaves open
    sources: tuple[SourceLine, ...] = ()  # of the figures above
    facts_digest: str
    method_digest: str
    evaluation_digest: str
    engine: str
