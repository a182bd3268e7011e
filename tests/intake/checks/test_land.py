"""Parcels and leases: what is held, what is asked, what closes."""

from pathlib import Path

import pytest

from permu.intake import Intake

from ..forms import (
    BOLT,
    FAN,
    LAMP,
    Row,
    cells,
    code,
    codes,
    imported,
    land,
    lease,
    one,
    parcel,
    register,
    value,
)  # fmt: skip

VILLAGE = code(77, kind="N2")


def with_land(folder: Path, parcels: list[Row], leases: list[Row] | None = None) -> Intake:
    return imported(register(folder), land(folder, parcels, leases or []))


def test_several_parcels_add_up_and_who_has_none_has_zero_with_the_reason(tmp_path: Path) -> None:
    intake = with_land(tmp_path, [parcel("G1", FAN, 2000), parcel("G2", FAN, "1,000"),
                                  parcel("G3", VILLAGE, 9000)])  # fmt: skip

    assert value(intake, FAN, "land_owned") == 4_500_000
    assert [cell["status"] for cell in cells(intake, FAN, "land_owned")] == ["summed", "summed"]
    assert value(intake, LAMP, "land_owned") == 0
    (assumed,) = cells(intake, LAMP, "land_owned")
    assert (assumed["status"], assumed["note"]) == (
        "assumed", "宗地表为完整名单，未列入的企业自有用地为 0。",
    )  # fmt: skip


@pytest.mark.parametrize(("area", "name", "said"), [
    (0, "zero_not_possible", "“证载面积”是 0，土地面积不可能为 0，暂不采用。请核对证载面积后更正。"),
    (-350, "negative_not_possible", "“证载面积”是负数“-350”，该项不可能为负，暂不采用。请核对后更正。"),
])  # fmt: skip
def test_a_parcel_of_no_area_keeps_its_holders_whole_sum_back(
    tmp_path: Path, area: int, name: str, said: str
) -> None:
    intake = with_land(tmp_path, [parcel("G1", FAN, 2000), parcel("G2", FAN, area)])

    assert value(intake, FAN, "land_owned") is None
    assert one(intake, name).text() == said
    assert (one(intake, name).row, one(intake, name).subject) == (3, FAN)


def test_a_parcel_of_two_holders_is_held_for_both(tmp_path: Path) -> None:
    rows = [parcel("G1", FAN, 2000), parcel("Ｇ1", LAMP, 2000), parcel("G2", BOLT, 2000)]
    intake = with_land(tmp_path, rows)

    assert value(intake, FAN, "land_owned") is value(intake, LAMP, "land_owned") is None
    assert value(intake, BOLT, "land_owned") == 3_000_000


def test_a_row_nobody_owns_keeps_back_the_zero_of_whom_it_may_be(tmp_path: Path) -> None:
    masked = (1, "G9", "样例县清**有限公司", "", "东溪镇", "虚证9号", 3000)
    intake = with_land(tmp_path, [masked])

    assert value(intake, FAN, "land_owned") is None
    assert value(intake, LAMP, "land_owned") == 0


def test_leases_are_booked_on_both_sides(tmp_path: Path) -> None:
    intake = with_land(tmp_path, [parcel("G1", FAN, 6000)], [lease("G1", FAN, LAMP, "3亩")])

    assert (
        value(intake, FAN, "land_leased_out") == value(intake, LAMP, "land_leased_in") == 3_000_000
    )
    assert value(intake, LAMP, "leased_floor_area") == 200_000
    assert value(intake, BOLT, "land_leased_in") == 0
    assert codes(intake) == set()


def test_square_meters_where_mu_are_asked_are_held_on_both_sides(tmp_path: Path) -> None:
    intake = with_land(tmp_path, [parcel("G1", FAN, 6000)], [lease("G1", FAN, LAMP, 2001)])

    assert value(intake, FAN, "land_leased_out") is value(intake, LAMP, "land_leased_in") is None
    said = {text.text() for text in intake.findings if text.code.endswith("square_meters")}
    assert said == {
        "出租占地面积填的是“2001”亩，与厂房面积或宗地面积相差几百倍，像是把平方米填成了亩，暂不采用。请核对单位后更正。"
    }


def test_a_lease_of_no_area_is_held_on_both_sides(tmp_path: Path) -> None:
    intake = with_land(tmp_path, [parcel("G1", FAN, 6000)], [lease("G1", FAN, LAMP, 0)])

    assert value(intake, FAN, "land_leased_out") is value(intake, LAMP, "land_leased_in") is None
    assert codes(intake) == {"zero_not_possible"}


def test_more_let_than_the_parcel_holds_is_held(tmp_path: Path) -> None:
    leases = [lease("G1", FAN, LAMP, 5), lease("G1", FAN, BOLT, 5)]
    intake = with_land(tmp_path, [parcel("G1", FAN, 6000)], leases)

    assert value(intake, FAN, "land_leased_out") is None
    assert value(intake, FAN, "land_owned") == 9_000_000
    assert "宗地 G1 出租面积合计 10 亩，超过宗地面积 9 亩" in {
        finding.text().partition("，有关")[0] for finding in intake.findings
    }


def test_more_let_than_owned_and_rented_is_held(tmp_path: Path) -> None:
    intake = with_land(tmp_path, [parcel("G1", FAN, 6000)], [lease("G7", FAN, LAMP, 12)])

    assert value(intake, FAN, "land_leased_out") is None
    assert one(intake, "lease_exceeds_land").text() == (
        "租出面积合计 12 亩，超过自有与租入之和 9 亩，暂不采用。请核对租赁台账和宗地面积。"
    )


def test_an_unknown_tenant_is_asked_about_and_the_landlords_figure_stands(tmp_path: Path) -> None:
    intake = with_land(tmp_path, [parcel("G1", FAN, 6000)], [lease("G1", FAN, code(909), 3)])

    assert value(intake, FAN, "land_leased_out") == 3_000_000
    assert one(intake, "tenant_not_registered").severity == "question"
