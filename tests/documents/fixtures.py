"""Hand-made results of a county that does not exist, to print."""

from dataclasses import replace
from decimal import Decimal

from permu.engine.sheet import (
    Cell,
    FactLine,
    IndicatorLine,
    MeasureLine,
    RuleLine,
    StepLine,
    WayLines,
    WorkingSheet,
)

CODE = "91990101MA0000001X"


def cell(raw: str, address: str, *, unit: str = "元", note: str = "") -> Cell:
    return Cell(
        file="03_税务局_入库税款.xls", sheet="2025年度", cell=address, raw=raw, unit=unit,
        provider="税务局", sha256="5f2c" * 16, note=note,
    )  # fmt: skip


def fact(item: str, label: str, value: str | None, unit: str, **more: object) -> FactLine:
    number = None if value is None else Decimal(value)
    return FactLine(item=item, label=label, value=number, unit=unit, **more)  # type: ignore[arg-type]


TAX = fact(
    "evaluated_tax", "评价税收", "265.06", "万元",
    parts=(
        fact("vat_paid", "增值税（入库）", "180.25", "万元", sign="+",
             cells=(cell("1,802,500.00", "E7"),)),
        fact("corporate_income_tax", "企业所得税", "84.81", "万元", sign="+",
             cells=(cell("848100", "G7"),)),
        fact("property_tax", "房产税", None, "万元", sign="+", note="未申报，办法规定按无此税处理"),
    ),
)  # fmt: skip
LAND = fact(
    "land_area", "用地面积", "10", "亩",
    parts=(
        fact("land_owned", "自有用地", "12.5", "亩", sign="+",
             cells=(cell("8,333.33", "G12", unit="㎡"), cell("0", "G13", unit="㎡", note="第二宗"))),
        fact("land_leased_out", "租出用地", "2.5", "亩", sign="−", cells=(cell("2.5亩", "G4", unit="亩"),)),
    ),
)  # fmt: skip
EMISSIONS = fact("emissions", "主要污染物排放量", None, "吨", note="生态环境局的表中没有该企业")


def indicator(id_: str, label: str, **changed: object) -> IndicatorLine:
    line = IndicatorLine(
        id=id_, label=label, unit="万元/亩", numerator=TAX, denominator=LAND, value="26.5060",
        benchmark="20", benchmark_note="办法公布", weight=Decimal(30), formula="30 × 26.5060 ÷ 20",
        points=Decimal("39.759000"), points_note="", clause="第四条", is_assumed=False,
    )  # fmt: skip
    return replace(line, **changed)  # type: ignore[arg-type]


WAY = WayLines(
    next="A",
    title="怎样升到 A 类",
    lead="A 类从 81.50 分起，本企业 73.20 分，差 8.30 分。",
    head="任何一项单独达到即可：",
    steps=(
        StepLine(item="evaluated_tax", label="评价税收", unit="万元", before="512.30", after="598.10",
                 difference="+85.80", share="16.75%", needed=Decimal("598.092345")),
        StepLine(item="land_area", label="用地面积", unit="亩", before="10.00", after="8.57",
                 difference="−1.43", share="14.30%", needed=Decimal("8.5723"), note="“容积率”会随之下降，已计入"),
    ),
    notes=("或者各项同时变动，每项不超过 4.21%。", "按第一项测算，没有其他企业因此降档。"),
    basis="以上是在其他企业和基准值不变的条件下的测算。",
)  # fmt: skip


