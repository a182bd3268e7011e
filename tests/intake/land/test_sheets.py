"""The bureau's sheets become a land ledger: facts by definition with their cells, holdings, what does not close."""

from pathlib import Path

import pytest

from permu.intake import Intake, load_intake, read_workbooks, save_intake
from permu.sample import write_county

from ..forms import (
    AS_OF,
    BOLT,
    FAN,
    LAMP,
    LEASES,
    NAMES,
    PARCELS,
    POWER,
    YEAR,
    Row,
    Sheet,
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
    workbook,
)  # fmt: skip

VILLAGE = code(77, kind="N2")
DEEDS = [
    "不动产权证号",
    "宗地编号",
    "权利人/企业名称",
    "权利人/统一社会信用代码",
    "证载面积（㎡）",
    "共有份额",
]
HOUSES = ["宗地编号", "幢号", "层数", "建筑面积（㎡）", "建设状态"]
SHARING = ["户号", "分摊企业", "统一社会信用代码", "分摊方式", "分摊数"]


def bureau(folder: Path, parcels: list[Row], leases: list[Row], **more: list[Row]) -> Intake:
    """The form with a town, a tenure and further sheets, each with its headings."""
    sheets = {
        "宗地": Sheet([[*PARCELS, "所属乡镇", "土地性质"], *parcels]),
        "租赁": Sheet([LEASES, *leases]),
    }
    heads = {"权证": DEEDS, "房屋": HOUSES}
    sheets |= {name: Sheet([heads[name], *rows]) for name, rows in more.items()}
    path = workbook(folder / "02_自然资源和规划局_工业用地.xlsx", sheets)
    return imported(register(folder), path)


def told(number: str, who: str, area: object, tenure: str = "国有", town: str = "东溪镇") -> Row:
    return (*parcel(number, who, area), town, tenure)


def deed(number: str, who: str, area: object, share: object) -> Row:
    return ("证一", number, NAMES[who], who, area, share)


def test_used_is_own_and_rented_less_let_with_the_cell_of_each(tmp_path: Path) -> None:
    rows = [parcel("G1", FAN, 20000), parcel("G2", LAMP, 4000)]
    intake = imported(register(tmp_path), land(tmp_path, rows, [lease("G1", FAN, LAMP, 12)]))

    assert value(intake, FAN, "land_used") == 18_000_000
    assert value(intake, LAMP, "land_used") == 18_000_000
    assert value(intake, BOLT, "land_used") == 0
    made_of = {
        (cell["sheet"], cell["cell"], cell["note"]) for cell in cells(intake, FAN, "land_used")
    }
    assert made_of == {("宗地", "G2", "宗地 G1：自有"), ("租赁", "G2", "宗地 G1：租出（减）")}
    assert intake.land is not None
    assert intake.land.not_closed == ()
    source = next(one for one in intake.facts.sources if one.item == "land_used")
    assert (source.provider, source.purpose) == ("自然资源和规划局", "grading")


def test_land_without_a_parcel_number_is_booked_all_the_same(tmp_path: Path) -> None:
    rows = [parcel("", FAN, 20000), parcel("—", FAN, 2000)]
    intake = imported(register(tmp_path), land(tmp_path, rows, [lease("", FAN, LAMP, 12)]))

    assert value(intake, FAN, "land_used") == 21_000_000
    assert value(intake, LAMP, "land_used") == 12_000_000
    assert intake.land is not None
    (row,) = intake.land.not_closed
    assert (row.reason, row.parcel) == ("parcel_unlisted", "租赁 第 2 行")


def test_in_the_sample_county_used_is_own_and_rented_less_let_of_everybody(tmp_path: Path) -> None:
    county = write_county(tmp_path, enterprises=120)
    table = read_workbooks(county.workbooks, year=YEAR, as_of=AS_OF).facts.table

    parts = table.select("land_owned", "land_leased_in", "land_leased_out", "land_used").rows()
    for own, rented, let, used in parts:
        assert used == (None if None in (own, rented, let) else own + rented - let)
    assert sum(used is not None for *_, used in parts) > 90


def test_while_one_part_waits_the_whole_waits(tmp_path: Path) -> None:
    rows = [parcel("G1", FAN, 20000), parcel("G2", FAN, 0)]
    intake = imported(register(tmp_path), land(tmp_path, rows, [lease("G1", FAN, LAMP, 12)]))

    assert value(intake, FAN, "land_used") is value(intake, FAN, "land_merged") is None
    assert value(intake, LAMP, "land_used") == 12_000_000
    assert {cell["status"] for cell in cells(intake, FAN, "land_used")} == {"held"}


