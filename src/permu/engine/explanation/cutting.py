"""How scores are rounded and grades are cut, in words with the numbers of the ranking."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from permu.engine.explanation.context import Context, Place, clause_of
from permu.engine.explanation.numbers import plain
from permu.engine.figures import label_of
from permu.engine.grading import cuts, cuts_of_pools, quota, shared_out
from permu.method.model import Grading, GradingKind, Group, Stage
from permu.method.saying import condition_words
from permu.method.saying.speech import Speech


def score_rule(context: Context, group: Group) -> str:
    """How the score was rounded, by which clause."""
    rule, first = group.score, group.indicators[0]
    clause = clause_of(rule.source)
    if rule.decimals is None:
        name = "score_ranking" if first.scoring == "value" else "score_unrounded"
        return context.words(name, indicator=first.label, clause=clause)
    rounding = context.words(f"rounding_{rule.rounding}")
    return context.words("score_rounded", rounding=rounding, decimals=rule.decimals, clause=clause)


def grade_rule(context: Context, place: Place) -> str:
    """How the grades of a ranking are cut, by which clause."""
    grading = context.groups[place].grading
    if grading is None:
        return context.words("grade_unknown")
    return _KINDS[grading.kind](context, place, grading)


def _by_shares(context: Context, place: Place, grading: Grading) -> str:
    sizes, own = _sizes(context, place, grading)
    if grading.over == "all_pools":
        cut = cuts_of_pools(grading, sizes)[own]
    else:
        cut = cuts(grading, sizes[own])
    counts = [str(last - first) for first, last in pairwise([0, *cut, sizes[own]])]
    shares = zip(grading.grades, grading.shares, strict=True)
    return context.words(
        "grade_rule",
        shares="、".join(f"{grade} {plain(share)}%" for grade, share in shares),
        ranked=sizes[own],
        how=_how(context, grading, sizes),
        counts="、".join(counts),
        ties=context.words(f"ties_{grading.ties}"),
        quota=context.words(f"quota_{grading.quota}"),
        clause=clause_of(grading.source),
    )


def _sizes(context: Context, place: Place, grading: Grading) -> tuple[list[int], int]:
    """How many are ranked in the pools whose quotas are cut with this one's, and which it is of them."""
    together = [each for each in context.groups if each[0] == place[0]]
    pools = together if grading.over == "all_pools" else [place]
    return [context.ranked.get(each, 0) for each in pools], pools.index(place)


def _how(context: Context, grading: Grading, sizes: Sequence[int]) -> str:
    rounding = context.words(f"rounding_{grading.rounding}")
    name = f"cut_{grading.bounds}" if grading.kind == "shares" else f"quota_{grading.bounds}"
    how = context.words(name, rounding=rounding)
    if grading.over == "pool":
        return how
    return context.join([how, context.words("cut_all_pools", ranked=sum(sizes))])


def _in_two_stages(context: Context, place: Place, grading: Grading) -> str:
    sizes, own = _sizes(context, place, grading)
    ranked, (best, between, worst) = sizes[own], grading.grades
    upper = quota(grading, ranked, grading.split)
    parts = [context.words("stage_split", split=plain(grading.split), ranked=ranked, upper=upper)]
    for name, stage, grade in (("best", grading.best, best), ("worst", grading.worst, worst)):
        if stage:
            total = quota(grading, sum(sizes), stage.share)
            counts = shared_out(total, sizes, share=stage.share)
            parts.append(
                context.words(
                    f"stage_{name}",
                    key=key_words(context, context.groups[place], stage),
                    share=plain(stage.share),
                    count=counts[own],
                    grade=grade,
                    clause=clause_of(stage.source),
                )
            )
    parts.append(context.words("stage_between", grade=between))
    parts += [_how(context, grading, sizes), context.words(f"ties_{grading.ties}")]
    quota_ = context.words(f"quota_{grading.quota}")
    clause = context.words("by_clause", clause=clause_of(grading.source))
    return context.join([*parts, quota_ + clause])


def key_words(context: Context, group: Group, stage: Stage) -> str:
    """What a second ranking goes by."""
    labels = {indicator.id: indicator.label for indicator in group.indicators}
    if stage.by_points:
        return context.words("key_points", indicators="、".join(labels[id_] for id_ in stage.by_points))  # fmt: skip
    figure = labels.get(stage.by_figure) or label_of(context.method, stage.by_figure)
    return context.words("key_low" if stage.lower_is_better else "key_figure", figure=figure)


def _by_thresholds(context: Context, _: Place, grading: Grading) -> str:
    steps = [
        context.words("threshold", bound=plain(bound), grade=grade)
        for grade, bound in zip(grading.grades, grading.at_least, strict=False)
    ]
    last = context.words("threshold_else", grade=grading.grades[-1])
    return context.join(steps) + last + context.words("by_clause", clause=clause_of(grading.source))


def _by_rules(context: Context, _: Place, grading: Grading) -> str:
    speech = Speech(context.language)
    rules = [
        context.words(
            "ordered_rule",
            number=number,
            when=condition_words(rule.when, speech),
            grade=rule.grade,
            clause=clause_of(rule.source),
        )
        for number, rule in enumerate(grading.rules, start=1)
    ]
    return context.words("ordered_rules", rules=context.join(rules), clause=clause_of(grading.source))  # fmt: skip


_KINDS: Mapping[GradingKind, Callable[[Context, Place, Grading], str]] = {
    "shares": _by_shares,
    "two_stage": _in_two_stages,
    "thresholds": _by_thresholds,
    "rules": _by_rules,
}
