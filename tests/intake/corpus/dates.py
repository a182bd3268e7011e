"""A day as people write it: what is one day, what is none, and what may be two."""

from collections.abc import Sequence
from datetime import date

from .dirt import Dirt, Value, day, formula, raw
from .table import ACCEPTED, ASKED, BOLT, CLEAN, FAN, HEADINGS, LAMP, Case, Table

_REST = {FAN: "2024-05-06", BOLT: "2025-11-30"}
_DAY = date(2025, 3, 1)
_SERIAL = "45717"  # 2025-03-01, counted from 1900


def _table(cell: Value) -> Table:
    return Table(figures=("2024-05-06", cell, "2025-11-30"), who=CLEAN, heading=HEADINGS["project"])


def _is(id_: str, says: str, cell: Value, value: str = "2025-03-01") -> Case:
    return Case(
        id=id_, category="dates", says=says, dataset="project", make=_table(cell),
        outcomes=ACCEPTED, values={**_REST, LAMP: value},
    )  # fmt: skip


def _held(id_: str, says: str, cell: Value) -> Case:
    return Case(
        id=id_, category="dates", says=says, dataset="project", make=_table(cell),
        outcomes=ASKED, values=_REST, held=frozenset({3}),
    )  # fmt: skip


def _whole(id_: str, says: str, cells: Sequence[Value], *, from_1904: bool) -> Case:
    """A sheet of three real dates."""
    table = Table(figures=cells, who=CLEAN, heading=HEADINGS["project"], from_1904=from_1904)
    values = {FAN: "2024-05-06", LAMP: "2025-03-01", BOLT: "2025-11-30"}
    return Case(
        id=id_, category="dates", says=says, dataset="project", make=table,
        outcomes=ACCEPTED, values=values,
    )  # fmt: skip


_DAYS = (date(2024, 5, 6), _DAY, date(2025, 11, 30))
_REAL = [
    _whole("from-1900", "Real dates are days since 1900.", [day(one) for one in _DAYS], from_1904=False),
    _whole("from-1904", "Where the workbook counts from 1904, real dates are days since 1904.",
           [day(one, from_1904=True) for one in _DAYS], from_1904=True),
    _is("chinese-format", "A format of 年月日 shows a date.", day(_DAY, shown='yyyy"年"m"月"d"日"')),
    _is("american-format", "A real date is the day it is, however it is shown.", day(_DAY, shown="m/d/yyyy")),
    _is("local-format", "A format with a language shows a date.", day(_DAY, shown='[$-804]yyyy"年"m"月"d"日";@')),
    _is("iso-cell", "A cell of the type date is that day.", raw("2025-03-01", "d")),
    _is("iso-cell-time", "A time of day in a cell of the type date is left out.", raw("2025-03-01T10:30:00", "d")),
    _held("iso-cell-utc", "16:00 in UTC in a cell of the type date is the next day here.", raw("2025-03-01T16:00:00Z", "d")),
    _is("formula", "A date that a formula gave is that day.", formula("DATE(2025,3,1)", _SERIAL, shown="yyyy-mm-dd")),
    _is("formula-text", "TEXT() of a date is that day.", formula('TEXT(D3,"yyyy-mm-dd")', "2025-03-01", "str")),
    _is("text-below-format", "A text is read as a text, whatever the format.",
        Dirt(inside="<is><t>2025-03-01</t></is>", kind="inlineStr", shown="yyyy-mm-dd")),
    _is("with-time", "A time of day beside the day is left out.", raw("45717.4375", shown="yyyy-mm-dd hh:mm")),
]  # fmt: skip