def test_a_lease_that_had_ended_by_the_end_of_the_year_is_asked_about_and_booked_on_neither_side(
    tmp_path: Path,
) -> None:
    ended = (*lease("G1", FAN, LAMP, 12)[:8], "2020-01-01", "2025-06-30")
    intake = imported(register(tmp_path), land(tmp_path, [parcel("G1", FAN, 20000)], [ended]))

    for item in ("land_leased_in", "land_used"):
        assert value(intake, LAMP, item) == 0
    assert value(intake, FAN, "land_leased_out") == 0
    assert one(intake, "lease_not_running").text() == (
        "这份租赁从 2020-01-01 到 2025-06-30，2025-12-31 不在租期内，租出租入都没有计。"
        "请核实是否续租；续租的请更新终止日期。"
    )


def test_a_four_storey_plant_of_the_workbook_is_parted_by_floor(tmp_path: Path) -> None:
    houses = [("G1", "一号厂房", 4, 12000, "已建"), ("G1", "二号厂房", 3, 9000, "在建")]
    leases = [lease("G1", FAN, LAMP, 3, 3000), lease("G1", FAN, BOLT, 1, 6000)]
    intake = bureau(tmp_path, [told("G1", FAN, 8000)], leases, 房屋=houses)

    by_floor = {who: value(intake, who, "land_used_by_floor") for who in NAMES}
    assert by_floor == {FAN: 3_000_000, LAMP: 3_000_000, BOLT: 6_000_000}
    assert value(intake, BOLT, "land_used") == 1_000_000
    assert codes(intake) == set()


def test_a_tenant_of_floor_alone_has_its_land_by_floor_and_without_buildings_none(
    tmp_path: Path,
) -> None:
    leases = [lease("G1", FAN, LAMP, "", 3000), lease("G2", FAN, BOLT, "", 3000)]
    parcels = [told("G1", FAN, 8000), told("G2", FAN, 2000)]
    intake = bureau(tmp_path, parcels, leases, 房屋=[("G1", "一号厂房", 4, 12000, "已建")])

    assert value(intake, LAMP, "land_leased_in") is None
    assert (
        value(intake, LAMP, "land_used") == value(intake, LAMP, "land_used_by_floor") == 3_000_000
    )
    assert value(intake, BOLT, "land_used") is value(intake, FAN, "land_used") is None
    assert {cell["status"] for cell in cells(intake, BOLT, "land_used")} == {"missing"}
    assert value(intake, FAN, "land_merged") == 15_000_000
    assert intake.land is not None
    assert [row.reason for row in intake.land.not_closed] == ["lease_area_unknown"]


def test_without_buildings_no_area_by_floor_is_made_up(tmp_path: Path) -> None:
    intake = imported(register(tmp_path), land(tmp_path, [parcel("G1", FAN, 8000)]))
    assert not {"land_used_by_floor", "land_state_owned"} & set(intake.facts.table.columns)


def test_co_owners_of_a_certificate_have_their_shares(tmp_path: Path) -> None:
    deeds = [deed("G1", FAN, 6000, "1/3"), deed("G1", LAMP, 6000, "2/3")]
    intake = bureau(tmp_path, [told("G1", FAN, 6000), told("G2", BOLT, 2000)], [], 权证=deeds)

    owned = {who: value(intake, who, "land_owned") for who in NAMES}
    assert owned == {FAN: 3_000_000, LAMP: 6_000_000, BOLT: 3_000_000}
    assert value(intake, LAMP, "land_used") == 6_000_000
    assert codes(intake) == {"no_data_rows"}  # nobody rents


def test_a_holder_that_may_be_somebodys_keeps_that_ones_own_land_back(tmp_path: Path) -> None:
    slip = ("证一", "Ｇ1", "样例县明途照明（集团）有限公司", LAMP[:-1] + "*", 6000, "2/3")
    intake = bureau(
        tmp_path, [told("G1", FAN, 6000)], [], 权证=[deed("G1", FAN, 6000, "1/3"), slip]
    )

    assert value(intake, FAN, "land_owned") == 3_000_000
    assert value(intake, LAMP, "land_owned") is value(intake, LAMP, "land_used") is None


def test_shares_that_are_not_one_stand_in_the_list_of_what_does_not_close(tmp_path: Path) -> None:
    deeds = [deed("G1", FAN, 6000, "1/3"), deed("G1", LAMP, 6000, "三分之二")]
    intake = bureau(tmp_path, [told("G1", FAN, 6000)], [], 权证=deeds)

    assert intake.land is not None
    (row,) = intake.land.not_closed
    assert (row.reason, row.town, row.area, row.accounted) == ("shares_not_one", "东溪镇", "9", "3")
    assert one(intake, "land_word_unknown").text().startswith("“共有份额”填的“三分之二”")


def test_collective_land_is_left_out_where_state_owned_land_alone_counts(tmp_path: Path) -> None:
    rows = [
        told("G1", FAN, 2000, "国有"),
        told("G2", FAN, 4000, "集体"),
        told("G3", LAMP, 2000, "待查"),
    ]
    intake = bureau(tmp_path, rows, [])

    assert value(intake, FAN, "land_state_owned") == 3_000_000
    assert value(intake, LAMP, "land_state_owned") is None
    assert value(intake, LAMP, "land_used") == 3_000_000


