"""Errors of the land ledger: areas that cannot be, a parcel with two holders, leases that do not close."""

from decimal import Decimal

from permu.sample.enterprise import Enterprise
from permu.sample.plant.desk import Desk, Planting
from permu.sample.sheets.grid import Row, figure


def parcel_area(desk: Desk, *, kind: str, area: Decimal) -> Planting:
    """A parcel of an area that no parcel has."""
    firm, row = desk.pick("parcels", _lets_nothing)
    row.cells[6] = area
    return Planting(kind, "parcels", [row], right="held", figures=[(firm, "land_owned")], column=6)


def parcel_twice(desk: Desk) -> Planting:
    """One parcel number under two holders."""
    holder, row = desk.pick("parcels", _lets_nothing)
    other, other_row = desk.pick("parcels", _lets_nothing)
    other_row.cells[1] = row.cells[1]
    figures = [(other, "land_owned"), (holder, "land_owned")]
    return Planting(
        "parcel_twice", "parcels", [other_row, row], right="held", figures=figures, column=1
    )


def land_ten_thousandfold(desk: Desk) -> Planting:
    """m² where mu are asked: neither the tenant's nor the landlord's figure can stand."""
    tenant, row = _only_lease(desk)
    landlord = desk.firms[row.landlord]
    row.cells[6] = round(figure(row.cells[6]) * 2000 / 3)
    figures = [(tenant, "land_leased_in"), (landlord, "land_leased_out")]
    return Planting(
        "land_ten_thousandfold", "leases", [row], right="held", figures=figures, column=6
    )


def lease_exceeds_land(desk: Desk) -> Planting:
    """More is let than is owned and rented. The tenant's figure comes from the same cell: it waits too."""
    tenant, row = _only_lease(desk)
    landlord = desk.firms[row.landlord]
    owned = Decimal(landlord.whole("land_owned") + landlord.whole("land_leased_in")) / 10**6
    row.cells[6] = round(owned + desk.draw.randrange(2, 6), 2)
    tenant.facts["land_leased_in"] = None
    figures = [(landlord, "land_leased_out")]
    return Planting("lease_exceeds_land", "leases", [row], right="held", figures=figures, column=6)


def lease_unknown_tenant(desk: Desk) -> Planting:
    """Part of an owner's land is let to somebody who is not on the register."""
    owner, parcel = desk.pick(
        "parcels", lambda firm, _row: firm.whole("land_owned") > 4_000_000 and _lets_nothing(firm, _row)
    )  # fmt: skip
    area = Decimal(desk.draw.randrange(60, 160)) / 100
    name = desk.namer.enterprise(owner.text("town"), "商贸")
    floor = round(area * 2000 / 3, 2)
    cells = (None, parcel.cells[1], owner.name, owner.code, name, desk.namer.credit_code(), area, floor, "2023.04.01", "2029.03.28")  # fmt: skip
    row = Row.of(cells, landlord=owner.code)
    desk.insert("leases", row, after=desk.draw.choice(desk.sheets["leases"].rows))
    owner.facts["land_leased_out"] = owner.whole("land_leased_out") + int(area * 10**6)
    figures = [(owner, "land_leased_out")]
    return Planting(
        "lease_unknown_tenant", "leases", [row], right="asked", figures=figures, column=5
    )


def _only_lease(desk: Desk) -> tuple[Enterprise, Row]:
    """The only lease of an enterprise to an enterprise, both free."""
    lets = [row.landlord for row in desk.sheets["leases"].rows]
    return desk.pick(
        "leases", lambda _firm, row: row.landlord in desk.firms and lets.count(row.landlord) == 1
    )  # fmt: skip


def _lets_nothing(firm: Enterprise, _row: Row) -> bool:
    return firm.facts["land_leased_out"] == 0
