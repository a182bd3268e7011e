"""The sheet says what each rule did, what it bound and why not, how grades were cut, and what follows."""

from decimal import Decimal

from permu.engine import evaluate, explain
from permu.engine.sheet import RuleLine, WorkingSheet
from permu.method.model import (
    EVERYBODY,
    Adjustment,
    Condition,
    GradeRule,
    Grading,
    Group,
    Listing,
    Source,
    Stage,
)
from permu.terms.facts import Facts
from tests.engine import builders as b

HIGH_TECH = Condition(kind="is", item="is_high_tech")


def sheet(group: Group, facts: Facts, subject: str = "S0001", language: str = "zh") -> WorkingSheet:
    method = b.method(group)
    return explain(evaluate(method, facts), method, facts, subject, language=language)  # type: ignore[arg-type]


def told(*rules: Adjustment, tax: object = 20, **facts: object) -> tuple[RuleLine, ...]:
    grading = b.grading(kind="thresholds", shares=(), at_least=tuple(map(Decimal, (90, 75, 60))))
    row = {"evaluated_tax": tax, "land_area": 1, "is_high_tech": True} | facts
    return sheet(b.group(adjustments=rules, grading=grading), b.facts([row])).rules


def test_of_one_class_the_sheet_says_which_one_counted() -> None:
    lower = b.adjustment("lower", "bonus", label="省级品牌", points=Decimal(3), class_="品牌")
    higher = b.adjustment("higher", "bonus", label="国家级品牌", points=Decimal(5), class_="品牌")

    first, second = told(lower, higher)

    assert (
        first.effect == "省级品牌可得 3 分；“品牌”同类取高，已按“国家级品牌”计，不再累计（第一条）"
    )
    assert (first.took_effect, second.took_effect) == (False, True)
    assert second.effect == "因国家级品牌加 5 分（第一条）"


def test_cases_are_counted_tier_by_tier() -> None:
    rule = b.adjustment(
        "lets", "deduction", label="出租", count="tenants_below_scale", tiers=(Decimal(10), Decimal(5)),
        most=Decimal(30), when=Condition(kind="at_least", item="tenants_below_scale", value=Decimal(1)),
    )  # fmt: skip

    (line,) = told(rule, tenants_below_scale=3)

    assert line.effect == (
        "因出租扣 20 分（第一条）；承租规下企业户数 3 起，依次按 10、5 分计，超出的均按最后一档，合计以 30 分为限"
    )
    assert [fact.item for fact in line.facts] == ["tenants_below_scale"]


def test_a_rule_that_another_one_beats_says_which() -> None:
    accident = b.adjustment("accident", "ceiling", label="安全事故", grade="D")
    floor = b.adjustment("floor", "floor", label="小升规", grade="C", unless=("accident",))

    line = told(accident, floor)[1]

    assert line.effect == "小升规（第一条）；因“安全事故”成立，本条不适用"
    assert not line.took_effect


def test_a_lift_says_how_far_and_what_was_compared() -> None:
    when = Condition(kind="beats", item="tax_per_mu", reference="benchmark", factor=Decimal("0.5"))
    lift = b.adjustment("lift", "lift", label="税收高", when=when, grade="B")

    (line,) = told(lift, tax=13)

    assert line.effect == (
        "按排名为 C，因税收高提 1 档、最高提至 B，升为 B（第一条）；"
        "指标tax_per_mu 13，达到基准值 20.0000 的 0.5 倍"
    )


def test_a_drop_that_changes_nothing_says_so() -> None:
    (line,) = told(b.adjustment("drop", "drop", label="不达标"), tax=1)

    assert line.effect == "因不达标应降 1 档；原为 D，无需调整（第一条）"


def test_the_list_a_subject_is_on_is_told_with_its_facts() -> None:
    listing = Listing(id="low", label="低效名单", when=HIGH_TECH, source=Source("第九条"))
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1, "is_high_tech": True}])

    (line,) = sheet(b.group(lists=(listing,)), facts).rules

    assert (line.kind, line.effect) == ("list", "列入低效名单（第九条）")
    assert [fact.item for fact in line.facts] == ["is_high_tech"]


def cut(grading: Grading, *taxes: object, each: str = "", subject: str = "S0001") -> str:
    rows = [
        {
            "evaluated_tax": tax,
            "land_area": 1,
            "cluster": "机电" if n % 3 else "纺织",
            "electricity": n,
        }
        for n, tax in enumerate(taxes)
    ]
    return sheet(b.group(grading=grading, each=each), b.facts(rows), subject).grade_rule


