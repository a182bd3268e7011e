"""What does not close, by town, with the amount, the parties and the way to settle it."""

from fractions import Fraction

from permu.intake.land import closings, town_sums
from permu.intake.land.book import LandBook

from .books import book, building, held, lease, parcel


def reasons(found: LandBook) -> list[str]:
    return [row.reason for row in closings(found)]


def test_a_parcel_that_two_hold_is_short_by_its_own_area() -> None:
    (row,) = closings(
        book(parcel("G1", 9, town="东溪镇"), held("G1", "甲", 9), held("G1", "乙", 9))
    )
    assert (row.town, row.area, row.accounted, row.difference, row.parties) == (
        "东溪镇", 9, 18, -9, ("乙", "甲"),
    )  # fmt: skip
    assert row.text() == (
        "宗地 G1 面积 9 亩，权证面积合计 18 亩，相差 9 亩：可能被两家同时列为自有，或漏了权证。"
        "请查登记簿，只保留真正的权利人。"
    )
    assert row.text("en").startswith("parcel G1 has 9 mu, its certificates 18 mu, 9 mu apart")


def test_more_let_than_there_is_does_not_close() -> None:
    (row,) = closings(book(parcel("G1", 9), held("G1", "甲", 9), lease("G1", "甲 乙", 12)))
    assert (row.reason, row.accounted, row.difference) == ("over_let", 12, -3)


def test_somebody_who_has_nothing_there_lets_nothing_there() -> None:
    found = book(parcel("G1", 9), held("G1", "甲", 9), lease("G1", "丙 乙", 2))
    (row,) = closings(found)
    assert (row.reason, row.accounted, row.parties) == ("over_let", 11, ("丙", "乙", "甲"))


def test_every_other_reason_has_its_row() -> None:
    assert reasons(book(lease("G9", "甲 乙", 2))) == ["parcel_unlisted"]
    assert reasons(book(parcel("G1", None), held("G1", "甲", None))) == ["area_unknown"]
    assert reasons(book(parcel("G1", 3))) == ["no_holder"]
    assert reasons(book(parcel("G1", 3), held("G1", "甲 1/2 乙 1/3", 3))) == ["shares_not_one"]
    assert reasons(book(parcel("G1", 3), held("G1", "甲", 3), lease("G1", "甲 乙", floor=50))) == [
        "lease_area_unknown"
    ]
    too_much = book(
        parcel("G1", 3), held("G1", "甲", 3), building("G1", 100), lease("G1", "甲 乙", 1, 120)
    )
    assert reasons(too_much) == ["over_floor"]


def test_a_lease_whose_other_side_nobody_knows_does_not_close() -> None:
    found = book(
        parcel("G1", 9), held("G1", "甲", 9), lease("G1", "甲 某厂", 2),
        kinds={"甲": "firm", "某厂": "unsettled"},
    )  # fmt: skip
    assert reasons(found) == ["one_side"]


def test_a_town_adds_up_its_enterprises_and_the_others() -> None:
    found = book(
        parcel("G1", 20, town="东溪镇"), held("G1", "甲", 20),
        parcel("G2", 12, town="东溪镇"), held("G2", "村", 12), lease("G2", "村 乙", "7.5"),
        parcel("G3", 4, town="西岭镇"),
        kinds={"甲": "firm", "乙": "firm", "村": "village"},
    )  # fmt: skip
    east, west = town_sums(found)
    assert (east.town, east.parcels, east.area, east.firms, east.others, east.difference, east.open) == (
        "东溪镇", 2, 32, Fraction("27.5"), Fraction("4.5"), 0, 0,
    )  # fmt: skip
    assert (west.difference, west.open) == (4, 1)
