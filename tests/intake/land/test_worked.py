"""Land by hand: what an official would work out on paper."""

from fractions import Fraction

import pytest

from permu.intake.land import DEFINITIONS, LeaseTime, area, both_sides, closings
from permu.terms.refusal import Refused

from .books import YEAR, book, building, day, held, lease, parcel

PLANTS = ("甲", "乙", "丙", "丁", "戊")


def test_idle_own_land_counts_in_full_until_it_is_let() -> None:
    # 新昌: a pharmaceutical firm held 128 mu and used 56; nothing was let, so 128 count.
    idle = [parcel("G1", 128), held("G1", "药厂", 128)]
    assert area(book(*idle), "used") == area(book(*idle), "certified") == {"药厂": 128}

    # It built and let five plants, 72 mu in all: it now uses 56, while its certificate still says 128.
    lets = [
        lease("G1", f"药厂 {name}", mu)
        for name, mu in zip(PLANTS, (20, 18, 14, 10, 10), strict=True)
    ]
    let = book(*idle, *lets)
    assert area(let, "used")["药厂"] == 56
    assert area(let, "certified")["药厂"] == 128
    assert sum(filter(None, area(let, "used").values())) == 128
    assert closings(let) == ()


def test_a_four_storey_plant_with_three_tenants_is_parted_by_floor() -> None:
    # 8 mu, four floors of 3,000 m²; three tenants of one floor, of half a floor, of one floor and a half.
    storeys = book(
        parcel("G1", 8), held("G1", "房东", 8), building("G1", 12000, floors=4),
        lease("G1", "房东 甲", floor=3000), lease("G1", "房东 乙", floor=1500), lease("G1", "房东 丙", floor=4500),
    )  # fmt: skip

    assert area(storeys, "used_by_floor") == {"甲": 2, "乙": 1, "丙": 3, "房东": 2}
    assert area(storeys, "used") == area(storeys, "used_by_floor")  # no lease says its land itself
    assert closings(storeys) == ()


def test_a_yard_let_is_taken_off_before_the_rest_is_parted_by_floor() -> None:
    yard = book(
        parcel("G1", 10), held("G1", "房东", 10), building("G1", 6000),
        lease("G1", "房东 堆场", land=4), lease("G1", "房东 甲", floor=2000),
    )  # fmt: skip
    assert area(yard, "used_by_floor") == {"堆场": 4, "甲": 2, "房东": 4}


def test_what_does_not_come_out_even_goes_to_the_largest_remainder() -> None:
    thirds = book(
        parcel("G1", 10), held("G1", "房东", 10), building("G1", 3000),
        *(lease("G1", f"房东 {one}", floor=1000) for one in PLANTS[:3]),
    )  # fmt: skip
    found = area(thirds, "used_by_floor")
    assert sorted(filter(None, found.values())) == [
        Fraction(3333333, 10**6), Fraction(3333333, 10**6), Fraction(3333334, 10**6),
    ]  # fmt: skip
    assert found["房东"] == 0


def test_a_building_under_construction_has_no_floor_to_part_by() -> None:
    building_site = book(
        parcel("G1", 8), held("G1", "房东", 8), building("G1", 4000), building("G1", 4000, is_built=False),
        lease("G1", "房东 甲", floor=1000),
    )  # fmt: skip
    assert area(building_site, "used_by_floor")["甲"] == 2


def test_a_lease_is_booked_on_both_sides_and_may_be_let_again() -> None:
    chain = book(
        parcel("G1", 30), held("G1", "甲", 30), lease("G1", "甲 乙", 12), lease("G1", "乙 丙", 5)
    )
    assert area(chain, "used") == {"甲": 18, "乙": 7, "丙": 5}


def test_co_owners_have_their_shares_to_the_last_digit() -> None:
    shared = book(parcel("G1", "0.000001"), held("G1", "甲 1/2 乙 1/2", "0.000001"))
    assert area(shared, "certified") == {"乙": Fraction(1, 10**6), "甲": 0}
    assert area(book(parcel("G1", 9), held("G1", "甲 1/3 乙 2/3", 9)), "used") == {"甲": 3, "乙": 6}


@pytest.mark.parametrize(
    ("kind", "tenant"), [("on_day", 0), ("by_days", 2), ("any_day", 10), ("listed", 10)]
)
@pytest.mark.parametrize(
    ("first", "last"), [("2020-01-01", "2025-03-14"), ("2025-03-15", "2025-05-26")]
)
def test_a_lease_of_73_days_of_the_year_counts_as_its_kind_says(
    kind: str, tenant: int, first: str, last: str
) -> None:
    # 73 days are a fifth of 365.
    ran = lease("G1", "甲 乙", 10, starts_on=day(first), ends_on=day(last))
    found = book(parcel("G1", 30), held("G1", "甲", 30), ran)
    areas = area(found, "used", time=LeaseTime(year=YEAR, kind=kind))  # type: ignore[arg-type]
    assert (areas["甲"], areas.get("乙", 0)) == (30 - tenant, tenant)


