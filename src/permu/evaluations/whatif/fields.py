"""The numbers that a person turns, as they stand in an address: one field a number, empty where it is as published."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import cast, get_args

from django.http import QueryDict

from permu.method.model.scenarios import AmendmentKey, Knob
from permu.terms.refusal import Refused

FIELD = re.compile(r"([a-z_]+)\.([a-z0-9_:]*)\.([a-z0-9_]*)(?:\.([0-9]{1,2}))?")
QUOTED = 24
"""Characters of a number or a key that a sentence quotes."""
WHOLE_DIGITS, DECIMALS = 13, 12
"""Digits that a number may have before and after its point: more is no number of a notice."""
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
        place = place_named(name)
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


def place_named(name: str) -> Place | None:
    """The place that a field is of; None where it is no field of a number."""
    found = FIELD.fullmatch(name)
    if found is None or found[1] not in get_args(AmendmentKey):
        return None
    key, of, group, at = found.groups()
    return Place(cast("AmendmentKey", key), of, group, None if at is None else int(at))


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise Refused("evaluations.no_number", text=quoted(text))
    if number and (number.adjusted() >= WHOLE_DIGITS or number != round(number, DECIMALS)):
        raise Refused(
            "evaluations.number_long", text=quoted(text), whole=WHOLE_DIGITS, decimals=DECIMALS
        )
    return number or Decimal(0)


def quoted(text: str) -> str:
    """What somebody typed, as a sentence quotes it."""
    text = text.strip()
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"
