"""What is wrong is held or asked, each with a finding that names the place and the way on."""

from pathlib import Path

import pytest

from permu.intake import Intake

from .forms import (
    ACCIDENTS,
    BOLT,
    EMISSIONS,
    FAN,
    LAMP,
    MONTHS,
    NAMES,
    PENALTIES,
    POWER,
    REGISTER,
    STAFF,
    TAX,
    Row,
    Sheet,
    cells,
    code,
    csv,
    imported,
    land,
    lease,
    one,
    parcel,
    register,
    tax,
    tax_row,
    value,
    workbook,
)  # fmt: skip

VILLAGE = code(77, kind="N2")


def codes(intake: Intake) -> set[str]:
    found = {finding.code.removeprefix("intake.") for finding in intake.findings}
    return found - {"department_absent", "columns_unused"}


def with_tax(folder: Path, *rows: Row, **more: object) -> Intake:
    return imported(register(folder), tax(folder, *rows, **more))  # type: ignore[arg-type]


def with_land(folder: Path, parcels: list[Row], leases: list[Row] = []) -> Intake:  # noqa: B006
    return imported(register(folder), land(folder, parcels, leases))


def test_sound_rows_give_figures_with_their_cells_and_no_finding(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, "12,345.67"), tax_row(LAMP, 100))

    assert codes(intake) == set()
    assert value(intake, FAN, "vat_paid") == 1_234_567
    assert value(intake, LAMP, "stamp_tax") == 0
    assert value(intake, BOLT, "vat_paid") is None
    (cell,) = cells(intake, FAN, "vat_paid")
    assert cell | {"sha256": "", "note": None} == {
        "subject": FAN, "item": "vat_paid", "status": "read", "raw": "12,345.67", "unit": "元",
        "file": "03_税务局_入库税款.xlsx", "sha256": "", "sheet": "2025年度", "cell": "E4",
        "provider": "税务局", "as_of": intake.facts.as_of, "note": None,
    }  # fmt: skip


def test_the_unit_of_the_heading_comes_before_the_note_and_the_note_before_the_custom(
    tmp_path: Path,
) -> None:
    head = [*TAX]
    head[4], head[14] = "增值税（万元）", "合计（万元）"
    intake = with_tax(tmp_path, tax_row(FAN, 5), head=head)
    assert value(intake, FAN, "vat_paid") == 5_000_000
    assert (
        value(with_tax(tmp_path, tax_row(FAN, 5), note="单位：万元"), FAN, "vat_paid") == 5_000_000
    )

    in_brackets = with_tax(tmp_path, tax_row(FAN, 5), note="（金额单位：万元（人民币））")
    assert value(in_brackets, FAN, "vat_paid") == 5_000_000

    unsaid = with_tax(tmp_path, tax_row(FAN, 5), note="制表单位：样例县税务局")
    assert value(unsaid, FAN, "vat_paid") == 500
    assert "“增值税”列和表头上方都没有写单位，按该表的惯例作“元”读取。请核对单位是否属实。" in {
        finding.text() for finding in unsaid.findings
    }


def test_a_blank_and_a_dash_are_missing_not_zero(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, None, 0), tax_row(LAMP, "—", 0))

    assert value(intake, FAN, "vat_paid") is value(intake, LAMP, "vat_paid") is None
    assert one(intake, "figure_dash").text() == (
        "“增值税”写的是“—”，按缺失处理，不当作 0。若确实为 0，请填 0；若没有数据，请说明原因。"
    )
    assert "1 行是空的，都按缺失处理，没有当作 0" in one(intake, "column_blanks").text()
    assert cells(intake, FAN, "vat_paid")[0]["status"] == "held"


@pytest.mark.parametrize(("written", "name"), [
    ("0（停产）", "number_with_remark"), ("约300", "not_a_number"), ("3亩", "unit_in_cell_unlike"),
    ("0.001", "too_precise"), ("9" * 20, "too_large"),
])  # fmt: skip
def test_a_figure_that_is_not_clear_is_held(tmp_path: Path, written: str, name: str) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, written, None))

    assert value(intake, FAN, "vat_paid") is None
    assert (one(intake, name).severity, one(intake, name).cell) == ("error", "E4")
    assert cells(intake, FAN, "vat_paid")[0]["note"] == one(intake, name).text()


