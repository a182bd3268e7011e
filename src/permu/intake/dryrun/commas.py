"""A column in which a comma stands for the point: then 1,234 may be little more than one."""

import re

from permu.intake.dryrun.units import figure_of
from permu.intake.found import At
from permu.intake.rows import Table
from permu.intake.tidy import tidy

_COMMA_FOR_POINT = re.compile(r"\D*(?:\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d+)\D*")
_COMMA_FOR_THOUSANDS = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?:,\d{3}|\.\d+)\D*")
_EITHER_WAY = re.compile(r"\D*[1-9]\d{0,2}[.,]\d{3}\D*")


def hold_commas(table: Table) -> None:
    """Hold the figures whose comma or point may mean the other, where another row's does and none shows the opposite."""
    at = figure_of(table.form).at
    cells = {row.number: table.form.sheet.cell(row.number, at) for row in table.rows}
    texts = {number: tidy(cell.text) for number, cell in cells.items() if cell.kind == "t"}
    seen = next((text for text in texts.values() if _COMMA_FOR_POINT.fullmatch(text)), "")
    if not seen or any(map(_COMMA_FOR_THOUSANDS.fullmatch, texts.values())):
        return
    for row in table.rows:
        reading = row.figures[0]
        text = texts.get(row.number, "")
        if reading.status == "read" and _EITHER_WAY.fullmatch(text):
            place = At(row=row.number, column=at, subject=row.subject, item=reading.at.item)
            named = {"column": reading.column.heading, "raw": text[:60], "seen": seen[:60]}
            reading.hold(table.source.find("comma_for_point", "error", place, **named))
