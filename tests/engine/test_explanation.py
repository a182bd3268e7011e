"""The working sheet tells the result's own numbers, and why."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings

from permu.engine import evaluate, explain, explain_all
from permu.engine.sheet import WorkingSheet
from permu.method.model import Condition, Method, Source
from permu.terms.facts import CELLS, Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.strategies import facts, methods


def sheet(
    method: Method, given_facts: Facts, subject: str = "S0001", language: str = "zh"
) -> WorkingSheet:
    evaluation = evaluate(method, given_facts)
    return explain(evaluation, method, given_facts, subject, language=language)  # type: ignore[arg-type]


def kept(number: Decimal | None) -> int | None:
    return None if number is None else int(number * 10**6)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(methods(), facts())
def test_every_sheet_tells_the_tables_points_score_rank_and_grade(
    method: Method, given_facts: Facts
) -> None:
    try:
        evaluation = evaluate(method, given_facts)
    except Refused:
        assume(condition=False)
    sheets = list(explain_all(evaluation, method, given_facts))

    assert [each.subject for each in sheets] == evaluation.table["subject"].to_list()
    for each, row in zip(sheets, evaluation.table.iter_rows(named=True), strict=True):
        assert {
            f"points:{line.id}": kept(line.points) for line in each.indicators
        }.items() <= row.items()
        assert (kept(each.base_score), kept(each.bonus), kept(each.score)) == (
            row["base_score"],
            row["bonus"],
            row["score"],
        )
        assert (each.rank, each.grade or None, each.grade_by_rank or None) == (
            row["rank"],
            row["grade"],
            row["grade_by_rank"],
        )
        told = [rule.id for rule in each.rules if rule.is_unsure]
        assert ",".join(told) == (row["unsure"] or "")
        hits = [
            rule.id
            for rule in each.rules
            if rule.kind not in ("exempt", "deferred", "ungraded") and not rule.is_unsure
        ]
        assert ",".join(hits) == (row["hits"] or "")
        changes = [
            rule
            for rule in each.rules
            if rule.took_effect and rule.kind in ("direct", "ceiling", "floor", "veto")
        ]
        assert bool(changes) or each.grade == each.grade_by_rank


def test_a_formula_reads_as_the_notice_does() -> None:
    kept_ = b.indicator(weight=Decimal(30), benchmark=b.published("24.097"), cap=Decimal("1.5"))

    line = sheet(b.method(b.group(kept_)), b.taxed("53.012", land=2)).indicators[0]

    assert (line.formula, line.value, line.benchmark, line.benchmark_note) == (
        "30 × 26.5060 ÷ 24.097", "26.5060", "24.097", "办法公布（第一条）",
    )  # fmt: skip
    assert line.points == Decimal("32.999129")


def test_each_scoring_kind_has_its_formula() -> None:
    inverse = b.indicator(scoring="inverse", benchmark=b.benchmark("best"))
    band = b.indicator(
        scoring="min_max", benchmark=b.benchmark("group_range"), band=(Decimal(20), Decimal(100))
    )

    assert (
        sheet(b.method(b.group(inverse)), b.taxed(4, 5)).indicators[0].formula
        == "100 ×（2 − 4.0000 ÷ 4.0000）"
    )
    assert sheet(b.method(b.group(band)), b.taxed(4, 5)).indicators[0].formula == (
        "100 ×［20 + 80 ×（4.0000 − 4.0000）÷（5.0000 − 4.0000）］÷ 100"
    )


def test_a_group_mean_is_told_with_its_sums() -> None:
    mean = b.indicator(benchmark=b.benchmark("group_mean", "1.2"))

    line = sheet(b.method(b.group(mean)), b.taxed(1000, 2000, None, land=2)).indicators[0]

    assert (
        line.benchmark_note
        == "本组 2 户合计：评价税收 3,000 万元 ÷ 用地面积 4 亩，再乘以 1.2（第一条）"
    )
    assert line.benchmark == "900.0000"


@pytest.mark.parametrize(
    ("tax", "note"),
    [
        (100, "按权重的 1.5 倍封顶"),
        (-1, "按权重的 0 倍保底"),
        (None, "未取得数据，计 0 分（第六条）"),
    ],
)
def test_points_say_what_bounded_or_replaced_them(tax: object, note: str) -> None:
    bounded = b.indicator(
        cap=Decimal("1.5"), floor=Decimal(0), when_missing="zero", missing_source=Source("第六条")
    )

    assert sheet(b.method(b.group(bounded)), b.taxed(tax)).indicators[0].points_note == note


def test_mean_points_say_of_how_many() -> None:
    mean = b.indicator(when_missing="mean_points", missing_source=Source(assumed="样例假定"))

    line = sheet(b.method(b.group(mean)), b.taxed(None, 10, 20)).indicators[0]

    assert (line.points, line.formula) == (Decimal(75), "—")
    assert line.points_note == "未取得数据，按本组 2 户有数据企业的平均得分计（样例假定）"


def test_a_veto_says_what_the_grade_was_and_why_it_fell() -> None:
    veto = b.adjustment(
        "safety", "veto", grade="D", label="较大及以上生产安全责任事故", source=Source("第十条"),
        when=Condition(kind="at_least", item="major_safety_accidents", value=Decimal(1), unit="cases"),
    )  # fmt: skip
    rows = [
        {"evaluated_tax": tax, "land_area": 1, "major_safety_accidents": n}
        for tax, n in ((3, 0), (2, 2), (1, 0))
    ]

    (rule,) = sheet(b.method(b.group(adjustments=(veto,))), b.facts(rows), "S0002").rules

    assert rule.effect == "按排名为 B，因较大及以上生产安全责任事故降为 D（第十条）"
    assert (rule.took_effect, rule.facts[0].value, rule.facts[0].unit) == (True, Decimal(2), "起")


def test_a_rule_that_missing_facts_leave_undecided_says_what_is_missing() -> None:
    veto = b.adjustment(
        "safety", "veto", grade="D", label="较大及以上生产安全责任事故", source=Source("第十条"),
        when=Condition(kind="at_least", item="major_safety_accidents", value=Decimal(1), unit="cases"),
    )  # fmt: skip
    given_facts = b.facts([{"evaluated_tax": 1, "land_area": 1, "major_safety_accidents": None}])

    (rule,) = sheet(b.method(b.group(adjustments=(veto,))), given_facts).rules

    assert (rule.took_effect, rule.is_unsure, rule.kind) == (False, True, "veto")
    assert rule.effect == "缺少“较大以上生产安全事故”数据，本条未能判断（第十条）"


def test_a_capped_bonus_says_how_much_was_added() -> None:
    rules = tuple(b.adjustment(name, "bonus", points=Decimal(3)) for name in ("one", "two"))
    facts_ = b.facts([{"evaluated_tax": 1, "land_area": 1, "is_high_tech": True}])

    effects = [
        rule.effect
        for rule in sheet(
            b.method(b.group(adjustments=rules, score=b.rule(bonus_cap=Decimal(4)))), facts_
        ).rules
    ]

    assert effects == [
        "因调整one加 3 分（第一条）",
        "因调整two可加 3 分，加分合计以 4 分为限，实加 1 分（第一条）",
    ]


def test_a_composed_figure_shows_its_parts_with_signs_and_its_cells() -> None:
    land = b.definition(
        "land_area", "land_owned", minus=("land_leased_out",), unit="mu", label="用地"
    )
    given_facts = b.facts([{"evaluated_tax": 10, "land_owned": 3, "land_leased_out": "0.5"}])
    cell = {"subject": "S0001", "item": "land_owned", "status": "read", "raw": "2000", "unit": "m2", "file": "02.xlsx",
            "sheet": "宗地", "cell": "G5", "sha256": "ab", "provider": "自然资源和规划局", "as_of": date(2026, 1, 1), "note": ""}  # fmt: skip
    facts_ = Facts(
        table=given_facts.table,
        cells=pl.DataFrame([cell], schema=CELLS),
        year=2025,
        as_of=given_facts.as_of,
    )

    line = sheet(b.method(definitions=(land,)), facts_).indicators[0].denominator

    assert line is not None
    assert (line.value, line.unit) == (Decimal("2.5"), "亩")
    assert [(part.sign, part.item, part.value) for part in line.parts] == [
        ("+", "land_owned", Decimal(3)), ("−", "land_leased_out", Decimal("0.5")),
    ]  # fmt: skip
    assert (line.parts[0].cells[0].cell, line.parts[0].cells[0].raw) == ("G5", "2000")


def test_a_measure_tells_its_amount_formula_and_basis() -> None:
    method = b.method(b.group(measures=(b.measure(grades=("A", "B", "C", "D")),)))
    facts_ = b.facts([{"evaluated_tax": 1, "land_area": 1, "electricity": "1234.5"}])

    (line,) = sheet(method, facts_).measures

    assert (line.amount, line.formula, line.basis) == (
        Decimal("370.35"),
        "0.3 元/千瓦时 × 1,234.5 千瓦时",
        "第十一条",
    )


def test_states_are_explained_with_their_clause() -> None:
    rule = b.scope(
        "utility", "exempt", Condition(kind="in_industry", item="industry", codes=("D",))
    )
    rows = [
        {"industry": "D44", "evaluated_tax": 1, "land_area": 1},
        {"industry": "C33", "evaluated_tax": 1, "land_area": None},
    ]
    method, facts_ = b.method(scope=(rule,)), b.facts(rows)

    exempt, waiting = (sheet(method, facts_, subject) for subject in ("S0001", "S0002"))

    assert (exempt.state_label, exempt.state_reason, exempt.indicators) == (
        "免予评价",
        "utility（第一条）。",
        (),
    )
    assert (
        waiting.state_reason
        == "缺少“用地面积”，无法计算“指标tax_per_mu”，待数据核实后再评（第一条）。"
    )
    assert waiting.indicators[0].denominator is not None
    assert waiting.indicators[0].denominator.note == "未取得数据"


def test_who_waits_for_a_denominator_is_told_that_the_rule_is_of_the_numerator() -> None:
    only = b.indicator(when_missing="zero", missing_of="numerator", missing_source=Source("第六条"))

    told = sheet(b.method(b.group(only)), b.facts([{"evaluated_tax": 1, "land_area": None}]))

    assert told.state_reason == (
        "缺少“用地面积”，无法计算“指标tax_per_mu”；办法对缺少分子的情形作了规定（第六条），对此没有规定，"
        "待数据核实后再评。"
    )


def test_the_cut_and_the_rounding_are_told_in_numbers() -> None:
    told = sheet(b.method(), b.taxed(*range(1, 121)))

    assert told.grade_rule == (
        "A 20%、B 45%、C 30%、D 5%；120 户参评，户数按累计比例四舍五入，依次为 24、54、36、6；"
        "得分相同的归入较高一类；先排名分类，再作调整，调整后不递补（第一条）"
    )
    assert told.score_rule == "综合得分四舍五入，保留 2 位小数（第一条）"


def test_a_sheet_speaks_english_too() -> None:
    told = sheet(b.method(unknown=(b.unknown("the remarks"),)), b.taxed(1), language="en")

    assert told.state_label == "graded"
    assert told.indicators[0].numerator.label == "evaluated tax"
    assert told.unknown == ("the remarks",)


def test_nobody_of_that_name_is_refused() -> None:
    with pytest.raises(Refused, match="结果中没有“S9”"):
        sheet(b.method(), b.taxed(1), "S9")
