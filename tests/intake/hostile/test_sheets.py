"""Forms as people edit them: what is meant is read, what may be meant twice is refused or held."""

from pathlib import Path

import pytest

from permu.terms.refusal import Refused

from ..forms import (
    ACCIDENTS,
    FAN,
    LAMP,
    NAMES,
    STAFF,
    TAX,
    Row,
    Sheet,
    codes,
    csv,
    imported,
    land,
    one,
    parcel,
    register,
    tax,
    tax_row,
    value,
    workbook,
)

FORM = "03_税务局_入库税款.xlsx"


def taxes(year: int, *rows: Row, note: str = "单位：元") -> Sheet:
    return Sheet([[f"{year}年入库税款"], [note], TAX, *rows])


def vat(folder: Path, **sheets: Sheet) -> object:
    return value(imported(register(folder), workbook(folder / FORM, sheets)), FAN, "vat_paid")


def test_last_years_sheet_beside_this_years_is_not_read(tmp_path: Path) -> None:
    last, this = taxes(2024, tax_row(FAN, 24)), taxes(2025, tax_row(FAN, 25))

    assert vat(tmp_path, Sheet1=last, Sheet2=this) == 2500


def test_the_name_of_a_sheet_tells_its_year(tmp_path: Path) -> None:
    form = [["入库税款"], ["单位：元"], TAX]
    last, this = Sheet([*form, tax_row(FAN, 24)]), Sheet([*form, tax_row(FAN, 25)])

    assert vat(tmp_path, 税款2024=last, 税款2025=this) == 2500


def test_an_empty_template_before_the_form_is_not_read_as_no_data(tmp_path: Path) -> None:
    assert vat(tmp_path, 模板=Sheet([TAX]), 表=taxes(2025, tax_row(FAN, 25))) == 2500


def test_two_sheets_that_both_may_be_meant_are_refused_by_name(tmp_path: Path) -> None:
    sheet = Sheet([["单位：元"], TAX, tax_row(FAN, 24)])

    with pytest.raises(Refused, match="工作表“初稿”“定稿”都像“年度入库税款”表，不知道以哪一张为准"):
        vat(tmp_path, 初稿=sheet, 定稿=sheet)


def test_a_form_of_an_earlier_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="写明是 2024 年的，不是评价年度 2025 年的数据"):
        vat(tmp_path, 表=taxes(2024, tax_row(FAN, 24)))


def test_last_years_list_of_accidents_is_refused_or_nobody_would_have_had_one(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "08.xlsx", {"事故": Sheet([["2024年度生产安全事故"], ACCIDENTS])})

    with pytest.raises(Refused, match="写明是 2024 年的"):
        imported(register(tmp_path), path)


def test_a_day_in_a_title_is_not_the_year_of_the_figures(tmp_path: Path) -> None:
    row, note = tax_row(FAN, 25), "单位：元  截止2024年12月31日"

    assert vat(tmp_path, 表=Sheet([["入库税款"], [note], TAX, row])) == 2500


def test_a_column_of_last_year_is_not_taken_for_this_years(tmp_path: Path) -> None:
    head = ["统一社会信用代码", "单位名称", "上年/年平均人数", "本年/年平均人数"]
    rows = [head, [FAN, NAMES[FAN], 5, 6]]
    intake = imported(register(tmp_path), workbook(tmp_path / "07.xlsx", {"表": Sheet(rows)}))

    assert value(intake, FAN, "average_staff") == 600


@pytest.mark.parametrize(
    "note",
    ["货币单位：万元", "单位 万元", "单位（万元）", "（单位：万 元）", "金额：万元", "单位：人民币万元", "税款单位:万元",
     "填报单位：税务局　计量单位：万元", "单位为万元"],
)  # fmt: skip
def test_a_unit_is_heard_however_the_note_words_it(tmp_path: Path, note: str) -> None:
    intake = imported(register(tmp_path), tax(tmp_path, tax_row(FAN, 25), note=note))

    assert value(intake, FAN, "vat_paid") == 25_000_000
    assert codes(intake) == set()


@pytest.mark.parametrize("note", ["制表单位：税务局", "各单位：请于月底前报送", "单位名称齐全"])
def test_who_issued_a_form_is_not_its_unit(tmp_path: Path, note: str) -> None:
    intake = imported(register(tmp_path), tax(tmp_path, tax_row(FAN, 25), note=note))

    assert value(intake, FAN, "vat_paid") == 2500
    assert codes(intake) == {"unit_assumed"}


