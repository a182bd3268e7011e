"""What scenarios amend, in words, and how they are cited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from permu.method.model import Group, Method
from permu.method.model.scenarios import Scenario
from permu.method.saying import Speech, benchmark_words
from permu.method.scenarios.amending import amended
from permu.method.scenarios.spots import OTHERWISE, Numbers, Spot, spots
from permu.terms.refusal import Language, words

SHORT = 12
"""Characters of a digest that a citation quotes."""


@dataclass(frozen=True)
class Turned:
    """One number that is otherwise: where, and how it stood before and after."""

    before: Group
    after: Group
    was: Spot
    now: Spot

    def text(self, language: Language = "zh") -> str:
        """`规模以上企业：亩均税收权重 30 分 → 40 分（第四条）`."""
        speech = Speech(language)
        cited = speech.source(self.was.source)
        return speech.say(
            "scenario_amends",
            group=self.before.label,
            what=_what(self.was, speech),
            before=_shown(self.before, self.was, speech),
            after=_shown(self.after, self.now, speech),
            cited=speech.say("scenario_clause", cited=cited) if cited else "",
        )

    def brief(self, language: Language = "zh") -> str:
        """`权重由 30 分改为 40 分`, where group and indicator are already named."""
        speech = Speech(language)
        return speech.say(
            "scenario_turned",
            field=speech.say(f"scenario_{self.was.key}"),
            before=_shown(self.before, self.was, speech),
            after=_shown(self.after, self.now, speech),
        )


def turned(method: Method, other: Method) -> Iterator[Turned]:
    """Each number that an amended method has otherwise, group by group."""
    for before, after in zip(method.groups, other.groups, strict=True):
        yield from turned_in(before, after)


def turned_in(before: Group, after: Group) -> Iterator[Turned]:
    """Each number that one group has otherwise than another; what only one of them has is left out."""
    now = {(spot.key, spot.of): spot for spot in spots(after)}
    for was in spots(before):
        spot = now.get((was.key, was.of))
        if spot is not None and spot.now != was.now:
            yield Turned(before, after, was, spot)


def amendments_said(
    method: Method, scenarios: Sequence[Scenario], *, language: Language = "zh"
) -> list[str]:
    """Each number that is otherwise, before and after: what was rebalanced included, what was set back not.

    Raises:
        MethodRefused: as `amended`.
    """
    return [each.text(language) for each in turned(method, amended(method, scenarios))]


def cited(method: Method, scenarios: Sequence[Scenario], *, language: Language = "zh") -> str:
    """Which scenarios over which method, in one line that can be quoted and checked."""
    speech = Speech(language)
    named = [
        speech.say("scenario_cited", label=one.label, id=one.id, digest=one.digest[:SHORT])
        for one in scenarios
    ]
    over = speech.say("scenario_over", title=method.title, digest=method.digest[:SHORT])
    return speech.say("scenario_then").join(named) + over


def overridden(
    method: Method, scenarios: Sequence[Scenario], *, language: Language = "zh"
) -> list[tuple[str, str, str]]:
    """Where a later scenario amends what an earlier one did: what, and the labels of the earlier and the later."""
    speech, found = Speech(language), []
    last: dict[tuple[str, str, str], Scenario] = {}
    for scenario in scenarios:
        for group, spot in _amends(method, scenario):
            place = group.id, spot.key, spot.of
            if last.get(place, scenario) is not scenario:
                what = words("method.change_in", language, group=group.label) + _what(spot, speech)
                found.append((what, last[place].label, scenario.label))
            last[place] = scenario
    return found


def _amends(method: Method, scenario: Scenario) -> Iterator[tuple[Group, Spot]]:
    places = {
        (one.key, one.of, name) for one in scenario.amendments for name in one.groups or ("",)
    }
    for group in method.groups:
        for spot in spots(group):
            if any((spot.key, spot.of, name) in places for name in ("", group.id)):
                yield group, spot


def _what(spot: Spot, speech: Speech) -> str:
    name = (
        speech.say("scenario_otherwise", label=spot.label)
        if spot.of.startswith(OTHERWISE)
        else spot.label
    )
    field = speech.say(f"scenario_{spot.key}")
    return speech.say("scenario_what", label=name, field=field) if name else field


def _shown(group: Group, spot: Spot, speech: Speech) -> str:
    if spot.now:
        return f"{_listed(spot.now)} {_unit(spot.unit, speech)}".strip()
    if spot.key == "benchmark":
        one = next(each for each in group.indicators if each.id == spot.of.removeprefix(OTHERWISE))
        judged = one.otherwise if one.otherwise and spot.of != one.id else one
        return benchmark_words(judged.benchmark, speech, unit=judged.unit)
    return speech.say("none")


def _listed(numbers: Numbers) -> str:
    return "/".join(f"{number.normalize():f}" for number in numbers)


def _unit(unit: str, speech: Speech) -> str:
    return speech.say(f"scenario_in_{unit}") if unit in ("points", "times") else speech.unit(unit)
