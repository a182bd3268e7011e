"""How far a ratio moved since last year: whom it is known of, how it is judged, and how it is told (M21)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.evaluation import Evaluation
from permu.method.model import Condition, Indicator, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b


def growth(**changes: object) -> Indicator:
    """The growth of tax per mu: 100 points at 10 %, and none for less than nothing."""
    said = {"change": "rise", "unit": "percent", "benchmark": b.published(10), "floor": Decimal(0)}
    return b.indicator("growth", **(said | changes))


def evaluated(method: Method, facts: Facts, earlier: Facts) -> Evaluation:
    """The evaluation, in both arithmetics alike."""
    found = evaluate(method, facts, earlier=earlier)
    assert found.digest == evaluate_exactly(method, facts, earlier=earlier).digest
    return found


def last_year(*taxes: object, land: object = 1) -> Facts:
    return b.taxed(*taxes, land=land)


def test_a_rise_is_this_year_over_last_less_one_and_a_fall_is_one_less_that() -> None:
    for change, values in (("rise", [5_000_000, -10_000_000]), ("fall", [-5_000_000, 10_000_000])):
        method = b.method(b.group(growth(change=change)))

        table = evaluated(method, b.taxed(21, 18, land=2), last_year(10, 10)).table

        assert table["value:growth"].to_list() == values
        assert table["score"].to_list() == [max(value, 0) * 10 for value in values]


def test_both_years_are_compared_as_ratios_not_as_totals() -> None:
    table = evaluated(
        b.method(b.group(growth(unit="one"))), b.taxed(30, land=3), last_year(10, land=2)
    ).table

    assert table["value:growth"].to_list() == [1_000_000]  # 10 a mu after 5 a mu


@pytest.mark.parametrize(
    ("now", "before", "rule"),
    [
        ({"evaluated_tax": None, "land_area": 1}, {"evaluated_tax": 1, "land_area": 1}, "missing:evaluated_tax"),
        ({"evaluated_tax": 1, "land_area": 1}, {"evaluated_tax": None, "land_area": 1}, "missing:earlier:evaluated_tax"),
        ({"evaluated_tax": 1, "land_area": 1}, {"evaluated_tax": 1, "land_area": None}, "missing:earlier:land_area"),
        ({"evaluated_tax": 1, "land_area": 1}, {"evaluated_tax": 0, "land_area": 1}, "zero:earlier:evaluated_tax"),
        ({"evaluated_tax": 1, "land_area": 1}, {"evaluated_tax": -3, "land_area": 1}, "zero:earlier:evaluated_tax"),
        ({"evaluated_tax": 1, "land_area": 0}, {"evaluated_tax": 1, "land_area": 1}, "zero:land_area"),
    ],
)  # fmt: skip
def test_from_nothing_nothing_rises(
    now: dict[str, object], before: dict[str, object], rule: str
) -> None:
    facts, earlier = b.facts([now]), b.facts([before])

    waits = evaluated(b.method(b.group(growth())), facts, earlier).table.row(0, named=True)
    scored = evaluated(b.method(b.group(growth(when_missing="zero"))), facts, earlier).table

    assert (waits["state"], waits["state_rule"]) == ("deferred", rule)
    assert scored["score"].to_list() == [0]


def test_who_was_not_there_last_year_waits() -> None:
    facts = b.facts({"新": {"evaluated_tax": 1, "land_area": 1}})

    table = evaluated(b.method(b.group(growth())), facts, last_year(1)).table

    assert table["state_rule"].to_list() == ["missing:earlier:evaluated_tax"]


def test_a_fall_below_nothing_waits_where_no_floor_is_stated() -> None:
    method = b.method(b.group(growth(floor=None)))

    table = evaluated(method, b.taxed(9, 11), last_year(10, 10)).table

    assert table["state_rule"].to_list() == ["negative:growth", None]


def test_nobody_waits_for_the_year_before_last_where_last_years_mean_is_the_benchmark() -> None:
    steady = b.indicator(weight=Decimal(50), benchmark=b.benchmark("last_group_mean"))
    method = b.method(b.group(steady, growth(weight=Decimal(50))))

    evaluation = evaluated(method, b.taxed(11, 22), last_year(10, 20))

    assert evaluation.benchmarks["value"].to_list() == ["15", "10"]
    assert evaluation.table["state"].to_list() == ["graded", "graded"]


def test_without_last_years_facts_nothing_is_evaluated() -> None:
    with pytest.raises(Refused, match="2024 年度的数据"):
        evaluate(b.method(b.group(growth())), b.taxed(1))


def test_last_years_mean_of_a_change_is_refused() -> None:
    method = b.method(b.group(growth(benchmark=b.benchmark("last_group_mean"))))

    with pytest.raises(Refused, match="需要前年的数据"):
        evaluate(method, b.taxed(1), earlier=b.taxed(1))


def test_the_mean_of_changes_is_of_the_subjects_values() -> None:
    # 10 %, 30 %: their mean is 20 %; the group's own rise, 110 + 13 over 100 + 10, is another number.
    judged = b.benchmark("mean_of_values", decimals=2)
    method = b.method(b.group(growth(benchmark=judged)))

    evaluation = evaluated(method, b.taxed(110, 13), last_year(100, 10))

    assert evaluation.benchmarks["value"].to_list() == ["20"]


def test_the_group_mean_of_a_change_is_how_far_the_mean_moved() -> None:
    method = b.method(b.group(growth(benchmark=b.benchmark("group_mean"))))

    evaluation = evaluated(method, b.taxed(110, 13), last_year(100, 10))

    found = Fraction(evaluation.benchmarks["value"].item())
    assert found == (Fraction(123, 110) - 1) * 100


@pytest.mark.parametrize(("bound", "hits"), [("10", "steep"), ("10.000001", "")])
def test_a_condition_compares_a_change_exactly(bound: str, hits: str) -> None:
    when = Condition(kind="at_least", item="growth", value=Decimal(bound), unit="percent")
    method = b.method(b.group(growth(), adjustments=(b.adjustment("steep", "bonus", when=when),)))

    assert evaluated(method, b.taxed(11), last_year(10)).table["hits"].to_list() == [hits]


def test_the_sheet_tells_both_years() -> None:
    evaluation = evaluate(b.method(b.group(growth())), b.taxed(21, land=2), earlier=last_year(10))

    line = explain(
        evaluation, b.method(b.group(growth())), b.taxed(21, land=2), "S0001"
    ).indicators[0]

    assert line.denominator is not None
    assert [(each.label, each.value, each.unit) for each in (line.numerator, line.denominator)] == [
        ("本年度", Decimal("10.5"), "万元/亩"),
        ("上年度", Decimal(10), "万元/亩"),
    ]
    assert [(part.label, part.sign) for part in line.denominator.parts] == [
        ("上年度评价税收", ""),
        ("上年度用地面积", "÷"),
    ]
    assert (line.value, line.formula, line.points) == ("5.0000", "100 × 5.0000 ÷ 10", Decimal(50))
    assert line.points_note == "指标值为升幅：本年度 ÷ 上年度 − 1"


def test_who_waits_for_last_years_figure_is_told_so() -> None:
    method, facts = b.method(b.group(growth())), b.taxed(1)
    evaluation = evaluate(method, facts, earlier=last_year(None))

    assert explain(evaluation, method, facts, "S0001").state_reason == (
        "缺少“上年度评价税收”，无法计算“指标growth”，待数据核实后再评（第一条）。"
    )
