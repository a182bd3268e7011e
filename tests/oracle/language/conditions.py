"""Whether a condition holds of one subject: True, False, or None where the facts leave it open."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from permu.method.model import Condition

from .county import County, Figure, Gap, Value, in_unit

Values = Mapping[str, tuple[Figure, str]]
"""The group's indicators, each with its unit, where a rule may name them."""
Beats = Callable[[Condition], bool | None]


def holds(
    when: Condition,
    place: County,
    subject: str,
    *,
    values: Values | None = None,
    beats: Beats | None = None,
) -> bool | None:
    """Three-valued: an unknown one stays unknown under `not`, and gives way to what is certain."""

    def inner(one: Condition) -> bool | None:
        return holds(one, place, subject, values=values, beats=beats)

    if when.kind == "always":
        return True
    if when.of:
        return combined(when.kind, [inner(one) for one in when.of])
    if when.kind == "beats":
        assert beats
        return beats(when)
    if when.kind == "valid_on":
        return valid(when, place, subject)
    if when.kind == "graded_before":
        return graded(when, place, subject)
    if when.kind in ("at_least", "less_than"):
        return compares(when, place, subject, values or {})
    return states(when, place, subject, values or {})


def combined(kind: str, found: list[bool | None]) -> bool | None:
    """`all`, `any` and `not` of what is found of the conditions within."""
    if kind == "not":
        return None if found[0] is None else not found[0]
    decisive = kind == "any"
    if decisive in found:
        return decisive
    return None if None in found else not decisive


def graded(when: Condition, place: County, subject: str) -> bool | None:
    years = range(1, int(when.value or 0) + 1)
    names = [f"grade_{year}_year{'s' * (year > 1)}_ago" for year in years]
    grades = [place.given(subject, name) for name in names]
    if any(not isinstance(grade, Gap) and grade not in when.codes for grade in grades):
        return False
    return None if any(isinstance(grade, Gap) for grade in grades) else True


def compares(when: Condition, place: County, subject: str, values: Values) -> bool | None:
    value, unit = figure_of(when.item, place, subject, values)
    value = in_unit(value, unit, when.unit) if when.unit else value
    if isinstance(value, Gap):
        return None
    assert when.value is not None
    reaches = value >= Fraction(when.value)
    return reaches if when.kind == "at_least" else not reaches


def figure_of(name: str, place: County, subject: str, values: Values) -> tuple[Figure, str]:
    return values[name] if name in values else (place.figure(subject, name), place.unit(name))


def states(when: Condition, place: County, subject: str, values: Values) -> bool | None:
    """The kinds that ask a flag, a text, a code or a day."""
    if when.kind == "given":
        return is_given(when, place, subject, values)
    said = place.given(subject, when.item)
    if isinstance(said, Gap):
        return None
    if when.kind == "is":
        return bool(said)
    if when.kind == "one_of":
        return said in when.codes
    if when.kind == "in_industry":
        return any(str(said).startswith(code) for code in when.codes)
    if when.kind == "in_divisions":
        digits = "".join(letter for letter in str(said) if letter.isdigit())[:2]
        if len(digits) < 2:
            return None
        ranges = [(code.split("-")[0], code.split("-")[-1]) for code in when.codes]
        return any(first <= digits <= last for first, last in ranges)
    assert isinstance(said, date)
    return dated(when, place, subject, said)


def is_given(when: Condition, place: County, subject: str, values: Values) -> bool | None:
    value: Value
    if when.item in values or when.item in place.composed:
        value = figure_of(when.item, place, subject, values)[0]
    else:
        value = place.given(subject, when.item)
    return None if value is Gap.HELD else value is not Gap.MISSING


def dated(when: Condition, place: County, subject: str, said: date) -> bool | None:
    year = place.method.year
    if when.kind == "younger_than":
        years = year - said.year  # to 31 December: every anniversary of the year is passed
        return years < (when.value or 0)
    if when.kind == "within_years":
        return year - int(when.value or 0) < said.year <= year
    day = date(when.day.year or year, when.day.month, when.day.day)
    if when.kind == "on_or_before":
        return said <= day
    raise AssertionError(when.kind)


def valid(when: Condition, place: County, subject: str) -> bool | None:
    """`item` ≤ day ≤ `until`: one side that is certainly not so settles it."""
    day = date(when.day.year or place.method.year, when.day.month, when.day.day)
    since = place.given(subject, when.item)
    until = place.given(subject, when.until) if when.until else date.max
    sides = [
        None if isinstance(since, Gap) else since <= day,  # type: ignore[operator]
        None if isinstance(until, Gap) else day <= until,  # type: ignore[operator]
    ]
    return False if False in sides else None if None in sides else True