def test_pools_cut_together_say_of_how_many() -> None:
    grading = b.grading(over="all_pools", quota="refilled")

    assert cut(grading, *range(10, 0, -1), each="cluster", subject="S0002") == (
        "A 20%、B 45%、C 30%、D 5%；6 户参评，户数按累计比例四舍五入；各组别合并 10 户计算名额，再按最大余数法分到各组别，"
        "依次为 1、3、2、0；得分相同的归入较高一类；直接定档和否决的企业计入户数，空出的名额依次递补（第一条）"
    )


def test_exclusive_bounds_are_told() -> None:
    assert "名次须小于户数乘以累计比例，不含本数，依次为 0、1、0、1" in cut(
        b.grading(bounds="exclusive"), 2, 1
    )


def test_two_stages_tell_both_rankings_and_where_the_subject_stood() -> None:
    best = Stage(by_points=("tax_per_mu",), share=Decimal(25), source=Source("第二条"))
    worst = Stage(
        by_figure="electricity", lower_is_better=True, share=Decimal(25), source=Source("第三条")
    )
    grading = b.grading(kind="two_stage", grades=tuple("ABC"), shares=(), best=best, worst=worst)

    assert cut(grading, 4, 3, 2, 1, subject="S0002") == (
        "4 户按综合得分排名，前 50%（2 户）为前段，其余为后段；"
        "前段按指标tax_per_mu得分之和重新排名，取全部参评户数的 25%（1 户）为 A（第二条）；"
        "后段按用电量（低者为优）重新排名，取末位全部参评户数的 25%（1 户）为 C（第三条）；其余为 B；"
        "名额四舍五入；得分相同的归入较高一类；先排名分类，再作调整，调整后不递补（第一条）；"
        "本企业在前段；指标tax_per_mu得分之和为 15；评为 A 的最后一户为 20"
    )
    assert cut(grading, 4, 3, 2, 1, subject="S0003").endswith(
        "本企业在后段；用电量（低者为优）为 2；评为 C 的最后一户为 3"
    )


def test_thresholds_and_rules_are_told() -> None:
    grading = b.grading(kind="thresholds", shares=(), at_least=tuple(map(Decimal, (90, 75, 60))))
    rules = (
        GradeRule(grade="D", when=HIGH_TECH, source=Source("第二条")),
        GradeRule(grade="B", when=EVERYBODY, source=Source("第三条")),
    )
    ruled = b.grading(kind="rules", shares=(), rules=rules)

    assert cut(grading, 1) == (
        "综合得分 90 分及以上为 A；综合得分 75 分及以上为 B；综合得分 60 分及以上为 C，其余为 D（第一条）"
    )
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1, "is_high_tech": None}])
    found = sheet(b.group(grading=ruled), facts)
    assert found.grade_rule.startswith("依次判断，取最先符合的一条：1. ")
    (unsure,) = found.rules
    assert (unsure.id, unsure.is_unsure) == ("grade:D", True)
    assert unsure.effect == "缺少“高新技术企业”数据，本条未能判断（第二条）"


def test_a_cut_quota_a_sum_and_a_refund_are_told() -> None:
    grades = ("A", "B", "C", "D")
    measures = (
        b.measure("cut", kind="cut", grades=grades, rate=Decimal(10), item="energy_quota", unit=""),
        b.measure("award", kind="sum", grades=grades, rate=Decimal(50000), item="", unit=""),
        b.measure(grades=grades, refund="次年升为 C 类的全额返还"),
    )
    facts = b.facts(
        [{"evaluated_tax": 1, "land_area": 1, "energy_quota": 1500, "electricity": 100}]
    )

    cut_, award, power = sheet(b.group(measures=measures), facts).measures

    assert (cut_.amount, cut_.formula) == (
        None,
        "用能指标 1,500 吨标准煤，核减 10%，减少 150 吨标准煤",
    )
    assert (award.amount, award.formula) == (Decimal(50000), "")
    assert power.formula == "0.3 元/千瓦时 × 100 千瓦时；返还：次年升为 C 类的全额返还"


def test_effects_speak_english_too() -> None:
    rule = b.adjustment("lift", "lift", label="lift", grade="A")
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1, "is_high_tech": True}])

    (line,) = sheet(b.group(adjustments=(rule,)), facts, language="en").rules

    assert line.effect == "B by rank; 1 up, no better than A for lift, so A (第一条)"
