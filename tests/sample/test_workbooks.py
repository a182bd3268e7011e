"""What stands in the eight files, read by other readers than the writer's, against the truth."""

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from permu.sample.sheets.grid import Column
from permu.sample.write.xlsx import head_cells
from permu.terms.facts import Facts
from permu.terms.items import item
from tests.sample.reading import number, plain, sheets_of

HEADS = {
    ("01", "企业名册"): "序号 统一社会信用代码 企业名称 曾用名 成立日期 行业代码 所属乡镇（街道） 住所",
    ("02", "宗地"): "序号 宗地编号 企业名称 统一社会信用代码 坐落 不动产权证号 证载面积（㎡）",
    ("02", "租赁"): "序号 宗地编号 企业名称 统一社会信用代码 企业名称 统一社会信用代码 出租占地面积（亩） 租赁厂房面积（㎡） 起始日期 终止日期",
    ("03", "2025年度"): "序号 纳税人识别号 纳税人名称 所属乡镇（街道） 增值税 免抵调库 企业所得税 房产税 城镇土地使用税 印花税 城市维护建设税 教育费附加 地方教育附加 稽查查补 合计",
    ("04", "用电量"): "户号 户名 统一社会信用代码 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月 全年合计",
    ("04", "表计分摊"): "户号 企业名称 统一社会信用代码 分摊方式 分摊数 宗地编号",
    ("02", "权证"): "序号 不动产权证号 宗地编号 企业名称 统一社会信用代码 证载面积（㎡） 共有份额",
    ("02", "房屋"): "序号 宗地编号 幢号 层数 建筑面积（㎡） 建设状态",
    ("05", "生产经营"): "序号 企业名称 统一社会信用代码 所在园区 产业集群 投产日期 规上企业 上年度小升规 高新技术企业 绿色工厂 重大项目建设中 工业总产值 营业收入 工业增加值 研发费用 综合能耗（等价值） 单户工业增加值",
    ("06", "排放量"): "序号 统一社会信用代码 企业名称 化学需氧量（千克） 氨氮（千克） 二氧化硫（千克） 氮氧化物（千克） 合计（吨）",
    ("06", "行政处罚"): "序号 处罚日期 文号 统一社会信用代码 企业名称 违法行为 是否重大",
    ("07", ""): "统一社会信用代码 单位名称 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月 年平均人数",
    ("08", "事故"): "序号 发生日期 统一社会信用代码 企业名称 事故等级 简况",
}  # fmt: skip


@pytest.mark.parametrize(("place", "heads"), HEADS.items(), ids="-".join)
def test_each_sheet_has_the_columns_its_department_sends(
    books: dict[str, Path], place: tuple[str, str], heads: str
) -> None:
    rows = sheets_of(books[place[0]])[place[1]]
    start = 0 if place[0] == "07" else 2
    two_levels = any(row[0] is None for row in rows[start + 1 : start + 2])
    joined = [
        plain(low) or plain(high)
        for high, low in zip(rows[start], rows[start + two_levels], strict=True)
    ]

    assert " ".join(joined) == heads


@pytest.mark.parametrize(
    ("key", "sheet", "first", "unit"),
    [("03", "2025年度", 4, Decimal(100)), ("05", "生产经营", 11, Decimal(10**6)), ("06", "排放量", 3, Decimal(1000))],
)  # fmt: skip
def test_every_unplanted_figure_of_a_sheet_is_the_truth_exactly(
    books: dict[str, Path],
    truth: Facts,
    planted: list,
    key: str,
    sheet: str,
    first: int,
    unit: Decimal,
) -> None:
    columns = {
        "03": "vat_paid vat_exempt_credit corporate_income_tax property_tax land_use_tax stamp_tax urban_construction_tax education_surcharge local_education_surcharge audit_recovered_tax",
        "05": "output sales_revenue industrial_value_added rd_expense energy_equivalent",
        "06": "cod ammonia_nitrogen sulfur_dioxide nitrogen_oxides",
    }[key].split()  # fmt: skip
    code = 2 if key == "05" else 1
    odd = {
        (error["sheet"], row)
        for error in planted
        for row in error["rows"]
        if error["file"].startswith(key)
    }
    known = {row["subject"]: row for row in truth.table.iter_rows(named=True)}
    compared = 0
    for at, row in enumerate(sheets_of(books[key])[sheet], 1):
        if row[code] not in known or (sheet, at) in odd:
            continue
        compared += 1
        for offset, name in enumerate(columns):
            shown = row[first + offset]
            assert (None if shown in (None, "") else number(shown) * unit) == known[row[code]][name]
    assert compared > 0.85 * (220 if key == "06" else 600)


