"""The plants of the parcels that are let, some of them standard factories on several floors."""

from collections import defaultdict
from decimal import Decimal
from random import Random

from permu.sample.plant.desk import Desk, NoRowLeft, Planting
from permu.sample.sheets.grid import Row, figure

NUMBER, LAND, FLOOR = 1, 6, 7
"""Columns of the sheet of leases; the first is the parcels', too."""
AREA, BUILT = 6, 4
"""The area of a parcel in m², and the floor of a building."""
MANY = 3
"""Tenants from which a parcel has a standard factory."""


def list_buildings(desk: Desk, draw: Random) -> None:
    """Every parcel that is let: plants with floor for whoever rents, and for what is not let."""
    parcels = {str(row.meant[NUMBER]): row for row in desk.sheets["parcels"].rows}
    for number, leases in sorted(_leases(desk).items()):
        if number in parcels:
            _build(desk, number, _floor_of(parcels[number], leases, draw), len(leases), draw)


def too_little_floor(desk: Desk, draw: Random) -> Planting:
    """On one parcel less floor stands than is rented there."""
    leases = _leases(desk)
    rows = desk.sheets["buildings"].rows
    numbers = [row.meant[1] for row in rows]
    fits = [
        row for row in rows
        if numbers.count(row.meant[1]) == 1 and len(leases[str(row.meant[1])]) > 1
    ]  # fmt: skip
    if not fits:
        raise NoRowLeft
    row = draw.choice(fits)
    rented = sum(figure(one.meant[FLOOR]) for one in leases[str(row.meant[1])])
    row.cells[BUILT] = row.meant[BUILT] = round(rented * Decimal("0.8"), 2)
    return Planting("floor_too_little", "buildings", [row], right="asked", column=BUILT)


def _leases(desk: Desk) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in desk.sheets["leases"].rows:
        found[str(row.meant[NUMBER])].append(row)
    return found


def _floor_of(parcel: Row, leases: list[Row], draw: Random) -> Decimal:
    """Floor of a parcel: what is rented, and as dense a floor on the rest of it."""
    rented = sum((figure(row.meant[FLOOR]) for row in leases), Decimal(0))
    let = sum((figure(row.meant[LAND]) for row in leases), Decimal(0)) * 2000 / 3
    rest = max(figure(parcel.meant[AREA]) - let, Decimal(0))
    return round(rented + rest * Decimal(draw.randrange(60, 120)) / 100, 2)


def _build(desk: Desk, number: str, floor: Decimal, tenants: int, draw: Random) -> None:
    """One plant, or for many tenants some standard factories; now and then one that is not finished."""
    is_standard = tenants >= MANY
    count = draw.choice((2, 3)) if is_standard else 1
    name = "标准厂房{}号楼" if is_standard else "{}号厂房"
    left = floor
    for at in range(1, count + 1):
        part = left if at == count else round(floor / count, 2)
        left -= part
        floors = draw.choice((3, 4, 5)) if is_standard else draw.choice((1, 1, 2, 3))
        _add(desk, (number, name.format(at), floors, part, "已建成"))
    if is_standard and draw.random() < 0.3:
        _add(desk, (number, name.format(count + 1), 4, round(floor / count, 2), "在建"))


def _add(desk: Desk, cells: tuple[str, str, int, Decimal, str]) -> None:
    desk.sheets["buildings"].rows.append(Row.of((None, *cells)))
