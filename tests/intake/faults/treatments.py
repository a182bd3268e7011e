"""Faults of the treatments: what a hasty program makes of a figure, a date, a unit, a code, a name, a repetition."""

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from unicodedata import normalize

import pytest

from permu.intake import (
    asides,
    checks,
    checks_sums,
    dates,
    headers,
    numbers,
    readings,
    recognise,
    rows,
    tidy,
)
from permu.intake.dryrun import checking, registered, units
from permu.intake.grid import Cell
from permu.intake.matching import Match, Register, register
from permu.intake.numbers import Number
from permu.intake.rows import Table
from permu.terms.credit_code import LOOK_ALIKE, is_credit_code

_from_text, _number_in, _whole = numbers._from_text, numbers.number_in, numbers.whole
_match, _date_in, _tidy = Register.match, dates.date_in, tidy.tidy


def _numbers(patch: pytest.MonkeyPatch, faulty: Any) -> None:
    for room in (readings, checks_sums, units):
        patch.setattr(room, "number_in", faulty)


def blank_as_zero(patch: pytest.MonkeyPatch) -> None:
    """Nothing written is 0."""

    def faulty(cell: Cell, unit: str) -> Number:
        number = _number_in(cell, unit)
        return Number(Fraction(0), unit) if number.is_missing else number

    _numbers(patch, faulty)


def no_conversion(patch: pytest.MonkeyPatch) -> None:
    """元 count as 万元, m² as 亩."""
    patch.setattr(numbers, "factor", lambda source, target: Fraction(1))


def unit_in_cell_ignored(patch: pytest.MonkeyPatch) -> None:
    """A unit beside the figure is none of it."""
    patch.setattr(
        numbers,
        "_from_text",
        lambda text, unit: (
            Number(_from_text(text, unit).value, unit)
            if _from_text(text, unit).value is not None
            else _from_text(text, unit)
        ),
    )


def remarks_cut_off(patch: pytest.MonkeyPatch) -> None:
    """The digits that a cell begins with are its figure: “0（停产）” is 0, “350-400” is 350."""

    def faulty(text: str, unit: str) -> Number:
        found = re.match(r"[-+]?[\d,]*\.?\d+", text)
        return _from_text(found[0] if found else text, unit)

    patch.setattr(numbers, "_from_text", faulty)


def comma_as_point(patch: pytest.MonkeyPatch) -> None:
    """1,234.5 is a little more than 1."""
    patch.setattr(
        numbers,
        "_from_text",
        lambda text, unit: _from_text(text.replace(".", "").replace(",", "."), unit),
    )


def brackets_not_negative(patch: pytest.MonkeyPatch) -> None:
    """(350) is 350."""
    patch.setattr(numbers, "_from_text", lambda text, unit: _from_text(text.strip("()"), unit))


def full_width_digits_dropped(patch: pytest.MonkeyPatch) -> None:
    """１２３．５ is nothing, 1２ is 1."""
    patch.setattr(numbers, "tidy", lambda text: _tidy(re.sub("[０-９．]", "", text)))


def exponent_ignored(patch: pytest.MonkeyPatch) -> None:
    """1.2E+3 is 1.2."""
    patch.setattr(numbers, "_SHORTENED", re.compile("(?!)"))
    patch.setattr(
        numbers,
        "_from_text",
        lambda text, unit: _from_text(re.sub(r"[eE][-+]?\d+", "", text), unit),
    )


def shortened_taken(patch: pytest.MonkeyPatch) -> None:
    """1.23E+05, of which a spreadsheet shows three digits, is 123000."""
    patch.setattr(numbers, "_SHORTENED", re.compile("(?!)"))


def precision_rounded(patch: pytest.MonkeyPatch) -> None:
    """Digits that an item's scale has no room for are rounded off."""

    def faulty(number: Number, item: Any) -> int | None:
        if number.value is None:
            return None
        return round(number.value * numbers.factor(number.unit, item.unit) * int(10**item.scale))

    patch.setattr(readings, "whole", faulty)


def two_lines_joined(patch: pytest.MonkeyPatch) -> None:
    """Two figures in one cell are one figure of all their digits."""
    patch.setattr(numbers, "_hides_digits", lambda raw: False)


def impossible_day_rolled_over(patch: pytest.MonkeyPatch) -> None:
    """30 February is 2 March."""

    def faulty(year: int, month: int, day: int) -> date | None:
        return (
            date(year, month, 1) + timedelta(day - 1) if year >= 1900 and 1 <= month <= 12 else None
        )

    patch.setattr(dates, "_day", faulty)


def month_as_its_first_day(patch: pytest.MonkeyPatch) -> None:
    """2025年3月 is the first of March."""
    patch.setattr(
        readings,
        "date_in",
        lambda cell: (
            _date_in(cell) or _date_in(Cell(cell.kind, re.sub("月$", "月1日", cell.text.strip())))
        ),
    )


def month_before_day(patch: pytest.MonkeyPatch) -> None:
    """03/04/2025 is the fourth of March."""
    right = dates._parts
    patch.setattr(dates, "_parts", lambda text: iter(list(right(text))[:1]))


