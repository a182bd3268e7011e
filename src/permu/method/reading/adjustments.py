"""`[[adjustment]]`: bonuses and deductions, and the rules that bind a grade."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from permu.method.model import Adjustment, AdjustmentKind, Grading
from permu.method.reading.book import Book, dimension, read_source, unit_of
from permu.method.reading.firing import always_within
from permu.method.reading.rules import known_grade, read_when
from permu.method.reading.tables import Table

POINTS: tuple[AdjustmentKind, ...] = ("bonus", "deduction")
STEPS: tuple[AdjustmentKind, ...] = ("lift", "drop")
BINDING = tuple(kind for kind in get_args(AdjustmentKind) if kind not in POINTS)
"""The kinds that bind a grade."""
KEYS = {
    "points": POINTS,
    "class": POINTS,
    "count": POINTS,
    "tiers": POINTS,
    "most": POINTS,
    "grade": BINDING,
    "steps": STEPS,
    "unless": BINDING,
}
"""The keys that only some kinds have."""


def read_adjustment(table: Table, book: Book, grades: Sequence[str]) -> Adjustment:
    """One `[[adjustment]]`. `grades` are the group's; none where its grading is not known."""
    kind: AdjustmentKind = table.choice("kind", get_args(AdjustmentKind))
    table.only_for(kind, KEYS)
    binds = kind in BINDING
    points = _Points() if binds else _points(table, book)
    limit = _Limit() if not binds else _limit(table, kind, grades)
    adjustment = Adjustment(
        id=table.identifier(),
        label=table.text("label"),
        kind=kind,
        when=read_when(table, book.comparing() if binds else book),
        points=points.points,
        class_=points.class_,
        count=points.count,
        tiers=points.tiers,
        most=points.most,
        grade=limit.grade,
        steps=limit.steps,
        unless=limit.unless,
        source=read_source(table, book),
    )
    table.close()
    return adjustment


@dataclass(frozen=True, kw_only=True)
class _Points:
    points: Decimal = Decimal(0)
    class_: str = ""
    count: str = ""
    tiers: tuple[Decimal, ...] = ()
    most: Decimal | None = None


def _points(table: Table, book: Book) -> _Points:
    """One number of points, or with `count` those of `tiers`, one after the other."""
    class_ = table.text("class") if table.has("class") else ""
    if not table.has("count"):
        points = table.number("points")
        _positive(table, "points", points)
        return _Points(points=points or Decimal(0), class_=class_)
    count, tiers, most = table.text("count"), table.numbers("tiers"), table.optional_number("most")
    unit = unit_of(table, book, "count", count)
    if unit and dimension(unit) != "count":
        table.fault("count_of_cases", "count", name=count, unit=unit)
    if any(tier < 0 for tier in tiers) or (tiers and not any(tiers)):
        table.fault("tiers_positive", "tiers")
    _positive(table, "most", most)
    return _Points(class_=class_, count=count, tiers=tiers, most=most)


def _positive(table: Table, key: str, value: Decimal | None) -> None:
    if value is not None and value <= 0:
        table.fault("not_positive", key, value=value)


@dataclass(frozen=True, kw_only=True)
class _Limit:
    grade: str = ""
    steps: int = 1
    unless: tuple[str, ...] = ()


def _limit(table: Table, kind: AdjustmentKind, grades: Sequence[str]) -> _Limit:
    moves = kind in STEPS
    grade = table.text("grade", "") if moves else table.text("grade")
    known_grade(table, "grade", grade, grades)
    most = range(1, len(grades)) if len(grades) > 1 else range(1, 10)
    return _Limit(
        grade=grade,
        steps=table.integer("steps", most, default=1) if moves else 1,
        unless=table.texts("unless", ()),
    )


def unless_known(tables: Sequence[Table], adjustments: Sequence[Adjustment]) -> None:
    """A fault for each `unless` of a group that names no other of its adjustments, or leads back."""
    by_id = {one.id: one for one in adjustments}
    for table, one in zip(tables, adjustments, strict=True):
        for name in one.unless:
            if name == one.id:
                table.fault("unless_itself", "unless")
            elif name not in by_id:
                known = "、".join(by_id)
                table.fault("unless_unknown", "unless", name=name, known=known)
            elif _leads_back(one.id, name, by_id):
                table.fault("unless_circle", "unless", name=name)


def precedence_whole(table: Table, grading: Grading, adjustments: Sequence[Adjustment]) -> None:
    """A fault for each kind of binding rule whose turn a given `precedence` does not say."""
    binding = dict.fromkeys(one.kind for one in adjustments if one.kind in BINDING)
    for kind in binding if grading.precedence else ():
        if kind not in grading.precedence:
            table.fault("precedence_lacks", "precedence", kind=kind)


def never_binding(
    tables: Sequence[Table], adjustments: Sequence[Adjustment], grades: Sequence[str]
) -> None:
    """A fault for each adjustment that changes nothing for anybody, whatever the facts are."""
    by_id = {one.id: one for one in adjustments}
    for table, one in zip(tables, adjustments, strict=True):
        if grades and one.kind in IDLE and one.grade == grades[IDLE[one.kind]]:
            table.fault("limit_idle", "grade", kind=one.kind, grade=one.grade)
        for name in one.unless:
            if name in by_id and name != one.id and always_within(one.when, [by_id[name].when]):
                table.fault("unless_always", "unless", name=name)
        if stronger := _outranked(one, adjustments):
            table.fault("class_outranked", "class", class_=one.class_, name=stronger.id)


IDLE: Mapping[AdjustmentKind, int] = {"ceiling": 0, "drop": 0, "floor": -1, "lift": -1}
"""The place of the grade at which a rule of that kind holds nobody back."""


def _outranked(one: Adjustment, adjustments: Sequence[Adjustment]) -> Adjustment | None:
    """One of the same class that counts in its place wherever its own condition holds."""
    for other in adjustments:
        is_rival = other is not one and (other.kind, other.class_) == (one.kind, one.class_)
        is_plain = one.class_ and not one.count and not other.count
        is_weaker = is_rival and is_plain and other.points > one.points
        if is_weaker and always_within(one.when, [other.when]):
            return other
    return None


def grades_given(table: Table, grading: Grading, adjustments: Sequence[Adjustment]) -> None:
    """A fault for each grade of `rules` that no rule gives: by quotas and thresholds each grade has its place."""
    if grading.kind != "rules" or any(one.kind in STEPS for one in adjustments):
        return
    given = {rule.grade for rule in grading.rules} | {one.grade for one in adjustments}
    for grade in grading.grades:
        if grade not in given:
            table.fault("grade_of_nobody", "grades", grade=grade)


def _leads_back(id_: str, name: str, by_id: Mapping[str, Adjustment]) -> bool:
    """Whether `name`, or what it is stopped by, is stopped by `id_`."""
    left, seen = [name], set[str]()
    while left:
        one = left.pop()
        if one == id_:
            return True
        if one in by_id and one not in seen:
            seen.add(one)
            left += by_id[one].unless
    return False
