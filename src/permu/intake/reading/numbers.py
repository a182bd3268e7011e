"""A spreadsheet's numbers and dates as text, without a digit gained or lost."""

import math
import re
from datetime import date, timedelta
from decimal import Decimal

_LITERAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_DATE_FORMATS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}  # ECMA-376 18.8.30
_QUOTED = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|_.|\*.')
_DAYS_FROM_1900, _DAYS_FROM_1904 = 2_958_466, 2_957_004  # to the end of the year 9999
_PERCENT_FORMATS = {9, 10}
_OWN_POINT = re.compile(r'[0#?](?:[\\!]\.|"\.")[0#?]')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<single>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].'
    r"|(?P<digit>[0#?.]|General|G/通用格式)|(?P<bare>.)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN = frozenset({"", "+", "¥", "￥"})
_LONGEST_FORMAT = 255  # as spreadsheets allow
_CUT_SHORT = re.compile(r"[0#?],+(?![0#?,])")

AS_IT_IS, AS_A_DATE, SCALED = "n", "d", "s"
"""What a number format makes of its numbers; or it sets words after them (`万元`), and is those."""


def shown_as(number: int, code: str | None) -> str:
    """What a number format makes of its numbers; a percentage shows a hundred times the number.

    `code` is None for a built-in format.
    """
    if code and len(code) > _LONGEST_FORMAT:
        return SCALED  # no program shows by it
    if is_date_format(number, code):
        return AS_A_DATE
    if code is None:
        return SCALED if number in _PERCENT_FORMATS else AS_IT_IS
    if "%" in _QUOTED.sub("", code) or is_scaled_format(code) or _shows_no_digit(code):
        return SCALED
    return _worded(code.split(";", maxsplit=1)[0])


def _worded(section: str) -> str:
    """What the words make of a number that a format sets around it: `0.00"万元"`, `"约"0`, `0"万"`."""
    before = after = ""
    shows_digits = False
    for token in _TOKEN.finditer(section):
        words = token["quoted"] or token["single"] or token["currency"] or token["bare"] or ""
        if token["digit"]:
            shows_digits, after = True, ""
        elif shows_digits:
            after += words
        else:
            before += words
    before, after = before.strip(), after.strip()
    if not shows_digits or (before in _PLAIN and not after):
        return AS_IT_IS
    return SCALED if before not in _PLAIN or any(map(str.isdigit, after)) else after


def _shows_no_digit(code: str) -> bool:
    """Whether a format shows nothing (`;;;`), or always the same word (`"停产"`)."""
    first = code.split(";", maxsplit=1)[0]
    return first != code.strip('"') and not _QUOTED.sub("", first).strip()


def is_scaled_format(code: str) -> bool:
    r"""Whether a format shows another number than the cell holds: `0\.0,` shows 123456 as 12.3.

    A comma after the last digit leaves three digits out; a point in quotes stands where none is.
    """
    return any(
        _OWN_POINT.search(section) or _CUT_SHORT.search(_QUOTED.sub("", section))
        for section in code.split(";")
    )


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
    """A numeric cell for the wire. What a date format shows of no day (a time, ####) is another number."""
    if not math.isfinite(value):
        return "e#NUM!"
    day = date_text(value, from_1904=from_1904) if shown == AS_A_DATE else None
    if day:
        return f"d{day}"
    if shown == AS_IT_IS:
        return f"n{number_text(value)}"
    if shown in (SCALED, AS_A_DATE):
        return f"{'s' if value else 'n'}{number_text(value)}"
    return f"t{number_text(value)}{shown}"
