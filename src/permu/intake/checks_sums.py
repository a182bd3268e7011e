"""Rows below or between the enterprises that sum them up: left out, but held against what they sum."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from permu.intake.checks import agrees, shown
from permu.intake.found import At
from permu.intake.grid import BLANK, Cell
from permu.intake.numbers import factor, label, number_in, without_noise
from permu.intake.readings import Reading
from permu.intake.recognise import Placed
from permu.intake.rows import Row, Table
from permu.intake.tidy import visible
from permu.terms.refusal import words


def check_sums(table: Table, hidden: Sequence[Row] = ()) -> None:
    """Tell of each sum that its rows do not make, whichever rows it may mean, column by column."""
    rows = sorted((*table.rows, *hidden), key=lambda row: row.number)
    columns = [placed for placed in table.form.columns if _adds_up(placed)]
    section = 0
    for number, (text, cells) in sorted(table.sums.items()):
        possible = list(_possible(rows, section, number))
        section = number
        totals = (
            _read(placed, number, cells.get(placed.at, BLANK))
            for placed in {placed.at: placed for placed in columns}.values()
        )
        wrong = [
            (total, expected)
            for total in totals
            if total and (expected := _otherwise(total, possible)) is not None
        ]
        if wrong:
            _tell(table, text, wrong)


def _adds_up(placed: Placed) -> bool:
    """Whether figures of the column can be added up at all: amounts, no codes or days."""
    return bool(placed.unit) and placed.column.kind in ("figure", "sum")


def _otherwise(total: Reading, possible: Sequence[list[Row]]) -> Fraction | None:
    """What the rows add up to, where it is not the total, whichever of them it may mean."""
    sums = [_sum(rows, total) for rows in possible]
    made = [one for one in sums if one is not None]
    if len(made) < len(sums) or any(agrees(total, one) for one in made):
        return None
    return min(made, key=lambda one: abs(one - (total.quantity or 0)))


def _tell(table: Table, text: str, wrong: Sequence[tuple[Reading, Fraction]]) -> None:
    """One finding a row of sums, at its first column that differs."""
    said = "；".join(
        words(
            "intake.sum_differs", column=total.column.heading, total=total.raw[:60],
            unit=label(total.unit), expected=shown(expected),
        )
        for total, expected in wrong
    )  # fmt: skip
    first = wrong[0][0].at
    at = first if len(wrong) == 1 else replace(first, item="")
    table.source.find("total_row_mismatch", "question", at, text=text, columns=said)


def _read(placed: Placed, number: int, cell: Cell) -> Reading | None:
    found = number_in(cell, placed.unit)
    if found.value is None:
        return None
    return Reading(
        placed.column, At(row=number, column=placed.at, item=placed.column.item), visible(cell.text),
        found.unit, quantity=without_noise(found.value),
    )  # fmt: skip


def _possible(rows: Sequence[Row], section: int, until: int) -> Iterator[list[Row]]:
    """What a sum may be of: all rows, those above it, those since the last sum; with or without rows that do not count."""
    above = [row for row in rows if row.number < until]
    for some in (rows, above, [row for row in above if row.number > section]):
        once = [row for row in some if not row.ignored]
        yield from (list(some), once)


def _sum(rows: Sequence[Row], total: Reading) -> Fraction | None:
    """What the rows add up to; None where one of them cannot be read."""
    added = Fraction(0)
    for reading in (row.readings[total.column.id] for row in rows):
        if reading.quantity is not None:
            added += reading.quantity * factor(reading.unit, total.unit)
        elif reading.status != "missing":
            return None
    return added
