"""Rules hit and what they changed, the way the group is cut, and the measures, in words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from permu.engine.explanation.context import Context, Row, clause_of
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.numbers import grouped, plain, short
from permu.engine.explanation.scoping import scope_rules
from permu.engine.figures import label_of
from permu.engine.grading import cuts
from permu.engine.sheet import MeasureLine, RuleLine
from permu.method.model import Adjustment, Grading, Group, Measure, Scope
from permu.terms.quantities import conversion


def rules_hit(context: Context, result: Row, figured: Figured) -> tuple[RuleLine, ...]:
    """The scope rule that set the state, every adjustment whose condition holds, and what stayed undecided, in file order."""
    return (
        *scope_rules(context, result, figured),
        *_adjustments(context, result, figured),
        *_undecided(context, result, figured),
    )


def _undecided(context: Context, result: Row, figured: Figured) -> Iterator[RuleLine]:
    """The rules whose facts are missing, so that nobody knows whether they hold."""
    unsure = (result["unsure"] or "").split(",")
    group = context.group_of(result)
    rules: Sequence[Scope | Adjustment] = context.method.scope
    for rule in (*rules, *(group.adjustments if group else ())):
        if rule.id in unsure:
            missing = figured.lacking(rule.when)
            name = "effect_unsure" if missing else "effect_unsure_ratio"
            figures = "”、“".join(missing)
            yield RuleLine(
                id=rule.id,
                label=rule.label,
                kind=rule.state if isinstance(rule, Scope) else rule.kind,
                effect=context.words(name, figures=figures, clause=clause_of(rule.source)),
                took_effect=False,
                is_unsure=True,
                clause=clause_of(rule.source),
                is_assumed=rule.source.is_assumed,
                facts=figured.read_by(rule.when),
            )


def _adjustments(context: Context, result: Row, figured: Figured) -> Iterator[RuleLine]:
    hits = set((result["hits"] or "").split(","))
    group = context.group_of(result)
    if group is None or not hits:
        return
    effects = _Effects(context, group, result)
    effect_of = {each.id: effects.of(each) for each in _in_order(group) if each.id in hits}
    for adjustment in group.adjustments:
        if adjustment.id in hits:
            effect, changed = effect_of[adjustment.id]
            yield RuleLine(
                id=adjustment.id,
                label=adjustment.label,
                kind=adjustment.kind,
                effect=effect,
                took_effect=changed,
                clause=clause_of(adjustment.source),
                is_assumed=adjustment.source.is_assumed,
                facts=figured.read_by(adjustment.when),
            )


def _in_order(group: Group) -> Sequence[Adjustment]:
    """As they apply: those of the file, then the vetoes, the worst one last."""
    grades = group.grading.grades if group.grading else ()
    vetoes = [each for each in group.adjustments if each.kind == "veto"]
    vetoes.sort(key=lambda each: grades.index(each.grade) if each.grade in grades else 0)
    return [*(each for each in group.adjustments if each.kind != "veto"), *vetoes]


class _Effects:
    """What each rule that was hit made of the grade (or the points) that the one before left."""

    def __init__(self, context: Context, group: Group, result: Row) -> None:
        self.context = context
        self.group = group
        self.is_graded = result["state"] == "graded"
        self.by_rank: str | None = result["grade_by_rank"]
        self.grade = self.by_rank
        self.bonus = Decimal(0)

    def of(self, rule: Adjustment) -> tuple[str, bool]:
        """The effect in words, and whether it changed anything."""
        if rule.kind in ("bonus", "deduction"):
            return self._points(rule)
        if not self.is_graded or self.group.grading is None:
            return self._words("effect_no_grade", rule), False
        before, after = self.grade, self._after(rule, self.group.grading)
        self.grade = after
        if before == after:
            return self._words(f"effect_{rule.kind}_idle", rule, before=before or "—"), False
        name = "effect_set" if before is None else f"effect_{rule.kind}"
        by = "by_rank" if before == self.by_rank else "by_rules"
        standing = self.context.words(by, before=before)
        return self._words(name, rule, before=before, after=after, standing=standing), True

    def _after(self, rule: Adjustment, grading: Grading) -> str | None:
        place = grading.grades.index
        if rule.kind in ("direct", "veto"):
            return rule.grade
        if self.grade is None:
            return None
        is_worse = place(rule.grade) > place(self.grade)
        return rule.grade if is_worse == (rule.kind == "ceiling") else self.grade

    def _points(self, rule: Adjustment) -> tuple[str, bool]:
        points, cap = rule.points, self.group.score.bonus_cap
        if rule.kind == "deduction":
            return self._words("effect_deduction", rule), points != 0
        room = points if cap is None else max(min(points, cap - self.bonus), Decimal(0))
        self.bonus += points
        if room == points:
            return self._words("effect_bonus", rule), points != 0
        return self._words("effect_bonus_capped", rule, cap=cap, room=plain(room)), room != 0

    def _words(self, name: str, rule: Adjustment, **details: object) -> str:
        return self.context.words(
            name,
            label=rule.label,
            grade=rule.grade,
            points=plain(rule.points),
            clause=clause_of(rule.source),
            **details,
        )


def score_rule(context: Context, group: Group) -> str:
    """How the score was rounded, by which clause."""
    rule = group.score
    if rule.decimals is None:
        return context.words("score_unrounded", clause=clause_of(rule.source))
    rounding = context.words(f"rounding_{rule.rounding}")
    clause = clause_of(rule.source)
    return context.words("score_rounded", rounding=rounding, decimals=rule.decimals, clause=clause)


def grade_rule(context: Context, group: Group, ranked: int) -> str:
    """Shares, the cut in numbers of subjects, ties and order, by which clause."""
    grading = group.grading
    if grading is None:
        return context.words("grade_unknown")
    ends = [0, *cuts(grading, ranked), ranked]
    counts = [str(last - first) for first, last in pairwise(ends)]
    shares = zip(grading.grades, grading.shares, strict=True)
    return context.words(
        "grade_rule",
        shares="、".join(f"{grade} {plain(share)}%" for grade, share in shares),
        ranked=ranked,
        rounding=context.words(f"rounding_{grading.rounding}"),
        counts="、".join(counts),
        ties=context.words(f"ties_{grading.ties}"),
        quota=context.words(f"quota_{grading.quota}"),
        clause=clause_of(grading.source),
    )


def measure_lines(
    context: Context, group: Group | None, rows: Sequence[Row], figured: Figured
) -> tuple[MeasureLine, ...]:
    """The measures that follow, each with its amount in yuan and how it was worked out."""
    measures = {measure.id: measure for measure in group.measures} if group else {}
    return tuple(_measure(context, measures[row["measure"]], row, figured) for row in rows)


def _measure(context: Context, measure: Measure, row: Row, figured: Figured) -> MeasureLine:
    amount = row["amount"]
    formula = ""
    if measure.kind != "text" and amount is None:
        label = label_of(context.method, measure.item)
        formula = context.words("amount_missing", figure=label)
    elif measure.kind != "text":
        formula = _amount_formula(context, measure, figured)
    return MeasureLine(
        id=measure.id,
        label=measure.label,
        amount=None if amount is None else Decimal(amount).scaleb(-2),
        formula=formula,
        gives=measure.gives,
        basis=measure.basis,
    )


def _amount_formula(context: Context, measure: Measure, figured: Figured) -> str:
    line = figured.line(measure.item)
    quantity = f"{grouped(line.value or Decimal(0))} {line.unit}"
    if measure.kind == "share_of":
        return f"{short(measure.rate)}% × {line.label} {quantity}"
    rate = f"{short(measure.rate)} {context.unit_label(measure.unit)}"
    scale = context.figures.scales[measure.item]
    per = measure.unit.partition("/")[2]
    if scale.unit != per:
        quantity += f" × {short(conversion(scale.unit, per))} {context.unit_label(per)}/{line.unit}"
    return f"{rate} × {quantity}"
