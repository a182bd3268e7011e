"""What one method says otherwise than another, in words."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from permu.method import Change, compare_methods, library, library_methods, load_method
from permu.method.comparing.shown import KINDS, shown
from permu.sample import SAMPLE_METHOD
from tests.method.folders import GOOD, changed


def changes(tmp_path: Path, file: str, old: str, new: str) -> list[Change]:
    return compare_methods(load_method(GOOD), load_method(changed(tmp_path, file, old, new)))


def test_a_method_differs_in_nothing_from_itself() -> None:
    assert compare_methods(load_method(GOOD), load_method(GOOD)) == []


ROW = """[[indicator]]
id = "rd_intensity"
label = "研发投入强度"
ratio = ["rd_expense", "sales_revenue"]
unit = "percent"
weight = 40
benchmark = { kind = "group_mean", clause = "第四条" }
clause = "第四条"
when_missing = { kind = "zero", assumed = "未提供视为没有" }
"""
LOWER = "[[indicator]]" + ROW.removeprefix("[[indicator]]").replace("rd_intensity", "innovation")


@pytest.mark.parametrize(
    ("file", "old", "new", "zh", "en"),
    [
        ("above.toml", "value = 20", "value = 24.5",
         ["规上企业：亩均税收基准值 20 → 24.5（+22.5%）"], ["规上企业: 亩均税收 benchmark 20 → 24.5 (+22.5%)"]),
        ("above.toml", "cap = 1.5\n", "",
         ["规上企业：亩均税收封顶倍数 1.5 → 无"], ["规上企业: 亩均税收 cap 1.5 → none"]),
        ("above.toml", 'kind = "group_mean"', 'kind = "published", value = 3',
         ["规上企业：研发投入强度基准值 本组当年平均值（分子之和 ÷ 分母之和） → 3"], ["规上企业: 研发投入强度 benchmark the group's mean (Σ numerator ÷ Σ denominator) → 3"]),
        ("above.toml", 'kind = "zero", assumed = "未提供视为没有"', 'kind = "mean_points", clause = "第四条"',
         ["规上企业：研发投入强度缺数据处理 计0分 → 按本组平均得分", "规上企业：研发投入强度缺数据处理依据 假定：未提供视为没有 → 第四条"],
         ["规上企业: 研发投入强度 when missing zero → the group's mean points", "规上企业: 研发投入强度 missing source assumed: 未提供视为没有 → 第四条"]),
        ("above.toml", ROW, LOWER,
         ["规上企业：新增指标：研发投入强度（权重 40）", "规上企业：取消指标：研发投入强度（权重 40）"],
         ["规上企业: indicator added: 研发投入强度 (weight 40)", "规上企业: indicator removed: 研发投入强度 (weight 40)"]),
        ("above.toml", "shares = [20, 75, 5]", "shares = [25, 70, 5]",
         ["规上企业：分档规定各类比例 20、75、5 → 25、70、5"], ["规上企业: grading shares 20, 75, 5 → 25, 70, 5"]),
        ("above.toml", 'rounding = "half_up"\nclause', 'rounding = "down"\nclause',
         ["规上企业：综合得分取整方式 四舍五入 → 舍去"], ["规上企业: score rounding half up → down"]),
        ("below.toml", "value = 3, ", "value = 5, ",
         ["规下企业条件 用地面积 ≥ 3 亩 → 用地面积 ≥ 5 亩"], ["规下企业 condition land area ≥ 3 mu → land area ≥ 5 mu"]),
        ("method.toml", 'plus = ["land_owned", "land_leased_in"]', 'plus = ["land_owned"]',
         ["用地面积加项 自有用地、租入用地 → 自有用地"], ["用地面积 plus land owned, land leased in → land owned"]),
        ("method.toml", "rate = 0.1", "rate = 0.15",
         ["规上企业：C类用电加价标准 0.1 → 0.15（+50.0%）", "规下企业：C类用电加价标准 0.1 → 0.15（+50.0%）"],
         ["规上企业: C类用电加价 rate 0.1 → 0.15 (+50.0%)", "规下企业: C类用电加价 rate 0.1 → 0.15 (+50.0%)"]),
        ("below.toml", 'kind = "published", value = 12', 'kind = "last_group_mean", factor = 2',
         ["规下企业：亩均税收基准值 12 → 本组上年平均值（分子之和 ÷ 分母之和） × 2"], ["规下企业: 亩均税收 benchmark 12 → the group's mean last year (Σ numerator ÷ Σ denominator) × 2"]),
        ("method.toml", 'status = "synthetic"', 'status = "draft"',
         ["办法状态 虚构 → 征求意见"], ["method status synthetic → draft"]),
        ("method.toml", "[[scope]]", '[[unknown]]\nwhat = "试点企业名单"\nstops = "scope"\n\n[[scope]]',
         ["新增未知事项：试点企业名单"], ["unknown added: 试点企业名单"]),
        ("method.toml", 'state = "exempt"', 'state = "deferred"',
         ["公用事业状态 免评 → 暂不评价"], ["公用事业 state exempt → deferred"]),
        ("method.toml", 'kind = "ceiling"\ngrade = "B"', 'kind = "veto"\ngrade = "C"',
         ["规上企业：重大环境违法种类 不得高于 → 一票否决", "规上企业：重大环境违法类别 B → C",
          "规下企业：重大环境违法种类 不得高于 → 一票否决", "规下企业：重大环境违法类别 B → C"],
         ["规上企业: 重大环境违法 kind ceiling → veto", "规上企业: 重大环境违法 grade B → C",
          "规下企业: 重大环境违法 kind ceiling → veto", "规下企业: 重大环境违法 grade B → C"]),
    ],
)  # fmt: skip
def test_a_change_is_said_in_words(
    file: str, old: str, new: str, zh: list[str], en: list[str], tmp_path: Path
) -> None:
    found = changes(tmp_path, file, old, new)

    assert [change.text() for change in found] == zh
    assert [change.text("en") for change in found] == en


def test_a_grading_that_is_no_longer_known_is_a_change(tmp_path: Path) -> None:
    before = load_method(library() / "320800-huaian" / "2024")
    (above, below) = before.groups
    after = replace(before, groups=(replace(above, grading=None), below))

    assert [change.text() for change in compare_methods(before, after)] == [
        "规上企业：取消分档规定"
    ]


def test_a_group_that_is_gone_is_a_change(tmp_path: Path) -> None:
    folder = changed(tmp_path, "method.toml", ', "below.toml"]', "]")
    (folder / "below.toml").unlink()

    (change,) = compare_methods(load_method(GOOD), load_method(folder))

    assert (change.text(), change.text("en")) == ("取消分组：规下企业", "group removed: 规下企业")


def test_huangyan_s_tax_benchmarks_fell_from_2021_to_2022() -> None:
    years = (load_method(library() / "331003-huangyan" / year) for year in ("2021", "2022"))

    said = [change.text() for change in compare_methods(*years) if change.field == "benchmark"]

    assert said == [
        "规上企业：亩均税收基准值 26.01 → 24.097（−7.4%）",
        "规上企业：亩均增加值基准值 132.27 → 136.16（+2.9%）",
        "规上企业：单位能耗增加值基准值 2.54 → 2.694（+6.1%）",
        "规上企业：单位排放增加值基准值 4861.08 → 4929.81（+1.4%）",
        "规上企业：全员劳动生产率基准值 17.45 → 18.14（+4.0%）",
        "规上企业：R&D经费支出占主营业务收入之比基准值 0.0305 → 0.0302（−1.0%）",
        "规下企业：亩均税收基准值 16.601058 → 11.5932（−30.2%）",
        "规下企业：单位用电税收基准值 0.236565 → 0.2352（−0.6%）",
    ]


def test_any_two_methods_of_the_library_can_be_compared_in_both_languages() -> None:
    methods = [load_method(folder.parent) for folder in library().glob("*/*/method.toml")]
    assert len(methods) >= 5

    for a in methods:
        for b in methods:
            for change in compare_methods(a, b):
                assert set(change.as_json()) == set(change.as_json("en"))
                assert "{" not in change.text() + change.text("en")


PAIRS = list(pairwise([*library_methods(), SAMPLE_METHOD]))


@pytest.mark.parametrize(
    "pair", PAIRS, ids=lambda pair: f"{pair[0].parent.name}-{pair[1].parent.name}"
)
def test_any_two_methods_of_the_library_are_told_apart_in_words(pair: tuple[Path, Path]) -> None:
    """No name of a class, no kind of the files, no brace left open."""
    before, after = map(load_method, pair)
    grades = {
        grade
        for m in (before, after)
        for group in m.groups
        if group.grading
        for grade in group.grading.grades
    }
    told = [one for one in compare_methods(before, after) if one.field != "address"]
    for change in told:
        for said in (change.text(), shown(change.before, "zh"), shown(change.after, "zh")):
            left = set(re.findall(r"[A-Za-z_]+", said)) - grades
            assert not {word for word in left if word in KINDS}, said
            assert not re.search(r"\w+\(\w+=|\{|None|Decimal", said), said
        assert change.text("en")