def bare_serial_as_date(patch: pytest.MonkeyPatch) -> None:
    """A number that nothing shows as a date counts days from 1900."""

    def faulty(cell: Cell) -> date | None:
        is_serial = cell.kind == "n" and re.fullmatch(r"\d{5}", cell.text)
        return date(1899, 12, 30) + timedelta(int(cell.text)) if is_serial else _date_in(cell)

    patch.setattr(readings, "date_in", faulty)


def code_repaired_silently(patch: pytest.MonkeyPatch) -> None:
    """O in a code is read as 0, I as 1."""

    def faulty(self: Register, code: Cell, name: Cell) -> Match:
        likely = tidy.spelled(code.text).translate(LOOK_ALIKE)
        return _match(self, Cell("t", likely) if is_credit_code(likely) else code, name)

    patch.setattr(Register, "match", faulty)


def name_joined_by_likeness(patch: pytest.MonkeyPatch) -> None:
    """Whoever is proposed is who it is."""

    def faulty(self: Register, code: Cell, name: Cell) -> Match:
        match = _match(self, code, name)
        likely = [*match.strong, *match.weak]
        return Match(likely[0]) if likely and not match.subject else match

    patch.setattr(Register, "match", faulty)


def code_not_looked_at(patch: pytest.MonkeyPatch) -> None:
    """Who has the name has the row, whatever its code."""

    def faulty(self: Register, code: Cell, name: Cell) -> Match:
        by_name = _match(self, Cell("", ""), name)
        return by_name if by_name.subject else _match(self, code, name)

    patch.setattr(Register, "match", faulty)


def last_duplicate_wins(patch: pytest.MonkeyPatch) -> None:
    """Of an enterprise's two rows the later is taken."""
    patch.setattr(checking, "check_repetitions", lambda table: None)


def first_duplicate_wins(patch: pytest.MonkeyPatch) -> None:
    """Of an enterprise's two rows the earlier is taken."""

    def faulty(table: Table) -> None:
        seen: set[str] = set()
        for row in table.rows:
            if row.subject in seen:
                row.ignored = "repetition"
            seen.add(row.subject)

    patch.setattr(checking, "check_repetitions", faulty)


def header_one_row_off(patch: pytest.MonkeyPatch) -> None:
    """The first enterprise is taken for a part of the header."""
    patch.setattr(
        headers.Header, "first_data_row", property(lambda self: self.row + self.depth + 1)
    )


def unit_note_ignored(patch: pytest.MonkeyPatch) -> None:
    """What stands above the table says nothing of its unit."""
    for room in (recognise, units):
        patch.setattr(room, "units_noted", lambda sheet, header: ([], []))


def unit_assumed(patch: pytest.MonkeyPatch) -> None:
    """A figure without a unit is in the usual one."""
    patch.setattr(units, "is_unit_assumed", lambda placed: False)


def marks_kept(patch: pytest.MonkeyPatch) -> None:
    """What nobody sees is part of a name."""
    patch.setattr(checking, "visible", lambda text: text)


def marks_kept_in_codes(patch: pytest.MonkeyPatch) -> None:
    """A zero-width space parts a code."""

    def faulty(text: str) -> str:
        return "".join(normalize("NFKC", text).split())

    patch.setattr(registered, "tidy", faulty)
    patch.setattr(register, "spelled", faulty)


def total_taken_for_an_enterprise(patch: pytest.MonkeyPatch) -> None:
    """A row of 合计 is as any other."""
    never = re.compile("(?!)")
    for room in (asides, rows):
        patch.setattr(room, "SUMMARY", never)


def stale_total_ignored(patch: pytest.MonkeyPatch) -> None:
    """Whatever a total says, it agrees."""
    for room in (checks, checks_sums):
        patch.setattr(room, "agrees", lambda total, expected: True)


def moved_fields_taken(patch: pytest.MonkeyPatch) -> None:
    """A row with more fields than its header is as any other."""
    patch.setattr(rows, "_shifted", lambda form: frozenset())


def findings_dropped(patch: pytest.MonkeyPatch) -> None:
    """Nobody is told."""
    patch.setattr(rows.Source, "find", lambda self, code, severity, at, /, **details: "")


def slips_not_seen(patch: pytest.MonkeyPatch) -> None:
    """A figure ten thousand times its neighbours' is as any other."""
    patch.setattr(checking, "doubt", lambda table, known: None)


FAULTS = [
    blank_as_zero, no_conversion, unit_in_cell_ignored, remarks_cut_off, comma_as_point, brackets_not_negative,
    full_width_digits_dropped, exponent_ignored, shortened_taken, precision_rounded, two_lines_joined,
    impossible_day_rolled_over, month_as_its_first_day, month_before_day, bare_serial_as_date, code_repaired_silently,
    name_joined_by_likeness, code_not_looked_at, last_duplicate_wins, first_duplicate_wins, header_one_row_off,
    unit_note_ignored, unit_assumed, marks_kept, marks_kept_in_codes, total_taken_for_an_enterprise, stale_total_ignored,
    moved_fields_taken, findings_dropped, slips_not_seen,
]  # fmt: skip
