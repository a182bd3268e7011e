"""The bureau's sheets as a land book."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from permu.intake.land.book import Building, Certificate, LandBook, Lease, Parcel
from permu.intake.land.cells import day_of, excluded_of, land_of, place_of, rows_of, units_of
from permu.intake.land.named import Named, towns_of
from permu.intake.land.wording import (
    BUILT,
    COUNTED_WITH_LESSOR,
    SUPPLIED,
    TENURES,
    TIMES,
    meant,
    share_of,
    text_of,
)
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key, tidy


def land_book(tables: Mapping[str, Table], names: Mapping[str, str], *, year: int) -> LandBook:
    """The book of the sheets 宗地, 租赁 and, where a form has them, 权证 and 房屋. `tables` by label."""
    book = Named(towns_of(tables.get("企业名册")))
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


def _parcels(
    book: Named, table: Table, names: Mapping[str, str]
) -> tuple[tuple[Parcel, ...], list[Certificate]]:
    parcels: dict[str, Parcel] = {}
    held: list[Certificate] = []
    in_order = sorted(set(book.towns.values()), key=lambda town: (-len(town), town))
    for row in rows_of(table):
        number = book.number(table, row)
        match = row.who["subject"]
        holder = book.party(match, row, names, said=text_of(row, "holder_kind"))
        area = land_of(row.readings["land_owned"])
        at = place_of(table, row, row.readings["land_owned"])
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
                number=text_of(row, "deed"), excluded=excluded_of(row),
            )
        )  # fmt: skip
    return tuple(parcels.values()), held


def _certificates(book: Named, table: Table, names: Mapping[str, str]) -> Iterator[Certificate]:
    """Rows of one certificate and parcel are its holders; the area is the whole certificate's."""
    groups: dict[tuple[str, str], list[tuple[Row, Fraction]]] = {}
    for row in rows_of(table):
        key = name_key(row.readings["deed"].raw), book.number(table, row)
        groups.setdefault(key, []).append((row, share_of(table, row)))
    for (_, number), rows in groups.items():
        first = rows[0][0]
        areas = {units_of(row.readings["area"], "mu") for row, _ in rows}
        holders: dict[str, Fraction] = {}
        for row, share in rows:
            holder = book.party(row.who["subject"], row, names)
            holders[holder] = holders.get(holder, Fraction(0)) + share
        yield Certificate(
            parcel=number, holders=holders, area=areas.pop() if len(areas) == 1 else None,
            number=first.readings["deed"].raw, excluded=excluded_of(first),
            at=place_of(table, first, first.readings["area"]),
        )  # fmt: skip


def _buildings(book: Named, table: Table) -> Iterator[Building]:
    for row in rows_of(table):
        state = text_of(row, "state")
        is_built = True if not state else meant(table, row, "state", BUILT)
        floors = tidy(text_of(row, "floors"))
        yield Building(
            parcel=book.number(table, row), number=row.readings["building"].raw,
            floor=None if is_built is None else units_of(row.readings["floor"], "m2"),
            floors=int(floors) if floors.isascii() and floors.isdigit() and len(floors) < 4 else 1,
            is_built=is_built is not False, at=place_of(table, row, row.readings["floor"]),
        )  # fmt: skip


def _leases(book: Named, table: Table, names: Mapping[str, str]) -> Iterator[Lease]:
    for row in rows_of(table):
        meant(table, row, "time", TIMES)
        meant(table, row, "counted", COUNTED_WITH_LESSOR)
        yield replace(
            term_of(row),
            parcel=book.number(table, row),
            lessor=book.party(row.who["landlord"], row, names),
            lessee=book.party(row.who["tenant"], row, names),
            land=land_of(row.readings["land_leased_in"]),
            floor=units_of(row.readings["leased_floor_area"], "m2"),
            building=text_of(row, "building"),
            at=place_of(table, row, row.readings["land_leased_in"]),
        )


def term_of(row: Row) -> Lease:
    """What a row of the leases says of its time and of who counts the land; the parties are left open."""
    return Lease(
        parcel="", lessor="", lessee="",
        starts_on=day_of(row.readings["starts_on"]), ends_on=day_of(row.readings["ends_on"]),
        time=TIMES.get(tidy(text_of(row, "time"))),
        with_lessor=COUNTED_WITH_LESSOR.get(tidy(text_of(row, "counted")), False),
    )  # fmt: skip
