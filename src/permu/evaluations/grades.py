"""How a method's grades look: in its own words and colors, and where it gives none by their place from best to worst.

A color never stands alone: the grade's own word is always printed in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from permu.method.model import Method

PLACES = ("a", "b", "c", "d")
"""Tones from the best grade to the worst."""


@dataclass(frozen=True)
class Look:
    """A grade's tone (of `permu.css`) and its full name, such as 优先发展类; empty where it has none."""

    tone: str
    label: str


Looks = Mapping[str, Look]


def looks(method: Method | None) -> dict[str, Look]:
    """Each grade's look, best first, then those that only a word is known of (T 类)."""
    if method is None:
        return {}
    said = {word.id: word for word in method.grades}
    tones = _tones(method)
    return {
        grade: Look(
            (grade in said and said[grade].color) or tones.get(grade, "plain"),
            said[grade].label if grade in said else "",
        )
        for grade in (*tones, *(grade for grade in said if grade not in tones))
    }


def tone_of(grade: str, known: Looks) -> str:
    """The tone of a grade; without the method, that of its letter."""
    return known[grade].tone if grade in known else _letter(grade) or "plain"


def _tones(method: Method) -> dict[str, str]:
    """By letter where a grade is A to D, else by place; the first group that has a grade decides."""
    found: dict[str, str] = {}
    for group in method.groups:
        grades = group.grading.grades if group.grading else ()
        last = max(len(grades) - 1, 1)
        for place, grade in enumerate(grades):
            by_place = PLACES[round(place * (len(PLACES) - 1) / last)]
            found.setdefault(grade, _letter(grade) or by_place)
    return found


def _letter(grade: str) -> str:
    return grade.lower() if grade in {"A", "B", "C", "D"} else ""
