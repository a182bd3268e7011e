"""The bureau's sheets as a land book."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from permu.intake.grid import address
from permu.intake.land.book import (
    STEP,
    Building,
    Certificate,
    LandBook,
    Lease,
    Parcel,
    Party,
    PartyKind,
    Place,
)
from permu.intake.land.wording import BUILT, HOLDERS, SUPPLIED, TENURES, meant, share_of, text_of
from permu.intake.numbers import factor, label
from permu.intake.readings import Reading
from permu.intake.register import Match
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key, tidy
from permu.terms.rounding import scaled

_LARGEST = 10**15  # units; what is above is no area of land


@dataclass
class _Book:
    """What was read so far."""

    towns: Mapping[str, str]  # of each enterprise on the register
    parties: dict[str, Party] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)  # a parcel's number as first written

    def number(self, reading: Reading) -> str:
        """The parcel that a cell names, however it is spelled."""
        return self.numbers.setdefault(name_key(reading.raw), reading.raw)

    def party(self, match: Match, row: Row, names: Mapping[str, str], *, said: str = "") -> str:
        """Whom a row names; put among the parties."""
        id_ = match.key or f"?{row.number}"
        if id_ not in self.parties:
            name = names.get(match.subject, "") or match.raw_name or match.raw_code or "（空）"
            self.parties[id_] = Party(id=id_, name=name, kind=_kind(match, said))
        return id_


def _kind(match: Match, said: str) -> PartyKind:
    if match.subject:
        return "firm"
    if match.is_village:
        return "village"
    return HOLDERS.get(tidy(said)) or ("unregistered" if match.is_stranger else "unsettled")


def land_book(tables: Mapping[str, Table], names: Mapping[str, str], *, year: int) -> LandBook:
    """The book of the sheets 宗地, 租赁 and, where a form has them, 权证 and 房屋. `tables` by label."""
    book = _Book(_towns(tables.get("企业名册")))
    parcels, held = _parcels(book, tables["宗地"], names)
    told = list(_certificates(book, tables["权证"], names)) if "权证" in tables else []
    certified = {one.parcel for one in told}
    kept = [one for one in held if one.parcel not in certified]
    buildings = tuple(_buildings(book, tables["房屋"])) if "房屋" in tables else ()
    leases = tuple(_leases(book, tables["租赁"], names)) if "租赁" in tables else ()
    return LandBook(
        year=year, parcels=parcels, certificates=(*kept, *told), buildings=buildings,
        leases=leases, parties=book.parties,
    )  # fmt: skip


def _towns(register: Table | None) -> dict[str, str]:
    rows = register.rows if register else ()
    return {
        row.subject: str(row.readings["town"].value)
        for row in rows
        if row.subject and row.readings["town"].value
    }


def _parcels(
    book: _Book, table: Table, names: Mapping[str, str]
) -> tuple[tuple[Parcel, ...], list[Certificate]]:
    parcels: dict[str, Parcel] = {}
    held: list[Certificate] = []
    in_order = sorted(set(book.towns.values()), key=lambda town: (-len(town), town))
    for row in _rows(table):
        number = book.number(row.readings["parcel"])
        match = row.who["subject"]
        holder = book.party(match, row, names, said=text_of(row, "holder_kind"))
        area = _land(row.readings["land_owned"])
        at = _place(table, row, row.readings["land_owned"])
        if number not in parcels:
            place = text_of(row, "place")
            named = next((town for town in in_order if town in place), "")
            parcels[number] = Parcel(
                number=number, area=area, at=at,
                town=text_of(row, "town") or named or book.towns.get(match.subject, ""),
                tenure=meant(table, row, "tenure", TENURES) or "",
                is_supplied=meant(table, row, "supply", SUPPLIED),
            )  # fmt: skip
        held.append(
            Certificate(
                parcel=number, holders={holder: Fraction(1)}, area=area, at=at,
                number=text_of(row, "deed"), excluded=_excluded(row),
            )
        )  # fmt: skip
    return tuple(parcels.values()), held


def _certificates(book: _Book, table: Table, names: Mapping[str, str]) -> Iterator[Certificate]:
    """Rows of one certificate and parcel are its holders; the area is the whole certificate's."""
    groups: dict[tuple[str, str], list[tuple[Row, Fraction]]] = {}
    for row in _rows(table):
        key = name_key(row.readings["deed"].raw), book.number(row.readings["parcel"])
        groups.setdefault(key, []).append((row, share_of(table, row)))
    for (_, number), rows in groups.items():
        first = rows[0][0]
        areas = {_units(row.readings["area"], "mu") for row, _ in rows}
        holders: dict[str, Fraction] = {}
        for row, share in rows:
            holder = book.party(row.who["subject"], row, names)
            holders[holder] = holders.get(holder, Fraction(0)) + share
        yield Certificate(
            parcel=number, holders=holders, area=areas.pop() if len(areas) == 1 else None,
            number=first.readings["deed"].raw, excluded=_excluded(first),
            at=_place(table, first, first.readings["area"]),
        )  # fmt: skip


