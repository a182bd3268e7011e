"""Rows that do not show: somebody hid or filtered them out, and whether they still count only that person knows."""

from collections.abc import Sequence

from permu.intake.found import At
from permu.intake.rows import Table

_NAMED = 20  # runs of rows that a sentence names


def hold_hidden(table: Table) -> None:
    """Hold the figures of every row that does not show, and say once a sheet which rows these are."""
    hidden = [row for row in table.rows if row.number in table.form.sheet.hidden_rows]
    if not hidden:
        return
    first, numbers = hidden[0], [row.number for row in hidden]
    at = At(row=first.number, subject=first.subject if len(hidden) == 1 else "")
    note = table.source.find("hidden_rows", "error", at, number=len(hidden), rows=runs(numbers))
    for row in hidden:
        row.hold(note)


def runs(numbers: Sequence[int]) -> str:
    """`3、5—9`; of very many the first."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    named = (f"{first}—{last}" if last > first else f"{first}" for first, last in found[:_NAMED])
    return "、".join(named) + ("……" if len(found) > _NAMED else "")
