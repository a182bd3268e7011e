"""What each kind of condition asks of the facts it reads, in boxes."""

from collections.abc import Hashable
from fractions import Fraction
from typing import Protocol

from permu.method.model import Condition, ConditionKind, Day
from permu.method.reading.firing.domains import NO, YES, Box, Codes, Span, Words
from permu.terms.industries import divisions
from permu.terms.quantities import unit
from permu.terms.refusal import Refused

YEARS = 5
"""The catalogue of items holds the grades of so many years before."""
YEAR = 372
"""Days of a year whose months all have 31: enough to tell which of two dates comes first."""


def asked(condition: Condition, *, holds: bool) -> list[Box]:
    """The boxes of a condition without others in it: every fact that decides it is known there."""
    if condition.kind == "always":
        return [{}] if holds else []
    found = _KINDS[condition.kind](condition, holds=holds) if condition.kind in _KINDS else None
    if found is None:
        return [{condition: YES if holds else NO}]
    if condition.kind == "given":
        return found
    known: Box = {(item, "given"): YES for item in (condition.item, condition.until) if item}
    return [{**known, **one} for one in found]


def _is(condition: Condition, *, holds: bool) -> list[Box]:
    return [{(condition.item, "flag"): YES if holds else NO}]


def _bound(condition: Condition, *, holds: bool) -> list[Box] | None:
    if condition.value is None:
        return None
    try:
        bound = Fraction(condition.value) * unit(condition.unit).factor
    except Refused:
        return None
    is_low = (condition.kind == "at_least") == holds
    return [{(condition.item, "number"): Span(low=bound) if is_low else Span(high=bound)}]


def _one_of(condition: Condition, *, holds: bool) -> list[Box]:
    return [{(condition.item, "text"): Words(frozenset(condition.codes), are_excluded=not holds)}]


def _in_industry(condition: Condition, *, holds: bool) -> list[Box]:
    """A letter alone stands for its divisions, so that the two ways of naming industries compare."""
    begins = {
        longer
        for code in condition.codes
        for longer in ([one for one in divisions() if one.startswith(code)] or [code])
    }
    return _codes(condition.item, begins, holds=holds)


def _in_divisions(condition: Condition, *, holds: bool) -> list[Box] | None:
    ends = [(code[:2], code[-2:]) for code in condition.codes]
    begins = {one for one in divisions() for low, high in ends if low <= one[1:] <= high}
    return _codes(condition.item, begins, holds=holds) if begins else None


def _codes(item: str, begins: set[str], *, holds: bool) -> list[Box]:
    some = Codes(frozenset(begins)) if holds else Codes(frozenset(divisions()))
    left = some if holds else some.meet(Codes(some.begins, frozenset(begins)))
    return [{(item, "code"): left}] if left and left.begins else []


def _younger_than(condition: Condition, *, holds: bool) -> list[Box] | None:
    if condition.value is None:
        return None
    start = _years_ago(condition) + YEAR
    return [{(condition.item, "date"): Span(low=start) if holds else Span(high=start)}]


def _within_years(condition: Condition, *, holds: bool) -> list[Box] | None:
    if condition.value is None:
        return None
    start, end = _years_ago(condition) + YEAR, Fraction(YEAR)
    spans = [Span(start, end)] if holds else [Span(high=start), Span(low=end)]
    return [{(condition.item, "date"): span} for span in spans]


def _on_or_before(condition: Condition, *, holds: bool) -> list[Box]:
    after = _number(condition.day) + 1
    span = Span(high=after) if holds else Span(low=after)
    return [{_date_key(condition.item, condition.day): span}]


def _valid_on(condition: Condition, *, holds: bool) -> list[Box] | None:
    if not holds:
        return None  # which of the two dates it was, nobody need know
    day = _number(condition.day)
    begun: Box = {_date_key(condition.item, condition.day): Span(high=day + 1)}
    ends: Box = {_date_key(condition.until, condition.day): Span(low=day)}
    return [{**begun, **(ends if condition.until else {})}]


def _given(condition: Condition, *, holds: bool) -> list[Box]:
    return [{(condition.item, "given"): YES if holds else NO}]


def _graded_before(condition: Condition, *, holds: bool) -> list[Box] | None:
    if not holds or condition.value is None or condition.value > YEARS:
        return None
    years = range(1, int(condition.value) + 1)
    return [{("grade", year): Words(frozenset(condition.codes)) for year in years}]


def _number(day: Day) -> Fraction:
    """The day's place in the year evaluated, or on the calendar where it names its year."""
    return Fraction((day.year or 0) * YEAR + (day.month - 1) * 31 + day.day - 1)


def _date_key(item: str, day: Day) -> Hashable:
    """Days of the year evaluated and days of the calendar are not compared: which year it is stands elsewhere."""
    return (item, "date" if day.year is None else "calendar")


def _years_ago(condition: Condition) -> Fraction:
    """The first day of the year `value` years before the one evaluated."""
    return -Fraction(condition.value or 0) * YEAR


class _Asks(Protocol):
    def __call__(self, condition: Condition, *, holds: bool) -> list[Box] | None:
        """The boxes; None where the facts that decide are not comparable."""


_KINDS: dict[ConditionKind, _Asks] = {
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