def test_error_cells_and_formulas_without_a_value_are_held(tmp_path: Path) -> None:
    sheet = Sheet([["税（虚构）"], ["单位：元"], TAX, tax_row(FAN, 1), tax_row(LAMP, 1)],
                  formulas={(4, 5): "#DIV/0!", (5, 5): ""})  # fmt: skip
    path = workbook(tmp_path / "03_税务局_入库税款.xlsx", {"2025年度": sheet})
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "vat_paid") is value(intake, LAMP, "vat_paid") is None
    assert one(intake, "error_cell").text() == (
        "“增值税”的单元格是错误值“#DIV/0!”，没有可用的数，暂不采用。请修正公式或直接填数。"
    )
    assert "文件里没有保存计算结果" in one(intake, "formula_without_value").text()


def test_a_refund_is_used_but_asked_about(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, "（350）"))

    assert value(intake, FAN, "vat_paid") == -35_000
    assert one(intake, "negative_asked").severity == "question"


def test_a_row_that_differs_from_its_own_total_is_held_whole(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, 100, 101))

    assert value(intake, FAN, "vat_paid") is value(intake, FAN, "stamp_tax") is None
    assert one(intake, "total_mismatch").text() == (
        "本行合计写的是 101元，各项相加是 100元，对不上，不知道哪一个错，本行有关数据暂不采用。请核对后更正。"
    )


def test_a_row_ten_thousandfold_off_its_total_is_a_slip_of_the_unit(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, "12.3456", 123456))

    assert value(intake, FAN, "vat_paid") is value(intake, FAN, "stamp_tax") is None
    assert "相差恰好 10000 倍" in one(intake, "unit_slip").text()
    assert "too_precise" not in codes(intake)


def test_the_same_row_twice_counts_once(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, 100), tax_row(FAN, "100.00"))

    assert value(intake, FAN, "vat_paid") == 10_000
    assert one(intake, "duplicate_same").text() == "本行与第 4 行重复，数据相同，只计一次。"


def test_one_enterprise_with_two_figures_is_held(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, 100), tax_row(FAN, 200))

    assert value(intake, FAN, "vat_paid") is None
    assert value(intake, FAN, "stamp_tax") == 0
    found = [one.text() for one in intake.findings if one.code == "intake.duplicate_conflict"]
    assert (
        found
        == [
            "第 4、5 行是同一对象，“增值税”却各不相同（100、200），不知道以哪一行为准，暂不采用。请核对后只保留一行。"
        ]
        * 2
    )


def test_subtotals_and_signatures_are_reported_and_give_no_figure(tmp_path: Path) -> None:
    subtotal = (None, None, "东溪镇小计", None, 100, *[0] * 9, 100)
    total = ("合计", None, None, None, 100, *[0] * 9, 100)
    intake = with_tax(tmp_path, tax_row(FAN, 100), subtotal, total, ("制表：", "某某"))

    assert value(intake, FAN, "vat_paid") == 10_000
    texts = [one.text() for one in intake.findings if one.code == "intake.row_skipped"]
    assert texts[0] == "本行（“东溪镇小计”）是小计、合计或说明，不是企业数据，未采用。"
    assert len(texts) == 3


def test_a_row_of_figures_without_any_name_is_held(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, (1, None, None, None, 100, *[0] * 9, 100))

    assert one(intake, "row_without_subject").severity == "error"


def test_hidden_rows_columns_and_sheets_are_asked_about(tmp_path: Path) -> None:
    sheet = Sheet([["税"], ["单位：元"], TAX, tax_row(FAN, 100)], hidden_rows=[4], hidden_columns=[5],
                  is_hidden=True)  # fmt: skip
    path = workbook(tmp_path / "税务.xlsx", {"面": Sheet([["说明"]]), "2025年度": sheet})
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "vat_paid") == 10_000
    assert {one(intake, f"hidden_{what}").severity for what in ("row", "column", "sheet")} == {
        "question"
    }
    assert "没有读取" in one(intake, "sheet_unused").text()


def test_a_name_merged_over_rows_is_of_all_and_a_figure_so_merged_is_held(tmp_path: Path) -> None:
    rows = [[None] * 7 for _ in range(2)]
    for at, row in enumerate(rows):
        row[1] = f"G{at}"
        row[6] = 2000 if at == 0 else None
    merged = [(2, 3, 3, 3, NAMES[FAN]), (2, 4, 3, 4, FAN)]
    header = [
        "序号",
        "宗地编号",
        "权利人/企业名称",
        "权利人/统一社会信用代码",
        "坐落",
        "证号",
        "证载面积（㎡）",
    ]

    def sent(more: list[tuple[int, int, int, int, str]]) -> Intake:
        sheet = Sheet([header, *rows], merged=[*merged, *more])
        leases = Sheet([["宗地编号", "出租方/企业名称", "出租方/统一社会信用代码", "承租方/企业名称",
                         "承租方/统一社会信用代码", "出租占地面积（亩）", "租赁厂房面积（㎡）", "起始日期",
                         "终止日期"]])  # fmt: skip
        path = workbook(tmp_path / "自然资源.xlsx", {"宗地": sheet, "租赁": leases})
        return imported(register(tmp_path), path)

    rows[1][6] = 4000
    assert value(sent([]), FAN, "land_owned") == 9_000_000
    assert value(sent([(2, 7, 3, 7, "2000")]), FAN, "land_owned") is None


