"""What stands between an enterprise and the next grade, case by case."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from permu.engine import evaluate, explain
from permu.engine.next_grade import Step, Way, Ways, way_up, ways_up
from permu.engine.sheet import WayLines
from permu.method.model import Condition, GradeRule, Merge, Method, Stage
from permu.terms.facts import Facts
from tests.engine import builders as b

HALVES = {"grades": ("A", "B"), "shares": (Decimal(50), Decimal(50))}


def graded(*indicators: object, **changes: object) -> Method:
    """Half A, half B, unless the changes say otherwise."""
    grading = changes.pop("grading", b.grading(**HALVES))
    return b.method(b.group(*indicators, grading=grading, **changes))  # type: ignore[arg-type]


def way_of(method: Method, facts: Facts, subject: str) -> Way:
    found = way_up(evaluate(method, facts), method, facts, subject)
    assert found is not None
    return found


def told(method: Method, facts: Facts, subject: str, language: str = "zh") -> WayLines:
    evaluation = evaluate(method, facts)
    way = explain(evaluation, method, facts, subject, language=language).way  # type: ignore[arg-type]
    assert way is not None
    return way


def amount(step: Step) -> Fraction:
    return step.after * step.scale.step


def alone(way: Way) -> dict[str, Fraction]:
    return {step.figure: amount(step) for step in way.steps}


def test_the_best_grade_has_no_way_up_and_who_has_no_grade_has_none() -> None:
    method, facts = graded(), b.facts([
        {"evaluated_tax": 30, "land_area": 1}, {"evaluated_tax": 20, "land_area": 1},
        {"evaluated_tax": 10},
    ])  # fmt: skip
    evaluation = evaluate(method, facts)

    assert [way_up(evaluation, method, facts, each) for each in ("S0001", "S0003")] == [None, None]
    assert ways_up(evaluation, method, facts)["subject"].to_list() == ["S0002"]


def test_tax_may_rise_and_land_may_fall_but_nobody_is_told_to_sell_less() -> None:
    tax = b.indicator(weight=Decimal(50))
    research = b.indicator(
        "rd", numerator="rd_expense", denominator="sales_revenue", unit="percent",
        weight=Decimal(50), benchmark=b.published(5),
    )  # fmt: skip
    row = {"evaluated_tax": 10, "land_area": 2, "rd_expense": 3, "sales_revenue": 100}
    facts = b.facts([row | {"evaluated_tax": 20}, row])

    way = way_of(graded(tax, research), facts, "S0002")

    assert set(alone(way)) == {"evaluated_tax", "land_area", "rd_expense"}
    assert alone(way)["evaluated_tax"] > 10
    assert alone(way)["land_area"] < 2
    assert "sales_revenue" not in {step.figure for step in way.together}


def test_one_figure_that_feeds_several_indicators_counts_in_all_of_them() -> None:
    per_mu = b.indicator("a", numerator="output", weight=Decimal(50), benchmark=b.published(10))
    per_head = b.indicator(
        "b", numerator="output", denominator="average_staff", unit="10k_yuan/persons",
        weight=Decimal(50), benchmark=b.published(10),
    )  # fmt: skip
    row = {"output": 100, "land_area": 10, "average_staff": 10}
    facts = b.facts([row | {"output": 120}, row])

    way = way_of(graded(per_mu, per_head), facts, "S0002")

    assert {figure: float(number) for figure, number in alone(way).items()} == {
        "output": pytest.approx(120, abs=0.01),
        "land_area": pytest.approx(100 / 14, abs=0.01),
        "average_staff": pytest.approx(100 / 14, abs=0.01),
    }


def test_a_figure_whose_points_are_capped_is_said_not_to_reach_it() -> None:
    tax = b.indicator("tax", weight=Decimal(50), cap=Decimal(1), benchmark=b.published(10))
    output = b.indicator(
        "output", numerator="output", weight=Decimal(50), benchmark=b.published(10)
    )
    row = {"evaluated_tax": 10, "land_area": 1, "output": 5}
    facts = b.facts([row | {"output": 10}, row])

    way = way_of(graded(tax, output), facts, "S0002")

    assert ("evaluated_tax", "spent") in way.beyond
    assert [step.figure for step in way.together] == ["land_area", "output"]
    assert "单靠口径" not in "".join(told(graded(tax, output), facts, "S0002").notes)
    assert any("已到上限" in note for note in told(graded(tax, output), facts, "S0002").notes)


LOW_TAX = b.adjustment(
    "low_tax", "ceiling", grade="B", label="亩均税收低于3万元",
    when=Condition(kind="less_than", item="tax_per_mu", value=Decimal(3), unit="10k_yuan/mu"),
)  # fmt: skip


def test_a_ceiling_on_low_tax_asks_for_that_rules_own_threshold() -> None:
    method = graded(b.indicator(benchmark=b.published(3)), adjustments=(LOW_TAX,))
    facts = b.taxed("2.9", "1", "1", "1")

    way = way_of(method, facts, "S0001")

    assert (way.grade, way.next, way.blocked, way.line) == ("B", "A", ("low_tax",), None)
    assert alone(way) == {"evaluated_tax": 3, "land_area": Fraction("0.966666")}
    assert told(method, facts, "S0001").lead == (
        "现受“亩均税收低于3万元”（第一条）限制，下列数达到后这一限制不再适用。"
    )


def test_a_veto_is_not_undone_by_points() -> None:
    veto = b.adjustment("accident", "veto", grade="B", label="重大事故")
    facts = b.facts([
        {"evaluated_tax": 30, "land_area": 1, "is_high_tech": True},
        {"evaluated_tax": 20, "land_area": 1, "is_high_tech": False},
    ])  # fmt: skip
    for quota in ("before_adjustments", "after_adjustments", "refilled"):
        method = graded(adjustments=(veto,), grading=b.grading(quota=quota, **HALVES))
        way = way_of(method, facts, "S0001")

        assert (way.why, way.blocked, way.steps, way.share) == ("blocked", ("accident",), (), None)
        assert "“重大事故”（第一条）决定的" in told(method, facts, "S0001").lead


def test_land_so_small_that_nobody_grades_it_any_more_is_no_way() -> None:
    small = b.scope(
        "small", "deferred",
        Condition(kind="less_than", item="land_area", value=Decimal(3), unit="mu"),
    )  # fmt: skip
    method = b.method(b.group(grading=b.grading(**HALVES)), scope=(small,))
    facts = b.facts([{"evaluated_tax": 40, "land_area": 4}, {"evaluated_tax": 12, "land_area": 4}])

    way = way_of(method, facts, "S0002")

    assert [step.figure for step in way.steps] == ["evaluated_tax"]
    assert ("land_area", "outside") in way.beyond


def test_thresholds_ask_for_points_and_displace_nobody() -> None:
    grading = b.grading(kind="thresholds", shares=(), at_least=tuple(map(Decimal, (90, 70, 50))))
    method = graded(b.indicator(benchmark=b.published(10)), grading=grading)

    way = way_of(method, b.taxed(6, 9), "S0001")

    assert (way.next, alone(way)["evaluated_tax"], way.displaced) == ("B", Fraction("6.9995"), ())
    assert way.line is not None
    assert way.line.shown == 70


def test_ordered_rules_ask_for_the_figure_they_name() -> None:
    asks = Condition(kind="at_least", item="tax_per_mu", value=Decimal(5), unit="10k_yuan/mu")
    rules = (
        GradeRule(grade="A", when=asks, source=b.CLAUSE),
        GradeRule(grade="B", when=b.EVERYBODY, source=b.CLAUSE),
    )
    grading = b.grading(kind="rules", grades=("A", "B"), shares=(), rules=rules)
    method = graded(grading=grading)

    way = way_of(method, b.taxed(4, 9), "S0001")

    assert alone(way) == {"evaluated_tax": 5, "land_area": Fraction("0.8")}
    assert told(method, b.taxed(4, 9), "S0001").lead == "下列数据达到时，即符合 A 类的条件。"


def test_of_two_stages_it_is_said_that_nothing_is_worked_out() -> None:
    best = Stage(by_figure="evaluated_tax", share=Decimal(20), source=b.CLAUSE)
    grading = b.grading(kind="two_stage", grades=("A", "B", "C"), shares=(), best=best)
    method, facts = graded(grading=grading), b.taxed(5, 4, 3, 2, 1)

    assert way_of(method, facts, "S0005").why == "two_stage"
    assert "没有逐项测算" in told(method, facts, "S0005").lead


def test_an_enterprise_whose_own_figure_moves_the_mean_is_told_what_holds_then() -> None:
    method = graded(b.indicator(benchmark=b.benchmark("group_mean")), b.indicator(
        "output", numerator="output", benchmark=b.published(100),
    ))  # fmt: skip

    def county(tax: object) -> Facts:
        taxes, outputs = (300, 40, tax, 40), (1000, 1800, 1000, 1000)
        rows = zip(taxes, outputs, strict=True)
        return b.facts([{"evaluated_tax": t, "land_area": 10, "output": o} for t, o in rows])

    ways = Ways(evaluate(method, county(100)), method, county(100))
    way = next(each for each in ways.of().values() if each.subject == "S0003")
    taxed_more = replace(way, steps=tuple(s for s in way.steps if s.figure == "evaluated_tax"))

    anew = ways.anew(taxed_more)

    assert anew is not None
    assert anew.steps is not None
    for step, rises in ((taxed_more.steps[0], anew.holds), (anew.steps[0], True)):
        tax = Decimal(step.after).scaleb(-6)
        grade = evaluate(method, county(tax)).table["grade"].to_list()[2]
        assert (grade == "A") == rises
    assert not anew.holds


def test_members_evaluated_as_one_have_one_way_and_two_results_none() -> None:
    merge = Merge(id="one", label="合并", by="holding_group", source=b.CLAUSE)
    rows = [
        {"evaluated_tax": 10, "land_area": 5, "holding_group": "甲"},
        {"evaluated_tax": 10, "land_area": 5, "holding_group": "甲"},
        {"evaluated_tax": 50, "land_area": 5}, {"evaluated_tax": 40, "land_area": 5},
    ]  # fmt: skip
    group = b.group(grading=b.grading(**HALVES))
    method, facts = b.method(group, merges=(merge,)), b.facts(rows)

    ways = Ways(evaluate(method, facts), method, facts).of()

    assert {way.subject: way.judged_as for way in ways.values()} == {
        "S0001": "S0001",
        "S0002": "S0001",
    }
    assert ways["S0001"].steps == ways["S0002"].steps
    assert {step.figure: step.before for step in ways["S0001"].steps} == {
        "evaluated_tax": 20 * 10**6, "land_area": 10 * 10**6,
    }  # fmt: skip

    both = Merge(
        id="one", label="合并", by="holding_group", result="both", choose="better", source=b.CLAUSE
    )
    method = b.method(group, merges=(both,))
    assert {way.why for way in Ways(evaluate(method, facts), method, facts).of().values()} == {
        "of_two"
    }


def test_a_figure_that_is_missing_is_asked_for() -> None:
    output = b.indicator(
        "output", numerator="output", when_missing="zero", benchmark=b.published(10)
    )
    row = {"evaluated_tax": 10, "land_area": 1, "output": 5}
    facts = b.facts([row, row | {"output": None}])

    assert ("output", "missing") in way_of(graded(b.indicator(), output), facts, "S0002").beyond
    notes = told(graded(b.indicator(), output), facts, "S0002").notes
    assert any(note.endswith("没有可用的数据，无法测算；确有数据的请补报。") for note in notes)


def test_the_sheet_says_from_to_and_the_difference_so_that_it_still_reaches_the_grade() -> None:
    method, facts = (
        graded(b.indicator(benchmark=b.published(20))),
        b.taxed("59.81", "51.23", land=3),
    )

    way = told(method, facts, "S0002")

    assert (way.title, way.lead) == (
        "怎样升到 A 类",
        "A 类从 99.68 分起，本企业 85.38 分，差 14.30 分。",
    )
    assert [(s.label, s.before, s.after, s.unit, s.difference, s.share) for s in way.steps] == [
        ("用地面积", "3.00", "2.56", "亩", "−0.44", "14.34%"),
        ("评价税收", "51.23", "59.81", "万元", "+8.58", "16.74%"),
    ]
    assert "在其他企业和基准值不变的条件下" in way.basis
    assert "没有其他企业因此降档" in "".join(way.notes)
    assert told(method, facts, "S0002", "en").title == "The way to grade A"
