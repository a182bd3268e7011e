"""Leases of part of a year, leases that count with their lessor, certificates in shares: what is booked, what is asked."""

from pathlib import Path

import pytest

from permu.intake import Intake

from ..forms import (
    FAN,
    LAMP,
    LEASES,
    NAMES,
    PARCELS,
    Row,
    Sheet,
    cells,
    imported,
    one,
    parcel,
    register,
    value,
    workbook,
)  # fmt: skip

DEEDS = ["不动产权证号", "宗地编号", "权利人/企业名称", "权利人/统一社会信用代码", "证载面积（㎡）", "共有份额"]  # fmt: skip
HOUSES = ["宗地编号", "幢号", "建筑面积（㎡）", "建设状态"]
TERMS = [*LEASES, "租期计算方式", "用地计入方"]


def lease(dates: tuple[str, str], *said: str, mu: object = 12, floor: object = 5000) -> Row:
    return (1, "G1", NAMES[FAN], FAN, NAMES[LAMP], LAMP, mu, floor, *dates, *said)


def bureau(folder: Path, leases: list[Row], area: int = 20000, **more: Sheet) -> Intake:
    """A parcel of 30 mu of one firm, let to another."""
    sheets = {
        "宗地": Sheet([PARCELS, parcel("G1", FAN, area), parcel("G2", LAMP, 2000)]),
        "租赁": Sheet([TERMS, *leases]),
        **more,
    }
    path = workbook(folder / "02_自然资源和规划局_工业用地.xlsx", sheets)
    return imported(register(folder), path)


def land_of(intake: Intake) -> tuple[object, ...]:
    """Mu let by the one, rented by the other, and what each uses."""
    figures = [(FAN, "land_leased_out"), (LAMP, "land_leased_in"), (FAN, "land_used"), (LAMP, "land_used")]  # fmt: skip
    return tuple(value(intake, *figure) / 10**6 for figure in figures)  # type: ignore[operator]


HALF = ("2025-07-01", "2027-06-30")
OVER = ("2020-01-01", "2025-03-31")


@pytest.mark.parametrize(
    ("dates", "how", "booked"),
    [
        (HALF, "年末在租", (12, 12, 18, 15)),
        (HALF, "按月折算", (6, 6, 24, 9)),
        (("2025-01-01", "2025-03-14"), "按月折算", (2, 2, 28, 5)),
        (("2025-07-20", "2025-12-31"), "按月折算", (5, 5, 25, 8)),
        (OVER, "年内在租", (12, 12, 18, 15)),
        (("2025-01-01", "2025-03-14"), "按天折算", (2.4, 2.4, 27.6, 5.4)),
    ],
)
def test_a_lease_counts_on_both_sides_in_the_way_the_sheet_says(
    tmp_path: Path, dates: tuple[str, str], how: str, booked: tuple[float, ...]
) -> None:
    intake = bureau(tmp_path, [lease(dates, how)])

    assert land_of(intake) == booked
    assert not [find for find in intake.findings if "lease" in find.code]
    assert intake.land is not None
    assert intake.land.not_closed == ()


def test_the_cell_of_a_lease_in_part_says_how_much_of_it_counts(tmp_path: Path) -> None:
    (cell,) = cells(bureau(tmp_path, [lease(HALF, "按月折算")]), LAMP, "land_leased_in")
    assert (cell["raw"], cell["note"]) == (
        "12", "租期只占全年一部分，按表上写的方式折算，计 1/2",
    )  # fmt: skip


def test_two_tenants_in_turn_have_twelve_months_together(tmp_path: Path) -> None:
    rows = [lease(("2024-01-01", "2025-05-15"), "按月折算", mu=24), lease(("2025-05-16", "2026-05-31"), "按月折算", mu=24)]  # fmt: skip
    assert land_of(bureau(tmp_path, rows)) == (24, 24, 6, 27)


def test_a_lease_of_part_of_the_year_is_asked_about_where_the_sheet_says_no_way(
    tmp_path: Path,
) -> None:
    intake = bureau(tmp_path, [lease(HALF)])

    assert land_of(intake) == (12, 12, 18, 15)
    assert one(intake, "lease_of_part_year").severity == "question"
    assert "按整份计入承租方" in one(intake, "lease_of_part_year").text()


