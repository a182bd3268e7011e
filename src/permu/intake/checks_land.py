"""Checks across the land sheets and across departments: what one cell cannot show by itself."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from permu.intake.checks_certificates import certified, check_certificates, check_floors
from permu.intake.found import At
from permu.intake.land.cells import rows_of
from permu.intake.land.leases import LeaseTime
from permu.intake.land.reading import term_of
from permu.intake.numbers import label, to_four
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key
from permu.terms.items import item
from permu.terms.quantities import MU_IN_M2

LEAST_FLOOR_RATIO = Fraction(1, 50)
"""Floor area ÷ land below which a lease's land is not believed: real plants build 0.3 to 5 times
their land, ㎡ written as 亩 look like 0.0005 to 0.0075."""


def check_land(tables: Mapping[str, Table], time: LeaseTime) -> None:
    """Every check of the land form's sheets, `tables` by label."""
    parcels, leases = tables["宗地"], tables["租赁"]
    check_lease_terms(leases, time)
    check_leases(parcels, leases, time)
    if "权证" in tables:
        check_certificates(tables["权证"])
    if "房屋" in tables:
        check_floors(tables["房屋"], leases, time)
    check_let_land(parcels, leases, time, certificates=tables.get("权证"))


def check_lease_terms(leases: Table, time: LeaseTime) -> None:
    """Leave out the leases that do not count in the year; ask how those count that ran for part of it."""
    for row in rows_of(leases):
        term = term_of(row)
        column = row.readings["ends_on" if term.ends_on else "starts_on"].at.column
        dates = {"starts": term.starts_on or "—", "ends": term.ends_on or "—", "on": time.on}
        at = At(row=row.number, column=column, subject=row.subject)
        if not time.part(term):
            row.ignored = "not_running"
            leases.source.find("lease_not_running", "question", at, **dates)
        elif not term.time and term.starts_on and term.starts_on > date(time.year, 1, 1):
            leases.source.find("lease_of_part_year", "question", at, **dates)
        elif not term.starts_on and not term.ends_on:
            leases.source.find("lease_undated", "question", at)


def check_leases(parcels: Table, leases: Table, time: LeaseTime) -> None:
    """Hold leases that cannot be: larger than their parcel, or ㎡ where mu are asked."""
    areas = _parcel_areas(parcels)
    by_parcel: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(leases):
        reading = row.readings["land_leased_in"]
        if reading.status != "read":
            continue
        parcel = name_key(row.readings["parcel"].raw)
        if _looks_like_square_meters(row, areas.get(parcel)):
            _hold_lease(leases, row, "area_in_square_meters", raw=reading.raw)
        else:
            by_parcel[parcel].append(row)
    for parcel, rows in by_parcel.items():
        let = sum(
            (_mu(row.readings["land_leased_in"]) * time.part(term_of(row)) for row in rows),
            Fraction(0),
        )
        if parcel in areas and let > areas[parcel]:
            for row in rows:
                _hold_lease(
                    leases, row, "leases_exceed_parcel", parcel=row.readings["parcel"].raw,
                    let=to_four(let), area=to_four(areas[parcel]),
                )  # fmt: skip


def _mu(reading: Reading) -> Fraction:
    return (
        item(reading.column.item).exact(reading.value)
        if isinstance(reading.value, int)
        else Fraction(0)
    )


def _parcel_areas(parcels: Table) -> dict[str, Fraction]:
    """Area of each parcel in mu, where it is known for sure."""
    return {
        name_key(row.readings["parcel"].raw): _mu(row.readings["land_owned"])
        for row in parcels.rows
        if row.readings["land_owned"].status == "read" and not row.ignored
    }


def _looks_like_square_meters(row: Row, parcel: Fraction | None) -> bool:
    area = _mu(row.readings["land_leased_in"])
    floor = row.readings["leased_floor_area"].quantity
    if floor and floor / (area * MU_IN_M2) < LEAST_FLOOR_RATIO:
        return True
    return parcel is not None and area > parcel >= area / MU_IN_M2 and area > 20 * parcel


def _hold_lease(leases: Table, row: Row, code: str, **details: object) -> None:
    """Hold both sides of a lease, with a finding for each subject concerned."""
    for name in ("land_leased_in", "land_leased_out"):
        reading = row.readings[name]
        if reading.at.subject:
            reading.hold(leases.source.find(code, "error", reading.at, **details))


def check_let_land(
    parcels: Table, leases: Table, time: LeaseTime, *, certificates: Table | None = None
) -> None:
    """Nobody lets more land than it holds, by parcel or by its share of a certificate, and rents."""
    own, held = _own_land(parcels, certificates)
    let: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows_of(leases):
        term = term_of(row)
        for reading, sides in ((row.readings["land_leased_in"], own), (row.readings["land_leased_out"], let)):  # fmt: skip
            if reading.status != "read":
                held.add(reading.at.subject)
            elif not term.with_lessor:
                sides[reading.at.subject] += _mu(reading) * time.part(term)
    for row in rows_of(leases):
        reading = row.readings["land_leased_out"]
        subject = reading.at.subject
        if subject and subject not in held and let[subject] > own[subject]:
            said = {"let": to_four(let[subject]), "has": to_four(own[subject])}
            reading.hold(leases.source.find("lease_exceeds_land", "error", reading.at, **said))


def _own_land(parcels: Table, certificates: Table | None) -> tuple[dict[str, Fraction], set[str]]:
    """What each holds in mu, and of whom that waits for a person. A parcel's certificates outrank its row."""
    own: dict[str, Fraction] = defaultdict(Fraction)
    held: set[str] = set()
    told = list(certified(certificates)) if certificates else []
    named = {parcel for parcel, _, _ in told}
    for row in rows_of(parcels):
        reading = row.readings["land_owned"]
        if name_key(row.readings["parcel"].raw) not in named:
            told.append(("", row.subject, _mu(reading) if reading.status == "read" else None))
    for _, subject, land in told:
        own[subject] += land or 0
        held |= {subject} if land is None else set()
    return own, held


def check_staff(staff: Table, operations: Table) -> None:
    """Nobody produces without people, where the form asks what they produce."""
    outputs = ((row.subject, row.readings.get("output")) for row in operations.rows)
    producing = {
        subject: output
        for subject, output in outputs
        if output and (output.quantity or 0) > 0 and subject
    }
    for row in staff.rows:
        reading = row.readings["average_staff"]
        if reading.quantity == 0 and row.subject in producing:
            at = At(
                row=row.number, column=reading.at.column, subject=row.subject, item="average_staff"
            )
            output = producing[row.subject]
            said = {"output": output.raw, "unit": label(output.unit)}
            reading.hold(staff.source.find("staff_zero", "error", at, **said))