def test_the_day_on_which_leases_are_looked_at_may_be_another() -> None:
    ended = book(
        parcel("G1", 9), held("G1", "甲", 9), lease("G1", "甲 乙", 4, ends_on=day("2025-06-30"))
    )
    assert area(ended, "used") == {"甲": 9}
    assert area(ended, "used", time=LeaseTime(year=YEAR, day=day("2025-06-30"))) == {
        "甲": 5,
        "乙": 4,
    }


def test_small_tenants_of_plants_count_with_their_landlord_below_the_threshold() -> None:
    plants = book(
        parcel("G1", 20), held("G1", "甲", 20),
        lease("G1", "甲 乙", 3, 2000), lease("G1", "甲 丙", 2, 1999), lease("G1", "甲 堆场", 4),
    )  # fmt: skip
    assert area(plants, "used_from_2000") == {"甲": 13, "乙": 3, "堆场": 4}
    assert area(plants, "used_from_3000") == {"甲": 16, "堆场": 4}


def test_a_tenant_reaches_the_threshold_with_all_its_plants() -> None:
    plants = book(
        parcel("G1", 9), held("G1", "甲", 9), parcel("G2", 9), held("G2", "丁", 9),
        lease("G1", "甲 乙", 1, 1200), lease("G2", "丁 乙", 1, 800),
    )  # fmt: skip
    assert area(plants, "used_from_2000")["乙"] == 2


def test_merged_land_is_all_the_holders_and_of_a_village_all_the_tenants() -> None:
    merged = book(
        parcel("G1", 20), held("G1", "甲", 20), lease("G1", "甲 乙", 8),
        parcel("G2", 12), held("G2", "村", 12), lease("G2", "村 丙", 6), lease("G2", "村 丁", 3),
        kinds={"甲": "firm", "乙": "firm", "丙": "firm", "丁": "firm", "村": "village"},
    )  # fmt: skip
    assert area(merged, "merged") == {"甲": 20, "乙": 0, "丙": 8, "丁": 4, "村": 0}
    assert area(merged, "used") == {"甲": 12, "乙": 8, "丙": 6, "丁": 3, "村": 3}


def test_state_owned_supplied_and_excluded_land_are_told_apart() -> None:
    mixed = book(
        parcel("G1", 10, tenure="state", is_supplied=True), held("G1", "甲", 10, excluded=1_500_000),
        parcel("G2", 5, tenure="collective", is_supplied=False), held("G2", "甲", 5, excluded=0),
    )  # fmt: skip
    assert area(mixed, "state_owned") == {"甲": 10}
    assert area(mixed, "supplied") == {"甲": 10}
    assert area(mixed, "certified_net") == {"甲": Fraction("13.5")}


def test_what_the_bureau_did_not_say_is_not_known_and_never_zero() -> None:
    half_told = book(
        parcel("G1", 10, tenure="state", is_supplied=True), held("G1", "甲", 10),
        parcel("G2", 5), held("G2", "甲", 5), parcel("G3", None), held("G3", "乙", None),
    )  # fmt: skip
    assert area(half_told, "state_owned")["甲"] is area(half_told, "supplied")["甲"] is None
    assert area(half_told, "used") == {"甲": 15, "乙": None}


def test_two_lists_of_the_same_leases_are_booked_once() -> None:
    lessors = [lease("G1", "甲 乙", 3), lease("G1", "甲 丙", 2)]
    lessees = [lease("G1", "甲 乙", 3), lease("G1", "甲 丙", 4), lease("G1", "甲 丁", 1)]
    agreed, differing, one_sided = both_sides(lessors, lessees)

    assert (agreed.land, agreed.sides) == (3_000_000, {"lessor", "lessee"})
    assert differing.land is None
    assert one_sided.sides == {"lessee"}
    found = book(parcel("G1", 20), held("G1", "甲", 20), agreed, differing, one_sided)
    assert [row.reason for row in closings(found)] == ["lease_area_unknown", "one_side"]


def test_each_definition_says_where_it_was_seen_and_no_other_is_taken() -> None:
    assert all(one.source and one.item for one in DEFINITIONS.values())
    with pytest.raises(Refused, match="没有这种用地口径"):
        area(book(), "largest")


def test_floor_let_again_is_rented_once() -> None:
    # 甲 rents the whole plant of 6,000 m² on 12 mu, and lets 2,000 m² of it to 乙.
    again = book(
        parcel("G1", 12), held("G1", "房东", 12), building("G1", 6000),
        lease("G1", "房东 甲", floor=6000), lease("G1", "甲 乙", floor=2000),
    )  # fmt: skip
    assert area(again, "used_by_floor") == {"房东": 0, "甲": 8, "乙": 4}
    assert closings(again) == ()
