"""Bonuses and deductions, and the rules that bind a grade, of one subject."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import Any

from permu.engine.evaluation import KEPT
from permu.engine.figures import Scale
from permu.method.model import Adjustment, Grading, Group

Row = Mapping[str, Any]
POINTS = ("bonus", "deduction")


def binding(adjustments: Sequence[Adjustment], row: Row) -> list[Adjustment]:
    """The rules of the grade that are hit and that no other one beats."""
    hits = {each.id for each in adjustments if row[f"hit:{each.id}"]}
    return [
        each
        for each in adjustments
        if each.kind not in POINTS and each.id in hits and not hits.intersection(each.unless)
    ]


def bonus(group: Group, row: Row, scales: Mapping[str, Scale]) -> int:
    """Bonuses less deductions, as they are kept."""
    totals = {"bonus": Fraction(0), "deduction": Fraction(0)}
    highest: dict[tuple[str, str], Fraction] = {}
    for each in group.adjustments:
        if each.kind in POINTS and row[f"hit:{each.id}"]:
            points = _points(each, row, scales)
            if each.class_:
                key = each.kind, each.class_
                highest[key] = max(points, highest.get(key, Fraction(0)))
            else:
                totals[each.kind] += points
    for (kind, _), points in highest.items():
        totals[kind] += points
    if group.score.bonus_cap is not None:
        totals["bonus"] = min(totals["bonus"], Fraction(group.score.bonus_cap))
    return int((totals["bonus"] - totals["deduction"]) * KEPT)


def _points(adjustment: Adjustment, row: Row, scales: Mapping[str, Scale]) -> Fraction:
    if not adjustment.count:
        return Fraction(adjustment.points)
    total = Fraction(0)
    for case in range(floor(row[adjustment.count] * scales[adjustment.count].step)):
        total += Fraction(adjustment.tiers[min(case, len(adjustment.tiers) - 1)])
        if adjustment.most is not None and total >= adjustment.most:
            return Fraction(adjustment.most)
    return total


def bound(group: Group, row: Row, grade: int | None, grading: Grading) -> int | None:
    """The grade after all rules that bind it."""
    for each in _in_order(group, row, grading):
        limit = grading.grades.index(each.grade) if each.grade else None
        if each.kind in ("direct", "veto"):
            grade = limit
        elif grade is not None:
            grade = _moved(each, grade, limit, len(grading.grades) - 1)
    return grade


def _moved(rule: Adjustment, grade: int, limit: int | None, worst: int) -> int:
    if rule.kind == "ceiling":
        return max(grade, limit or 0)
    if rule.kind == "floor":
        return min(grade, limit or 0)
    if rule.kind == "lift":
        return min(grade, max(grade - rule.steps, limit or 0))
    return max(grade, min(grade + rule.steps, worst if limit is None else limit))


def _in_order(group: Group, row: Row, grading: Grading) -> list[Adjustment]:
    """Kinds as `precedence` names them, the others after it in the file's order, vetoes among these last."""
    rules = binding(group.adjustments, row)
    vetoes = [each for each in rules if each.kind == "veto"]
    vetoes.sort(key=lambda each: grading.grades.index(each.grade))
    others = [each for each in rules if each.kind != "veto"]
    ordered: list[Adjustment] = []
    for kind in grading.precedence:
        ordered += vetoes if kind == "veto" else [each for each in others if each.kind == kind]
    ordered += [each for each in others if each.kind not in grading.precedence]
    return ordered if "veto" in grading.precedence else ordered + vetoes
