"""What holds of every land book."""

import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from permu.intake.land import (
    DEFINITIONS,
    Building,
    Certificate,
    LandBook,
    Lease,
    LeaseTime,
    Meter,
    Parcel,
    Party,
    apportion,
    area,
    closings,
    split,
    town_sums,
)
from permu.intake.land.book import STEP

from .books import YEAR

FIRMS, VILLAGE = ("甲", "乙", "丙", "丁"), "村"
Weights = st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 10**12), min_size=1)


@st.composite
def closed_books(draw: st.DrawFn) -> LandBook:
    """Books that close: leases never exceed what their lessor has on the parcel, floors stand."""
    parcels, certificates, buildings, leases = [], [], [], []
    for number in range(draw(st.integers(1, 5))):
        name, units = f"G{number}", draw(st.integers(1, 60 * STEP))
        holder = draw(st.sampled_from((*FIRMS, VILLAGE)))
        parcels.append(Parcel(number=name, area=units, town=draw(st.sampled_from(("东", "西")))))
        certificates.append(Certificate(parcel=name, holders={holder: Fraction(1)}, area=units))
        floor = draw(st.integers(1, 9000 * STEP))
        buildings.append(Building(parcel=name, floor=floor))
        left, floor_left = units, floor
        for tenant in draw(st.lists(st.sampled_from(FIRMS), max_size=3)):
            land = draw(st.one_of(st.none(), st.integers(0, left)))
            rented = draw(st.integers(0, floor_left))
            part = -(-units * rented // floor)  # its share by floor, rounded up
            if (land if land is not None else part) > left:
                continue
            left -= land if land is not None else part
            floor_left -= rented
            leases.append(Lease(parcel=name, lessor=holder, lessee=tenant, land=land, floor=rented))
    parties = {one: Party(id=one, name=one) for one in FIRMS}
    parties[VILLAGE] = Party(id=VILLAGE, name=VILLAGE, kind="village")
    return LandBook(
        year=YEAR, parcels=tuple(parcels), certificates=tuple(certificates),
        buildings=tuple(buildings), leases=tuple(leases), parties=parties,
    )  # fmt: skip


@given(closed_books())
def test_the_parties_of_a_closed_book_add_up_to_its_parcels_by_every_definition_that_closes(
    found: LandBook,
) -> None:
    whole = sum((Fraction(one.area or 0, STEP) for one in found.parcels), Fraction(0))
    for id_, one in DEFINITIONS.items():
        if one.closes:
            areas = area(found, id_)
            assert sum(filter(None, areas.values())) == whole, id_
            assert all(known is not None and known >= 0 for known in areas.values()), id_
    assert closings(found) == ()
    sums = town_sums(found)
    assert sum(town.area for town in sums) == whole
    assert all(town.difference == 0 for town in sums)


@given(closed_books(), st.randoms(use_true_random=False))
def test_order_and_names_decide_nothing(found: LandBook, draw: random.Random) -> None:
    names = dict(zip((*FIRMS, VILLAGE), draw.sample("ABCDEFGH", 5), strict=True))
    renamed = replace(
        found,
        parcels=tuple(draw.sample(found.parcels, len(found.parcels))),
        leases=tuple(
            replace(one, lessor=names[one.lessor], lessee=names[one.lessee])
            for one in draw.sample(found.leases, len(found.leases))
        ),
        certificates=tuple(
            replace(one, holders={names[holder]: share for holder, share in one.holders.items()})
            for one in found.certificates
        ),
        parties={names[id_]: replace(one, id=names[id_]) for id_, one in found.parties.items()},
    )
    for id_ in ("certified", "used_from_2000", "used_from_3000"):
        assert area(renamed, id_) == {names[one]: known for one, known in area(found, id_).items()}
    near = Fraction(5, STEP)  # the last digit goes to the largest remainder, at a tie by order
    for id_ in ("used", "used_by_floor", "merged"):
        again = area(renamed, id_)
        for one, known in area(found, id_).items():
            assert abs((again[names[one]] or 0) - (known or 0)) <= near


@given(closed_books(), st.sampled_from(("on_day", "by_days", "any_day", "listed")))
def test_leases_move_land_and_never_make_or_lose_any(found: LandBook, kind: str) -> None:
    time = LeaseTime(year=YEAR, kind=kind)  # type: ignore[arg-type]
    whole = sum((Fraction(one.area or 0, STEP) for one in found.parcels), Fraction(0))
    assert sum(filter(None, area(found, "used", time=time).values())) == whole


@given(st.integers(0, 10**15), Weights.filter(lambda weights: any(weights.values())))
def test_parts_add_up_to_the_whole_and_are_at_most_one_unit_off(
    whole: int, weights: dict[str, int]
) -> None:
    parts = apportion(whole, weights)
    assert sum(parts.values()) == whole
    for name, part in parts.items():
        assert abs(part - Fraction(whole * weights[name], sum(weights.values()))) < 1
    assert parts == apportion(whole, dict(reversed(weights.items())))


@given(st.integers(0, 10**12), Weights.filter(lambda weights: any(weights.values())))
def test_a_shared_meter_is_parted_without_rest(reading: int, weights: dict[str, int]) -> None:
    shares = {one: Fraction(weight, sum(weights.values())) for one, weight in weights.items()}
    for rule in ("agreed", "sub_meter"):
        meter = Meter(number="M", kind="power", reading=reading, rule=rule, weights=shares,  # type: ignore[arg-type]
                      sharers=tuple(shares))  # fmt: skip
        assert sum(split(meter).values()) == reading
