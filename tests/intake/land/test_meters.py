"""Meters that several share."""

from fractions import Fraction

import pytest

from permu.intake.land import LeaseTime, Meter, apportion, split
from permu.intake.land.accounts import Accounts
from permu.terms.refusal import Refused

from .books import YEAR, book, building, held, lease, parcel

STOREYS = Accounts(
    book(
        parcel("G1", 8), held("G1", "房东", 8), building("G1", 8000),
        lease("G1", "房东 甲", 3, 4000), lease("G1", "房东 乙", 1, 1000),
    ),
    LeaseTime(year=YEAR),
)  # fmt: skip


def meter(rule: str, reading: int = 100_000, **weights: Fraction | int) -> Meter:
    return Meter(
        number="M1", kind="power", reading=reading, rule=rule,  # type: ignore[arg-type]
        sharers=tuple(weights) or ("房东", "甲", "乙"), parcel="G1",
        weights={one: Fraction(weight) for one, weight in weights.items()} or None,
    )  # fmt: skip


def test_losses_are_shared_as_the_sub_meters_read() -> None:
    assert split(meter("sub_meter", 1000, 甲=600, 乙=300)) == {"甲": 667, "乙": 333}


def test_by_floor_the_landlord_has_what_nobody_rents() -> None:
    assert split(meter("floor"), STOREYS) == {"房东": 37_500, "甲": 50_000, "乙": 12_500}


def test_by_land_each_has_what_it_uses() -> None:
    assert split(meter("land"), STOREYS) == {"房东": 50_000, "甲": 37_500, "乙": 12_500}


def test_agreed_shares_must_be_exactly_one() -> None:
    assert split(meter("agreed", 10, 甲=Fraction(2, 3), 乙=Fraction(1, 3))) == {"甲": 7, "乙": 3}
    with pytest.raises(Refused, match=r"合计 99\.99%"):
        split(meter("agreed", 10, 甲=Fraction("0.6666"), 乙=Fraction("0.3333")))


def test_who_shares_without_a_weight_keeps_the_reading_back() -> None:
    with pytest.raises(Refused, match="有一方的分摊依据不明"):
        split(Meter(number="M1", kind="water", reading=9, rule="sub_meter", sharers=("甲", "乙"),
                    weights={"甲": Fraction(1)}))  # fmt: skip
    with pytest.raises(Refused, match="分摊依据不明"):
        split(meter("floor"))


def test_nothing_to_part_by_is_refused() -> None:
    with pytest.raises(Refused, match="没有可以据以分摊的数"):
        apportion(5, {"甲": 0})
    with pytest.raises(Refused, match="没有可以据以分摊的数"):
        apportion(5, {"甲": 2, "乙": -1})
