"""Which method is in force where and when (M52), and whether two of them contradict each other.

A method is in force from `valid_from` (where the notice does not say: from its publication) to
`valid_until`, to the day before `repealed_on`, or to the day before a file that supersedes it
begins, whichever is first. One that has ended, nobody knows when, is in force on no day that we
could name. A year is evaluated under the file of its year, whatever is in force today.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from permu.method.model import Method

DAY = timedelta(days=1)
ENDED = ("superseded", "repealed")
Days = tuple[date, date]
"""A first and a last day, both included."""


@dataclass(frozen=True)
class Edition:
    """A method, and its file as a person finds it."""

    file: str
    method: Method


@dataclass(frozen=True)
class Contradiction:
    """Two editions that cannot both be right: a message of the room's catalogue with its details."""

    code: str
    editions: tuple[Edition, Edition]
    details: dict[str, object]


def in_force(methods: Sequence[Method], place: str, day: date) -> list[Method]:
    """The methods in force at a place on a day: one a kind of subject, and after it the overlays."""
    found = [
        method
        for method in methods
        if method.place == place and method.status != "draft"
        if (days := validity(method, methods)) and days[0] <= day <= days[1]
    ]
    return sorted(found, key=lambda method: (bool(method.parent), method.subject, method.id))


def of_year(methods: Sequence[Method], place: str, year: int) -> list[Method]:
    """The methods under which a place evaluates a year: not drafts, nor what another one corrects."""
    return [
        method
        for method in methods
        if (method.place, method.year) == (place, year) and method.status != "draft"
        if not any(_replaces(other, method) for other in methods)
    ]


def validity(method: Method, among: Sequence[Method] = ()) -> Days | None:
    """The first and the last day, `date.max` where no end is known; None where nobody can say.

    `among` are the methods of which some may supersede this one.
    """
    first = _first_day(method)
    ends = [method.valid_until] if method.valid_until else []
    ends += [method.repealed_on - DAY] if method.repealed_on else []
    ends += [
        start - DAY for other in among if _replaces(other, method) and (start := _first_day(other))
    ]
    if first is None or (method.status in ENDED and not ends):
        return None
    last = min(ends, default=date.max)
    return (first, last) if first <= last else None


def _replaces(other: Method, method: Method) -> bool:
    """Whether the other method took this one's place; a draft does not."""
    return other.supersedes == method.id and other.status != "draft"


def _first_day(method: Method) -> date | None:
    """A made-up method was published nowhere: it is in force only where it says so."""
    return method.valid_from or (None if method.status == "synthetic" else method.published)


def contradictions(editions: Sequence[Edition]) -> Iterator[Contradiction]:
    """Methods of one place that are in force on one day, or evaluate one year, and do not say which counts."""
    methods = [edition.method for edition in editions]
    for pair in combinations(editions, 2):
        a, b = (edition.method for edition in pair)
        if a.id == b.id:
            yield Contradiction("id_twice", pair, {"id": a.id})
        elif _same_matter(a, b):
            days = _common(validity(a, methods), validity(b, methods))
            if days:
                yield Contradiction("both_in_force", pair, {"days": days})
            elif a.year == b.year and _stand_for_their_year(a, b, methods):
                yield Contradiction("one_year_twice", pair, {"year": a.year})


def _common(a: Days | None, b: Days | None) -> str:
    """The days of both in words, or nothing."""
    if not a or not b or max(a[0], b[0]) > min(a[1], b[1]):
        return ""
    first, last = max(a[0], b[0]), min(a[1], b[1])
    return f"{first}—" if last == date.max else f"{first}—{last}"


def _same_matter(a: Method, b: Method) -> bool:
    """Whether both judge the same subjects of the same place, neither as an overlay of the other."""
    if "draft" in (a.status, b.status) or (bool(a.parent) != bool(b.parent)):
        return False
    same_area = not a.parent or (a.area == b.area and b.id != a.parent and a.id != b.parent)
    return same_area and (a.place, a.subject) == (b.place, b.subject)


def _stand_for_their_year(a: Method, b: Method, methods: Sequence[Method]) -> bool:
    """Whether both would be used: neither is replaced, nor made up to show something else."""
    current = of_year(methods, a.place, a.year)
    return all(method in current and method.status != "synthetic" for method in (a, b))
