"""A figure of a .csv whose comma, without quotes, parted it over two fields: `1,205` before an empty remark."""

import re

from permu.intake.dryrun.units import figure_of
from permu.intake.found import At
from permu.intake.rows import Table
from permu.intake.tidy import tidy

_BEFORE = re.compile(r"[+-]?[1-9]\d{0,2}")
_BEHIND = re.compile(r"\d{3}(?:\.\d+)?")
_NUMBER = re.compile(r"[\d.,%+-]*\d[\d.,%+-]*")


def hold_split(table: Table) -> None:
    """Hold them where the column behind has no number but such, and on some rows none."""
    sheet, at = table.form.sheet, figure_of(table.form).at
    if not sheet.widths:
        return
    behind = {row.number: tidy(sheet.cell(row.number, at + 1).text) for row in table.rows}
    numbers = {number: text for number, text in behind.items() if _NUMBER.fullmatch(text)}
    if len(numbers) == len(behind) or not all(map(_BEHIND.fullmatch, numbers.values())):
        return
    for row in table.rows:
        reading = row.figures[0]
        is_split = row.number in numbers and _BEFORE.fullmatch(tidy(reading.raw))
        if reading.status == "read" and is_split:
            place = At(row=row.number, column=at, subject=row.subject, item=reading.at.item)
            named = {
                "column": reading.column.heading,
                "raw": reading.raw,
                "behind": numbers[row.number],
            }
            reading.hold(table.source.find("figure_split", "error", place, **named))
