"""A spreadsheet's numbers and dates as text, without a digit gained or lost."""

import math
import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from permu.terms.quantities import UNITS

_LITERAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DATE_FORMATS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}  # ECMA-376 18.8.30
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAYS_FROM_1900, _DAYS_FROM_1904 = 2_958_466, 2_957_004  # to the end of the year 9999
_PERCENT_FORMATS = {9, 10}
_OWN_POINT = re.compile(r'[0#?](?:\\\.|"\.")[0#?]')
_SPACING = re.compile(r"\[[^\]]*\]|_.|\*.")
_LAST_DIGIT = re.compile(r"[0#?.]+")
_QUOTES = str.maketrans("", "", '"\\')
_CUT_SHORT = re.compile(r"[0#?],+(?![0#?,])")

AS_IT_IS, AS_A_DATE, SCALED = "n", "d", "s"
"""What a number format makes of its numbers; or it sets a unit after them (`万元`), and is that."""


def shown_as(number: int, code: str | None) -> str:
    """What a number format makes of its numbers; a percentage shows a hundred times the number.

    `code` is None for a built-in format.
    """
    if is_date_format(number, code):
        return AS_A_DATE
    if code is None:
        return SCALED if number in _PERCENT_FORMATS else AS_IT_IS
    if "%" in _QUOTED.sub("", code) or is_scaled_format(code) or _shows_no_digit(code):
        return SCALED
    after = _LAST_DIGIT.split(_SPACING.sub("", code.split(";", maxsplit=1)[0]))[-1]
    words = after.translate(_QUOTES).strip()
    return words if words in _units() else AS_IT_IS


def _shows_no_digit(code: str) -> bool:
    """Whether a format shows nothing (`;;;`), or always the same word (`"停产"`)."""
    first = code.split(";", maxsplit=1)[0]
    return first != code.strip('"') and not _QUOTED.sub("", first).strip()


@cache
def _units() -> frozenset[str]:
    return frozenset(
        word for unit in UNITS.values() for word in (unit.label, *unit.spellings) if word
    )


def is_scaled_format(code: str) -> bool:
    r"""Whether a format shows another number than the cell holds: `0\.0,` shows 123456 as 12.3.

    A comma after the last digit leaves three digits out; a point in quotes stands where none is.
    """
    first = code.split(";", maxsplit=1)[0]
    return bool(_OWN_POINT.search(first) or _CUT_SHORT.search(_QUOTED.sub("", first)))


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows a date or a time. `code` is None for a built-in format."""
    if code is None:
        return number in _DATE_FORMATS
    shown = _QUOTED.sub("", code.split(";")[0]).lower()
    return any(letter in shown for letter in "ymdhs年月日") and "0" not in shown


def number_text(value: float) -> str:
    """The shortest decimal that means this double, in plain notation: 5229.3999999999996 is `5229.4`."""
    plain = format(Decimal(repr(value)), "f")
    return plain.removesuffix(".0")


def literal_text(literal: str) -> str | None:
    """As `number_text`, of a number as the file spells it; None where it is not a number."""
    bare = literal.strip()
    if not _LITERAL.fullmatch(bare):
        return None
    value = float(bare)
    return number_text(value) if math.isfinite(value) else None


def date_text(value: float, *, from_1904: bool) -> str | None:
    """The ISO date of a serial number, its time of day left out, or None where it is none.

    The 1900 system counts a 29 February 1900 that never was, so its days before March are one less.
    """
    if not 1 <= value < (_DAYS_FROM_1904 if from_1904 else _DAYS_FROM_1900):
        return None
    days = int(value)
    if from_1904:
        return (date(1904, 1, 1) + timedelta(days)).isoformat()
    if days == 60:
        return None
    return (date(1899, 12, 31 if days < 60 else 30) + timedelta(days)).isoformat()


def cell_text(value: float, *, shown: str, from_1904: bool) -> str:
    """A numeric cell for the wire. A time of day alone, or a date out of range, stays a number."""
    if not math.isfinite(value):
        return "e#NUM!"
    day = date_text(value, from_1904=from_1904) if shown == AS_A_DATE else None
    if day:
        return f"d{day}"
    if shown in (AS_IT_IS, AS_A_DATE):
        return f"n{number_text(value)}"
    if shown == SCALED:
        return f"{'s' if value else 'n'}{number_text(value)}"
    return f"t{number_text(value)}{shown}"
