"""The rules that hold a grade down, whatever the score."""

from collections.abc import Mapping
from typing import Any

from permu.method.model import Adjustment, Group

HOLDS_DOWN = ("direct", "ceiling", "drop", "veto")


def holding(group: Group, row: Mapping[str, Any]) -> tuple[str, ...]:
    """The rules that are hit, that no other one beats, and that give, or hold to, no better grade than the present one."""
    hits = {each.id for each in group.adjustments if row[f"hit:{each.id}"]}
    return tuple(
        each.id
        for each in group.adjustments
        if each.id in hits
        and not hits.intersection(each.unless)
        and _holds(each, group, row["grade_code"])
    )


def _holds(rule: Adjustment, group: Group, grade: int) -> bool:
    if rule.kind not in HOLDS_DOWN or group.grading is None:
        return False
    return rule.kind == "drop" or group.grading.grades.index(rule.grade) >= grade
