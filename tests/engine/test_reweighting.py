"""The other indicators carry the weight of what a subject lacks (M32)."""

from decimal import Decimal

import pytest

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.evaluation import Evaluation
from permu.method.model import Method, Source
from permu.terms.facts import Facts
from tests.engine import builders as b

ITEMS = ("evaluated_tax", "output", "sales_revenue")


def method(*policies: str, weights: tuple[object, ...] = (50, 30, 20)) -> Method:
    """Three totals, each worth its weight at 10; what each does where it is missing."""
    indicators = [
        b.indicator(
            item, label=item, numerator=item, denominator="", unit="10k_yuan",
            weight=Decimal(str(weight)), benchmark=b.published(10), when_missing=policy,
            cap=Decimal("1.5"), missing_source=Source("第九条"),
        )
        for item, weight, policy in zip(ITEMS, weights, policies, strict=True)
    ]  # fmt: skip
    return b.method(b.group(*indicators))


def facts(*rows: tuple[object, object, object]) -> Facts:
    return b.facts([dict(zip(ITEMS, row, strict=True)) for row in rows])


def evaluated(method: Method, given: Facts) -> Evaluation:
    found = evaluate(method, given)
    assert found.digest == evaluate_exactly(method, given).digest
    return found


ALL = ("reweight", "reweight", "reweight")


def test_points_are_multiplied_by_all_weights_over_those_left() -> None:
    row = evaluated(method(*ALL), facts((10, None, 5))).table.row(0, named=True)

    # 50 and 10 points, times 100 ÷ 70
    assert [row[f"points:{item}"] for item in ITEMS] == [71_428_571, None, 14_285_714]
    assert row["score"] == 85_710_000
    assert row["how:output"] == "missing"


def test_a_cap_bounds_points_before_they_carry_more() -> None:
    row = evaluated(method(*ALL), facts((1000, None, None))).table.row(0, named=True)

    assert row["score"] == 150_000_000  # 75, times 100 ÷ 50


def test_a_figure_missing_under_another_rule_keeps_its_weight() -> None:
    row = evaluated(method("reweight", "zero", "reweight"), facts((10, None, None))).table.row(
        0, named=True
    )

    assert (row["points:output"], row["score"]) == (0, 62_500_000)  # 50, times 100 ÷ 80


def test_who_has_no_indicator_at_all_waits() -> None:
    given = facts((None, None, None), (10, 10, 10))

    for policies in (ALL, ("reweight", "zero", "zero")):
        table = evaluated(method(*policies), given).table
        assert table["state_rule"].to_list() == ["missing:evaluated_tax", None]
        assert table["score"].to_list() == [None, 100_000_000]


def test_mean_points_carry_too_and_are_means_of_points_before_that() -> None:
    given = facts((10, 10, 10), (10, None, 10), (None, None, 5))

    table = evaluated(method("reweight", "mean_points", "hold"), given).table

    assert table["score"].to_list() == [100_000_000, 100_000_000, 80_000_000]  # (30 + 10) × 2


@pytest.mark.parametrize("weights", [(50, 30, 20), ("33.3", "33.3", "33.4")])
def test_equal_shares_of_equal_values_are_equal_scores(weights: tuple[object, ...]) -> None:
    table = evaluated(
        method(*ALL, weights=weights), facts((7, 7, 7), (7, None, 7), (None, 7, None))
    ).table

    assert table["score"].to_list() == [70_000_000] * 3
    assert table["rank"].to_list() == [1] * 3


def test_the_sheet_says_who_carries_what() -> None:
    given = facts((10, None, 5))
    rules = method(*ALL)

    first, lacked, _ = explain(evaluate(rules, given), rules, given, "S0001").indicators

    assert (first.formula, first.points_note) == (
        "50 × 10.0000 ÷ 10 × 100 ÷ 70", "缺“output”数据，其权重由其他各项分担（第九条）",
    )  # fmt: skip
    assert (lacked.points, lacked.points_note) == (
        None, "未取得数据，本项不计分，权重由其他各项分担（第九条）",
    )  # fmt: skip


def test_who_has_nothing_is_told_that_nothing_can_carry() -> None:
    given, rules = facts((None, None, None)), method(*ALL)

    assert explain(evaluate(rules, given), rules, given, "S0001").state_reason == (
        "各项指标都没有数据，没有可以分担权重的一项，待“评价税收”等数据核实后再评（第九条）。"
    )
