"""The score, the rules that add to it or bind the grade, and how grades are cut."""

from collections.abc import Iterator

from permu.method.model import Adjustment, Grading, ScoreRule, Stage
from permu.method.saying.conditions import condition_words
from permu.method.saying.speech import Speech


def score_words(rule: ScoreRule, speech: Speech) -> str:
    """How points become a score."""
    said = speech.say("score_exact")
    if rule.decimals is not None:
        rounding = speech.say(f"kind_{rule.rounding}")
        said = speech.say("score_rounded", rounding=rounding, decimals=rule.decimals)
    if rule.bonus_cap is not None:
        said += speech.say("score_bonus_cap", cap=f"{rule.bonus_cap:f}")
    return said


def shares_of(grading: Grading) -> list[tuple[str, str]]:
    """Each grade with its percent, or with the score it begins at; the bare grade where neither is said."""
    match grading.kind:
        case "shares":
            return [(g, f"{s:f}%") for g, s in zip(grading.grades, grading.shares, strict=True)]
        case "thresholds":
            bounds = [f"≥ {bound:f}" for bound in grading.at_least]
            last = f"< {grading.at_least[-1]:f}"
            return list(zip(grading.grades, [*bounds, last], strict=True))
        case _:
            return [(grade, "") for grade in grading.grades]


def grading_words(grading: Grading, speech: Speech) -> str:
    """How grades are cut, in one or more sentences."""
    return (
        speech.say("full_stop").join(_sentences(grading, speech)) + speech.say("full_stop").strip()
    )


def _sentences(grading: Grading, speech: Speech) -> Iterator[str]:
    cuts = shares_of(grading)
    match grading.kind:
        case "shares":
            yield speech.list(f"{grade} {share}" for grade, share in cuts)
            yield from _quota_sentences(grading, speech)
        case "thresholds":
            yield speech.list(f"{grade} {bound}" for grade, bound in cuts)
        case "two_stage":
            yield from _stages(grading, speech)
        case "rules":
            for rule in grading.rules:
                when = condition_words(rule.when, speech)
                yield speech.say("grade_rule", grade=rule.grade, when=when)
    if grading.precedence:
        kinds = [speech.say(f"kind_{kind}") for kind in grading.precedence]
        yield speech.say("precedence", kinds=" → ".join(kinds))


def _quota_sentences(grading: Grading, speech: Speech) -> Iterator[str]:
    yield speech.say("quota_cut", rounding=speech.say(f"kind_{grading.rounding}"))
    if grading.bounds == "exclusive":
        yield speech.say("bounds_exclusive")
    yield speech.say(f"ties_{grading.ties}")
    yield speech.say(f"quota_{grading.quota}")
    if grading.over == "all_pools":
        yield speech.say("over_all_pools")


def _stages(grading: Grading, speech: Speech) -> Iterator[str]:
    first, middle, last = grading.grades
    yield speech.say("stage_split", split=f"{grading.split:f}")
    for name, grade, stage in (("best", first, grading.best), ("worst", last, grading.worst)):
        if stage is not None:
            share, key = f"{stage.share:f}", _key(stage, speech)
            yield speech.say(f"stage_{name}", grade=grade, share=share, key=key)
    yield speech.say("stage_rest", grade=middle)
    yield speech.say("quota_cut", rounding=speech.say(f"kind_{grading.rounding}"))
    yield speech.say(f"ties_{grading.ties}")


def _key(stage: Stage, speech: Speech) -> str:
    if stage.by_points:
        return speech.say("stage_points", names=speech.names(stage.by_points))
    order = "stage_low_first" if stage.lower_is_better else "stage_high_first"
    return speech.say(order, name=speech.name(stage.by_figure))


def adjustment_words(rule: Adjustment, speech: Speech) -> str:
    """What the rule does where its condition holds: `加 2 分（同类“品牌”取最高）`."""
    said = _effect(rule, speech)
    if rule.class_:
        said += speech.say("effect_class", name=rule.class_)
    if rule.most is not None:
        said += speech.say("effect_most", most=f"{rule.most:f}")
    if rule.unless:
        labels = _labels(speech)
        beaten = speech.list(labels.get(id_, id_) for id_ in rule.unless)
        said += speech.say("effect_unless", names=beaten)
    return said


def _effect(rule: Adjustment, speech: Speech) -> str:
    if rule.kind in ("bonus", "deduction"):
        if rule.tiers:
            tiers = speech.list(f"{tier:f}" for tier in rule.tiers)
            return speech.say(
                f"effect_{rule.kind}_tiers", item=speech.name(rule.count), tiers=tiers
            )
        return speech.say(f"effect_{rule.kind}", points=f"{rule.points:f}")
    if rule.kind in ("lift", "drop"):
        limit = speech.say(f"effect_{rule.kind}_limit", grade=rule.grade) if rule.grade else ""
        return speech.say(f"effect_{rule.kind}", steps=rule.steps) + limit
    return speech.say(f"effect_{rule.kind}", grade=rule.grade)


def _labels(speech: Speech) -> dict[str, str]:
    groups = speech.method.groups if speech.method else ()
    return {rule.id: rule.label for group in groups for rule in group.adjustments}