def test_a_parcel_of_two_holders_is_named_with_its_town_and_both(tmp_path: Path) -> None:
    rows = [told("G1", FAN, 2000, town="西岭镇"), told("G1", LAMP, 2000), told("G2", VILLAGE, 8000)]
    intake = bureau(tmp_path, rows, [lease("G2", VILLAGE, BOLT, 4)])

    assert intake.land is not None
    (row,) = intake.land.not_closed
    assert (row.town, row.difference, set(row.parties)) == (
        "西岭镇",
        "-3",
        {NAMES[FAN], NAMES[LAMP]},
    )
    assert {cell.cell for cell in row.cells} == {"G2", "G3"}
    east = next(town for town in intake.land.towns if town.town == "东溪镇")
    assert (east.area, east.firms, east.others, east.open) == ("12", "4", "8", 0)


def test_the_ledger_of_parcels_stands_in_the_facts_for_methods_that_merge(tmp_path: Path) -> None:
    rows = [parcel("G1", FAN, 20000), parcel("G2", VILLAGE, 8000)]
    leases = [lease("G1", FAN, LAMP, 12, 5000), lease("G2", VILLAGE, BOLT, 3)]
    intake = imported(register(tmp_path), land(tmp_path, rows, leases))

    held = set(intake.facts.holdings.iter_rows())
    assert (FAN, "G1", "owner", 30_000_000, None) in held
    assert (LAMP, "G1", "tenant", 12_000_000, 5_000_000_000) in held
    assert (VILLAGE, "G2", "owner", 12_000_000, None) in held
    assert len(held) == 4


def test_the_statement_is_kept_beside_the_facts(tmp_path: Path) -> None:
    rows = [told("G1", FAN, 2000), told("G1", LAMP, 2000)]
    intake = bureau(tmp_path, rows, [])
    save_intake(intake, tmp_path / "kept")
    assert load_intake(tmp_path / "kept").land == intake.land


def power(folder: Path, total: object, *shares: Row) -> Intake:
    """One meter of 12 months with how it is shared."""
    months = [0] * 12 if total == 0 else [total, *[0] * 11]
    meter = ("M1", NAMES[FAN], FAN, *months, total)
    path = workbook(
        folder / "04_供电公司_用电量.xlsx",
        {"用电量": Sheet([POWER, meter]), "表计分摊": Sheet([SHARING, *shares])},
    )
    return imported(register(folder), path)


def share(who: str, rule: str, weight: object) -> Row:
    return ("M1", NAMES[who], who, rule, weight)


@pytest.mark.parametrize(("rule", "weights"), [
    ("分表读数", ("600", "1,200 度")), ("约定比例", ("1/3", "2/3")), ("约定比例", ("33.3%", "66.7%")),
])  # fmt: skip
def test_a_shared_meter_is_parted_to_the_last_digit(
    tmp_path: Path, rule: str, weights: tuple[str, str]
) -> None:
    intake = power(tmp_path, 1000, share(FAN, rule, weights[0]), share(LAMP, rule, weights[1]))

    first, second = value(intake, FAN, "electricity"), value(intake, LAMP, "electricity")
    assert isinstance(first, int)
    assert isinstance(second, int)
    assert first + second == value(
        imported(register(tmp_path), alone(tmp_path, 1000)), FAN, "electricity"
    )
    assert first < second


def alone(folder: Path, total: int) -> Path:
    meter = ("M1", NAMES[FAN], FAN, total, *[0] * 11, total)
    return workbook(folder / "04_供电公司_独用.xlsx", {"用电量": Sheet([POWER, meter])})


def test_shares_that_are_not_one_keep_the_reading_back_for_all_who_share(tmp_path: Path) -> None:
    intake = power(tmp_path, 1000, share(FAN, "约定比例", "50%"), share(LAMP, "约定比例", "40%"))

    assert value(intake, FAN, "electricity") is value(intake, LAMP, "electricity") is None
    assert one(intake, "meter_shares_not_one").text() == (
        "共用表计“M1”约定的分摊比例合计 90%，不等于 100%，表计上的数暂不采用。请各方重新约定比例。"
    )


def test_who_may_be_one_of_the_sharers_waits_for_a_person(tmp_path: Path) -> None:
    unsure = ("M1", NAMES[LAMP], LAMP[:-1] + "*", "约定比例", "50%")
    intake = power(tmp_path, 1000, share(FAN, "约定比例", "50%"), unsure)

    assert value(intake, FAN, "electricity") == 50_000
    assert value(intake, LAMP, "electricity") is None
    assert {cell["status"] for cell in cells(intake, LAMP, "electricity")} == {"held"}


def test_an_unknown_rule_is_asked_about(tmp_path: Path) -> None:
    intake = power(tmp_path, 1000, share(FAN, "商量着办", 1), share(LAMP, "商量着办", 1))
    assert one(intake, "meter_rule_unknown").severity == "error"
    assert value(intake, LAMP, "electricity") is None
