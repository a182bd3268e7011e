"""Checks across the land sheets and across departments: what one cell cannot show by itself."""

from collections import defaultdict
from datetime import date
from fractions import Fraction

from permu.intake.found import At
from permu.intake.readings import Reading
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key
from permu.terms.items import item
from permu.terms.quantities import MU_IN_M2
from permu.terms.rounding import rounded

LEAST_FLOOR_RATIO = Fraction(1, 50)
"""Floor area ÷ land below which a lease's land is not believed: real plants build 0.3 to 5 times
their land, ㎡ written as 亩 look like 0.0005 to 0.0075."""


def check_lease_terms(leases: Table, on: date) -> None:
    """Leave out the leases that do not run on the day on which the year's leases are looked at."""
    for row in leases.rows:
        starts, ends = row.readings["starts_on"], row.readings["ends_on"]
        is_over = isinstance(ends.value, date) and ends.value < on
        is_ahead = isinstance(starts.value, date) and starts.value > on
        if row.ignored or not (is_over or is_ahead):
            continue
        row.ignored = "not_running"
        at = At(row=row.number, column=(ends if is_over else starts).at.column, subject=row.subject)
        dates = {"starts": starts.value or "—", "ends": ends.value or "—", "on": on}
        leases.source.find("lease_not_running", "question", at, **dates)


def check_leases(parcels: Table, leases: Table) -> None:
    """Hold leases that cannot be: larger than their parcel, or ㎡ where mu are asked."""
    areas = _parcel_areas(parcels)
    by_parcel: dict[str, list[Row]] = defaultdict(list)
    for row in leases.rows:
        reading = row.readings["land_leased_in"]
        if reading.status != "read" or row.ignored:
            continue
        parcel = name_key(row.readings["parcel"].raw)
        if _looks_like_square_meters(row, areas.get(parcel)):
            _hold_lease(leases, row, "area_in_square_meters", raw=reading.raw)
        else:
            by_parcel[parcel].append(row)
    for parcel, rows in by_parcel.items():
        let = sum((_mu(row.readings["land_leased_in"]) for row in rows), Fraction(0))
        if parcel in areas and let > areas[parcel]:
            for row in rows:
                _hold_lease(
                    leases, row, "leases_exceed_parcel", parcel=row.readings["parcel"].raw,
                    let=_shown(let), area=_shown(areas[parcel]),
                )  # fmt: skip


def _mu(reading: Reading) -> Fraction:
    return (
        item(reading.column.item).exact(reading.value)
        if isinstance(reading.value, int)
        else Fraction(0)
    )


def _shown(value: Fraction) -> str:
    return format(rounded(value, 4).normalize(), "f")


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


def check_let_land(parcels: Table, leases: Table) -> None:
    """Nobody lets more land than it holds and rents."""
    held: set[str] = set()
    land: dict[str, dict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for table in (parcels, leases):
        for reading in (r for row in table.rows if not row.ignored for r in row.figures):
            if reading.status == "read":
                land[reading.at.subject][reading.column.item] += _mu(reading)
            else:
                held.add(reading.at.subject)
    for row in leases.rows:
        reading = row.readings["land_leased_out"]
        own = land[reading.at.subject]
        has = own["land_owned"] + own["land_leased_in"]
        if reading.at.subject and reading.at.subject not in held and own["land_leased_out"] > has:
            let = _shown(own["land_leased_out"])
            reading.hold(
                leases.source.find(
                    "lease_exceeds_land", "error", reading.at, let=let, has=_shown(has)
                )
            )


def check_staff(staff: Table, operations: Table) -> None:
    """Nobody produces without people, where the form asks what they produce."""
    outputs = ((row.subject, row.readings.get("output")) for row in operations.rows)
    producing = {
        subject: output.raw
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
            reading.hold(staff.source.find("staff_zero", "error", at, output=output))
