"""03, the tax bureau's taxes paid into the treasury, in yuan."""

from collections.abc import Sequence

from permu.sample.enterprise import Enterprise, by_town
from permu.sample.sheets.grid import SERIAL, Column, Row, Sheet, cells_of, column_sum

TAXES = (
    ("增值税", "vat_paid"), ("免抵调库", "vat_exempt_credit"), ("企业所得税", "corporate_income_tax"),
    ("房产税", "property_tax"), ("城镇土地使用税", "land_use_tax"), ("印花税", "stamp_tax"),
    ("城市维护建设税", "urban_construction_tax"), ("教育费附加", "education_surcharge"),
    ("地方教育附加", "local_education_surcharge"), ("稽查查补", "audit_recovered_tax"),
)  # fmt: skip


def tax_sheet(everybody: Sequence[Enterprise]) -> Sheet:
    """One row a taxpayer, by town, each town with its subtotal."""
    taxes = tuple(
        Column(head=(head,), look="two", width=16, item=item, unit="yuan", is_summed=True)
        for head, item in TAXES
    )
    sheet = Sheet(
        file="03_税务局_入库税款.xls",
        name="2025年度",
        title="样例县2025年度工业企业入库税款明细表（虚构）",
        note="单位：元    所属期：2025年1月1日至12月31日    截止日期：2026-02-28    制表单位：样例县税务局（虚构）",
        code=1,
        label=2,
        has_subtotals=True,
        columns=(
            SERIAL,
            Column(head=("纳税人识别号",), look="code", width=24),
            Column(head=("纳税人名称",), look="text", width=36),
            Column(head=("所属乡镇（街道）",), look="text", width=16),
            *taxes,
            Column(head=("合计",), look="two", width=17, is_summed=True),
        ),
    )
    for firm in sorted(everybody, key=by_town):
        paid = cells_of(firm, taxes)
        cells = (None, firm.code, firm.name, firm.text("town"), *paid, column_sum(paid))
        sheet.rows.append(Row.of(cells, subject=firm.code, town=firm.text("town")))
    return sheet
