"""Dates as departments write them."""

import re
from datetime import date

from permu.intake.grid import Cell
from permu.intake.tidy import tidy, visible

_WRITTEN = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_EARLIEST = 1900
_TIME = re.compile(r"(?:\s+|(?<=\d)T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")


def date_in(cell: Cell) -> date | None:
    """The date in a cell, or None where no such day exists or the text is no full date.

    A time of day, which databases write beside it, is left out. A bare number is a date only as eight digits (20250203): whether 45691 means a day, and
    counted from which year, the cell does not say.
    """
    if cell.kind not in ("d", "t", "n"):
        return None
    text = tidy(_TIME.sub("", visible(cell.text)))
    for pattern in _WRITTEN:
        match = pattern.fullmatch(text)
        if match:
            year, month, day = map(int, match.groups())
            try:
                return date(year, month, day) if year >= _EARLIEST else None
            except ValueError:
                return None
    return None
