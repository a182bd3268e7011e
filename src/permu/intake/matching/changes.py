"""The register's own record of changes: its sheet 变更, one change a row."""

from collections.abc import Iterator

from permu.intake.dates import date_in
from permu.intake.grid import BLANK, Cell
from permu.intake.matching.identity import CHANGES, Event
from permu.intake.recognise import Form
from permu.intake.tidy import spelled, tidy, visible

CHANGES_SHEET = "变更"


def events_of(form: Form) -> Iterator[Event]:
    """What the sheet says; a kind of change that is not known is reported where the sheet is read."""
    at = {placed.column.id: placed.at for placed in form.columns}
    at["code"], at["name"] = form.who["subject"]
    for number in form.sheet.numbers:
        if number >= form.header.first_data_row:
            yield from _event({id_: form.sheet.cell(number, place) for id_, place in at.items()})


def _event(cells: dict[str, Cell]) -> Iterator[Event]:
    change = CHANGES.get(tidy(cells["change"].text))
    if change:
        yield Event(
            change=change,
            old_code=spelled(cells["old_code"].text),
            old_name=visible(cells["old_name"].text),
            code=spelled(cells["code"].text),
            name=visible(cells["name"].text),
            on=date_in(cells.get("changed_on", BLANK)),
        )
