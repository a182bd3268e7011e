"""Numbers as departments write them: 千分位, full width, a unit in the cell, brackets for a negative."""

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache

from permu.intake.grid import Cell
from permu.intake.headers import unit_meant
from permu.intake.tidy import is_dash, tidy
from permu.terms.items import Item
from permu.terms.quantities import UNITS, conversion, unit
from permu.terms.rounding import rounded

_NUMBER = re.compile(
    r"(?P<sign>[+\u2212-]?)(?P<open>\(?)[¥]?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?P<power>[eE][+-]?\d{1,3})?"
    r"(?P<close>\)?)(?P<unit>(?:[^\d,.].*)?)"
)
_SPACED = re.compile(r"\d[\s\x00-\x1f\x7f]+\d")
_SHORTENED = re.compile(
    r"\d[eE]\+\d{2,}"
)  # as a spreadsheet shows a number too long for its column
_TURNED_ROUND = "\u202e"  # shows what follows from right to left: 053 as 350
_MINUS = ("-", "\u2212")
_LONGEST = 60  # characters; no figure needs more
_EXACT_DIGITS = 15  # what a spreadsheet shows of a double; the rest is noise of binary arithmetic


@dataclass(frozen=True)
class Number:
    """A number as written, in the unit it was written in; `problem` says why there is none."""

    value: Fraction | None = None
    unit: str = ""
    is_own: bool = field(default=False, compare=False)  # the unit stands in the cell itself
    problem: str = ""  # a message of this room, without the room; "" where the number is sound

    @property
    def is_missing(self) -> bool:
        """Whether the department wrote nothing, or that there is nothing."""
        return self.problem in ("figure_blank", "figure_dash")


def number_in(cell: Cell, column_unit: str) -> Number:
    """The number in a cell; a unit beside it outranks the column's if it measures the same thing."""
    if cell.kind == "n":
        return Number(Fraction(Decimal(cell.text)), column_unit)
    problem = {
        "e": "error_cell",
        "f": "formula_without_value",
        "d": "figure_is_date",
        "b": "not_a_number",
        "s": "shown_scaled",
    }
    if cell.kind in problem:
        return Number(problem=problem[cell.kind])
    text = tidy(cell.text)
    if not text:
        return Number(problem="figure_blank")
    if is_dash(text):
        return Number(problem="figure_dash")
    if _SHORTENED.search(text):
        return Number(problem="number_shortened")
    return _from_text("" if _hides_digits(cell.text) else text, column_unit)


def _hides_digits(raw: str) -> bool:
    """Whether tidying would make other digits of a cell than its reader sees.

    Two figures in one cell (`120`, line break, `350`), a footnote mark (`350①`), digits that show turned round.
    """
    if _SPACED.search(raw):
        return True
    if raw.isascii():
        return False
    marks = (at for at, one in enumerate(raw) if unicodedata.category(one) == "No")
    return _TURNED_ROUND in raw or any(raw[at - 1 : at] not in ("m", "M") for at in marks)


def _from_text(text: str, column_unit: str) -> Number:
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if not match or bool(match["open"]) != bool(match["close"]):
        return Number(problem="not_a_number")
    if match["sign"] and match["open"]:
        return Number(problem="not_a_number")
    value = Fraction(Decimal(match["digits"].replace(",", "") + (match["power"] or "")))
    signed = -value if match["sign"] in _MINUS or match["open"] else value
    if not match["unit"]:
        return Number(signed, column_unit)
    own = unit_meant(match["unit"])
    if own is None:
        return Number(problem="number_with_remark")
    if own.dimension != unit(column_unit).dimension:
        return Number(problem="unit_in_cell_unlike")
    return Number(signed, own.code, is_own=True)


@cache
def factor(source: str, target: str) -> Fraction:
    """As `terms.quantities.conversion`, worked out once."""
    return conversion(source, target)


def whole(number: Number, item: Item) -> int | None:
    """The number as whole units of the item's scale, or None where it does not fit exactly.

    A double that only misses by the noise of binary arithmetic (0.30000000000000004) is read as
    the 15 digits that a spreadsheet shows of it.
    """
    if number.value is None:
        return None
    for value in (number.value, without_noise(number.value)):
        exact = value * factor(number.unit, item.unit) * int(10**item.scale)
        if exact.denominator == 1:
            return exact.numerator
    return None


def without_noise(value: Fraction) -> Fraction:
    """`value` to 15 significant digits if it needs 17, as only a computed double does; else itself."""
    as_decimal = Decimal(value.numerator) / Decimal(value.denominator)
    digits = len(as_decimal.normalize().as_tuple().digits)
    if digits <= _EXACT_DIGITS or digits > 17:
        return value
    return Fraction(Decimal(f"{as_decimal:.{_EXACT_DIGITS - 1}e}"))


def to_four(value: Fraction) -> str:
    """A number for a sentence: to four decimals, without the zeros nobody wrote."""
    return format(rounded(value, 4).normalize(), "f")


def label(unit_code: str) -> str:
    """The unit's Chinese name."""
    return UNITS[unit_code].label if unit_code in UNITS else unit_code
