"""The numbers that a person turns, as they stand in an address: one field a number, empty where it is as published."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import cast, get_args

from django.http import QueryDict

from permu.method.model.scenarios import Amendment, AmendmentKey, Knob, Scenario
from permu.method.scenarios import with_digest
from permu.terms.refusal import Refused, words

FIELD = re.compile(r"([a-z_]+)\.([a-z0-9_:]*)\.([a-z0-9_]*)(?:\.([0-9]{1,2}))?")
LONGEST_NUMBER = 24
ROWS: tuple[AmendmentKey, ...] = ("shares", "at_least")
SHARED: tuple[AmendmentKey, ...] = ("points", "rate")
"""Numbers that a method may state once for every group."""


@dataclass(frozen=True)
class Place:
    """Where a number stands. `group` empty: in every group that has it; `at`: which of a row."""

    key: AmendmentKey
    of: str
    group: str
    at: int | None = None

    @property
    def name(self) -> str:
        """The field's name in a form and an address."""
        row = "" if self.at is None else f".{self.at}"
        return f"{self.key}.{self.of}.{self.group}{row}"

    @property
    def whole(self) -> "Place":
        """The place of the row that it is one of; itself where it is no row."""
        return replace(self, at=None)


Typed = Mapping[Place, Decimal]


def typed_in(asked: QueryDict) -> dict[Place, Decimal]:
    """What a person turned.

    Raises:
        Refused: something is no number.
    """
    found = {}
    for name, text in asked.items():
        place = _place(name)
        if place is not None and str(text).strip():
            found[place] = _number(str(text))
    return found


def gathered(knobs: Iterable[Knob], typed: Typed) -> list[Knob]:
    """The knobs of a page: a price or bonus that is the same in every group is one knob, unless it was turned in one."""
    apart = {(place.key, place.of) for place in typed if place.group}
    alike: dict[tuple[str, str], list[Knob]] = {}
    for knob in knobs:
        alike.setdefault((knob.key, knob.of), []).append(knob)
    return list(chain.from_iterable(_as_one(same, apart) for same in alike.values()))


def _as_one(same: list[Knob], apart: Container[tuple[str, str]]) -> list[Knob]:
    first = same[0]
    is_one = len(same) > 1 and len({one.now for one in same}) == 1
    if is_one and first.key in SHARED and (first.key, first.of) not in apart:
        return [replace(first, group="")]
    return same


def numbers(knob: Knob) -> list[tuple[Place, Decimal]]:
    """Each number of a knob with its place."""
    is_row = knob.key in ROWS
    return [
        (Place(knob.key, knob.of, knob.group, at if is_row else None), number)
        for at, number in enumerate(knob.now)
    ]


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


def _place(name: str) -> Place | None:
    found = FIELD.fullmatch(name)
    if found is None or found[1] not in get_args(AmendmentKey):
        return None
    key, of, group, at = found.groups()
    return Place(cast("AmendmentKey", key), of, group, None if at is None else int(at))


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.strip()[:LONGEST_NUMBER])
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise Refused("evaluations.no_number", text=text[:LONGEST_NUMBER])
    return number
