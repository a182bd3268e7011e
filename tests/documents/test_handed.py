"""A measure's list for its bureau: its own figure, what it comes to, and the proof of the list it rests on."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from permu.documents.consequences import MeasureReport, Owed, write_measure_workbook
from permu.documents.official.issued import Issued
from permu.method.model import Measure, Source

MEASURE = Measure(
    id="m", label="用电加价", kind="per_unit", grades=("D",), item="electricity", rate=Decimal("0.3"),
    unit="yuan/kwh", gives=False, basis="样例县办法第十一条（虚构）", source=Source(clause="第十一条"),
)  # fmt: skip
ISSUED = Issued(
    kind="final", year=2025, version=2, number=3, round="2025 年度亩均效益综合评价", run=4,
    as_of=date(2026, 2, 28), at=datetime.fromisoformat("2026-11-23T09:30+08:00"), algorithm="sha256", root="a" * 64,
    head=f"3-{'b' * 64}",
)  # fmt: skip
KWH = "用电量（千瓦时）"
OWED = Owed(
    subject="91990101MA0000001A", name="样例甲有限公司", grade="D", by=KWH, base=Fraction(4001, 2),
    rate="0.3 元/千瓦时", cut=None, amount=60015, quarters={"2026Q4": 15004, "2027Q1": 45001, "": 10},
)  # fmt: skip
REPORT = MeasureReport(
    issued=ISSUED, measure=MEASURE, says=("D：用电量加收 0.3 元/千瓦时",), bureau="供电公司",
    reviewed="可以执行 · 2026-11-20", standing="公布第 2 版", is_synthetic=True,
    quarters=("2026Q4", "2027Q1", ""),
    owed=(OWED, replace(
        OWED, subject="91990101MA0000002B", name="=样例乙有限公司", base=None, amount=None, quarters={},
    )),
)  # fmt: skip


def cells(path: Path, report: MeasureReport, sheet: int) -> list[list[object]]:
    write_measure_workbook(path, report)
    rows = openpyxl.load_workbook(path, data_only=True).worksheets[sheet].iter_rows()
    return [[cell.value for cell in row] for row in rows]


def test_amounts_stand_in_yuan_by_quarter_and_a_missing_figure_is_a_dash(tmp_path):
    heads, first, second = cells(tmp_path / "a.xlsx", REPORT, 0)[3:6]

    said = dict(zip(heads, first, strict=True))
    assert (said["按什么算"], said["数值"], said["标准"]) == (KWH, 2000.5, "0.3 元/千瓦时")
    assert (said["2026Q4"], said["2027Q1"], said["不在有效期"]) == (150.04, 450.01, 0.1)
    assert said["全年"] == 600.15
    none = dict(zip(heads, second, strict=True))
    assert {none[head] for head in ("数值", "2026Q4", "全年")} == {"—"}
    assert none["企业名称"] == "=样例乙有限公司"  # text, no formula


def test_the_heads_have_two_levels_and_the_list_says_that_it_is_made_up(tmp_path):
    write_measure_workbook(tmp_path / "a.xlsx", REPORT)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]

    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"B3:D3", "E3:G3", "H3:K3"} <= merged
    assert "虚构" in sheet["A2"].value
    assert "公布第 2 版" in sheet["A2"].value


def test_the_second_sheet_holds_the_proof_and_every_total(tmp_path):
    about = {row[0]: row[1] for row in cells(tmp_path / "a.xlsx", REPORT, 1)}

    assert (about["公布版次"], about["名单摘要"]) == ("2", f"SHA256 {ISSUED.root}")
    assert about["存证"] == ISSUED.head
    assert about["有效期"] == "办法未写"
    parts = [about[f"合计：{name}（元）"] for name in ("2026Q4", "2027Q1", "不在有效期")]
    assert parts == [150.04, 450.01, 0.1]
    assert about["合计：全年（元）"] == 600.15


@pytest.mark.parametrize(
    ("kind", "has", "lacks"),
    [("cut", "核减量", "全年"), ("text", "等级", "标准"), ("sum", "全年", "按什么算")],
)
def test_a_list_has_the_columns_of_its_kind_and_no_more(tmp_path, kind, has, lacks):
    item = "electricity" if kind == "cut" else ""
    report = replace(REPORT, measure=replace(MEASURE, kind=kind, item=item), quarters=())
    rows = cells(tmp_path / "a.xlsx", report, 0)
    heads = {*rows[2], *rows[3]}

    assert has in heads
    assert lacks not in heads
