"""One cell becomes one reading: a value in the item's own terms, or the reason why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from permu.intake.dates import date_in
from permu.intake.found import At, Source
from permu.intake.grid import Cell
from permu.intake.numbers import Number, label, number_in, whole
from permu.intake.profiles import Column
from permu.intake.recognise import Placed
from permu.intake.tidy import is_dash, tidy, visible
from permu.terms.industries import industry_code
from permu.terms.items import item
from permu.terms.quantities import UNITS
from permu.terms.refusal import words

Value = int | bool | date | str | None
_SHOWN = 60  # characters of a cell that a sentence quotes
_TOO_LARGE = 10**15
"""Whole units of an item's scale that no enterprise reaches: 10^9 mu, or 10^13 yuan."""
_NO_AREA = 10**9
"""Mu, hectares or square meters that no deed and no building has."""
_YES, _NO = frozenset("是√✓✔") | {"true"}, frozenset("否×✗✘") | {"false"}


@dataclass(slots=True)
class Reading:
    """What one cell says. Held: a person must settle it before the figure is used."""

    column: Column
    at: At
    raw: str
    unit: str = ""
    value: Value = None
    quantity: Fraction | None = None  # in `unit`, for totals
    status: Literal["read", "missing", "held"] = "read"
    note: str = ""

    def hold(self, note: str) -> None:
        """Keep the figure back, for this reason (the first one found stays)."""
        if self.status != "held":
            self.status, self.note = "held", note


@dataclass(frozen=True)
class Reader:
    """Reads the cells of one sheet; what is wrong goes to the sheet's findings."""

    source: Source
    as_of: date

    def read(self, placed: Placed, cell: Cell, at: At) -> Reading:
        """The reading of `cell` as the column's kind asks."""
        reading = Reading(placed.column, at, visible(cell.text), unit=placed.unit)
        kinds: dict[str, Callable[[Reading, Cell], None]] = {
            "figure": self._figure, "sum": self._figure, "number": self._plain_number,
            "flag": self._flag, "count": self._count, "date": self._date,
            "text": self._text, "industry": self._industry,
        }  # fmt: skip
        if cell.kind in ("e", "f") and placed.column.item:
            self.hold(reading, "error_cell" if cell.kind == "e" else "formula_without_value")
        else:
            kinds[placed.column.kind](reading, cell)
        return reading

    def hold(self, reading: Reading, code: str, **details: object) -> None:
        """Hold a reading with a finding of severity `error`."""
        named = {"column": reading.column.heading, "raw": reading.raw[:_SHOWN], **details}
        reading.hold(self.source.find(code, "error", reading.at, **named))

    def ask(self, reading: Reading, code: str, **details: object) -> None:
        """Use the reading, but have a person look."""
        named = {"column": reading.column.heading, "raw": reading.raw[:_SHOWN], **details}
        reading.note = self.source.find(code, "question", reading.at, **named)

    def _plain_number(self, reading: Reading, cell: Cell) -> None:
        self._take(reading, number_in(cell, reading.unit))
        is_area = reading.unit in UNITS and UNITS[reading.unit].dimension == "area"
        if is_area and reading.quantity is not None and abs(reading.quantity) >= _NO_AREA:
            self.hold(reading, "too_large")

    def _take(self, reading: Reading, number: Number) -> None:
        reading.quantity, reading.unit = number.value, number.unit or reading.unit
        if number.is_missing:
            reading.status = "missing"
        elif number.problem:
            reading.status = "held"

    def _figure(self, reading: Reading, cell: Cell) -> None:
        number = number_in(cell, reading.unit)
        self._take(reading, number)
        if number.problem == "figure_blank":  # the sheet says once how many of a column are blank
            reading.note = words("intake.figure_blank", column=reading.column.heading)
            return
        if number.problem == "figure_dash":
            self.ask(reading, number.problem)
            return
        if number.problem:
            reading.status = "read"
            self.hold(reading, number.problem)
            return
        wanted = item(reading.column.item)
        reading.value = whole(number, wanted)
        if reading.value is not None and abs(reading.value) >= _TOO_LARGE:
            self.hold(reading, "too_large")
        elif reading.value is None:
            self.hold(
                reading,
                "too_precise",
                scale=wanted.scale,
                unit=label(wanted.unit),
                item=wanted.label,
            )
        self._check_sign(reading)

    def _check_sign(self, reading: Reading) -> None:
        if reading.quantity == 0 and reading.column.zero == "held":
            self.hold(reading, "zero_not_possible")
        elif reading.quantity is not None and reading.quantity < 0:
            if reading.column.negative == "held":
                self.hold(reading, "negative_not_possible")
            else:
                self.ask(reading, "negative_asked")

    def _flag(self, reading: Reading, cell: Cell) -> None:
        text = tidy(cell.text).casefold()
        if not text or is_dash(text):
            reading.status = "missing"
        elif text in _YES or text in _NO:
            reading.value = text in _YES
        else:
            self.hold(reading, "not_yes_or_no")

    def _count(self, reading: Reading, cell: Cell) -> None:
        text = tidy(cell.text)
        column = reading.column
        if text in column.counted or text in column.not_counted:
            reading.value = int(text in column.counted)
        else:
            known = "、".join((*column.counted, *column.not_counted))
            self.hold(reading, "not_in_list", known=known)

    def _date(self, reading: Reading, cell: Cell) -> None:
        if not tidy(cell.text) or is_dash(cell.text):
            reading.status = "missing"
            return
        found = date_in(cell)
        if found is None:
            self.hold(reading, "date_impossible")
        elif found > self.as_of and not reading.column.future:
            self.hold(reading, "date_in_future", as_of=self.as_of.isoformat())
        else:
            reading.value = found

    def _text(self, reading: Reading, cell: Cell) -> None:
        if not reading.raw or is_dash(cell.text):
            reading.status = "missing"
        else:
            reading.value = reading.raw

    def _industry(self, reading: Reading, cell: Cell) -> None:
        text = tidy(cell.text)
        if not text or is_dash(text):
            reading.status = "missing"
            return
        reading.value = industry_code(text)
        if reading.value is None:
            self.hold(reading, "industry_unknown")
