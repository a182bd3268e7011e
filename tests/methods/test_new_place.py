"""A new place needs no Python: its method and a park's overlay, from empty folders to verified results."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from permu.doors.cli import permu

Run = Callable[..., str]

COUNTY = {
    "notice.md": """\
# 丙县工业企业亩均效益评价办法（虚构）

第一条 全县工业企业按亩均税收、单位用电税收计分，各 50 分，基准值为 20 万元/亩、0.3 元/千瓦时。
第二条 按得分分优、良、差三类：优 20%，良 70%，差 10%。
第三条 差类企业不得参与新增用地竞买。
第四条 得分公示 5 个工作日，最后一日 17:30 截止。
第五条 亩均税收的税收为增值税与企业所得税之和，用地为自有加租入减租出。
第六条 得分保留两位小数。
""",
    "method.toml": """\
[method]
id = "990104-bing-2025"
title = "丙县2025年度工业企业亩均效益评价"
place = "990104"
place_label = "丙县（虚构）"
year = 2025
published = 2026-03-02
document = "丙县工业企业亩均效益评价办法"
address = "notice.md"
status = "synthetic"
groups = ["all.toml"]

[[definition]]
id = "two_taxes"
label = "两税合计"
plus = ["vat_paid", "corporate_income_tax"]
needs = "any"
unit = "10k_yuan"
clause = "第五条"

[[definition]]
id = "land_area"
label = "用地面积"
plus = ["land_owned", "land_leased_in"]
minus = ["land_leased_out"]
needs = "any"
unit = "mu"
clause = "第五条"

[[grade]]
id = "优"
label = "优等"
color = "green"
clause = "第二条"

[[measure]]
id = "no_land"
label = "差类企业不得竞买"
kind = "text"
grades = ["差"]
gives = false
basis = "丙县办法第三条（虚构）"
clause = "第三条"

[procedure]
publishes = "grades"
clause = "第四条"

[[notice]]
id = "scores"
label = "得分公示"
of = "scores"
days = 5
counted_in = "working_days"
until = "17:30"
clause = "第四条"
""",
    "all.toml": """\
[group]
id = "all"
label = "工业企业"
when = { kind = "always" }
clause = "第一条"

[[indicator]]
id = "tax_per_mu"
label = "亩均税收"
ratio = ["two_taxes", "land_area"]
unit = "10k_yuan/mu"
weight = 50
floor = 0
benchmark = { kind = "published", value = 20, clause = "第一条" }
when_missing = { kind = "hold", assumed = "待核实" }
clause = "第一条"

[[indicator]]
id = "tax_per_kwh"
label = "单位用电税收"
ratio = ["two_taxes", "electricity"]
unit = "yuan/kwh"
weight = 50
floor = 0
benchmark = { kind = "published", value = 0.3, clause = "第一条" }
when_missing = { kind = "zero", assumed = "没有用电的不计分" }
clause = "第一条"

[score]
decimals = 2
rounding = "half_up"
clause = "第六条"

[grading]
grades = ["优", "良", "差"]
shares = [20, 70, 10]
rounding = "half_up"
ties = "better"
quota = "before_adjustments"
clause = "第二条"
""",
    "all.cases.toml": """\
[[case]]
name = "亩均税收10万元、每千瓦时0.3元税收的企业得75分"
# （30＋20）÷5＝10，50×10÷20＝25；500000元÷1666667千瓦时≈0.3，50×0.3÷0.3＝50.00；合计75.00
facts = { vat_paid = 30, corporate_income_tax = 20, land_owned = 5, electricity = 1666667 }
points = { tax_per_mu = 25 }
score = 75.00

[[case]]
name = "得分3月2日公示，3月9日17时30分截止"
# 3、4、5、6日和9日为第1至5个工作日
[[case.notice]]
id = "scores"
published = 2026-03-02
closes = "2026-03-09 17:30"
""",
}
PARK = {
    "notice.md": """\
# 丙县澄砚汽摩配产业园评价细则（虚构）

第一条 园区亩均税收基准值为 30 万元/亩，其余按县办法。
第二条 优 30%，良 60%，差 10%。
""",
    "method.toml": """\
drop = ["measure:no_land"]

[method]
id = "990104-bing-2025-park"
title = "澄砚汽摩配产业园2025年度评价"
parent = "../2025"
area = { kind = "one_of", item = "park", codes = ["澄砚汽摩配产业园"] }
document = "丙县澄砚汽摩配产业园评价细则"
address = "notice.md"
status = "synthetic"
""",
    "all.toml": """\
[[indicator]]
id = "tax_per_mu"
benchmark = { kind = "published", value = 30, clause = "第一条" }
clause = "第一条"

[grading]
shares = [30, 60, 10]
clause = "第二条"
""",
    "all.cases.toml": """\
[[case]]
name = "园区基准值30万元：亩均税收15万元得25分，用电缺数据不计分"
# （45＋30）÷5＝15，50×15÷30＝25；合计25
facts = { park = "澄砚汽摩配产业园", vat_paid = 45, corporate_income_tax = 30, land_owned = 5 }
score = 25
""",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """丙县's folder, with the county's method and the park's overlay."""
    for name, files in (("2025", COUNTY), ("2025-park", PARK)):
        (tmp_path / "990104-bing" / name).mkdir(parents=True)
        for file, text in files.items():
            (tmp_path / "990104-bing" / name / file).write_text(text, "utf-8")
    return tmp_path / "990104-bing"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `permu` with these words; it has to succeed."""
    monkeypatch.setenv("PERMU_LANG", "zh")

    def call(*words: str | Path) -> str:
        result = CliRunner().invoke(permu, [str(word) for word in words])
        assert result.exit_code == 0, result.output
        return result.output

    return call


def test_a_new_place_is_checked_evaluated_and_verified_without_a_line_of_python(
    place: Path, run: Run, tmp_path: Path
) -> None:
    run("check", place / "2025", place / "2025-park")
    assert run("cases", place / "2025", place / "2025-park").count("✓") == 3
    run("sample", tmp_path / "facts", "--parquet", "--enterprises", "200")
    for name in ("2025", "2025-park"):
        out = tmp_path / name
        run("evaluate", "--method", place / name, "--facts", tmp_path / "facts", "--out", out)
        run("verify", out)

    county = pl.read_parquet(tmp_path / "2025" / "evaluation.parquet")
    park = pl.read_parquet(tmp_path / "2025-park" / "evaluation.parquet")
    assert set(county["grade"].drop_nulls()) == {"优", "良", "差"}
    assert len(county) == 200
    assert 0 < len(park) < 200
    assert set(park["grade"].drop_nulls()) == {"优", "良", "差"}
    assert (tmp_path / "2025-park" / "method" / "parent" / "all.toml").is_file()


def test_facts_of_another_year_than_the_method_s_are_pointed_out(
    place: Path, run: Run, tmp_path: Path
) -> None:
    head = place / "2025" / "method.toml"
    head.write_text(head.read_text("utf-8").replace("year = 2025", "year = 2024"), "utf-8")
    run("sample", tmp_path / "facts", "--parquet", "--enterprises", "50")

    said = run(
        "evaluate", "--method", place / "2025", "--facts", tmp_path / "facts", "--out", tmp_path / "out"
    )  # fmt: skip

    assert "数据是 2025 年度的，办法评价的是 2024 年度。" in said
