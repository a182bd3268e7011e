"""Checks of the sheets 权证 and 房屋: shares that make a whole, floor that is there to rent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

from permu.intake.found import At
from permu.intake.land.cells import rows_of
from permu.intake.land.leases import LeaseTime
from permu.intake.land.reading import term_of
from permu.intake.land.wording import BUILT, share_in, text_of
from permu.intake.numbers import factor, to_four
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key, tidy

ITEM = "land_owned"


def check_certificates(certificates: Table) -> None:
    """Hold a certificate whose holders' shares do not add up to one, or whose rows differ in its area."""
    for rows in _by_certificate(certificates):
        total = sum(map(_share, rows), Fraction(0))
        areas = {reading.quantity for reading in map(_area, rows)}
        deed = rows[0].readings["deed"].raw
        if total != 1:
            said = {"deed": deed, "total": to_four(total * 100)}
            _hold(certificates, rows, "certificate_shares_not_one", said)
        elif len(areas) > 1 or None in areas:
            said = {
                "deed": deed,
                "areas": "、".join(_area(row).raw[:30] or "（空）" for row in rows),
            }
            _hold(certificates, rows, "certificate_area_unclear", said)


def certified(certificates: Table) -> Iterator[tuple[str, str, Fraction | None]]:
    """Parcel, holder and mu of each row; None while the certificate's area waits for a person."""
    for row in rows_of(certificates):
        area = _area(row)
        land = None
        if area.status == "read" and area.quantity is not None:
            land = area.quantity * factor(area.unit, "mu") * _share(row)
        yield _parcel(row), row.subject, land


def check_floors(buildings: Table, leases: Table, time: LeaseTime) -> None:
    """Ask about parcels of which more floor is rented than stands there; floor let again is rented once."""
    rented: dict[str, Fraction] = defaultdict(Fraction)
    tenants = {(_parcel(row), row.who["tenant"].key) for row in rows_of(leases)}
    for row in rows_of(leases):
        if (_parcel(row), row.who["landlord"].key) in tenants:
            continue
        floor = _floor(row.readings["leased_floor_area"]) * time.part(term_of(row))
        rented[_parcel(row)] += floor
    built: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(buildings):
        if BUILT.get(tidy(text_of(row, "state")), True):
            built[_parcel(row)].append(row)
    for parcel, rows in built.items():
        floor = sum((_floor(row.readings["floor"]) for row in rows), Fraction(0))
        is_known = all(row.readings["floor"].status == "read" for row in rows)
        if is_known and rented[parcel] > floor:
            reading = rows[0].readings["floor"]
            buildings.source.find(
                "floor_exceeds_building", "question", At(row=rows[0].number, column=reading.at.column),
                parcel=rows[0].readings["parcel"].raw, rented=to_four(rented[parcel]), floor=to_four(floor),
            )  # fmt: skip


def _by_certificate(certificates: Table) -> list[list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows_of(certificates):
        found[name_key(row.readings["deed"].raw), _parcel(row)].append(row)
    return list(found.values())


def _hold(table: Table, rows: list[Row], code: str, said: Mapping[str, object]) -> None:
    """Hold what each holder of a certificate has of it."""
    column = "share" if code == "certificate_shares_not_one" else "area"
    for row in rows:
        at = At(
            row=row.number, column=row.readings[column].at.column, subject=row.subject, item=ITEM
        )
        note, area = table.source.find(code, "error", at, **said), _area(row)
        area.hold(note)
        area.note = area.note or note  # a number that cannot be read is held without a word


def _parcel(row: Row) -> str:
    return name_key(row.readings["parcel"].raw)


def _area(row: Row) -> Reading:
    return row.readings["area"]


def _share(row: Row) -> Fraction:
    return share_in(text_of(row, "share")) or Fraction(0)


def _floor(reading: Reading) -> Fraction:
    known = reading.quantity if reading.status == "read" else None
    return Fraction(0) if known is None else known * factor(reading.unit, "m2")
