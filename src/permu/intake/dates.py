"""Dates as departments write them."""

import re
from collections.abc import Iterator
from datetime import date

from permu.intake.grid import Cell
from permu.intake.tidy import tidy, visible

_WRITTEN = (
    re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_EARLIEST = 1900
_LONGEST = 60  # characters; no day needs more
_TIME = re.compile(
    r"(?:\s+|(?<=\d)T)(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\+08:?00)?"
    r"|(?:0\d|1[0-5]):\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|\+00:?00))$"
)
_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS = {one: at for at, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def date_in(cell: Cell) -> date | None:
    """The date in a cell, or None where no such day exists, or the text is no full date or may mean two.

    A time of day, which databases write beside it, is left out (one in UTC, where it is the same day here).
    A bare number is a date only as eight digits (20250203): whether 45691 means a day, and counted from
    which year, the cell does not say.
    """
    shown = visible(cell.text)
    if cell.kind not in ("d", "t", "n") or len(shown) > _LONGEST:
        return None
    text = tidy(_TIME.sub("", shown))
    days = {day for parts in _parts(text) if (day := _day(*parts))}
    return days.pop() if len(days) == 1 else None


def _parts(text: str) -> Iterator[tuple[int, int, int]]:
    """Year, month and day, in each way that the text can be read."""
    for pattern in _WRITTEN:
        match = pattern.fullmatch(text)
        if match:
            yield int(match["y"]), int(match["m"]), int(match["d"])
    last = _YEAR_LAST.fullmatch(text)
    if last:  # 03/04/2025 is a day of March or of April
        one, other, year = int(last[1]), int(last[3]), int(last[4])
        yield from ((year, one, other), (year, other, one))
    chinese = _CHINESE.fullmatch(text)
    if chinese:
        year = int("".join(str(_DIGITS[one]) for one in chinese[1]))
        yield year, _small(chinese[2]), _small(chinese[3])


def _small(text: str) -> int:
    """A Chinese number below a hundred: 三, 十二, 三十一; 0 where it is none."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= _EARLIEST else None
    except ValueError:
        return None