def test_two_level_headings_are_joined_and_keep_the_unit_above(tmp_path: Path) -> None:
    top = ["企业", None, None, None, None, "分类", None, None, None, None, "经济指标（万元）", None, None, None,
           "能耗（吨标准煤）", "统计局数据（万元）"]  # fmt: skip
    low = ["企业名称", "统一社会信用代码", "所在园区", "产业集群", "投产日期", "规上企业", "上年度小升规", "高新技术企业",
           "绿色工厂", "重大项目建设中", "工业总产值", "营业收入", "工业增加值", "研发费用", "综合能耗（等价值）",
           "单户工业增加值"]  # fmt: skip
    row = [
        NAMES[FAN],
        FAN,
        "",
        "",
        "2011-01-01",
        "是",
        "否",
        "√",
        "否",
        "否",
        5229.4,
        5000,
        1200,
        80,
        300,
        999,
    ]
    merged = [(3, 1, 3, 5, "企业"), (3, 6, 3, 10, "分类"), (3, 11, 3, 14, "经济指标（万元）")]
    path = workbook(
        tmp_path / "05_经信局_运行指标.xlsx",
        {
            "生产经营": Sheet(
                [["运行指标（虚构）"], ["截止日期：2026-02-28"], top, low, row], merged=merged
            )
        },
    )
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "output") == 5_229_400_000
    assert value(intake, FAN, "energy_equivalent") == 300_000_000
    assert value(intake, FAN, "is_high_tech") is True
    assert value(intake, FAN, "is_new_above_scale") is False
    assert "unit_assumed" not in codes(intake)


def test_statistical_data_is_refused_for_grading_and_its_replacement_named(tmp_path: Path) -> None:
    test_two_level_headings_are_joined_and_keep_the_unit_above(tmp_path)
    intake = imported(register(tmp_path), tmp_path / "05_经信局_运行指标.xlsx")

    assert one(intake, "statistical_item").cell == "P4"
    assert one(intake, "statistical_item").text() == (
        "“单户工业增加值（统计调查）”是统计调查取得的单户资料，依《统计法》第二十五条不得用于统计以外的目的，"
        "整列不读取、不用于评价。可改用“工业增加值”（企业自行申报并盖章确认）。"
    )
    assert "statistical_value_added" not in intake.facts.table.columns
    assert not intake.facts.cells["raw"].str.contains("999").any()


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


def test_meters_of_one_enterprise_add_up_and_months_must_agree_with_the_year(
    tmp_path: Path,
) -> None:
    def meter(number: str, who: str, total: object) -> Row:
        return (number, NAMES[who], who, *[10] * 12, total)

    rows = [["用电量（虚构）"], ["单位：千瓦时"], POWER, meter("1", FAN, 120), meter("2", FAN, 120),
            meter("3", LAMP, 130), ["合计", "", "", *[30] * 12, 370]]  # fmt: skip
    path = csv(tmp_path, "04_供电公司_用电量.csv", rows, "gb18030")
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "electricity") == 24_000
    assert value(intake, LAMP, "electricity") is None
    assert one(intake, "months_mismatch").text() == (
        "全年数写的是 130千瓦时，按 12 个月计算是 120千瓦时，对不上，暂不采用。请核对后更正。"
    )


def test_a_comma_that_shifts_a_csv_row_holds_it(tmp_path: Path) -> None:
    rows = [[*POWER], ["1", NAMES[FAN], FAN, *[10] * 11, "1,010", "1120"]]
    intake = imported(register(tmp_path), csv(tmp_path, "04_供电公司_用电量.csv", rows))

    assert value(intake, FAN, "electricity") is None
    assert one(intake, "row_too_long").severity == "error"


def test_nobody_produces_without_staff(tmp_path: Path) -> None:
    test_two_level_headings_are_joined_and_keep_the_unit_above(tmp_path)
    rows = [STAFF, [FAN, NAMES[FAN], *[0] * 12, 0], [LAMP, NAMES[LAMP], *[7] * 6, *[8] * 6, 7.5]]
    paths = (
        tmp_path / "05_经信局_运行指标.xlsx",
        csv(tmp_path, "07_人社局_参保人数.csv", rows, "utf-8-sig"),
    )
    intake = imported(register(tmp_path), *paths)

    assert value(intake, FAN, "average_staff") is None
    assert "报有工业总产值 5229.4" in one(intake, "staff_zero").text()
    assert value(intake, LAMP, "average_staff") == 750


