"""Doubts about figures that read well: far above their column, a date that cannot be, a sum with a code."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from fractions import Fraction
from statistics import median

from permu.intake.asides import SUMMARY
from permu.intake.commas import hold_commas
from permu.intake.dryrun.registered import Known
from permu.intake.dryrun.splits import hold_split
from permu.intake.dryrun.units import figure_of, hold_unclear
from permu.intake.found import At
from permu.intake.rows import Row, Table
from permu.intake.tidy import spelled, tidy
from permu.intake.voided import hold_voided
from permu.terms import credit_code
from permu.terms.items import item

_MOST = {"tax_paid": 1_000_000, "land_area": 20_000}
"""In the item's unit, what no enterprise of a county pays a year (10 billion yuan) or holds (13 km²)."""
_USUAL = {"tax_paid": (Fraction(1, 20), 50_000), "land_area": (Fraction(1, 10), 2_000)}
"""Between these the middle one of a county's enterprises lies: from 500 yuan to 500 million, 67 m² to 1.3 km²."""
_GAP = {"tax_paid": 1_000, "land_area": 200}
"""Times the next, between two groups of figures of which one must be in another unit."""
_FAR = {"tax_paid": (1_000, 20), "land_area": (100, 10)}
"""Times the median, and times the greatest of the others, from which a unit must have slipped."""
_SMALL = ("yuan", "m2")
"""Units below which none is in use: a figure far below its column can only have been meant in a greater one."""
_TELLING = 3  # figures, of which the middle one tells of all
_FEWEST = 4  # others, from which a column tells what is usual in it
_FIRST_DAY = date(1978, 1, 1)
_A_CODE = re.compile(r"(?:统一)?社会信用代码|信用代码|纳税人识别号|税号")


def doubt(table: Table, known: Known) -> None:
    """Hold what a careful clerk would not take without asking."""
    hold_unclear(table)
    hold_commas(table)
    hold_split(table)
    hold_voided(table)
    name_at = table.form.who["subject"][1]
    for row in table.rows:
        name = tidy(table.form.sheet.cell(row.number, name_at).text)
        if row.subject and SUMMARY.match(name) and name not in known.names.values():
            _hold(table, row, "summary_with_code", name=name)
        if row.subject and (other := _other_code(table, row)):
            _hold(table, row, "two_codes", other=other)
        value = row.figures[0].value
        if isinstance(value, date) and value < _FIRST_DAY:
            _hold(table, row, "date_too_early", first=_FIRST_DAY.year)
    for row, code in list(_too_far(table)):
        _hold(table, row, code)


def _other_code(table: Table, row: Row) -> str:
    """Another valid code in the row, under a heading that is one of the row's owner too."""
    for heading in table.form.header.headings:
        code = spelled(table.form.sheet.cell(row.number, heading.column).text)
        is_other = bool(_A_CODE.fullmatch(heading.label)) and code not in ("", row.subject)
        if is_other and credit_code.problem(code) is None:
            return code
    return ""


def _too_far(table: Table) -> Iterator[tuple[Row, str]]:
    """Rows whose figure lies beyond what can be, or so far above all others that a unit must have slipped."""
    kept = item(table.form.columns[0].column.item)
    read = {row.number: row for row in table.rows if row.figures[0].status == "read"}
    sizes = {number: kept.exact(value) for number, row in read.items()
             if isinstance(value := row.figures[0].value, int) and value > 0}  # fmt: skip
    if kept.id not in _MOST:
        return
    beyond: Collection[int] = {number for number, size in sizes.items() if size > _MOST[kept.id]}
    if 2 * len(beyond) > len(sizes):  # most are: the heading's unit is wrong, and so for all
        beyond = sizes.keys()
    elif code := _all_slipped(list(sizes.values()), kept.id):
        yield from ((read[number], code) for number in sorted(sizes))
        return
    yield from ((read[number], "beyond_possible") for number in sorted(beyond))
    usual = sorted((size, number) for number, size in sizes.items() if number not in beyond)
    is_small = figure_of(table.form).unit in _SMALL
    for number, code in dict(_apart(usual, kept.id)).items():
        if is_small or code != "far_below_others":
            yield read[number], code


def _all_slipped(sizes: Sequence[Fraction], kept: str) -> str:
    """What a column is told whose middle figure shows that the heading names another unit than was written in."""
    least, most = _USUAL[kept]
    if len(sizes) < _TELLING:
        return ""
    middle = median(sizes)
    return "beyond_possible" if middle > most else "below_possible" if middle < least else ""


def _apart(usual: Sequence[tuple[Fraction, int]], kept: str) -> Iterator[tuple[int, str]]:
    """Rows, by size, that a wide gap parts from most others, or that rise far above them."""
    for at in range(1, len(usual)):
        if len(usual) > 2 and usual[at][0] >= _GAP[kept] * usual[at - 1][0]:
            if at <= len(usual) - at:
                yield from ((number, "far_below_others") for _, number in usual[:at])
            if at >= len(usual) - at:
                yield from ((number, "far_above_others") for _, number in usual[at:])
    if len(usual) > _FEWEST:
        over_median, over_greatest = _FAR[kept]
        least = over_median * median(size for size, _ in usual)
        below = [size for size, _ in usual if size < least]
        limit = max(least, over_greatest * below[-1])
        yield from ((number, "far_above_others") for size, number in usual if size >= limit)


def _hold(table: Table, row: Row, code: str, **details: object) -> None:
    reading = row.figures[0]
    at = At(row=row.number, column=reading.at.column, subject=row.subject, item=reading.at.item)
    named = {"column": reading.column.heading, "raw": reading.raw[:60], **details}
    reading.hold(table.source.find(code, "error", at, **named))
