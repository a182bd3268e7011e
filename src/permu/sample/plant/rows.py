"""Errors of whole rows: twice, in another unit, with a total that disagrees, 小计 in the middle."""

from decimal import Decimal

from permu.sample.enterprise import Enterprise
from permu.sample.plant.desk import Desk, Planting
from permu.sample.sheets.grid import Row, Value, column_sum, figure

POLLUTANTS = ("cod", "ammonia_nitrogen", "sulfur_dioxide", "nitrogen_oxides")


def duplicate_same(desk: Desk, key: str) -> bool:
    """The enterprise twice, with the same figures."""
    picked = desk.pick(key)
    if picked is None:
        return False
    firm, row = picked
    copy = Row.beside(row.cells, town=row.town)
    desk.insert(key, copy, after=row)
    desk.record(
        Planting("duplicate_same", key, [copy, row], right="value", figures=desk.of_row(firm, key))
    )
    return True


def duplicate_conflict(desk: Desk, key: str) -> bool:
    """The enterprise twice, with two figures, each row right in itself."""
    picked = desk.pick(key, _is_large if key == "staff" else _has_all_pollutants)
    if picked is None:
        return False
    firm, row = picked
    cells = _staff_less_three(row) if key == "staff" else _emissions_halved(row)
    copy = Row.beside(cells, town=row.town)
    desk.insert(key, copy, after=row)
    desk.record(
        Planting(
            "duplicate_conflict", key, [copy, row], right="held", figures=desk.of_row(firm, key)
        )
    )
    return True


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


def tax_in_10k_yuan(desk: Desk) -> bool:
    """The parts in 万元, rounded as people round them, the row's own 合计 still in 元."""
    picked = desk.pick("tax", lambda firm, _row: firm.whole("vat_paid") > 1_000_000)
    if picked is None:
        return False
    firm, row = picked
    row.cells[4:14] = [round(figure(cell) / 10_000, 2) for cell in row.cells[4:14]]
    desk.record(
        Planting("tax_in_10k_yuan", "tax", [row], right="held", figures=desk.of_row(firm, "tax"))
    )
    return True


def total_mismatch(desk: Desk, key: str) -> bool:
    """The row's own total is not the sum of its parts."""
    picked = desk.pick(key)
    if picked is None:
        return False
    firm, row = picked
    last = len(row.cells) - 1
    row.cells[last] = figure(row.cells[last]) + (9000 if key == "tax" else Decimal("0.9"))
    desk.record(
        Planting(
            "total_mismatch", key, [row], right="held", figures=desk.of_row(firm, key), column=last
        )
    )
    return True


def tax_negative(desk: Desk) -> bool:
    """A refund larger than what was paid; the row's total says the same."""
    picked = desk.pick("tax", lambda firm, _row: firm.whole("vat_paid") > 1_000_000)
    if picked is None:
        return False
    firm, row = picked
    refunded = -round(firm.whole("vat_paid") * desk.draw.uniform(0.05, 0.3))
    firm.facts["vat_paid"] = refunded
    row.cells[4] = Decimal(refunded) / 100
    row.cells[14] = column_sum(row.cells[4:14])
    row.meant = list(row.cells)
    desk.record(
        Planting(
            "tax_negative", "tax", [row], right="asked", figures=[(firm, "vat_paid")], column=4
        )
    )
    return True


def months_mismatch(desk: Desk) -> bool:
    """One month was corrected and the year was not."""
    picked = desk.pick("power")
    if picked is None:
        return False
    firm, row = picked
    month = desk.draw.randrange(3, 15)
    row.cells[month] = figure(row.cells[month]) + desk.draw.randrange(1, 9) * 1000
    desk.record(
        Planting(
            "months_mismatch",
            "power",
            [row],
            right="held",
            figures=[(firm, "electricity")],
            column=15,
        )
    )
    return True


def staff_zero(desk: Desk) -> bool:
    """Nobody insured all year, in an enterprise with output."""
    picked = desk.pick("staff", lambda firm, _row: firm.whole("output") > 0)
    if picked is None:
        return False
    firm, row = picked
    row.cells[2:15] = [0] * 13
    desk.record(
        Planting(
            "staff_zero", "staff", [row], right="held", figures=[(firm, "average_staff")], column=14
        )
    )
    return True


def subtotal_row(desk: Desk, key: str) -> bool:
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
    desk.record(Planting("subtotal_row", key, [row], right="value"))
    return True


def statistical_item(desk: Desk) -> bool:
    """The whole column of statistical microdata; it can be planted only once."""
    if any(planting.kind == "statistical_item" for planting in desk.plantings):
        return False
    last = len(desk.sheets["operation"].columns) - 1
    desk.record(Planting("statistical_item", "operation", [], right="held", column=last))
    return True