def environment(folder: Path, emissions: list[Row], penalties: list[Row]) -> Path:
    sheets = {"排放量": Sheet([EMISSIONS, *emissions]), "行政处罚": Sheet([PENALTIES, *penalties])}
    return workbook(folder / "06_生态环境局_排污与处罚.xlsx", sheets)


def test_emissions_in_kilograms_agree_with_their_total_in_tonnes(tmp_path: Path) -> None:
    rows = [
        (1, FAN, NAMES[FAN], 1500, 500, None, None, 2),
        (2, LAMP, NAMES[LAMP], 1, None, 1, 1, 2),
    ]
    intake = imported(register(tmp_path), environment(tmp_path, rows, []))

    assert value(intake, FAN, "cod") == 1_500_000
    assert value(intake, FAN, "sulfur_dioxide") is None
    assert value(intake, LAMP, "cod") is None
    assert value(intake, BOLT, "cod") is None
    assert one(intake, "total_mismatch").subject == LAMP


def test_only_the_years_grave_penalties_count_and_who_has_none_has_zero(tmp_path: Path) -> None:
    def penalty(on: str, number: str, who: str, grave: str) -> Row:
        return (1, on, number, who, NAMES[who], "超标排放", grave)

    rows = [penalty("2025-03-01", "环罚1", FAN, "是"), penalty("2024-12-31", "环罚2", FAN, "是"),
            penalty("2025-05-05", "环罚3", LAMP, "否"), penalty("2025-02-30", "环罚4", BOLT, "是")]  # fmt: skip
    intake = imported(register(tmp_path), environment(tmp_path, [], rows))

    assert value(intake, FAN, "environment_violations") == 1
    assert value(intake, LAMP, "environment_violations") == 0
    assert value(intake, BOLT, "environment_violations") is None
    assert one(intake, "other_year").row == 3
    assert "没有这一天或写得不完整" in one(intake, "date_impossible").text()


def test_only_larger_accidents_count(tmp_path: Path) -> None:
    rows = [(1, "2025-03-01", FAN, NAMES[FAN], "较大", ""), (2, "2025-04-01", LAMP, NAMES[LAMP], "一般", ""),
            (3, "2025-05-01", BOLT, NAMES[BOLT], "严重", "")]  # fmt: skip
    path = workbook(tmp_path / "08_应急管理局_事故.xlsx", {"事故": Sheet([ACCIDENTS, *rows])})
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "major_safety_accidents") == 1
    assert value(intake, LAMP, "major_safety_accidents") == 0
    assert value(intake, BOLT, "major_safety_accidents") is None
    assert "不在可填的范围内（较大、重大、特别重大" in one(intake, "not_in_list").text()


def test_the_registers_own_dates_and_industries_are_checked(tmp_path: Path) -> None:
    rows = [(1, FAN, NAMES[FAN], "", "2027-01-01", "C3670", "东溪镇", ""),
            (2, LAMP, NAMES[LAMP], "", "2025-02-30", "C9999", "东溪镇", "")]  # fmt: skip
    intake = imported(register(tmp_path, rows))

    assert value(intake, FAN, "registered_on") is value(intake, LAMP, "registered_on") is None
    assert value(intake, LAMP, "industry") is None
    assert "晚于数据截止日 2026-02-28" in one(intake, "date_in_future").text()
    assert "GB/T 4754-2017 中没有这个代码" in one(intake, "industry_unknown").text()
    assert value(intake, LAMP, "town") == "东溪镇"


def test_departments_that_sent_nothing_are_named_with_what_is_missing(tmp_path: Path) -> None:
    intake = imported(register(tmp_path))

    absent = [finding.text() for finding in intake.findings]
    assert sum(finding.code == "intake.department_absent" for finding in intake.findings) == 7
    assert (
        "没有收到供电公司的报表，缺少：用电量。请催报后重新导入；不补报的，有关指标按办法关于数据缺失的规定处理。"
        in absent
    )
    assert value(intake, FAN, "environment_violations") is None


def test_a_new_heading_is_noted_as_unused(tmp_path: Path) -> None:
    head = [*REGISTER, "联系电话"]
    row = (1, FAN, NAMES[FAN], "", "2010-05-06", "C3670", "东溪镇", "", "无")
    path = workbook(tmp_path / "企业名册.xlsx", {"企业名册": Sheet([head, row])})

    assert one(imported(path), "columns_unused").text() == "这些列没有用到：住所、联系电话。"
    assert len(MONTHS) == 12
