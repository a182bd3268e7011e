"""08, the emergency management bureau's complete list of accidents."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from permu.sample.enterprise import Enterprise
from permu.sample.sheets.grid import CODE, NAME, SERIAL, Column, Row, Sheet

STORIES = ("机械伤害", "高处坠落", "物体打击", "起重伤害", "火灾")


def accident_sheet(everybody: Sequence[Enterprise], draw: Random) -> Sheet:
    """One row an accident of the year; 较大 and above count as major."""
    cases = [
        (firm, "较大") for firm in everybody for _ in range(firm.whole("major_safety_accidents"))
    ]
    cases += [(firm, "一般") for firm in draw.sample(list(everybody), 2 + len(everybody) // 200)]
    days = sorted(date(2025, 1, 9) + timedelta(days=draw.randrange(350)) for _ in cases)
    draw.shuffle(cases)
    sheet = Sheet(
        file="08_应急管理局_事故.xlsx",
        name="事故",
        title="样例县2025年度生产安全责任事故一览表（虚构）",
        note="单位：起    所属期：2025年1月1日至12月31日    截止日期：2026-02-28    制表单位：样例县应急管理局（虚构）",
        code=2,
        label=3,
        columns=(
            SERIAL,
            Column(head=("发生日期",), look="date", width=12),
            CODE,
            NAME,
            Column(head=("事故等级",), look="flag", width=10),
            Column(head=("简况",), look="text", width=40),
        ),
    )
    for day, (firm, level) in zip(days, cases, strict=True):
        story = f"车间{draw.choice(STORIES)}，已结案"
        sheet.rows.append(
            Row.of((None, day, firm.code, firm.name, level, story), subject=firm.code)
        )
    return sheet
