"""Measures in words: what a grade brings, at which rate, for whom and until when."""

from collections.abc import Iterator

from permu.method.model import Measure
from permu.method.saying.conditions import condition_words
from permu.method.saying.speech import Speech


def measure_words(measure: Measure, speech: Speech) -> str:
    """`D：用电量每千瓦时收 0.3 元，2026-07-01 起`."""
    grades = speech.list(measure.grades)
    return speech.say(
        "measure_for", grades=grades, what=speech.say("clause_comma").join(_parts(measure, speech))
    )


def _parts(measure: Measure, speech: Speech) -> Iterator[str]:
    if measure.when.kind != "always":
        yield speech.say("measure_when", when=condition_words(measure.when, speech))
    yield _amount(measure, speech)
    if measure.refund:
        yield speech.say("measure_refund", refund=measure.refund)
    if measure.starts_on:
        yield speech.say("measure_from", day=measure.starts_on.isoformat())
    if measure.ends_on:
        yield speech.say("measure_until", day=measure.ends_on.isoformat())


def _amount(measure: Measure, speech: Speech) -> str:
    side = "gives" if measure.gives else "takes"
    rate, item = f"{measure.rate:f}", speech.name(measure.item)
    match measure.kind:
        case "per_unit":
            return speech.say(
                f"measure_{side}_per_unit", item=item, rate=rate, unit=speech.unit(measure.unit)
            )
        case "share_of" | "sum":
            return speech.say(f"measure_{side}_{measure.kind}", item=item, rate=rate)
        case "cut":
            return speech.say("measure_cut", item=item, rate=rate)
        case _:
            return measure.label
