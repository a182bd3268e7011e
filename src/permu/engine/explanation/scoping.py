"""Why a subject is in its state: the rule of scope and its clause, whose grade it has, or what it waits for."""

from collections.abc import Iterator

from permu.engine.explanation.context import Context, Row, clause_of
from permu.engine.explanation.facts import Figured
from permu.engine.figures import figures_of, label_of
from permu.engine.scoring import carried
from permu.engine.sheet import RuleLine
from permu.engine.variants import variants
from permu.method.model import Group, Scope


def state_reason(context: Context, result: Row) -> str:
    """Why the subject is in its state: the scope rule and its clause, or the figure it waits for."""
    rule = result["state_rule"]
    if rule is None:
        return context.words("reason_" + result["state"])
    scopes = {scope.id: scope for scope in context.method.scope}
    if scope := scopes.get(rule):
        mark = context.words("marked", mark=scope.mark) if scope.mark else ""
        name = "reason_inherits" if scope.state == "inherits" else "reason_scope"
        return (
            context.words(
                name,
                label=scope.label,
                clause=clause_of(scope.source),
                grade=result["grade"],
                source=context.name_of(result.get("source")),
            )
            + mark
        )
    kind, _, name = rule.partition(":")
    if kind == "source":
        scope = scopes[name]
        return context.words("reason_source", label=scope.label, clause=clause_of(scope.source))
    if kind == "no_group":
        return context.words("reason_no_group")
    group = context.group_of(result)
    indicators = [
        each
        for each in (group.indicators if group else ())
        if name in (each.id, *(figure for one in variants(each) for figure in figures_of(one)))
    ]
    if not indicators:
        figure = label_of(context.method, name)
        return context.words(
            "reason_no_pool" if kind == "missing" else "reason_held_rule", figure=figure
        )
    by_figure = kind in ("held", "missing", "zero")
    sources = [each.missing_source for each in indicators if each.when_missing == "hold"]
    by_rule = kind not in ("missing", "zero") or sources
    return context.words(
        f"reason_{kind}" if by_rule else _unforeseen(kind, group, result),
        figure=label_of(context.method, name) if by_figure else indicators[0].label,
        indicators="、".join(each.label for each in indicators),
        clause=clause_of(sources[0] if sources else indicators[0].missing_source),
    )


def _unforeseen(kind: str, group: Group | None, result: Row) -> str:
    """The words for who waits although no indicator says that it waits for its figures."""
    indicators = group.indicators if group else ()
    is_known = any(result[f"how:{each.id}"] in ("measured", "otherwise") for each in indicators)
    is_alone = not is_known and bool(carried(indicators))
    return "reason_nothing_known" if is_alone else f"reason_{kind}_unforeseen"


def scope_rules(context: Context, result: Row, figured: Figured) -> Iterator[RuleLine]:
    """The scope rule that set the state, or that would have given it another's grade."""
    for scope in context.method.scope:
        if result["state_rule"] in (scope.id, f"source:{scope.id}"):
            yield RuleLine(
                id=scope.id,
                label=scope.label,
                kind=scope.state,
                effect=_scope_effect(context, scope, result),
                took_effect=result["state_rule"] == scope.id,
                clause=clause_of(scope.source),
                is_assumed=scope.source.is_assumed,
                facts=figured.read_by(scope.when),
            )


def _scope_effect(context: Context, scope: Scope, result: Row) -> str:
    name = "effect_managed" if scope.managed_as else f"effect_{scope.state}"
    grade, source = scope.managed_as, ""
    if scope.state == "inherits":
        grade, source = result["grade"] or "", context.name_of(result.get("source"))
        name = "effect_inherits" if source else "effect_inherits_nothing"
    return context.words(
        name, label=scope.label, grade=grade, source=source, clause=clause_of(scope.source)
    )
