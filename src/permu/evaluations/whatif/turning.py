"""Between what is typed on the page and a scenario: the one makes the other, either way."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from permu.evaluations.whatif.fields import Place, Typed, gathered, numbers
from permu.method.model.scenarios import Amendment, Knob, Scenario
from permu.method.scenarios import with_digest
from permu.terms.refusal import words


def scenario_typed(knobs: Sequence[Knob], typed: Typed, *, is_alone: bool) -> Scenario | None:
    """What the typed numbers make of the knobs; None where nothing is typed. With `is_alone` no other number makes room.

    A place that is none of the knobs stands as it is: the method says whether it has it.
    """
    known = {Place(knob.key, knob.of, knob.group): knob.now for knob in knobs}
    rows: dict[Place, dict[int, Decimal]] = {}
    for place, number in typed.items():
        rows.setdefault(place.whole, {})[place.at or 0] = number
    amendments = []
    for place, pinned in rows.items():
        now = known.get(place, ())
        to = tuple(pinned.get(at, number) for at, number in enumerate(now))
        if place.key == "shares" and not is_alone:
            to = shared_out(now, pinned)
        beyond = [number for at, number in pinned.items() if at >= len(now)]
        groups = (place.group,) if place.group else ()
        amendments.append(Amendment(key=place.key, of=place.of, groups=groups, to=(*to, *beyond)))
    if not amendments:
        return None
    label = words("evaluations.trial_label", "zh")  # part of its digest, whoever reads it
    return with_digest(
        Scenario(id="trial", label=label, rebalance=not is_alone, amendments=tuple(amendments))
    )


def typed_of(scenario: Scenario, under: Iterable[Knob]) -> dict[Place, Decimal]:
    """A scenario's own numbers as fields; `under` are the knobs of the method under it."""
    named = {(one.key, one.of, group) for one in scenario.amendments for group in one.groups or ("",)}  # fmt: skip
    anywhere = {(key, of) for key, of, _group in named}
    found: dict[Place, Decimal] = {}
    for knob in gathered(under, {}):
        is_named = {(knob.key, knob.of, knob.group), (knob.key, knob.of, "")} & named
        if is_named or (not knob.group and (knob.key, knob.of) in anywhere):
            found |= dict(numbers(knob))
    return found


def shared_out(now: tuple[Decimal, ...], pinned: Mapping[int, Decimal]) -> tuple[Decimal, ...]:
    """Percents that add up to 100: those not pinned share what is left, in their proportions, kept to 0.01."""
    rest = {at: number for at, number in enumerate(now) if at not in pinned and number}
    had, left = sum(rest.values(), Decimal(0)), 100 - sum(pinned.values(), Decimal(0))
    shared: dict[int, Decimal] = {}
    if had and left >= 0:  # else the row is refused, with its sum
        shared = {at: (number * left / had).quantize(Decimal("0.01")) for at, number in rest.items()}  # fmt: skip
        shared[max(rest, key=lambda at: rest[at])] += left - sum(shared.values(), Decimal(0))
    return tuple(pinned.get(at, shared.get(at, number)) for at, number in enumerate(now))
