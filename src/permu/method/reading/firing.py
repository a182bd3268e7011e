"""Whether a rule can ever fire: what its condition asks of every fact, taken together.

A condition that holds is written as boxes: in each, what every fact it reads must be, and one box
is enough. A rule that no box is left to can never fire; one whose every box lies within an earlier
condition is never reached. Only what follows with certainty is said: where the facts that could
decide are not comparable (a mean of the group, a day of a certain year), nobody is accused.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from permu.method.model import Condition, ConditionKind, Day
from permu.terms.industries import divisions
from permu.terms.quantities import unit
from permu.terms.refusal import Refused

MOST = 256
"""Boxes. A condition that comes to more is not judged."""


def never_holds(condition: Condition) -> Condition | None:
    """The innermost part of the condition that no subject can ever meet; None where there is none.

    Of an `all` the two parts that contradict one another are taken, where two alone do.
    """
    for inner in condition.of:
        if dead := never_holds(inner):
            return dead
    if not _is_dead(condition):
        return None
    pairs = combinations(condition.of, 2) if condition.kind == "all" else ()
    both = (Condition(kind="all", of=pair) for pair in pairs)
    return next((pair for pair in both if _is_dead(pair)), condition)


def always_within(condition: Condition, others: Sequence[Condition]) -> bool:
    """Whether each subject that meets the condition meets one of the others too, whatever else is known of it."""
    try:
        boxes = _boxes(condition, holds=True)
    except _TooManyError:
        return False
    return bool(boxes) and all(
        any(_entails(box, one, holds=True) for one in others) for box in boxes
    )


@dataclass(frozen=True)
class _Span:
    """Numbers from `low` up to, and without, `high`."""

    low: Fraction | None = None
    high: Fraction | None = None

    def meet(self, other: "_Span") -> "_Span | None":
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        both = _Span(max(lows, default=None), min(highs, default=None))
        is_empty = both.low is not None and both.high is not None and both.low >= both.high
        return None if is_empty else both

    def within(self, other: "_Span") -> bool:
        return self.meet(other) == self


@dataclass(frozen=True)
class _Words:
    """One of the words; with `are_excluded` any other."""

    words: frozenset[str]
    are_excluded: bool = False

    def meet(self, other: "_Words") -> "_Words | None":
        if self.are_excluded and other.are_excluded:
            return _Words(self.words | other.words, are_excluded=True)
        if self.are_excluded:
            return other.meet(self)
        words = self.words - other.words if other.are_excluded else self.words & other.words
        return _Words(words) if words else None

    def within(self, other: "_Words") -> bool:
        return self.meet(other) == self


@dataclass(frozen=True)
class _Codes:
    """A code of GB/T 4754 that begins with one of `begins` and with none of `never`, divisions at least."""

    begins: frozenset[str]
    never: frozenset[str] = frozenset()

    def meet(self, other: "_Codes") -> "_Codes | None":
        never = self.never | other.never
        narrower = (
            {one for one in mine if one.startswith(tuple(others))}
            for mine, others in ((self.begins, other.begins), (other.begins, self.begins))
        )
        begins = frozenset(
            one for one in set().union(*narrower) if not one.startswith(tuple(never))
        )
        return _Codes(begins, never) if begins else None

    def within(self, other: "_Codes") -> bool:
        return self.meet(other) == self


_Domain = _Span | _Words | _Codes
_Box = Mapping[Hashable, _Domain]
_YES, _NO = _Words(frozenset({"yes"})), _Words(frozenset({"no"}))


class _TooManyError(Exception):
    """A condition comes to more boxes than are judged."""


def _is_dead(condition: Condition) -> bool:
    try:
        return not _boxes(condition, holds=True)
    except _TooManyError:
        return False


def _boxes(condition: Condition, *, holds: bool) -> list[_Box]:
    """The boxes in which the condition holds, or surely does not."""
    if condition.kind == "not" and len(condition.of) == 1:
        return _boxes(condition.of[0], holds=not holds)
    if condition.kind not in ("all", "any") or not condition.of:
        return _literal(condition, holds=holds)
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


def _meet(a: _Box, b: _Box) -> _Box | None:
    """What both ask; None where nothing can be both."""
    both = dict(a)
    for key, domain in b.items():
        mine: Any = both.get(key)  # of the same type: a key says what kind of fact it is
        met = mine.meet(domain) if mine else domain
        if met is None:
            return None
        both[key] = met
    return both


def _entails(box: _Box, condition: Condition, *, holds: bool) -> bool:
    """Whether the condition holds (or surely does not) for all that lies in the box."""
    if condition.kind == "not" and len(condition.of) == 1:
        return _entails(box, condition.of[0], holds=not holds)
    if condition.kind not in ("all", "any") or not condition.of:
        return any(_lies_in(box, wanted) for wanted in _literal(condition, holds=holds))
    inner = (_entails(box, one, holds=holds) for one in condition.of)
    return any(inner) if (condition.kind == "any") == holds else all(inner)


def _lies_in(box: _Box, wanted: _Box) -> bool:
    known: Mapping[Hashable, Any] = box
    return all(key in box and known[key].within(domain) for key, domain in wanted.items())


def _literal(condition: Condition, *, holds: bool) -> list[_Box]:
    """The boxes of a condition without others in it: every fact that decides it is known there."""
    if condition.kind == "always":
        return [{}] if holds else []
    asked = _KINDS[condition.kind](condition, holds) if condition.kind in _KINDS else None
    if asked is None:
        return [{condition: _YES if holds else _NO}]
    if condition.kind == "given":
        return asked
    known: _Box = {(item, "given"): _YES for item in (condition.item, condition.until) if item}
    return [{**known, **one} for one in asked]


def _is(condition: Condition, holds: bool) -> list[_Box]:  # noqa: FBT001 — a value, not a switch
    return [{(condition.item, "flag"): _YES if holds else _NO}]


def _bound(condition: Condition, holds: bool) -> list[_Box] | None:  # noqa: FBT001
    if condition.value is None:
        return None
    try:
        bound = Fraction(condition.value) * unit(condition.unit).factor
    except Refused:
        return None
    is_low = (condition.kind == "at_least") == holds
    return [{(condition.item, "number"): _Span(low=bound) if is_low else _Span(high=bound)}]


def _one_of(condition: Condition, holds: bool) -> list[_Box]:  # noqa: FBT001
    return [{(condition.item, "text"): _Words(frozenset(condition.codes), are_excluded=not holds)}]


def _in_industry(condition: Condition, holds: bool) -> list[_Box]:  # noqa: FBT001
    """A letter alone stands for its divisions, so that the two ways of naming industries compare."""
    begins = {
        longer
        for code in condition.codes
        for longer in ([one for one in divisions() if one.startswith(code)] or [code])
    }
    return _codes(condition.item, begins, holds=holds)


def _in_divisions(condition: Condition, holds: bool) -> list[_Box] | None:  # noqa: FBT001
    ends = [(code[:2], code[-2:]) for code in condition.codes]
    begins = {one for one in divisions() for low, high in ends if low <= one[1:] <= high}
    return _codes(condition.item, begins, holds=holds) if begins else None


def _codes(item: str, begins: set[str], *, holds: bool) -> list[_Box]:
    some = _Codes(frozenset(begins)) if holds else _Codes(frozenset(divisions()))
    left = some if holds else some.meet(_Codes(some.begins, frozenset(begins)))
    return [{(item, "code"): left}] if left and left.begins else []


def _younger_than(condition: Condition, holds: bool) -> list[_Box] | None:  # noqa: FBT001
    if condition.value is None:
        return None
    start = _years_ago(condition) + YEAR
    return [{(condition.item, "date"): _Span(low=start) if holds else _Span(high=start)}]


def _within_years(condition: Condition, holds: bool) -> list[_Box] | None:  # noqa: FBT001
    if condition.value is None:
        return None
    start, end = _years_ago(condition) + YEAR, Fraction(YEAR)
    spans = [_Span(start, end)] if holds else [_Span(high=start), _Span(low=end)]
    return [{(condition.item, "date"): span} for span in spans]


def _on_or_before(condition: Condition, holds: bool) -> list[_Box]:  # noqa: FBT001
    after = _number(condition.day) + 1
    span = _Span(high=after) if holds else _Span(low=after)
    return [{_date_key(condition.item, condition.day): span}]


def _valid_on(condition: Condition, holds: bool) -> list[_Box] | None:  # noqa: FBT001
    if not holds:
        return None  # which of the two dates it was, nobody need know
    day = _number(condition.day)
    begun: _Box = {_date_key(condition.item, condition.day): _Span(high=day + 1)}
    ends: _Box = {_date_key(condition.until, condition.day): _Span(low=day)}
    return [{**begun, **(ends if condition.until else {})}]


def _given(condition: Condition, holds: bool) -> list[_Box]:  # noqa: FBT001
    return [{(condition.item, "given"): _YES if holds else _NO}]


def _graded_before(condition: Condition, holds: bool) -> list[_Box] | None:  # noqa: FBT001
    if not holds or condition.value is None or condition.value > YEARS:
        return None
    years = range(1, int(condition.value) + 1)
    return [{("grade", year): _Words(frozenset(condition.codes)) for year in years}]


YEARS = 5
YEAR = 372
"""Days of a year whose months all have 31: enough to tell which of two dates comes first."""


def _number(day: Day) -> Fraction:
    """The day's place in the year evaluated, or on the calendar where it names its year."""
    return Fraction((day.year or 0) * YEAR + (day.month - 1) * 31 + day.day - 1)


def _date_key(item: str, day: Day) -> Hashable:
    """Days of the year evaluated and days of the calendar are not compared: which year it is stands elsewhere."""
    return (item, "date" if day.year is None else "calendar")


def _years_ago(condition: Condition) -> Fraction:
    """The first day of the year `value` years before the one evaluated."""
    return -Fraction(condition.value or 0) * YEAR


_KINDS: dict[ConditionKind, Callable[[Condition, bool], list[_Box] | None]] = {
    "is": _is,
    "at_least": _bound,
    "less_than": _bound,
    "one_of": _one_of,
    "in_industry": _in_industry,
    "in_divisions": _in_divisions,
    "younger_than": _younger_than,
    "within_years": _within_years,
    "on_or_before": _on_or_before,
    "valid_on": _valid_on,
    "given": _given,
    "graded_before": _graded_before,
}
"""The conditions whose facts can be compared; another is only ever the same as itself."""