_WRITTEN = [
    _is("iso", "2025-03-01 is a day.", "2025-03-01"),
    _is("hyphens", "2025-3-1 is a day.", "2025-3-1"),
    _is("slashes", "2025/3/1 is a day.", "2025/3/1"),
    _is("points", "2025.3.1 is a day.", "2025.3.1"),
    _is("chinese", "2025年3月1日 is a day.", "2025年3月1日"),
    _is("chinese-padded", "2025年03月01日 is a day.", "2025年03月01日"),
    _is("chinese-spaced", "Spaces between change nothing.", "2025 年 3 月 1 日"),
    _is("full-width", "Full-width digits are digits.", "２０２５－０３－０１"),
    _is("eight-digits", "20250301 as text is a day.", "20250301"),
    _is("eight-digit-number", "20250301 as a number is a day.", 20250301),
    _is("midnight", "What a database adds to a day is left out.", "2025-03-01 00:00:00"),
    _is("midnight-fraction", "So are its fractions of a second.", "2025-03-01 00:00:00.000"),
    _is("our-zone", "A time of day in our own zone is left out.", "2025-03-01T10:30:00+08:00"),
    _is("utc-midnight", "Midnight in UTC is the same day here.", "2025-03-01T00:00:00Z"),
    _is("spoken", "2025年3月1号 is a day.", "2025年3月1号"),
    _is("chinese-digits", "二〇二五年三月一日 is a day.", "二〇二五年三月一日"),
    _is("leap-day", "2024 had a 29 February.", "2024-02-29", "2024-02-29"),
]  # fmt: skip

_NO_DAY = [
    _held("serial-without-format", "45717 may be a day of 2025 or of 2029, or no day.", 45717),
    _held("serial-as-text", "“45717” is no day.", "45717"),
    _held("month", "2025年3月 has no day.", "2025年3月"),
    _held("month-point", "2025.3 has no day.", "2025.3"),
    _held("month-number", "2025.3 as a number has no day.", 2025.3),
    _held("month-hyphen", "2025-03 has no day.", "2025-03"),
    _held("year", "2025年 has no day.", "2025年"),
    _held("month-alone", "三月 has no year.", "三月"),
    _held("six-digits", "250301 may be 2025-03-01 or 2001-03-25.", "250301"),
    _held("short-year", "25-3-1 may be 2025-03-01 or 2001-03-25.", "25-3-1"),
    _held("day-or-month-first", "3/4/2025 may be in March or in April.", "3/4/2025"),
    _held("no-such-day", "February has no 30th.", "2025-02-30"),
    _held("no-such-day-digits", "February has no 30th.", "20250230"),
    _held("no-such-month", "There is no 13th month.", "2025-13-01"),
    _held("no-leap-day", "1900 had no 29 February.", "1900-02-29"),
    _held("serial-60", "Day 60 of the 1900 system never was.", raw("60", shown="yyyy-mm-dd")),
    _held("negative-serial", "A negative serial number is no day.", raw("-1", shown="yyyy-mm-dd")),
    _held("time-alone", "A time of day is no day.", raw("0.4375", shown="hh:mm")),
    _held("serial-beyond", "No day is later than 9999.", raw("2958466", shown="yyyy-mm-dd")),
    _held("utc-evening", "16:00 in UTC is the next day here.", "2025-03-01T16:00:00Z"),
    _held("planned", "“（预计）” has not happened.", "2025-03-01（预计）"),
    _held("from-on", "“2025年3月1日起” has a remark.", "2025年3月1日起"),
    _held("two-days", "Two days in a cell are asked about.", "2025-03-01/2025-04-01"),
    _held("far-apart", "30,000 spaces between a day and its time hold nobody up.", f"2025-03-01{' ' * 30_000}x10:00"),
    _held("not-yet-known", "待定 is no day.", "待定"),
    _held("blank", "A blank is missing.", None),
    _held("dash", "“—” is missing.", "—"),
    _held("formula-not-stored", "A formula without its result gives no day.", formula("TODAY()", None, shown="yyyy-mm-dd")),
    _held("formula-error", "An error is no day.", formula("DATEVALUE(D3)", "#VALUE!", "e")),
    _held("true", "TRUE is no day.", raw("1", "b")),
]  # fmt: skip

_UNLIKELY = [
    _held("future", "A project that is in the books is not so from 2099 on.", "2099-03-01"),
    _held("future-real", "Nor by a real date.", raw("73000", shown="yyyy-mm-dd")),
    _held("for-ever", "9999-12-31 stands for no day at all.", "9999-12-31"),
    _held("long-ago", "A project of 1908 was entered by mistake.", "1908-03-01"),
    _held("epoch", "1900-01-01 stands for a blank.", raw("1", shown="yyyy-mm-dd")),
    _held("before-the-books", "Before 1978 there was no such list.", "1958-03-01"),
]  # fmt: skip

CASES = [*_REAL, *_WRITTEN, *_NO_DAY, *_UNLIKELY]
