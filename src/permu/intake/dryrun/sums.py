"""Rows below or between the enterprises that sum them up: left out, but held against what they sum."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from permu.intake.asides import SUMMARY
from permu.intake.checks import agrees, shown
from permu.intake.dryrun.units import figure_of
from permu.intake.found import At
from permu.intake.grid import BLANK
from permu.intake.numbers import factor, label, number_in, without_noise
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.intake.tidy import tidy, visible


def check_sums(table: Table, hidden: Sequence[Row]) -> None:
    """Tell of each sum that its rows do not make, whichever rows it may mean."""
    placed = figure_of(table.form)
    if not placed.unit:
        return
    rows = sorted((*table.rows, *hidden), key=lambda row: row.number)
    section = 0
    for number, text in _sums(table):
        total = _read(table, number)
        possible = list(_possible(rows, section, number))
        section = number
        if total is None or any(made is None for made in _made(possible, total.unit)):
            continue
        made = [one for one in _made(possible, total.unit) if one is not None]
        if not any(agrees(total, one) for one in made):
            nearest = min(made, key=lambda one: abs(one - (total.quantity or 0)))
            at = At(row=number, column=placed.at, item=placed.column.item)
            table.source.find(
                "total_row_mismatch", "question", at, text=text, total=total.raw[:60],
                unit=label(total.unit), expected=shown(nearest),
            )  # fmt: skip


def _sums(table: Table) -> Iterator[tuple[int, str]]:
    """The rows that were left out as sums, in order, each with its word."""
    skipped = (one for one in table.source.findings if one.code == "intake.row_skipped")
    for finding in sorted(skipped, key=lambda one: one.row or 0):
        text = str(finding.details["text"])
        if SUMMARY.match(tidy(text)) and finding.row:
            yield finding.row, text


def _read(table: Table, number: int) -> Reading | None:
    placed = figure_of(table.form)
    cell = table.form.sheet.rows[number].get(placed.at, BLANK)
    found = number_in(cell, placed.unit)
    if found.value is None:
        return None
    return Reading(
        placed.column, At(row=number), visible(cell.text), found.unit,
        quantity=without_noise(found.value),
    )  # fmt: skip


def _possible(rows: Sequence[Row], section: int, until: int) -> Iterator[list[Row]]:
    """What a sum may be of: all rows, those above it, those since the last sum; with or without rows that do not count."""
    above = [row for row in rows if row.number < until]
    for some in (rows, above, [row for row in above if row.number > section]):
        once = [row for row in some if not row.ignored]
        yield from (list(some), once)


def _made(possible: Sequence[list[Row]], unit: str) -> list[Fraction | None]:
    return [_sum(rows, unit) for rows in possible]


def _sum(rows: Sequence[Row], unit: str) -> Fraction | None:
    """What the rows add up to; None where one of them cannot be read."""
    total = Fraction(0)
    for reading in (row.figures[0] for row in rows):
        if reading.quantity is not None:
            total += reading.quantity * factor(reading.unit, unit)
        elif reading.status != "missing":
            return None
    return total