def a_sheet(**changed: object) -> WorkingSheet:
    """A graded enterprise whose grade a ceiling changed."""
    sheet = WorkingSheet(
        subject=CODE,
        name="样例县青石汽车零部件有限公司",
        about=(("乡镇（街道）", "青石镇"), ("园区", "青石汽摩配产业园"), ("行业", "C3670 汽车零部件及配件制造")),
        year=2025,
        method_title="样例县2025年度工业企业亩均效益综合评价办法（虚构）",
        method_document="样例县工业企业亩均效益综合评价办法（虚构）",
        method_address="notice.md",
        is_synthetic=True,
        state="graded", state_label="定等级", state_reason="", group_label="规模以上企业",
        indicators=(
            indicator("tax_per_mu", "亩均税收"),
            indicator("value_added_per_mu", "亩均增加值", weight=Decimal(20), value="150.0000",
                      benchmark="136.1604", benchmark_note="本组当年平均值：280 户分子之和 ÷ 分母之和",
                      formula="20 × 150.0000 ÷ 136.1604", points=Decimal("22.032838"),
                      numerator=fact("industrial_value_added", "工业增加值", "1500", "万元",
                                     cells=(cell("1500", "M9", unit="万元"),))),
            indicator("value_added_per_tonne_emitted", "单位排放增加值", unit="万元/吨", value="—",
                      benchmark="4929.81", benchmark_note="本组当年平均值", weight=Decimal(10),
                      formula="", points=Decimal("8.412340"), points_note="无排放数据，按本组该项平均得分赋分",
                      denominator=EMISSIONS, clause="第六条"),
            indicator("rd_intensity", "研发费用占营业收入比重", unit="%", value="—", benchmark="3.02",
                      benchmark_note="本组当年平均值", weight=Decimal(10), formula="",
                      points=Decimal(0), points_note="未提供研发费用，计 0 分", is_assumed=True,
                      clause="办法未载明，待数据核实"),
        ),
        base_score=Decimal("70.204178"), bonus=Decimal(3), score=Decimal("73.20"),
        score_rule="四舍五入保留两位小数（第六条）",
        rank=12, ranked=280, grade_by_rank="A", grade="B",
        grade_rule="A 类占 20%，按累计比例四舍五入取前 56 名（第八条）",
        rules=(
            RuleLine(id="high_tech", label="高新技术企业", kind="bonus", effect="加 3 分", took_effect=True,
                     clause="第七条", is_assumed=False),
            RuleLine(id="environment", label="重大环境违法", kind="ceiling", effect="不得高于 B 类；由 A 类调整为 B 类",
                     took_effect=True, clause="第十条", is_assumed=False,
                     facts=(fact("environment_violations", "重大环境违法", "1", "起",
                                 cells=(cell("是", "G3", unit=""),)),)),
            RuleLine(id="newly_above_scale", label="上年度小升规", kind="floor", effect="不低于 C 类", took_effect=False,
                     clause="第九条", is_assumed=False),
        ),
        measures=(
            MeasureLine(id="power", label="用电加价", amount=Decimal("123456.70"),
                        formula="0.1 元/千瓦时 × 1,234,567 千瓦时", gives=False, basis="样例县办法第十一条（虚构）"),
            MeasureLine(id="priority", label="优先保障用地、用能", amount=None, formula="", gives=True,
                        basis="样例县办法第十一条（虚构）"),
        ),
        way=WAY,
        unknown=("办法未载明缺少职工人数时如何计分",),
        facts_digest="2025-20260228-" + "a1b2" * 16, method_digest="c3d4" * 16,
        evaluation_digest="e5f6" * 8, engine="0.1.0",
    )  # fmt: skip
    return replace(sheet, **changed)  # type: ignore[arg-type]


def unscored(state: str, label: str, reason: str) -> WorkingSheet:
    """An enterprise that stands apart: no indicator, no score, no grade."""
    return a_sheet(
        state=state, state_label=label, state_reason=reason, indicators=(), base_score=None,
        bonus=None, score=None, score_rule="", rank=None, ranked=None, grade_by_rank="", grade="",
        grade_rule="", rules=(), measures=(), way=None, group_label="",
    )  # fmt: skip


EXEMPT = unscored("exempt", "免评", "公用事业企业免评（第二条）")
DEFERRED = unscored("deferred", "暂不评价", "缺少“综合能耗”，办法未载明如何计分，待数据核实后再评")