def _buildings(book: _Book, table: Table) -> Iterator[Building]:
    for row in _rows(table):
        state = text_of(row, "state")
        is_built = True if not state else meant(table, row, "state", BUILT)
        floors = tidy(text_of(row, "floors"))
        yield Building(
            parcel=book.number(row.readings["parcel"]), number=row.readings["building"].raw,
            floor=None if is_built is None else _units(row.readings["floor"], "m2"),
            floors=int(floors) if floors.isascii() and floors.isdigit() and len(floors) < 4 else 1,
            is_built=is_built is not False, at=_place(table, row, row.readings["floor"]),
        )  # fmt: skip


def _leases(book: _Book, table: Table, names: Mapping[str, str]) -> Iterator[Lease]:
    for row in _rows(table):
        yield Lease(
            parcel=book.number(row.readings["parcel"]),
            lessor=book.party(row.who["landlord"], row, names),
            lessee=book.party(row.who["tenant"], row, names),
            land=_land(row.readings["land_leased_in"]),
            floor=_units(row.readings["leased_floor_area"], "m2"),
            building=text_of(row, "building"),
            starts_on=_day(row.readings["starts_on"]),
            ends_on=_day(row.readings["ends_on"]),
            at=_place(table, row, row.readings["land_leased_in"]),
        )


def _rows(table: Table) -> Iterator[Row]:
    """The rows that count; a parcel that has no number is no parcel."""
    return (row for row in table.rows if not row.ignored and row.readings["parcel"].raw)


def _day(reading: Reading) -> date | None:
    return reading.value if isinstance(reading.value, date) else None


def _land(reading: Reading) -> int | None:
    """What the cell says in whole 10^-6 mu, also where it waits for a person."""
    value = reading.value
    return value if isinstance(value, int) and 0 < value < _LARGEST else None


def _units(reading: Reading, unit: str) -> int | None:
    """A figure that gives no item: whole 10^-6 of the unit, the seventh decimal rounded half up."""
    if reading.quantity is None or reading.quantity <= 0:
        return None
    return scaled(reading.quantity * factor(reading.unit, unit) * STEP, 0)


def _excluded(row: Row) -> int | None:
    """What was excluded by approval: nothing where the form asks and the cell is blank, for it needs an approval."""
    reading = row.readings.get("excluded")
    if reading is None:
        return None
    return 0 if reading.status == "missing" or reading.quantity == 0 else _units(reading, "mu")


def _place(table: Table, row: Row, reading: Reading) -> Place:
    cell = address(reading.at.row or row.number, reading.at.column or 1)
    return Place(
        source=table.source, row=row.number, cell=cell, raw=reading.raw, unit=label(reading.unit),
        is_held=reading.status != "read",
    )  # fmt: skip
