"""`[grading]`: how a group's grades are cut, by one of the kinds."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal, get_args

from permu.method.model import AdjustmentKind, GradeRule, Grading, GradingKind, Stage
from permu.method.reading.adjustments import BINDING
from permu.method.reading.book import Book, read_source, unit_of
from permu.method.reading.rules import known_grade, read_when
from permu.method.reading.tables import Table
from permu.method.reading.together import reachable
from permu.terms.rounding import Rounding

HUNDRED, HALF = Decimal(100), Decimal(50)
Bounds = Literal["inclusive", "exclusive"]
Over = Literal["pool", "all_pools"]
KEYS: dict[str, tuple[GradingKind, ...]] = {
    "shares": ("shares",),
    "bounds": ("shares",),
    "quota": ("shares",),
    "over": ("shares",),
    "rounding": ("shares", "two_stage"),
    "ties": ("shares", "two_stage"),
    "split": ("two_stage",),
    "best": ("two_stage",),
    "worst": ("two_stage",),
    "at_least": ("thresholds",),
    "rule": ("rules",),
}
"""The keys that only some kinds of grading have."""


def read_grading(file: Table, book: Book, each: str) -> Grading | None:
    """The grading of a group file, whose `each` is given: None where the text known to us has none."""
    if not file.has("grading"):
        if "grades" not in book.stops:
            file.fault("unknown_grading")
        return None
    table = file.table("grading")
    if table is None:
        return None
    kind: GradingKind = table.choice("kind", get_args(GradingKind), default="shares")
    table.only_for(kind, KEYS)
    grades = table.texts("grades")
    if len(set(grades)) != len(grades):
        table.fault("grade_twice", "grades")
    grading = _READERS[kind](table, book, grades)
    if grading.over == "all_pools" and not each:
        table.fault("pools_without_each", "over")
    table.close()
    return grading


def read_rounding(table: Table) -> Rounding:
    """The `rounding` of a table that must have one."""
    rounding: Rounding = table.choice("rounding", get_args(Rounding))
    return rounding


def _precedence(table: Table) -> tuple[AdjustmentKind, ...]:
    return table.choices("precedence", BINDING) if table.has("precedence") else ()


def _shares(table: Table, book: Book, grades: tuple[str, ...]) -> Grading:
    shares = table.numbers("shares")
    _shares_fit(table, grades, shares)
    bounds: Bounds = table.choice("bounds", get_args(Bounds), default="inclusive")
    over: Over = table.choice("over", get_args(Over), default="pool")
    rounds = bounds == "inclusive"
    if not rounds and table.has("rounding"):
        table.fault("exclusive_rounds", "rounding")
    if not rounds and over == "all_pools":
        table.fault("exclusive_over_pools", "over")
    return Grading(
        grades=grades,
        shares=shares,
        rounding=read_rounding(table) if rounds else "half_up",
        bounds=bounds,
        ties=table.choice("ties", ("better", "worse")),
        quota=table.choice("quota", ("before_adjustments", "after_adjustments", "refilled")),
        over=over,
        precedence=_precedence(table),
        source=read_source(table, book),
    )


def _shares_fit(table: Table, grades: Sequence[str], shares: Sequence[Decimal]) -> None:
    if any(share < 0 for share in shares):
        table.fault("share_negative", "shares")
    given = table.values.get("shares")
    if not isinstance(given, list) or len(given) != len(shares):
        return  # a share that is no number is a fault of its own
    if len(grades) != len(shares):
        table.fault("shares_count", "shares", grades=len(grades), shares=len(shares))
    elif sum(shares) != HUNDRED:
        terms = " + ".join(f"{share:f}" for share in shares)
        table.fault("shares_sum", "shares", terms=terms, total=f"{sum(shares):f}")


def _two_stage(table: Table, book: Book, grades: tuple[str, ...]) -> Grading:
    if grades and len(grades) != 3:
        table.fault("three_grades", "grades", count=len(grades))
    split = table.number("split", HALF)
    if split is None or not 0 < split < HUNDRED:
        if split is not None:
            table.fault("split_range", "split", value=split)
        split = HALF
    return Grading(
        kind="two_stage",
        grades=grades,
        split=split,
        best=_stage(table, book, "best", split),
        worst=_stage(table, book, "worst", HUNDRED - split),
        rounding=read_rounding(table),
        ties=table.choice("ties", ("better", "worse")),
        precedence=_precedence(table),
        source=read_source(table, book),
    )


def _stage(table: Table, book: Book, key: str, half: Decimal) -> Stage | None:
    """One half's second ranking; its share is of all who are ranked, and cannot be more than the half."""
    inner = table.table(key)
    if inner is None:
        return None
    points = inner.texts("points") if inner.has("points") else ()
    figure = inner.text("figure") if inner.has("figure") else ""
    if ("points" in inner.values) == ("figure" in inner.values):
        inner.fault("stage_by_one", "points")
    for name in points:
        if name not in book.indicators:
            known = "、".join(book.indicators)
            inner.fault("no_such_indicator", "points", name=name, known=known)
        elif points.count(name) > 1:
            inner.fault("twice", "points", value=name)
    unit_of(inner, book, "figure", figure)
    share = inner.number("share")
    if share is not None and share <= 0:
        inner.fault("not_positive", "share", value=share)
    elif share is not None and share > half:
        inner.fault("stage_share", "share", share=share, half=half)
    stage = Stage(
        by_points=points,
        by_figure=figure,
        lower_is_better=inner.flag("lower_is_better", default=False) if figure else False,
        share=share or Decimal(0),
        source=read_source(inner, book),
    )
    inner.close()
    return stage


def _thresholds(table: Table, book: Book, grades: tuple[str, ...]) -> Grading:
    at_least = table.numbers("at_least")
    if grades and len(at_least) != len(grades) - 1:
        table.fault(
            "thresholds_count",
            "at_least",
            grades=len(grades),
            count=len(at_least),
            needed=len(grades) - 1,
        )
    elif any(before <= after for before, after in pairwise(at_least)):
        table.fault("thresholds_fall", "at_least", values="、".join(f"{one:f}" for one in at_least))
    return Grading(
        kind="thresholds",
        grades=grades,
        at_least=at_least,
        precedence=_precedence(table),
        source=read_source(table, book),
    )


def _rules(table: Table, book: Book, grades: tuple[str, ...]) -> Grading:
    rows = table.tables("rule")
    if not rows:
        table.fault("missing_key", "rule")
    rules = tuple(_rule(row, book, grades) for row in rows)
    reachable(rows, [rule.when for rule in rules])
    if rules and rules[-1].when.kind != "always":
        rows[-1].fault("last_not_always", "when")
    return Grading(
        kind="rules",
        grades=grades,
        rules=rules,
        precedence=_precedence(table),
        source=read_source(table, book),
    )


def _rule(row: Table, book: Book, grades: Sequence[str]) -> GradeRule:
    rule = GradeRule(
        grade=row.text("grade"), when=read_when(row, book), source=read_source(row, book)
    )
    known_grade(row, "grade", rule.grade, grades)
    row.close()
    return rule


_READERS = {"shares": _shares, "two_stage": _two_stage, "thresholds": _thresholds, "rules": _rules}
