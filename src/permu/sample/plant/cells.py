"""Errors of single cells: text for numbers, dashes, units, formulas, decimals, dates, codes of trades."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from permu.sample.plant.desk import Desk, Planting, Right
from permu.sample.sheets.grid import Odd, Value, figure

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
Write = Callable[[Decimal], Value]


def cell(desk: Desk, at: str, *, kind: str, right: Right, write: Write) -> Planting:
    """Write one figure's cell in another way; `at` is sheet.item. A dash makes the figure missing."""
    key, item = at.split(".")
    sheet = desk.sheets[key]
    column = sheet.column_of(item)
    is_number = bool(sheet.columns[column].unit)
    firm, row = desk.pick(
        key, lambda firm, row: firm.facts[item] is not None
        and (not is_number or figure(row.cells[column]) > 10)
    )  # fmt: skip
    row.cells[column] = write(figure(row.cells[column]) if is_number else Decimal(0))
    if kind == "dash":
        firm.facts[item] = None
        row.meant[column] = None
    return Planting(kind, key, [row], right=right, figures=[(firm, item)], column=column)


def hidden_row(desk: Desk, key: str) -> Planting:
    """A hidden row whose figures are nowhere else."""
    firm, row = desk.pick(key)
    row.is_hidden = True
    return Planting("hidden_row", key, [row], right="held", figures=desk.of_row(firm, key))


def lease_with_unit(desk: Desk) -> Planting:
    """`12.5亩` in a column of mu, let by a village."""
    sheet = desk.sheets["leases"]
    column = sheet.column_of("land_leased_in")
    firm, row = desk.pick("leases", lambda _firm, row: row.landlord not in desk.firms)
    row.cells[column] = f"{row.cells[column]}亩"
    return Planting(
        "unit_in_cell", "leases", [row], right="value", figures=[(firm, "land_leased_in")],
        column=column,
    )  # fmt: skip


def grouped(number: Decimal) -> Value:
    """`1,234,567.80` as text."""
    return f"{number:,}"


def full_width(number: Decimal) -> Value:
    """Digits as a Chinese keyboard makes them."""
    return f"{number}".translate(FULL_WIDTH)


def apostrophe(number: Decimal) -> Value:
    """An apostrophe that became part of the text."""
    return f"'{number}"


def with_unit(number: Decimal) -> Value:
    """`1,203.5万元`."""
    return f"{number:,}万元"


def dash(mark: str) -> Write:
    """A mark that means: none, or not known."""
    return lambda _number: mark


def error(formula: str, shown: str) -> Write:
    """A formula that failed, with the error it shows."""
    return lambda _number: Odd("error", formula, shown)


def uncalculated(_number: Decimal) -> Value:
    """A formula that a program wrote and nobody opened: it has no value."""
    return Odd("formula", "=ROUND(AA1*AB1,2)")


def finer(number: Decimal) -> Value:
    """More decimals than the item keeps."""
    return number + Decimal("0.0048137")


def third(number: Decimal) -> Value:
    """A mean of persons with three decimals."""
    return number + Decimal("0.333")


def no_such_day(_number: Decimal) -> Value:
    """30 February."""
    return "2025-02-30"


def future_day(_number: Decimal) -> Value:
    """A founding day yet to come."""
    return date(2031, 5, 6)


def no_such_trade(code: str) -> Write:
    """A code that is no class of GB/T 4754-2017: section C ends with division 43."""
    return lambda _number: code
