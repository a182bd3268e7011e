"""Parcels with two holders: one certificate in shares, or two certificates of one parcel."""

from collections import Counter
from decimal import Decimal
from random import Random
from typing import NamedTuple

from permu.sample.land import Holder
from permu.sample.plant.desk import Desk, NoRowLeft, Planting
from permu.sample.sheets.grid import Row, figure

NUMBER, NAME, CODE, DEED, AREA = 1, 2, 3, 5, 6
"""Columns of the sheet of parcels."""
EACH = 100
"""Enterprises to one parcel held in shares, and to one with two certificates."""
WAYS = (("1/2", "1/2", 2), ("50%", "50%", 2), ("1/3", "2/3", 3), ("0.25", "0.75", 4))
"""A firm's share, the other's, and how many times the firm's land the whole parcel is."""


class Held(NamedTuple):
    """What one holder has of a certificate."""

    name: str
    code: str
    share: str


def share_parcels(desk: Desk, villages: list[Holder], draw: Random) -> None:
    """Give some parcels a second holder, so that each enterprise holds as much as before."""
    rows = _whole_parcels(desk)
    draw.shuffle(rows)
    number = max(1, len(desk.firms) // EACH)
    joint, rows = rows[:number], rows[number:]
    for at, row in enumerate(joint):
        _with_village(desk, row, draw.choice(villages), WAYS[at % len(WAYS)])
    for own, other in zip(rows[:number], rows[number : 2 * number], strict=False):
        _two_certificates(desk, own, other, draw)


def shares_over_one(desk: Desk, villages: list[Holder], draw: Random) -> Planting:
    """Two villages whose shares of one parcel add up to 110 %: the tenants' land stands."""
    rows = [row for row in desk.sheets["parcels"].rows if row.subject not in desk.firms]
    rows = [row for row in rows if row.style == "data" and row.subject]
    if not rows or len(villages) < 2:
        raise NoRowLeft
    row = draw.choice(rows)
    other = draw.choice([one for one in villages if one.code != row.subject])
    holders = [_holder(row, "60%"), Held(other.name, other.code, "50%")]
    written = [_certificate(desk, row, held) for held in holders]
    return Planting("certificate_over_one", "certificates", written, right="held", column=6)


def _whole_parcels(desk: Desk) -> list[Row]:
    """The only parcels of enterprises that bear no error and let nothing."""
    rows = desk.sheets["parcels"].rows
    held = Counter(row.subject for row in rows)
    return [
        row
        for row in rows
        if row.subject in desk.free and held[row.subject] == 1 and not row.is_hidden
        and desk.firms[row.subject].facts["land_leased_out"] == 0
    ]  # fmt: skip


def _with_village(desk: Desk, row: Row, village: Holder, way: tuple[str, str, int]) -> None:
    """The parcel is as many times the firm's land as its share asks."""
    own, others, times = way
    _resize(desk, row, figure(row.cells[AREA]) * times)
    for held in (_holder(row, own), Held(village.name, village.code, others)):
        _certificate(desk, row, held)


def _two_certificates(desk: Desk, row: Row, neighbor: Row, draw: Random) -> None:
    """Part of the neighbor's land lies on the first one's parcel, under a certificate of its own."""
    part = round(figure(neighbor.cells[AREA]) * Decimal(draw.randrange(20, 60)) / 100, 2)
    mine = figure(row.cells[AREA])
    _resize(desk, row, mine + part)
    _resize(desk, neighbor, figure(neighbor.cells[AREA]) - part)
    _certificate(desk, row, _holder(row, "单独所有"), area=mine)
    deed = f"虚（{draw.randrange(2008, 2024)}）样例县不动产权第{draw.randrange(30000, 59999):07}号"
    _certificate(desk, row, _holder(neighbor, "单独所有"), area=part, deed=deed)


def _holder(row: Row, share: str) -> Held:
    return Held(str(row.cells[NAME]), str(row.cells[CODE]), share)


def _certificate(
    desk: Desk, row: Row, held: Held, *, area: Decimal | None = None, deed: str = ""
) -> Row:
    """Write one holder's row of a certificate."""
    cells = (
        None, deed or row.cells[DEED], row.cells[NUMBER], held.name, held.code,
        area or figure(row.cells[AREA]), held.share,
    )  # fmt: skip
    written = Row.of(cells, subject=held.code)
    desk.sheets["certificates"].rows.append(written)
    desk.free.discard(held.code)
    return written


def _resize(desk: Desk, row: Row, area: Decimal) -> None:
    """Another area for a parcel; the 小计 below it follow."""
    more = area - figure(row.cells[AREA])
    row.cells[AREA] = row.meant[AREA] = area
    rows = desk.sheets["parcels"].rows
    start = next(at for at, one in enumerate(rows) if one is row)
    for one in rows[start:]:
        if one.style == "subtotal":
            one.cells[AREA] = figure(one.cells[AREA]) + more