@pytest.mark.parametrize(
    "rows",
    [
        [["", "", "", "", "税款（万元）"], TAX, tax_row(FAN, 25)],
        [TAX, ["", "", "", "", *["万元"] * 11], tax_row(FAN, 25)],
        [TAX, ["", "", "", "", *["（万元）"] * 11], tax_row(FAN, 25)],
        [TAX, tax_row(FAN, 25), ["注：金额单位为万元"]],
    ],
    ids=["above an unmerged header", "below the header", "in brackets", "in a remark at the end"],
)
def test_a_unit_is_found_wherever_people_write_it(tmp_path: Path, rows: list[Row]) -> None:
    assert vat(tmp_path, 表=Sheet([["入库税款"], *rows])) == 25_000_000


def test_a_row_that_numbers_the_columns_is_no_enterprise(tmp_path: Path) -> None:
    numbers = ("甲", "乙", "丙", "丁", *range(1, 12))
    intake = imported(register(tmp_path), tax(tmp_path, numbers, tax_row(FAN, 25)))

    assert value(intake, FAN, "vat_paid") == 2500
    assert codes(intake) == {"row_skipped"}


def test_a_header_printed_again_on_the_next_page_is_no_enterprise(tmp_path: Path) -> None:
    rows = (tax_row(FAN, 25), TAX, tax_row(LAMP, 26))
    intake = imported(register(tmp_path), tax(tmp_path, *rows))

    assert value(intake, LAMP, "vat_paid") == 2600
    assert codes(intake) == {"row_skipped"}


def test_a_second_table_below_gives_no_figure_of_the_first(tmp_path: Path) -> None:
    arrears = ["序号", "纳税人识别号", "纳税人名称", "所属乡镇", "欠税额"]
    rows = (tax_row(FAN, 25), [], ["附：欠税"], arrears, [1, LAMP, NAMES[LAMP], "", 777])
    intake = imported(register(tmp_path), tax(tmp_path, *rows))

    assert value(intake, FAN, "vat_paid") == 2500
    assert value(intake, LAMP, "vat_paid") is None
    assert one(intake, "second_table").row == 7


def test_a_complete_list_cut_by_a_second_table_lets_nobody_be_without_land(tmp_path: Path) -> None:
    other = ["序号", "宗地编号", "权利人/企业名称", "权利人/统一社会信用代码", "坐落", "备注"]
    form = land(tmp_path, [parcel("A1", FAN, 2000), other, (1, "A2", NAMES[LAMP], LAMP, "", "")])
    intake = imported(register(tmp_path), form)

    assert value(intake, LAMP, "land_owned") is None


@pytest.mark.parametrize("at", [1, 2], ids=["beside the code", "in the code's column"])
def test_a_total_in_any_column_is_no_enterprise(tmp_path: Path, at: int) -> None:
    total = ["", "", "", "", 25, *[0] * 9, 25]
    total[at] = "合计"
    intake = imported(register(tmp_path), tax(tmp_path, tax_row(FAN, 25), total))

    assert codes(intake) == {"row_skipped"}


def test_a_comma_that_shifts_a_row_into_a_blank_last_column_holds_it(tmp_path: Path) -> None:
    head = ["统一社会信用代码", "单位名称", "参保基数", "年平均人数", "备注"]
    rows = [head, [FAN, NAMES[FAN], "1,234", 56, ""], [LAMP, NAMES[LAMP], 999, 57, ""]]
    intake = imported(register(tmp_path), csv(tmp_path, "07_人社局.csv", rows))

    assert value(intake, FAN, "average_staff") is None
    assert value(intake, LAMP, "average_staff") == 5700
    assert one(intake, "row_too_long").row == 2


def test_a_comma_at_the_end_of_every_row_shifts_nothing(tmp_path: Path) -> None:
    rows = [STAFF, *[[who, NAMES[who], *[5] * 13, ""] for who in (FAN, LAMP)]]
    intake = imported(register(tmp_path), csv(tmp_path, "07_人社局.csv", rows))

    assert value(intake, LAMP, "average_staff") == 500
    assert codes(intake) == set()


def test_an_empty_form_is_asked_about(tmp_path: Path) -> None:
    intake = imported(register(tmp_path), tax(tmp_path))

    assert one(intake, "no_data_rows").severity == "question"


def test_two_departments_with_each_others_names_are_read_by_content_and_told(
    tmp_path: Path,
) -> None:
    form = tax(tmp_path, tax_row(FAN, 25)).rename(tmp_path / "06_生态环境局_排污与处罚.xlsx")
    intake = imported(register(tmp_path), form)

    assert value(intake, FAN, "vat_paid") == 2500
    assert (
        "文件名像是生态环境局的报表，内容却是“入库税款”表" in one(intake, "named_otherwise").text()
    )
