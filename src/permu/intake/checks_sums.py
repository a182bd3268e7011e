"""Rows below or between the enterprises that sum them up: left out, but held against what they sum."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from permu.intake.checks import agrees, shown
from permu.intake.found import At
from permu.intake.grid import BLANK, Cell
from permu.intake.numbers import factor, number_in, without_noise
from permu.intake.readings import Reading
from permu.intake.recognise import Placed
from permu.intake.rows import Row, Table
from permu.intake.sum_reasons import Part, Reason, reason
from permu.intake.tidy import visible
from permu.terms.findings import Severity
from permu.terms.quantities import unit
from permu.terms.refusal import Language, words

Span = tuple[int, int]
"""From the place of the first row to that after the last."""
_END = 2**31  # below every row
_NAMED = 8  # rows that a sentence names
_EXPLAINED = 2000  # rows among which one is looked for that explains a difference
_LOOKS = 100  # a column: a sheet whose every sum is wrong has another cause


def check_sums(table: Table, hidden: Sequence[Row] = ()) -> None:
    """Tell of each sum that its rows do not make, whichever rows it may mean, column by column."""
    rows = sorted((*table.rows, *hidden), key=lambda row: row.number)
    once = [row for row in rows if not row.ignored]
    columns = {placed.at: placed for placed in table.form.columns if _adds_up(placed)}
    running = [(one, (_Running(rows, one), _Running(once, one))) for one in columns.values()]
    at, numbers = [row.number for row in rows], sorted(table.sums)
    for before, number, after in zip([0, *numbers], numbers, [*numbers[1:], _END], strict=False):
        text, cells = table.sums[number]
        # all rows, those above it, those back to the last sum; if there are any, those on to the next
        spans = [(0, _END), (0, number), (before, number)]
        spans += [(number, after)] if bisect_right(at, number) < bisect_left(at, after) else []
        differing: list[_Made] = []
        for placed, sums in running:
            if total := _read(placed, number, cells.get(placed.at, BLANK)):
                every = [_Made(total, one, *span) for one in sums for span in spans]
                differing += _otherwise(total, every)
        _tell(table, text, "total_row_mismatch", [one for one in differing if not one.is_open])
        _tell(table, text, "total_row_unread", [one for one in differing if one.is_open])


class _Running:
    """What the rows of a column add up to, from any one to any other; each is looked at but once."""

    def __init__(self, rows: Sequence[Row], placed: Placed) -> None:
        self._unit = placed.unit
        self._looks = 0  # at its rows, one by one
        self._numbers = [row.number for row in rows]
        self._readings = [row.readings[placed.column.id] for row in rows]
        self._sums, self._unread = [Fraction(0)], [0]
        for reading in self._readings:
            is_unread = reading.quantity is None and reading.status != "missing"
            self._sums.append(self._sums[-1] + self._amount(reading))
            self._unread.append(self._unread[-1] + is_unread)
        self._which = [
            number
            for number, before, now in zip(
                self._numbers, self._unread, self._unread[1:], strict=False
            )
            if now > before
        ]

    def amount(self, span: Span, unit: str) -> Fraction:
        """What the rows that can be read add up to."""
        return (self._sums[span[1]] - self._sums[span[0]]) * factor(self._unit, unit)

    def parts(self, span: Span, unit: str) -> list[Part]:
        """The rows that can be read, each with its amount; none where they are too many, or were looked at too often."""
        self._looks += 1
        if span[1] - span[0] > _EXPLAINED or self._looks > _LOOKS:
            return []
        return [
            (number, self._amount(reading) * factor(self._unit, unit))
            for number, reading in self._among(span)
        ]

    def unread(self, span: Span) -> tuple[int, list[int]]:
        """How many rows cannot be read, and the first of them."""
        start, end = self._unread[span[0]], self._unread[span[1]]
        return end - start, self._which[start : min(end, start + _NAMED)]

    def between(self, after: int, before: int) -> Span:
        """The rows between two."""
        return bisect_right(self._numbers, after), bisect_left(self._numbers, before)

    def _among(self, span: Span) -> Iterator[tuple[int, Reading]]:
        return islice(zip(self._numbers, self._readings, strict=True), *span)

    def _amount(self, reading: Reading) -> Fraction:
        known = reading.quantity
        return Fraction(0) if known is None else known * factor(reading.unit, self._unit)


class _Made:
    """What some rows of its column make of a total."""

    def __init__(self, total: Reading, sums: _Running, after: int, before: int) -> None:
        self.total = total
        self._sums, self._span = sums, sums.between(after, before)
        self.amount = sums.amount(self._span, total.unit)
        self.unread, self.first_unread = sums.unread(self._span)
        self.difference = (total.quantity or Fraction(0)) - self.amount
        self.is_open = bool(self.unread) and self.difference >= 0
        """Whether rows that cannot be read may be the rest."""

    @property
    def reason(self) -> Reason | None:
        """What alone would explain the difference."""
        return reason(self.amount + self.difference, self._sums.parts(self._span, self.total.unit))


def _adds_up(placed: Placed) -> bool:
    """Whether figures of the column can be added up at all: amounts, no codes or days."""
    return bool(placed.unit) and placed.column.kind in ("figure", "sum")


def _otherwise(total: Reading, every: Sequence[_Made]) -> list[_Made]:
    """What the rows make where it is not the total, whichever of them it may mean; of rows that may be the rest, first."""
    if any(not one.unread and agrees(total, one.amount) for one in every):
        return []
    open_ = [one for one in every if one.is_open]
    return [min(open_ or every, key=lambda one: abs(one.difference))]


def _tell(table: Table, text: str, code: str, differing: Sequence[_Made]) -> None:
    """One finding a row of sums, at its first column that differs."""
    if not differing:
        return
    said = {
        "columns": "；".join(_said(one, "zh") for one in differing),
        "columns_en": "; ".join(_said(one, "en") for one in differing),
    }
    first = differing[0].total.at
    at = first if len(differing) == 1 else replace(first, item="")
    severity: Severity = "note" if code == "total_row_unread" else "question"
    table.source.find(code, severity, at, text=text, **said)


def _said(one: _Made, language: Language) -> str:
    """One column: what its total says, what the rows make, and what would explain the difference."""
    named = {
        "column": one.total.column.heading, "total": one.total.raw[:60],
        "unit": unit(one.total.unit).called(language), "expected": shown(one.amount),
    }  # fmt: skip
    if one.unread:
        rows = _some(one, language)
        return words(
            "intake.sum_unread", language, **named,
            number=one.unread, rows=rows, rest=shown(one.difference),
        )  # fmt: skip
    text, why = words("intake.sum_differs", language, **named), one.reason
    return text + words(f"intake.{why.name}", language, **why.details) if why else text


def _some(one: _Made, language: Language) -> str:
    comma, more = ("、", "……") if language == "zh" else (", ", " …")
    return comma.join(map(str, one.first_unread)) + (more if one.unread > _NAMED else "")


def _read(placed: Placed, number: int, cell: Cell) -> Reading | None:
    found = number_in(cell, placed.unit)
    if found.value is None:
        return None
    return Reading(
        placed.column, At(row=number, column=placed.at, item=placed.column.item), visible(cell.text),
        found.unit, quantity=without_noise(found.value),
    )  # fmt: skip
