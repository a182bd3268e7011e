"""Conditions as sentences: `规上企业 且 用地面积 ≥ 3 亩`."""

from permu.method.model import Condition, Day
from permu.method.saying.speech import Speech


def condition_words(condition: Condition, speech: Speech) -> str:
    """The condition with all within it; `all` and `any` stand in brackets only within others."""
    inner = [_within(one, speech) for one in condition.of]
    match condition.kind:
        case "all" | "any":
            return speech.say(f"join_{condition.kind}").join(inner)
        case "not":
            return speech.say("when_not", inner="".join(inner))
        case "always":
            return speech.say("when_always")
        case kind:
            return speech.say(
                f"when_{kind}",
                item=speech.name(condition.item),
                value=condition.value,
                unit=speech.unit(condition.unit),
                codes=speech.list(condition.codes),
                day=day_words(condition.day, speech),
                until=speech.name(condition.until),
                reference=_reference(condition, speech),
            )


def _within(condition: Condition, speech: Speech) -> str:
    said = condition_words(condition, speech)
    is_joined = condition.kind in ("all", "any") and len(condition.of) > 1
    return speech.say("in_brackets", inner=said) if is_joined else said


def day_words(day: Day, speech: Speech) -> str:
    """`评价年度12月31日`, or a day of one certain year."""
    name = "day_of_year" if day.year is None else "day_of_one_year"
    return speech.say(name, year=day.year, month=day.month, day=day.day)


def _reference(condition: Condition, speech: Speech) -> str:
    reference = speech.say(f"reference_{condition.reference}")
    return reference if condition.factor == 1 else f"{reference} × {condition.factor:f}"
