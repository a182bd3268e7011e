"""Whether a rule can ever fire: what its condition asks of every fact, taken together.

A condition that holds is written as boxes: in each, what every fact it reads must be, and one box
is enough. A rule that no box is left to can never fire; one whose every box lies within an earlier
condition is never reached. Only what follows with certainty is said: where the facts that could
decide are not comparable (a mean of the group, a day of a certain year), nobody is accused.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from permu.method.model import Condition
from permu.method.reading.firing.asked import asked
from permu.method.reading.firing.domains import Box

MOST = 256
"""Boxes, and conditions in one. What comes to more is not judged."""


def never_holds(condition: Condition) -> bool:
    """Whether no subject can ever meet the condition."""
    try:
        return not _boxes(condition, holds=True)
    except _TooManyError:
        return False


def dead_part(condition: Condition) -> Condition | None:
    """The innermost part of the condition that never holds; None where there is none.

    Of an `all` the two parts that contradict one another are taken, where two alone do.
    """
    for inner in condition.of:
        if dead := dead_part(inner):
            return dead
    if not never_holds(condition):
        return None
    pairs = combinations(condition.of, 2) if condition.kind == "all" else ()
    both = (Condition(kind="all", of=pair) for pair in pairs)
    return next((pair for pair in both if never_holds(pair)), condition)


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """A condition and all it is made of."""
    yield condition
    for inner in condition.of:
        yield from conditions_in(inner)


def always_within(condition: Condition, others: Sequence[Condition]) -> bool:
    """Whether each subject that meets the condition meets one of the others too, whatever else is known of it."""
    try:
        boxes = _boxes(condition, holds=True)
    except _TooManyError:
        return False
    return bool(boxes) and all(
        any(_entails(box, one, holds=True) for one in others) for box in boxes
    )


class _TooManyError(Exception):
    """A condition comes to more boxes than are judged."""


def _boxes(condition: Condition, *, holds: bool) -> list[Box]:
    """The boxes in which the condition holds, or surely does not."""
    if condition.kind == "not" and len(condition.of) == 1:
        return _boxes(condition.of[0], holds=not holds)
    if condition.kind not in ("all", "any") or not condition.of:
        return asked(condition, holds=holds)
    if len(condition.of) > MOST:
        raise _TooManyError
    inner = [_boxes(one, holds=holds) for one in condition.of]
    if (condition.kind == "any") == holds:
        found = [box for boxes in inner for box in boxes]
    else:
        found = [{}]
        for boxes in inner:
            met = (_meet(a, b) for a, b in product(found, boxes))
            found = [box for box in met if box is not None]
            if len(found) > MOST:
                raise _TooManyError
    if len(found) > MOST:
        raise _TooManyError
    return found


def _meet(a: Box, b: Box) -> Box | None:
    """What both ask; None where nothing can be both."""
    both = dict(a)
    for key, domain in b.items():
        mine: Any = both.get(key)  # of the same type: a key says what kind of fact it is
        met = mine.meet(domain) if mine else domain
        if met is None:
            return None
        both[key] = met
    return both


def _entails(box: Box, condition: Condition, *, holds: bool) -> bool:
    """Whether the condition holds (or surely does not) for all that lies in the box."""
    if condition.kind == "not" and len(condition.of) == 1:
        return _entails(box, condition.of[0], holds=not holds)
    if condition.kind not in ("all", "any") or not condition.of:
        return any(_lies_in(box, wanted) for wanted in asked(condition, holds=holds))
    inner = (_entails(box, one, holds=holds) for one in condition.of)
    return any(inner) if (condition.kind == "any") == holds else all(inner)


def _lies_in(box: Box, wanted: Box) -> bool:
    known: Mapping[Hashable, Any] = box
    return all(key in box and known[key].within(domain) for key, domain in wanted.items())
