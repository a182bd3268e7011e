"""A corrected part of land counts in every area that is made of it, or the area says what it waits for."""

from datetime import date
from pathlib import Path

import pytest

from permu.intake import Intake, read_workbooks
from permu.intake.known import Known
from permu.intake.settled import Correction, Settled, over_of

from ..forms import (
    AS_OF,
    FAN,
    LAMP,
    YEAR,
    Row,
    cells,
    imported,
    land,
    lease,
    parcel,
    register,
    value,
)

MU = 1_000_000
AREAS = ("land_used", "land_used_from_2000_m2", "land_used_from_3000_m2", "land_merged")


def read(folder: Path, parcels: list[Row], leases: list[Row], *corrections: Correction) -> Intake:
    paths = [register(folder), land(folder, parcels, leases)]
    settled = Settled(corrections=corrections)
    return read_workbooks(paths, year=YEAR, as_of=AS_OF, known=Known(settled=settled))


def corrected(first: Intake, who: str, item: str, mu: int | None) -> Correction:
    said = (
        (c["provider"], c["sheet"], c["raw"], c["unit"])
        for c in cells(first, who, item)
        if c["file"]
    )
    return Correction(
        subject=who, item=item, value=None if mu is None else mu * MU, over=over_of(said),  # type: ignore[arg-type]
        by="王经办", on=date(2026, 3, 2), reason="不动产登记中心复函",
    )  # fmt: skip


def areas(intake: Intake, who: str) -> dict[str, float | None]:
    found = {name: value(intake, who, name) for name in AREAS}
    return {name: None if units is None else units / MU for name, units in found.items()}


PARCELS = [parcel("G1", FAN, 20000), parcel("G2", FAN, 2000)]
LET = [lease("G1", FAN, LAMP, 12)]


def test_corrected_own_land_counts_in_every_area_that_counts_own_land_whole(tmp_path: Path) -> None:
    first = read(tmp_path, PARCELS, LET)
    again = read(tmp_path, PARCELS, LET, corrected(first, FAN, "land_owned", 40))

    before, after = areas(first, FAN), areas(again, FAN)
    assert before["land_used"] == 33 - 12
    assert after["land_used"] == 40 - 12
    assert {name: after[name] - before[name] for name in AREAS} == dict.fromkeys(AREAS, 7)  # type: ignore[operator]
    assert areas(again, LAMP) == areas(first, LAMP)


def test_settling_a_part_that_held_the_areas_back_frees_them_all(tmp_path: Path) -> None:
    unclear = [PARCELS[0], parcel("G2", FAN, 0)]
    first = read(tmp_path, unclear, LET)
    again = read(tmp_path, unclear, LET, corrected(first, FAN, "land_owned", 36))

    assert areas(first, FAN) == dict.fromkeys(AREAS)
    assert list(areas(again, FAN).values()) == [24, 24, 36, 36]  # 2,000 m² are less than 3,000


def test_the_cells_of_the_other_parts_stay_beside_the_corrected_one(tmp_path: Path) -> None:
    first = read(tmp_path, PARCELS, LET)
    again = read(tmp_path, PARCELS, LET, corrected(first, FAN, "land_owned", 40))

    found = {(c["sheet"], c["cell"]): c["note"] for c in cells(again, FAN, "land_used")}
    assert found[("租赁", "G2")] == "宗地 G1：租出（减）"
    assert found[("", "")] == "“自有用地”更正为 40 亩（王经办 2026-03-02：不动产登记中心复函）"


