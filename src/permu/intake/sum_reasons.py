"""Why a sheet's own sum is not what its rows make: what would explain the difference exactly, and only one thing would."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

SLIPS = tuple(Fraction(10) ** power for power in (1, 2, 3, 4, -1, -2, -3, -4))
Part = tuple[int, Fraction]
"""A row's number and its amount, in the sum's unit."""


@dataclass(frozen=True)
class Reason:
    """A message of this room, without the room, and what it names."""

    name: str
    details: dict[str, str]


def reason(total: Fraction, parts: Sequence[Part]) -> Reason | None:
    """What alone explains the difference: a unit, one row left out, twice or slipped, or two rows."""
    made = sum((amount for _, amount in parts), Fraction(0))
    if made and total / made in SLIPS:
        return Reason("sum_slipped", {"times": _times(total / made)})
    counted = [part for part in parts if part[1]]
    for found in (
        _one(total - made, counted),
        _slip(total - made, counted),
        _two(total - made, counted),
    ):
        if found:
            return found
    return None


def _one(difference: Fraction, parts: Sequence[Part]) -> Reason | None:
    rows = [(number, amount) for number, amount in parts if abs(amount) == abs(difference)]
    if len(rows) != 1:
        return None
    number, amount = rows[0]
    return Reason(
        "sum_row_twice" if amount == difference else "sum_row_left_out", {"row": str(number)}
    )


def _slip(difference: Fraction, parts: Sequence[Part]) -> Reason | None:
    rows = [
        (number, slip)
        for number, amount in parts
        for slip in SLIPS
        if amount * (slip - 1) == difference
    ]
    if len(rows) != 1:
        return None
    number, slip = rows[0]
    return Reason("sum_row_slipped", {"row": str(number), "times": _times(slip)})


def _two(difference: Fraction, parts: Sequence[Part]) -> Reason | None:
    pairs = set(_pairs(difference, parts)) | set(_pairs(-difference, parts))
    if len(pairs) != 1:
        return None
    first, second = pairs.pop()
    return Reason("sum_two_rows", {"first": str(first), "second": str(second)})


def _pairs(wanted: Fraction, parts: Iterable[Part]) -> Iterator[tuple[int, int]]:
    """The pairs of rows that together make an amount."""
    seen: dict[Fraction, list[int]] = {}
    for number, amount in parts:
        for other in seen.get(wanted - amount, ()):
            yield other, number
        seen.setdefault(amount, []).append(number)


def _times(slip: Fraction) -> str:
    return str(slip.numerator) if slip > 1 else f"1/{slip.denominator}"
