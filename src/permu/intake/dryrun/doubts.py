"""Doubts about figures that read well: too large for their column, a total that does not add up, a sum with a code."""

from permu.intake.asides import SUMMARY
from permu.intake.dryrun.registered import Known
from permu.intake.found import At
from permu.intake.rows import Row, Table
from permu.intake.tidy import tidy


def doubt(table: Table, known: Known) -> None:
    """Hold what a careful clerk would not take without asking."""
    name_at = table.form.who["subject"][1]
    for row in table.rows:
        name = tidy(table.form.sheet.cell(row.number, name_at).text)
        if row.subject and SUMMARY.match(name) and name not in known.names.values():
            _hold(table, row, "summary_with_code", name=name)


def _hold(table: Table, row: Row, code: str, **details: object) -> None:
    reading = row.figures[0]
    at = At(row=row.number, column=reading.at.column, subject=row.subject, item=reading.at.item)
    note = table.source.find(
        code, "error", at, column=reading.column.heading, raw=reading.raw[:60], **details
    )
    reading.hold(note)
