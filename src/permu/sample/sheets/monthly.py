"""04, the power company's meters, and 07, the insured persons: twelve months and their year."""

from collections.abc import Sequence
from decimal import Decimal

from permu.sample.enterprise import Enterprise
from permu.sample.sheets.grid import Column, Row, Sheet, Value

POWER_FILE = "04_供电公司_用电量.xlsx"
MONTHS = tuple(f"{month}月" for month in range(1, 13))


def power_sheet(everybody: Sequence[Enterprise]) -> Sheet:
    """One row a meter, in kWh."""
    sheet = Sheet(
        file=POWER_FILE,
        name="用电量",
        title="样例县2025年度工业企业用电量统计表（虚构）",
        note="单位：千瓦时",
        code=2,
        label=1,
        is_numbered=False,
        columns=(
            Column(head=("户号",), look="code", width=12),
            Column(head=("户名",), look="text", width=30),
            Column(head=("统一社会信用代码",), look="code", width=20),
            *_months(),
            Column(head=("全年合计",), look="count", width=12, item="electricity", unit="kwh", is_summed=True),
        ),
    )  # fmt: skip
    for firm in everybody:
        for number, months in firm.meters:
            cells: list[Value] = [number, firm.name, firm.code, *months, sum(months)]
            sheet.rows.append(Row.of(cells, subject=firm.code))
    sheet.rows.sort(key=lambda row: str(row.cells[0]))
    return sheet


def sharing_sheet() -> Sheet:
    """One row a sharer of a meter, and how the meter is parted."""
    return Sheet(
        file=POWER_FILE,
        name="表计分摊",
        title="样例县2025年度合用电表分摊表（虚构）",
        note="单位：千瓦时",
        code=2,
        label=1,
        is_numbered=False,
        columns=(
            Column(head=("户号",), look="code", width=14),
            Column(head=("分摊企业", "企业名称"), look="text", width=30),
            Column(head=("分摊企业", "统一社会信用代码"), look="code", width=22),
            Column(head=("分摊方式",), look="text", width=12),
            Column(head=("分摊数",), look="text", width=12),
            Column(head=("宗地编号",), look="code", width=23),
        ),
    )


def staff_sheet(everybody: Sequence[Enterprise]) -> Sheet:
    """One row an employer: insured persons of each month, and their mean."""
    sheet = Sheet(
        file="07_人社局_参保人数.csv",
        name="",
        code=0,
        label=1,
        is_numbered=False,
        columns=(
            Column(head=("统一社会信用代码",), look="code", width=20),
            Column(head=("单位名称",), look="text", width=30),
            *_months(),
            Column(head=("年平均人数",), look="two", width=12, item="average_staff", unit="persons", is_summed=True),
        ),
    )  # fmt: skip
    for firm in sorted(everybody, key=lambda one: one.code):
        if firm.staff:
            mean = Decimal(firm.whole("average_staff")) / 100
            sheet.rows.append(Row.of((firm.code, firm.name, *firm.staff, mean), subject=firm.code))
    return sheet


def _months() -> tuple[Column, ...]:
    return tuple(Column(head=(month,), look="count", width=9, is_summed=True) for month in MONTHS)
