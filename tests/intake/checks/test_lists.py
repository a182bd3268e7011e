"""Lists, complete or dated, meters, the register itself."""

from pathlib import Path

from ..forms import (
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
    Row,
    Sheet,
    csv,
    imported,
    one,
    register,
    value,
    workbook,
)  # fmt: skip


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


def test_a_word_of_the_remarks_makes_no_subtotal_of_a_named_row(tmp_path: Path) -> None:
    rows = [(1, "2025-03-01", "", NAMES[FAN], "较大", "死亡人数合计")]
    path = workbook(tmp_path / "08_应急管理局_事故.xlsx", {"事故": Sheet([ACCIDENTS, *rows])})

    assert value(imported(register(tmp_path), path), FAN, "major_safety_accidents") == 1
