"""05, the economy bureau's figures, with one column of statistical microdata that must not be used."""

from collections.abc import Sequence
from decimal import Decimal

from permu.sample.enterprise import Enterprise, by_town
from permu.sample.sheets.grid import SERIAL, Column, Row, Sheet, cells_of

FIRM = (("所在园区", "park", 24), ("产业集群", "cluster", 12), ("投产日期", "commissioned_on", 12))
FLAGS = (
    ("规上企业", "is_above_scale"), ("上年度小升规", "is_new_above_scale"), ("高新技术企业", "is_high_tech"),
    ("绿色工厂", "green_factory"), ("重大项目建设中", "builds_major_project"),
)  # fmt: skip
FIGURES = (
    ("工业总产值", "output"), ("营业收入", "sales_revenue"), ("工业增加值", "industrial_value_added"),
    ("研发费用", "rd_expense"),
)  # fmt: skip


def operation_sheet(everybody: Sequence[Enterprise]) -> Sheet:
    """One row an enterprise, by town. Energy stands as text, as an export of another system leaves it."""
    firm_columns = tuple(
        Column(head=("企业", head), look="text", width=width, item=item)
        for head, item, width in FIRM
    )
    flags = tuple(
        Column(head=("分类", head), look="flag", width=10, item=item) for head, item in FLAGS
    )
    figures = tuple(
        Column(head=("经济指标（万元）", head), look="two", width=14, item=item, unit="10k_yuan", is_summed=True)
        for head, item in FIGURES
    )  # fmt: skip
    energy = Column(
        head=("能耗（吨标准煤）", "综合能耗（等价值）"), look="two", width=14,
        item="energy_equivalent", unit="tce", is_summed=True,
    )  # fmt: skip
    sheet = Sheet(
        file="05_经信局_运行指标.xlsx",
        name="生产经营",
        title="样例县2025年度工业企业生产经营情况表（虚构）",
        note="单位：万元、吨标准煤    截止日期：2026-02-28    制表单位：样例县经济和信息化局（虚构）",
        code=2,
        label=1,
        has_subtotals=True,
        columns=(
            SERIAL,
            Column(head=("企业", "企业名称"), look="text", width=36),
            Column(head=("企业", "统一社会信用代码"), look="code", width=22),
            *firm_columns, *flags, *figures, energy,
            Column(head=("统计局数据（万元）", "单户工业增加值"), look="two", width=14, is_summed=True),
        ),
    )  # fmt: skip
    for firm in sorted(everybody, key=by_town):
        park, cluster, _ = cells_of(firm, firm_columns)
        cells = [None, firm.name, firm.code, park, cluster, firm.text("commissioned_on")]
        cells += cells_of(firm, (*flags, *figures))
        cells += [firm.text("energy_equivalent") or None, _surveyed(firm)]
        sheet.rows.append(Row.of(cells, subject=firm.code, town=firm.text("town")))
    return sheet


def _surveyed(firm: Enterprise) -> Decimal | None:
    """What the enterprise told the statistics bureau: near its declaration, and nobody's to grade with."""
    if not firm.facts["is_above_scale"]:
        return None
    declared = Decimal(firm.whole("industrial_value_added")) / 10**6
    return (declared * (97 + int(firm.code[8:17], 36) % 7) / 100).quantize(Decimal("0.01"))
