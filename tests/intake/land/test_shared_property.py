"""What holds of books with certificates in shares, subleases, and leases of part of the year."""

from collections import defaultdict
from datetime import date
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
    Parcel,
    Party,
    area,
    closings,
    town_sums,
)  # fmt: skip
from permu.intake.land.accounts import Accounts, shared
from permu.intake.land.book import STEP

from .books import YEAR

FIRMS, VILLAGE = ("甲", "乙", "丙", "丁"), "村"
DAYS = st.one_of(st.none(), st.dates(date(2024, 6, 1), date(2026, 6, 1)))
KINDS = st.sampled_from((None, "on_day", "by_days", "by_months", "any_day", "listed"))


@st.composite
def certificates_of(draw: st.DrawFn, parcel: str) -> list[Certificate]:
    """One to three certificates, each of one to three holders in shares that make a whole."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        holders = draw(st.lists(st.sampled_from((*FIRMS, VILLAGE)), min_size=1, max_size=3, unique=True))  # fmt: skip
        weights = [draw(st.integers(1, 9)) for _ in holders]
        shares = {
            one: Fraction(weight, sum(weights))
            for one, weight in zip(holders, weights, strict=True)
        }
        found.append(
            Certificate(parcel=parcel, holders=shares, area=draw(st.integers(1, 40 * STEP)))
        )
    return found


@st.composite
def books(draw: st.DrawFn) -> LandBook:
    """Books that close: of what a party has on a parcel it lets at most all, and what it rents it may let again."""
    parcels, certificates, buildings, leases = [], [], [], []
    for number in range(draw(st.integers(1, 4))):
        name = f"G{number}"
        told = draw(certificates_of(name))
        certificates += told
        whole = sum(one.area or 0 for one in told)
        parcels.append(Parcel(number=name, area=whole, town=draw(st.sampled_from("东西"))))
        buildings.append(Building(parcel=name, floor=draw(st.integers(1, 9000 * STEP))))
        has: dict[str, int] = defaultdict(int)
        for one in told:
            for holder, units in shared(one, one.area).items():
                has[holder] += units or 0
        for _ in range(draw(st.integers(0, 3))):
            lessor = draw(st.sampled_from(sorted(has)))
            tenants = [one for one in FIRMS if one not in has]
            if not tenants:
                break
            lessee, land = draw(st.sampled_from(tenants)), draw(st.integers(0, has[lessor]))
            has[lessor] -= land
            terms = {"starts_on": draw(DAYS), "ends_on": draw(DAYS), "time": draw(KINDS), "with_lessor": draw(st.booleans())}  # fmt: skip
            head = Lease(parcel=name, lessor=lessor, lessee=lessee, land=land, **terms)
            leases.append(head)
            has[lessee] = 0
            again = [one for one in FIRMS if one not in has]
            if again and draw(st.booleans()):  # let again, for the same time
                other = draw(st.sampled_from(again))
                has[other] = 0
                leases.append(Lease(parcel=name, lessor=lessee, lessee=other, land=draw(st.integers(0, land)), **terms))  # fmt: skip
    parties = {one: Party(id=one, name=one) for one in FIRMS}
    parties[VILLAGE] = Party(id=VILLAGE, name=VILLAGE, kind="village")
    return LandBook(
        year=YEAR, parcels=tuple(parcels), certificates=tuple(certificates),
        buildings=tuple(buildings), leases=tuple(leases), parties=parties,
    )  # fmt: skip


@given(books())
def test_the_parties_add_up_to_the_parcels_and_nobody_is_below_zero(found: LandBook) -> None:
    whole = sum((Fraction(one.area or 0, STEP) for one in found.parcels), Fraction(0))
    for id_, one in DEFINITIONS.items():
        if one.closes:
            areas = area(found, id_)
            assert sum(filter(None, areas.values())) == whole, id_
            assert all(known is not None and known >= 0 for known in areas.values()), id_
    assert closings(found) == ()
    assert all(town.difference == 0 for town in town_sums(found))


@given(books())
def test_every_lease_is_booked_on_both_sides_with_one_amount(found: LandBook) -> None:
    accounts = Accounts(found, LeaseTime(year=YEAR))
    for parcel in accounts.numbers:
        parts = list(accounts.booked(accounts.land_of(parcel)))
        rented, let = parts[::2], parts[1::2]
        assert [one.role for one in parts] == ["rented", "let"] * len(rented)
        assert [one.amount for one in rented] == [-(one.amount or 0) for one in let]
        assert [one.party for one in rented] == [one.lessee for one in accounts.leases(parcel)]
