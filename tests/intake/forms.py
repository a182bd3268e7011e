"""Small workbooks as departments send them, for tests that each change one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from permu.intake import Intake, read_workbooks
from permu.terms.credit_code import check_character
from permu.terms.findings import Finding

YEAR, AS_OF = 2025, date(2026, 2, 28)
Row = Sequence[object]


def code(number: int, *, kind: str = "91") -> str:
    """A valid credit code of the place 990101, which no real code has."""
    first = f"{kind}990101{number:09}"
    return first + check_character(first)


FAN, LAMP, BOLT = code(101), code(202), code(303)
NAMES = {
    FAN: "样例县清风风机有限公司",
    LAMP: "样例县明途照明（集团）有限公司",
    BOLT: "样例县坚石紧固件有限公司",
}
FORMER = {BOLT: "样例县坚石标准件厂"}

REGISTER = [
    "序号",
    "统一社会信用代码",
    "企业名称",
    "曾用名",
    "成立日期",
    "行业代码",
    "所属乡镇（街道）",
    "住所",
]
TAXES = ["增值税", "免抵调库", "企业所得税", "房产税", "城镇土地使用税", "印花税", "城市维护建设税",
         "教育费附加", "地方教育附加", "稽查查补"]  # fmt: skip
TAX = ["序号", "纳税人识别号", "纳税人名称", "所属乡镇（街道）", *TAXES, "合计"]
MONTHS = [f"{month}月" for month in range(1, 13)]
POWER = ["户号", "户名", "统一社会信用代码", *MONTHS, "全年合计"]
STAFF = ["统一社会信用代码", "单位名称", *MONTHS, "年平均人数"]
PARCELS = [
    "序号",
    "宗地编号",
    "权利人/企业名称",
    "权利人/统一社会信用代码",
    "坐落",
    "不动产权证号",
    "证载面积（㎡）",
]
LEASES = ["序号", "宗地编号", "出租方/企业名称", "出租方/统一社会信用代码", "承租方/企业名称", "承租方/统一社会信用代码",
          "出租占地面积（亩）", "租赁厂房面积（㎡）", "起始日期", "终止日期"]  # fmt: skip
EMISSIONS = ["序号", "统一社会信用代码", "企业名称", "化学需氧量（千克）", "氨氮（千克）", "二氧化硫（千克）",
             "氮氧化物（千克）", "合计（吨）"]  # fmt: skip
PENALTIES = ["序号", "处罚日期", "文号", "统一社会信用代码", "企业名称", "违法行为", "是否重大"]
ACCIDENTS = ["序号", "发生日期", "统一社会信用代码", "企业名称", "事故等级", "简况"]


@dataclass
class Sheet:
    """A sheet to write: rows from row 1 on, then what hides or joins them (rows and columns from 1)."""

    rows: list[Row]
    hidden_rows: Iterable[int] = ()
    hidden_columns: Iterable[int] = ()
    merged: Iterable[tuple[int, int, int, int, str]] = ()
    is_hidden: bool = False
    formulas: dict[tuple[int, int], object] = field(default_factory=dict)


def workbook(path: Path, sheets: dict[str, Sheet]) -> Path:
    """Write an .xlsx."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, sheet in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(sheet.rows):
                for column, value in enumerate(row):
                    page.write(at, column, value)
            _dress(page, sheet)
    return path


def _dress(page: Worksheet, sheet: Sheet) -> None:
    for number in sheet.hidden_rows:
        page.set_row(number - 1, None, None, {"hidden": True})
    for number in sheet.hidden_columns:
        page.set_column(number - 1, number - 1, None, None, {"hidden": True})
    for top, left, bottom, right, text in sheet.merged:
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, text)
    for (row, column), result in sheet.formulas.items():
        page.write_formula(row - 1, column - 1, "=1+1", None, result)
    if sheet.is_hidden:
        page.hide()


def register(folder: Path, rows: Sequence[Row] | None = None) -> Path:
    """The register of the three enterprises, or of the rows given."""
    usual = [
        (at, one, NAMES[one], FORMER.get(one, ""), "2010-05-06", "C3670", "东溪镇", "东溪镇一号")
        for at, one in enumerate(NAMES, 1)
    ]
    return workbook(
        folder / "01_市场监管局_企业名册.xlsx", {"企业名册": Sheet([REGISTER, *(rows or usual)])}
    )


def tax(folder: Path, *rows: Row, note: str = "单位：元", head: Sequence[str] = TAX) -> Path:
    """The tax form: title, note, header in row 3, data from row 4."""
    sheet = Sheet([["入库税款（虚构）"], [note], head, *rows])
    return workbook(folder / "03_税务局_入库税款.xlsx", {"2025年度": sheet})


def tax_row(who: str, vat: object, total: object = None, *, name: str | None = None) -> Row:
    """One enterprise's taxes: VAT alone, the others 0."""
    given = vat if total is None else total
    return (1, who, NAMES.get(who, "") if name is None else name, "东溪镇", vat, *[0] * 9, given)


def land(folder: Path, parcels: Sequence[Row], leases: Sequence[Row] = ()) -> Path:
    """The land form: headers in row 1, data from row 2."""
    return workbook(
        folder / "02_自然资源和规划局_工业用地.xlsx",
        {"宗地": Sheet([PARCELS, *parcels]), "租赁": Sheet([LEASES, *leases])},
    )


def parcel(number: str, who: str, area: object) -> Row:
    """A parcel of `area` m²."""
    return (
        1,
        number,
        NAMES.get(who, "样例县东溪镇石桥村股份经济合作社"),
        who,
        "东溪镇",
        "虚证1号",
        area,
    )


def lease(number: str, landlord: str, tenant: str, area: object, floor: object = 2000) -> Row:
    """A lease of `area` mu and `floor` m²."""
    return (1, number, NAMES.get(landlord, ""), landlord, NAMES.get(tenant, "外县某厂"), tenant, area,
            floor, "2020-01-01", "2030-12-31")  # fmt: skip


def csv(folder: Path, name: str, rows: Sequence[Row], encoding: str = "utf-8") -> Path:
    """A .csv."""
    text = "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows)
    path = folder / name
    path.write_bytes(f"{text}\n".encode(encoding))
    return path


def imported(*paths: Path) -> Intake:
    """Read them, as the sample county is read."""
    return read_workbooks(paths, year=YEAR, as_of=AS_OF)


def one(intake: Intake, name: str) -> Finding:
    """The one finding of that code."""
    (found,) = [finding for finding in intake.findings if finding.code == f"intake.{name}"]
    return found


def value(intake: Intake, who: str, item: str) -> object:
    """A subject's figure as stored: whole units of the item's scale, or None where it is missing."""
    return dict(intake.facts.table.select("subject", item).iter_rows())[who]


def cells(intake: Intake, who: str, item: str) -> list[dict[str, object]]:
    """The cells that a figure came from."""
    rows = intake.facts.cells.iter_rows(named=True)
    return [row for row in rows if (row["subject"], row["item"]) == (who, item)]


def codes(intake: Intake) -> set[str]:
    """What was found, apart from departments that sent nothing and columns without use."""
    found = {finding.code.removeprefix("intake.") for finding in intake.findings}
    return found - {"department_absent", "columns_unused"}
