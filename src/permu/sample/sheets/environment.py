"""06, the environment bureau's emissions (whoever reports them) and its complete list of penalties."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from permu.sample.enterprise import Enterprise
from permu.sample.sheets.grid import CODE, NAME, SERIAL, Column, Row, Sheet, cells_of, column_sum

FILE = "06_生态环境局_排污与处罚.xlsx"
ISSUER = "制表单位：样例县生态环境局（虚构）"
POLLUTANTS = (
    ("化学需氧量（千克）", "cod"), ("氨氮（千克）", "ammonia_nitrogen"),
    ("二氧化硫（千克）", "sulfur_dioxide"), ("氮氧化物（千克）", "nitrogen_oxides"),
)  # fmt: skip
MAJOR = ("通过暗管排放水污染物", "篡改自动监测数据", "未取得排污许可证排放污染物")
MINOR = (
    "危险废物贮存场所标志不规范",
    "未按规定保存环境管理台账",
    "排污口设置不规范",
    "未按要求开展自行监测",
)


def emission_sheet(everybody: Sequence[Enterprise]) -> Sheet:
    """One row an enterprise with a discharge permit, in kg; the total in tonnes."""
    pollutants = tuple(
        Column(head=(head,), look="two", width=15, item=item, unit="kg", is_summed=True)
        for head, item in POLLUTANTS
    )
    sheet = Sheet(
        file=FILE,
        name="排放量",
        title="样例县2025年度工业企业主要污染物排放量（虚构）",
        note=f"单位：千克、吨    截止日期：2026-02-28    {ISSUER}",
        code=1,
        label=2,
        columns=(
            SERIAL,
            CODE,
            NAME,
            *pollutants,
            Column(head=("合计（吨）",), look="five", width=14, is_summed=True),
        ),
    )
    for firm in sorted(everybody, key=lambda one: one.code):
        emitted = cells_of(firm, pollutants)
        if any(cell is not None for cell in emitted):
            cells = (None, firm.code, firm.name, *emitted, column_sum(emitted) / Decimal(1000))
            sheet.rows.append(Row.of(cells, subject=firm.code))
    return sheet


def penalty_sheet(everybody: Sequence[Enterprise], draw: Random) -> Sheet:
    """One row a penalty of the year, major or not."""
    cases = [
        (firm, draw.choice(MAJOR), "是")
        for firm in everybody
        for _ in range(firm.whole("environment_violations"))
    ]
    cases += [
        (firm, draw.choice(MINOR), "否") for firm in draw.sample(list(everybody), len(everybody) // 60)
    ]  # fmt: skip
    days = sorted(date(2025, 1, 6) + timedelta(days=draw.randrange(355)) for _ in cases)
    draw.shuffle(cases)
    sheet = Sheet(
        file=FILE,
        name="行政处罚",
        title="样例县2025年度生态环境行政处罚一览表（虚构）",
        note=f"单位：起    所属期：2025年1月1日至12月31日    截止日期：2026-02-28    {ISSUER}",
        code=3,
        label=4,
        columns=(
            SERIAL,
            Column(head=("处罚日期",), look="date", width=12),
            Column(head=("文号",), look="text", width=24),
            CODE,
            NAME,
            Column(head=("违法行为",), look="text", width=32),
            Column(head=("是否重大",), look="flag", width=10),
        ),
    )
    for number, (day, (firm, deed, is_major)) in enumerate(zip(days, cases, strict=True), 1):
        paper = f"样环罚〔2025〕{number}号"
        cells = (None, day, paper, firm.code, firm.name, deed, is_major)
        sheet.rows.append(Row.of(cells, subject=firm.code))
    return sheet