def test_an_area_that_counts_a_part_otherwise_waits_and_names_it(tmp_path: Path) -> None:
    small = [lease("G1", FAN, LAMP, 2, 900)]  # less than 2,000 m²: counts with who lets
    first = read(tmp_path, PARCELS, small)
    again = read(tmp_path, PARCELS, small, corrected(first, FAN, "land_leased_out", 3))

    assert areas(again, FAN)["land_used"] == 30
    assert areas(again, FAN)["land_used_from_2000_m2"] is None
    (note,) = {c["note"] for c in cells(again, FAN, "land_used_from_2000_m2")}
    assert "“租出用地”已由人更正" in note
    assert "请在“核定”里一并更正“实际使用用地（租赁厂房 2000 平方米起）”" in note
    assert (FAN, "land_used_from_2000_m2") in again.facts.held.rows()


def test_an_area_that_was_settled_itself_waits_no_more(tmp_path: Path) -> None:
    small = [lease("G1", FAN, LAMP, 2, 900)]
    first = read(tmp_path, PARCELS, small)
    part = corrected(first, FAN, "land_leased_out", 3)
    waiting = read(tmp_path, PARCELS, small, part)
    whole = corrected(waiting, FAN, "land_used_from_2000_m2", 33)
    above = corrected(waiting, FAN, "land_used", 31)

    again = read(tmp_path, PARCELS, small, part, whole, above)

    assert areas(again, FAN)["land_used_from_2000_m2"] == 33
    assert areas(again, FAN)["land_used"] == 31
    assert not [one for one in again.findings if one.code == "intake.correction_outdated"]


def test_a_part_and_the_area_settled_in_one_go_both_stand(tmp_path: Path) -> None:
    unclear = [PARCELS[0], parcel("G2", FAN, 0)]
    first = read(tmp_path, unclear, LET)
    part, whole = corrected(first, FAN, "land_owned", 36), corrected(first, FAN, "land_used", 25)

    again = read(tmp_path, unclear, LET, part, whole)

    assert list(areas(again, FAN).values()) == [25, 24, 36, 36]
    assert not [one for one in again.findings if one.code == "intake.correction_outdated"]


def test_a_part_settled_to_be_none_leaves_the_area_without_a_figure_and_not_with_zero(
    tmp_path: Path,
) -> None:
    first = read(tmp_path, PARCELS, LET)
    again = read(tmp_path, PARCELS, LET, corrected(first, FAN, "land_leased_out", None))

    assert areas(again, FAN)["land_used"] is None
    assert {c["status"] for c in cells(again, FAN, "land_used")} == {"missing"}


def test_a_correction_of_cells_that_changed_keeps_the_areas_waiting(tmp_path: Path) -> None:
    first = read(tmp_path, PARCELS, LET)
    old = corrected(first, FAN, "land_owned", 40)
    changed = read(tmp_path, [parcel("G1", FAN, 26000), PARCELS[1]], LET, old)

    assert areas(changed, FAN) == dict.fromkeys(AREAS)
    assert all("要按新表重新核定" in c["note"] for c in cells(changed, FAN, "land_used"))


def test_more_let_than_there_is_waits(tmp_path: Path) -> None:
    first = read(tmp_path, PARCELS, LET)
    again = read(tmp_path, PARCELS, LET, corrected(first, FAN, "land_owned", 10))

    assert areas(again, FAN)["land_used"] is None
    assert "intake.land_below_zero" in {one.code for one in again.findings}


@pytest.mark.parametrize(("parcels", "known"), [(PARCELS[:1], [40 * MU]), (PARCELS, [None, None])])
def test_the_ledger_of_parcels_follows_where_one_parcel_alone_can_be_meant(
    tmp_path: Path, parcels: list[Row], known: list[int | None]
) -> None:
    first = read(tmp_path, parcels, LET)
    again = read(tmp_path, parcels, LET, corrected(first, FAN, "land_owned", 40))

    own = [row[3] for row in again.facts.holdings.rows() if row[:1] == (FAN,)]
    assert own == known


def test_what_nobody_corrected_is_as_it_was(tmp_path: Path) -> None:
    intake = imported(register(tmp_path), land(tmp_path, PARCELS, LET))

    assert read(tmp_path, PARCELS, LET).facts.digest == intake.facts.digest
