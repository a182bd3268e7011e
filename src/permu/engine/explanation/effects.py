"""What each rule that was hit made of the points, or of the grade that the one before left."""

from collections.abc import Mapping
from decimal import Decimal

from permu.engine.adjustments import in_order, moved, tiered
from permu.engine.evaluation import KEPT
from permu.engine.explanation.beaten import compared
from permu.engine.explanation.context import Context, Row, clause_of
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.numbers import grouped, plain
from permu.method.model import Adjustment, Grading, Group

Effect = tuple[str, bool]
"""The effect in words, and whether it changed anything."""


def effects_of(
    context: Context, group: Group, result: Row, figured: Figured
) -> Mapping[str, Effect]:
    """The effect of every adjustment that was hit, by id."""
    hits = set((result["hits"] or "").split(","))
    hit = [each for each in group.adjustments if each.id in hits]
    binding = [each for each in in_order(group) if each.id in hits]
    points, grades = _Points(context, group, hit, figured), _Grades(context, group, result, hit)
    found = {each.id: points.of(each) for each in hit if each not in binding}
    for each in binding:
        effect, changed = grades.of(each)
        why = compared(context, group, each, result)
        found[each.id] = context.join([effect, why]), changed
    return found


class _Points:
    """Bonuses and deductions, in the order of the file."""

    def __init__(
        self, context: Context, group: Group, hit: list[Adjustment], figured: Figured
    ) -> None:
        self.context = context
        self.figured = figured
        self.cap = group.score.bonus_cap
        self.added = Decimal(0)
        self.worth = {rule.id: self._worth(rule) for rule in hit}
        self.best: dict[tuple[str, str], Adjustment] = {}
        for rule in hit:
            if rule.class_:
                key = rule.kind, rule.class_
                if self.worth[rule.id] > self.worth[self.best.setdefault(key, rule).id]:
                    self.best[key] = rule

    def _worth(self, rule: Adjustment) -> Decimal:
        if not rule.count:
            return rule.points
        cases = self.figured.line(rule.count).value or Decimal(0)
        return plain(Decimal(tiered(rule, int(cases))) / KEPT)

    def of(self, rule: Adjustment) -> Effect:
        points = self.worth[rule.id]
        best = self.best.get((rule.kind, rule.class_), rule)
        if best is not rule:
            return self._words("effect_of_class", rule, other=best.label, class_=rule.class_), False
        count = self._counted(rule)
        if rule.kind == "deduction":
            return self.context.join([self._words("effect_deduction", rule), count]), points != 0
        room = points if self.cap is None else max(min(points, self.cap - self.added), Decimal(0))
        self.added += points
        name = "effect_bonus" if room == points else "effect_bonus_capped"
        effect = self._words(name, rule, cap=self.cap, room=plain(room))
        return self.context.join([effect, count]), room != 0

    def _counted(self, rule: Adjustment) -> str:
        """How the points of so many cases came about."""
        if not rule.count:
            return ""
        line = self.figured.line(rule.count)
        tiers = "、".join(str(plain(tier)) for tier in rule.tiers)
        most = (
            "" if rule.most is None else self.context.words("counted_most", most=plain(rule.most))
        )
        count = f"{grouped(line.value or Decimal(0))} {line.unit}"
        return self.context.words("counted", figure=line.label, count=count, tiers=tiers, most=most)

    def _words(self, name: str, rule: Adjustment, **details: object) -> str:
        clause, points = clause_of(rule.source), plain(self.worth[rule.id])
        return self.context.words(name, label=rule.label, points=points, clause=clause, **details)


class _Grades:
    """The rules that bind the grade, as they apply."""

    def __init__(self, context: Context, group: Group, result: Row, hit: list[Adjustment]) -> None:
        self.context = context
        self.group = group
        self.is_graded = result["state"] == "graded"
        self.by_rank: str | None = result["grade_by_rank"]
        self.grade = self.by_rank
        self.hit = hit

    def of(self, rule: Adjustment) -> Effect:
        grading = self.group.grading
        if not self.is_graded or grading is None:
            return self._words("effect_no_grade", rule), False
        if beaten := [each.label for each in self.hit if each.id in rule.unless]:
            return self._words("effect_beaten", rule, others="”、“".join(beaten)), False
        before, after = self.grade, self._after(rule, grading)
        self.grade = after
        if before == after:
            return self._words(f"effect_{rule.kind}_idle", rule, before=before or "—"), False
        name = "effect_set" if before is None else f"effect_{rule.kind}"
        by = "by_rank" if before == self.by_rank else "by_rules"
        standing = self.context.words(by, before=before)
        return self._words(name, rule, before=before, after=after, standing=standing), True

    def _after(self, rule: Adjustment, grading: Grading) -> str | None:
        if rule.kind in ("direct", "veto"):
            return rule.grade
        if self.grade is None:
            return None
        place = grading.grades.index(self.grade)
        if rule.kind in ("lift", "drop"):
            return grading.grades[moved(rule, place, grading.grades)]
        limit = grading.grades.index(rule.grade)
        return grading.grades[(max if rule.kind == "ceiling" else min)(place, limit)]

    def _words(self, name: str, rule: Adjustment, **details: object) -> str:
        limit = self.context.words(f"{rule.kind}_limit", grade=rule.grade) if self._limits(rule) else ""  # fmt: skip
        clause = clause_of(rule.source)
        return self.context.words(
            name, label=rule.label, grade=rule.grade, clause=clause, steps=rule.steps, limit=limit,
            **details,
        )  # fmt: skip

    def _limits(self, rule: Adjustment) -> bool:
        return rule.kind in ("lift", "drop") and bool(rule.grade)
