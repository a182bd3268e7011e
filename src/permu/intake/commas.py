"""A column in which comma and point change places: then 1,234 may be little more than one, and 1.234 a thousand."""

import re

from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.intake.tidy import tidy

_COMMA_FOR_POINT = re.compile(
    r"\D*(?:\d+,\d{1,2}|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,})\D*"
)
_COMMA_FOR_THOUSANDS = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?:,\d{3}|\.\d+)\D*")
_MARKED = re.compile(r"\d\s*[,.，．]")
_EITHER_WAY = re.compile(r"\D*[1-9]\d{0,2}[.,]\d{3}\D*")


def hold_commas(table: Table) -> None:
    """Hold the figures whose comma or point may mean the other, where another row's does and none shows the opposite."""
    for placed in table.form.columns:
        if placed.unit:
            _hold_column(table, placed.at)


def _hold_column(table: Table, at: int) -> None:
    cells = {row.number: table.form.sheet.cell(row.number, at) for row in table.rows}
    marked = (
        (at, one.text) for at, one in cells.items() if one.kind == "t" and _MARKED.search(one.text)
    )
    texts = {number: tidy(text) for number, text in marked}
    seen = next((text for text in texts.values() if _COMMA_FOR_POINT.fullmatch(text)), "")
    if not seen or any(map(_COMMA_FOR_THOUSANDS.fullmatch, texts.values())):
        return
    for row in table.rows:
        text = texts.get(row.number, "")
        if _EITHER_WAY.fullmatch(text):
            for reading in _read(row, at):
                named = {"column": reading.column.heading, "raw": text[:60], "seen": seen[:60]}
                reading.hold(table.source.find("comma_for_point", "error", reading.at, **named))


def _read(row: Row, at: int) -> list[Reading]:
    return [one for one in row.figures if one.at.column == at and one.status == "read"]
