"""01, the market regulator's list of enterprises: who is registered."""

from collections.abc import Sequence

from permu.sample.enterprise import Enterprise
from permu.sample.sheets.grid import CODE, SERIAL, Column, Row, Sheet


def register_sheet(everybody: Sequence[Enterprise]) -> Sheet:
    """One row an enterprise, in order of its day of registration."""
    sheet = Sheet(
        file="01_市场监管局_企业名册.xlsx",
        name="企业名册",
        title="样例县2025年度工业企业名册（虚构）",
        note="单位：户    截止日期：2026-02-28    制表单位：样例县市场监督管理局（虚构）",
        code=1,
        label=2,
        columns=(
            SERIAL,
            CODE,
            Column(head=("企业名称",), look="text", width=36, item="name"),
            Column(head=("曾用名",), look="text", width=32),
            Column(head=("成立日期",), look="date", width=12, item="registered_on"),
            Column(head=("行业代码",), look="text", width=10, item="industry"),
            Column(head=("所属乡镇（街道）",), look="text", width=16, item="town"),
            Column(head=("住所",), look="text", width=34),
        ),
    )
    for firm in sorted(everybody, key=lambda one: (str(one.facts["registered_on"]), one.code)):
        facts = firm.facts
        cells = (
            None, firm.code, firm.name, firm.former_name or None, facts["registered_on"],
            facts["industry"], facts["town"], firm.address,
        )  # fmt: skip
        sheet.rows.append(Row.of(cells, subject=firm.code))
    return sheet
