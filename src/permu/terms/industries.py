"""Industry codes of GB/T 4754-2017: a letter (门类) and two to four digits (大类, 中类, 小类)."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from permu.terms.refusal import Language


@cache
def _tables() -> dict[str, dict[str, list[str] | str]]:
    return tomllib.loads(files("permu.terms").joinpath("industries.toml").read_text("utf-8"))


def industry_code(text: str) -> str | None:
    """The code with its letter, or None where the standard has no such code.

    Mining, manufacturing and utilities (B, C, D) are known to the class; of the other sections
    the division alone is checked. A code without its letter gets it: the division decides it.

    >>> industry_code("3670")
    'C3670'
    """
    match = re.fullmatch(r"([A-T]?)(\d\d)(\d{0,2})", text.upper())
    if not match:
        return None
    letter, division, rest = match.groups()
    section = next(
        (key for key, ends in _tables()["sections"].items() if ends[0] <= division <= ends[1]),
        None,
    )
    if section is None or letter not in ("", section) or not _is_class(division, rest):
        return None
    return section + division + rest


def begins_industries(text: str) -> bool:
    """Whether some code of the standard, its letter included, begins with the text.

    >>> begins_industries("D"), begins_industries("C26"), begins_industries("C44")
    (True, True, False)
    """
    return text in _tables()["sections"] or (text[:1].isalpha() and industry_code(text) == text)


@cache
def divisions() -> tuple[str, ...]:
    """Every division (大类) with its letter, in order: A01 to T97."""
    return tuple(
        f"{section}{number:02}"
        for section, ends in _tables()["sections"].items()
        for number in range(int(ends[0]), int(ends[1]) + 1)
    )


def _is_class(division: str, rest: str) -> bool:
    classes = _tables()["classes"].get(division)
    return classes is None or any(known.startswith(rest) for known in str(classes).split())


def division_name(code: str, language: Language = "zh") -> str:
    """The division (大类) of two digits with its name beside it; the code alone outside mining, manufacturing and utilities.

    >>> division_name("30")
    '30 非金属矿物制品业'
    """
    names = _tables()["divisions"].get(code)
    return f"{code} {names[language != 'zh']}" if names else code
