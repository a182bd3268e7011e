"""Merged cells: two-level headings, names over several rows, the column that the law refuses."""

from pathlib import Path

from permu.intake import Intake

from ..forms import (
    FAN,
    LAMP,
    NAMES,
    STAFF,
    Sheet,
    codes,
    csv,
    imported,
    one,
    register,
    value,
    workbook,
)  # fmt: skip


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


def test_nobody_produces_without_staff(tmp_path: Path) -> None:
    test_two_level_headings_are_joined_and_keep_the_unit_above(tmp_path)
    rows = [STAFF, [FAN, NAMES[FAN], *[0] * 12, 0], [LAMP, NAMES[LAMP], *[7] * 6, *[8] * 6, 7.5]]
    paths = (
        tmp_path / "05_经信局_运行指标.xlsx",
        csv(tmp_path, "07_人社局_参保人数.csv", rows, "utf-8-sig"),
    )
    intake = imported(register(tmp_path), *paths)

    assert value(intake, FAN, "average_staff") is None
    assert "报有工业总产值 5229.4 万元，" in one(intake, "staff_zero").text()
    assert value(intake, LAMP, "average_staff") == 750
