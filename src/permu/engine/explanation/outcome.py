"""Rules hit and what they changed, lists, and what stayed undecided, in words."""

from collections.abc import Iterator

from permu.engine.explanation.context import Context, Row, clause_of
from permu.engine.explanation.effects import Effect, effects_of
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.scoping import scope_rules
from permu.engine.sheet import FactLine, RuleLine
from permu.method.model import Adjustment, GradeRule, Group, Listing, Measure, Method, Scope

Conditional = Scope | Adjustment | GradeRule | Listing | Measure
"""A rule that holds for whom its condition does."""


def rules_hit(context: Context, result: Row, figured: Figured) -> tuple[RuleLine, ...]:
    """The scope rule that set the state, every adjustment whose condition holds, and what stayed undecided, in file order."""
    return (
        *scope_rules(context, result, figured),
        *_adjustments(context, result, figured),
        *_lists(context, result, figured),
        *_undecided(context, result, figured),
    )


def _undecided(context: Context, result: Row, figured: Figured) -> Iterator[RuleLine]:
    """The rules whose facts are missing, so that nobody knows whether they hold."""
    unsure = (result["unsure"] or "").split(",")
    group = context.group_of(result)
    for id_, label, kind, rule in _rules(context.method, group):
        if id_ in unsure:
            missing = figured.lacking(rule.when)
            if isinstance(rule, Adjustment) and rule.count and not missing:
                missing = [figured.line(rule.count).label]
            name = "effect_unsure" if missing else "effect_unsure_ratio"
            figures = "”、“".join(missing)
            effect = context.words(name, figures=figures, clause=clause_of(rule.source))
            yield _line(rule, (id_, label, kind), (effect, False), figured, is_unsure=True)


def _rules(method: Method, group: Group | None) -> Iterator[tuple[str, str, str, Conditional]]:
    """Every rule that may stay undecided: its id as `unsure` names it, label, kind, and itself."""
    for scope in method.scope:
        yield scope.id, scope.label, scope.state, scope
    if group is None:
        return
    for adjustment in group.adjustments:
        yield adjustment.id, adjustment.label, adjustment.kind, adjustment
    for rule in group.grading.rules if group.grading else ():
        yield f"grade:{rule.grade}", rule.grade, "rule", rule
    for listing in group.lists:
        yield listing.id, listing.label, "list", listing
    for measure in group.measures:
        yield measure.id, measure.label, "measure", measure


def _lists(context: Context, result: Row, figured: Figured) -> Iterator[RuleLine]:
    """The lists that the subject stands on, beside its grade."""
    on = (result.get("lists") or "").split(",")
    group = context.group_of(result)
    for listing in group.lists if group else ():
        if listing.id in on:
            clause = clause_of(listing.source)
            effect = context.words("effect_list", label=listing.label, clause=clause)
            names = (listing.id, listing.label, "list")
            yield _line(listing, names, (effect, True), figured)


def _line(
    rule: Conditional,
    names: tuple[str, str, str],
    effect: Effect,
    figured: Figured,
    *,
    is_unsure: bool = False,
) -> RuleLine:
    """A rule as a line; `names` are its id, label and kind."""
    id_, label, kind = names
    return RuleLine(
        id=id_,
        label=label,
        kind=kind,
        effect=effect[0],
        took_effect=effect[1],
        is_unsure=is_unsure,
        clause=clause_of(rule.source),
        is_assumed=rule.source.is_assumed,
        facts=tuple(_facts(rule, figured)),
    )


def _facts(rule: Conditional, figured: Figured) -> list[FactLine]:
    """What the rule reads: the facts of its condition, and the figure that it counts cases by."""
    lines = list(figured.read_by(rule.when))
    counted = rule.count if isinstance(rule, Adjustment) else ""
    if counted and counted not in [line.item for line in lines]:
        lines.append(figured.line(counted))
    return lines


def _adjustments(context: Context, result: Row, figured: Figured) -> Iterator[RuleLine]:
    hits = set((result["hits"] or "").split(","))
    group = context.group_of(result)
    if group is None or not hits:
        return
    effect_of = effects_of(context, group, result, figured)
    for adjustment in group.adjustments:
        if adjustment.id in hits:
            names = (adjustment.id, adjustment.label, adjustment.kind)
            yield _line(adjustment, names, effect_of[adjustment.id], figured)
