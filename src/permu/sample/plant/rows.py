"""Errors of whole rows: twice, in another unit, with a total that disagrees, 小计 in the middle."""

from decimal import Decimal

from permu.sample.enterprise import Enterprise
from permu.sample.plant.desk import Desk, NoRowLeft, Planting
from permu.sample.sheets.grid import Row, Value, column_sum, figure

POLLUTANTS = ("cod", "ammonia_nitrogen", "sulfur_dioxide", "nitrogen_oxides")


def duplicate_same(desk: Desk, key: str) -> Planting:
    """The enterprise twice, with the same figures."""
    firm, row = desk.pick(key)
    copy = Row.beside(row.cells, town=row.town)
    desk.insert(key, copy, after=row)
    return Planting(
        "duplicate_same", key, [copy, row], right="value", figures=desk.of_row(firm, key)
    )


def duplicate_conflict(desk: Desk, key: str) -> Planting:
    """The enterprise twice, with two figures, each row right in itself."""
    firm, row = desk.pick(key, _is_large if key == "staff" else _has_all_pollutants)
    cells = _staff_less_three(row) if key == "staff" else _emissions_halved(row)
    copy = Row.beside(cells, town=row.town)
    desk.insert(key, copy, after=row)
    return Planting(
        "duplicate_conflict", key, [copy, row], right="held", figures=desk.of_row(firm, key)
    )


def _is_large(firm: Enterprise, _row: Row) -> bool:
    return min(firm.staff) > 10


def _has_all_pollutants(firm: Enterprise, _row: Row) -> bool:
    return all(firm.whole(item) > 100 if firm.facts[item] else False for item in POLLUTANTS)


def _staff_less_three(row: Row) -> list[Value]:
    months = [figure(cell) - 3 for cell in row.cells[2:14]]
    return [*row.cells[:2], *months, figure(row.cells[14]) - 3]


def _emissions_halved(row: Row) -> list[Value]:
    emitted: list[Value] = [round(figure(cell) / 2, 2) for cell in row.cells[3:7]]
    return [*row.cells[:3], *emitted, column_sum(emitted) / Decimal(1000)]


def tax_in_10k_yuan(desk: Desk) -> Planting:
    """The parts in 万元, rounded as people round them, the row's own 合计 still in 元."""
    firm, row = desk.pick("tax", lambda firm, _row: firm.whole("vat_paid") > 1_000_000)
    row.cells[4:14] = [round(figure(cell) / 10_000, 2) for cell in row.cells[4:14]]
    return Planting("tax_in_10k_yuan", "tax", [row], right="held", figures=desk.of_row(firm, "tax"))


def total_mismatch(desk: Desk, key: str) -> Planting:
    """The row's own total is not the sum of its parts."""
    firm, row = desk.pick(key)
    last = len(row.cells) - 1
    row.cells[last] = figure(row.cells[last]) + (9000 if key == "tax" else Decimal("0.9"))
    return Planting(
        "total_mismatch", key, [row], right="held", figures=desk.of_row(firm, key), column=last
    )


def tax_negative(desk: Desk) -> Planting:
    """A refund larger than what was paid; the row's total says the same."""
    firm, row = desk.pick("tax", lambda firm, _row: firm.whole("vat_paid") > 1_000_000)
    refunded = -round(firm.whole("vat_paid") * desk.draw.uniform(0.05, 0.3))
    firm.facts["vat_paid"] = refunded
    row.cells[4] = Decimal(refunded) / 100
    row.cells[14] = column_sum(row.cells[4:14])
    row.meant = list(row.cells)
    return Planting(
        "tax_negative", "tax", [row], right="asked", figures=[(firm, "vat_paid")], column=4
    )


def months_mismatch(desk: Desk) -> Planting:
    """One month was corrected and the year was not."""
    firm, row = desk.pick("power")
    month = desk.draw.randrange(3, 15)
    row.cells[month] = figure(row.cells[month]) + desk.draw.randrange(1, 9) * 1000
    return Planting(
        "months_mismatch",
        "power",
        [row],
        right="held",
        figures=[(firm, "electricity")],
        column=15,
    )


def staff_zero(desk: Desk) -> Planting:
    """Nobody insured all year, in an enterprise with output."""
    firm, row = desk.pick("staff", lambda firm, _row: firm.whole("output") > 0)
    row.cells[2:15] = [0] * 13
    return Planting(
        "staff_zero", "staff", [row], right="held", figures=[(firm, "average_staff")], column=14
    )


def subtotal_row(desk: Desk, key: str) -> Planting:
    """A 小计 in the middle of the data: it speaks of nobody."""
    sheet = desk.sheets[key]
    rows = sheet.rows
    middle = desk.draw.randrange(len(rows) // 3, len(rows) * 2 // 3)
    cells: list[Value] = [None] * len(sheet.columns)
    cells[sheet.label] = "小计"
    for index, column in enumerate(sheet.columns):
        if column.is_summed:
            cells[index] = column_sum([row.meant[index] for row in rows[:middle]])
    row = Row.beside(cells)
    row.style = "subtotal"
    desk.insert(key, row, after=rows[middle - 1])
    return Planting("subtotal_row", key, [row], right="value")


def statistical_item(desk: Desk) -> Planting:
    """The whole column of statistical microdata; it can be planted only once."""
    if any(planting.kind == "statistical_item" for planting in desk.plantings):
        raise NoRowLeft
    last = len(desk.sheets["operation"].columns) - 1
    return Planting("statistical_item", "operation", [], right="held", column=last)