def test_a_lease_without_dates_is_asked_about(tmp_path: Path) -> None:
    intake = bureau(tmp_path, [lease(("", ""))])
    assert land_of(intake) == (12, 12, 18, 15)
    assert one(intake, "lease_undated").row == 2


def test_land_that_counts_with_its_lessor_is_booked_on_neither_side(tmp_path: Path) -> None:
    intake = bureau(tmp_path, [lease(("2020-01-01", "2030-12-31"), "", "出租方")])

    assert land_of(intake) == (0, 0, 30, 3)
    assert value(intake, LAMP, "leased_floor_area") == 5000 * 100
    assert cells(intake, LAMP, "land_leased_in")[0]["note"].endswith("租出、租入都不计")


def test_another_word_for_the_way_is_asked_about_and_means_nothing(tmp_path: Path) -> None:
    intake = bureau(tmp_path, [lease(HALF, "看情况", "双方")])
    assert {find.details["raw"] for find in intake.findings if find.code.endswith("land_word_unknown")} == {"看情况", "双方"}  # fmt: skip
    assert land_of(intake) == (12, 12, 18, 15)


def deed(who: str, area: object, share: str) -> Row:
    return ("证一", "G1", NAMES[who], who, area, share)


def test_nobody_lets_more_than_its_share_of_a_certificate(tmp_path: Path) -> None:
    """The parcel's row names the lessor alone; by the certificate it holds 10 of 30 mu and lets 12."""
    deeds = Sheet([DEEDS, deed(FAN, 20000, "1/3"), deed(LAMP, 20000, "2/3")])
    intake = bureau(tmp_path, [lease(("2020-01-01", "2030-12-31"))], 权证=deeds)

    assert one(intake, "lease_exceeds_land").details == {"let": "12", "has": "10"}
    assert value(intake, FAN, "land_leased_out") is None
    assert value(intake, FAN, "land_owned") == 10_000_000


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((deed(FAN, 20000, "60%"), deed(LAMP, 20000, "1/2")), "certificate_shares_not_one"),
        ((deed(FAN, 20000, "1/2"), deed(LAMP, 20000, "共有")), "certificate_shares_not_one"),
        ((deed(FAN, 20000, "1/2"), deed(LAMP, 10000, "1/2")), "certificate_area_unclear"),
        ((deed(FAN, "见附图", "1/2"), deed(LAMP, "见附图", "1/2")), "certificate_area_unclear"),
    ],
)
def test_a_certificate_that_does_not_close_gives_nobody_land(
    tmp_path: Path, rows: tuple[Row, ...], code: str
) -> None:
    intake = bureau(tmp_path, [], 权证=Sheet([DEEDS, *rows]))

    found = [find for find in intake.findings if find.code == f"intake.{code}"]
    assert [find.subject for find in found] == [FAN, LAMP]
    assert value(intake, FAN, "land_owned") is value(intake, LAMP, "land_owned") is None
    assert found[0].text() in {cell["note"] for cell in cells(intake, FAN, "land_owned")}


def test_more_floor_rented_than_stands_is_asked_about(tmp_path: Path) -> None:
    houses = Sheet([HOUSES, ("G1", "1号", 4000, "已建成"), ("G1", "2号", 9000, "在建")])
    intake = bureau(tmp_path, [lease(("2020-01-01", "2030-12-31"))], 房屋=houses)

    found = one(intake, "floor_exceeds_building")
    assert (found.sheet, found.cell, found.severity) == ("房屋", "C2", "question")
    assert value(intake, LAMP, "land_used") == 15_000_000
    assert value(intake, LAMP, "land_used_by_floor") is None


def test_an_area_no_deed_can_have_is_asked_about_and_gives_nobody_land(tmp_path: Path) -> None:
    deeds = Sheet([DEEDS, deed(FAN, 10**30, "1/2"), deed(LAMP, 10**30, "1/2")])
    intake = bureau(tmp_path, [], 权证=deeds)

    assert {find.code for find in intake.findings} >= {"intake.too_large"}
    assert value(intake, FAN, "land_owned") is value(intake, LAMP, "land_owned") is None
    assert "大得不可能" in str([cell["note"] for cell in cells(intake, FAN, "land_owned")])