@pytest.mark.parametrize(
    ("key", "sheet", "column", "items"),
    [
        ("02", "宗地", 6, None),
        ("03", "2025年度", 4, "vat_paid"),
        ("05", "生产经营", 13, "industrial_value_added"),
        ("06", "排放量", 3, "cod"),
        ("07", "", 14, "average_staff"),
        ("04", "用电量", 15, "electricity"),
    ],
)
def test_totals_add_up_to_what_the_books_mean(
    books: dict[str, Path],
    truth: Facts,
    planted: list,
    key: str,
    sheet: str,
    column: int,
    items: str | None,
) -> None:
    """合计 is the sum of the true figures, whatever was planted in the cells above it."""
    total = sheets_of(books[key])[sheet][-1]
    assert "合计" in [plain(cell) for cell in total]
    if items is None:
        return
    right = {
        (figure["subject"], figure["item"]): figure["value"]
        for error in planted for figure in error["figures"]
    }  # fmt: skip
    meant = Decimal(0)
    for subject, whole in truth.table.select("subject", items).iter_rows():
        value = right.get((subject, items))
        if whole is not None:
            meant += item(items).decimal(whole)
        elif value is not None:
            meant += Decimal(value)
    factor = {"vat_paid": 10_000, "cod": 1000}.get(items, 1)
    assert number(total[column]) == pytest.approx(meant * factor, abs=Decimal("0.005"))


def test_subtotals_of_towns_add_up_to_the_total(books: dict[str, Path]) -> None:
    rows = sheets_of(books["03"])["2025年度"]
    towns = [row for row in rows if str(row[2]).endswith("小计")]

    assert len(towns) == 9
    for column in range(4, 15):
        assert sum(number(row[column]) for row in towns) == pytest.approx(number(rows[-1][column]))


def test_each_planted_row_bears_its_error(books: dict[str, Path], planted: list) -> None:
    """The row number is the sheet's own: the cell that `planted.json` names holds what the kind says."""
    signs = {
        "code_missing": lambda cell: cell in (None, ""),
        "code_look_alike": lambda cell: any(letter in str(cell) for letter in "OI"),
        "code_registry_number": lambda cell: len(str(cell)) == 15 and str(cell).isdigit(),
        "name_masked": lambda cell: "**" in str(cell),
        "name_brackets_and_spaces": lambda cell: "(样例县)" in str(cell) and " " in str(cell),
        "land_zero": lambda cell: cell == 0,
        "land_negative": lambda cell: cell == -350,
        "land_ten_thousandfold": lambda cell: cell > 500,
        "tax_negative": lambda cell: cell < 0,
        "dash": lambda cell: cell in ("—", "无", "/"),
        "unit_in_cell": lambda cell: str(cell).endswith(("亩", "万元")),
        "error_cell": lambda cell: cell in ("#DIV/0!", "#N/A"),
        "formula_without_value": lambda cell: cell is None,
        "date_impossible": lambda cell: plain(cell) in ("2025-02-30", "2031-05-06"),
        "industry_unknown": lambda cell: cell in ("C4490", "C1290"),
        "staff_zero": lambda cell: cell == "0",
        "statistical_item": lambda cell: cell == "单户工业增加值",
    }
    seen = set()
    for error in planted:
        if error["kind"] in signs:
            path = next(path for path in books.values() if path.name == error["file"])
            column = openpyxl.utils.cell.coordinate_from_string(error["cell"])[0]
            at = openpyxl.utils.cell.column_index_from_string(column) - 1
            assert signs[error["kind"]](sheets_of(path)[error["sheet"]][error["row"] - 1][at]), (
                error
            )
            seen.add(error["kind"])
    assert seen == set(signs)


def _xml_of_cell(path: Path, sheet: str, cell: str) -> str:
    number_of = openpyxl.load_workbook(path, read_only=True).sheetnames.index(sheet) + 1
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(f"xl/worksheets/sheet{number_of}.xml").decode()
    return xml[xml.index(f'<c r="{cell}"') :].split("</c>")[0]


def test_odd_cells_are_odd_in_the_file_itself(books: dict[str, Path], planted: list) -> None:
    seen = set()
    for error in planted:
        if error["file"] != books["05"].name or error["kind"] not in (
            "error_cell",
            "formula_without_value",
            "code_as_number",
        ):
            continue
        xml = _xml_of_cell(books["05"], error["sheet"], error["cell"])
        seen.add(error["kind"])
        if error["kind"] == "error_cell":
            assert 't="e"' in xml
        elif error["kind"] == "formula_without_value":
            assert "<f>" in xml
            assert xml.endswith("<v></v>")
        else:
            assert 't="' not in xml
            assert float(xml.split("<v>")[1].split("<")[0]) != int(error["subject"])
    assert seen == {"error_cell", "formula_without_value", "code_as_number"}


def test_a_hidden_row_is_hidden(books: dict[str, Path], planted: list) -> None:
    error = next(error for error in planted if error["kind"] == "hidden_row")
    path = next(path for path in books.values() if path.name == error["file"])

    page = openpyxl.load_workbook(path)[error["sheet"]]

    assert page.row_dimensions[error["row"]].hidden
    assert sum(dimension.hidden for dimension in page.row_dimensions.values()) == 1


def test_neighbors_under_one_head_share_a_merged_cell() -> None:
    def column(*head: str) -> Column:
        return Column(head=head, look="text", width=9)

    heads = dict(head_cells([column("序号"), column("企业", "名称"), column("企业", "代码")]))

    assert heads == {
        (0, 0, 1, 0): "序号",
        (0, 1, 0, 2): "企业",
        (1, 1, 1, 1): "名称",
        (1, 2, 1, 2): "代码",
    }
