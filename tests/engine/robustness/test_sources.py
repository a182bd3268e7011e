"""Errors of data, missing values, rounding: drawn by evaluating anew, and which of them drives whom."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from permu.engine.robustness import Uncertainty, load_uncertainty, robustness
from permu.engine.robustness.drawing import drawn_one_by_one
from permu.engine.robustness.filling import filling
from permu.engine.robustness.weights import weight_draws
from permu.method.model import Condition
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.robustness.counties import county, indicators, one_group, population

FIVE = Decimal("0.05")


def test_an_error_of_data_moves_who_stands_within_it_of_a_line_and_nobody_else() -> None:
    """One indicator, ten enterprises: the second and third are 2 % apart, at the line between A and B."""
    found = county(b.method(), b.taxed(50, 20.2, 19.8, 12, 10, 8, 6, 4, 2, 1))

    seen = robustness(
        found.method, found.evaluation, Uncertainty(data={"evaluated_tax": FIVE}, engine_draws=100)
    )

    near = [False, True, True, *[False] * 7]
    assert seen.way == "engine"
    assert seen.table["within_reach"].to_list() == near
    assert [each is not None for each in seen.table["driver"]] == near
    assert 0.5 < seen.table["own"][1] < 0.9


def test_a_mean_of_the_group_follows_the_errors() -> None:
    """Everybody is judged by the group's mean: with one enterprise its points are 100 whatever its figures."""
    mean = b.indicator(benchmark=b.benchmark("group_mean"))
    rule = b.grading(kind="thresholds", at_least=(Decimal(100), Decimal(50), Decimal(0)), shares=())
    found = county(b.method(b.group(mean, grading=rule)), b.taxed(7))

    seen = robustness(
        found.method, found.evaluation, Uncertainty(data={"evaluated_tax": FIVE}, engine_draws=30)
    )

    assert seen.table["own"].to_list() == [1.0]


def test_an_error_counts_for_the_rules_too() -> None:
    """Below 3 (10,000 yuan a mu) nobody is A: the first is there by 1 % and falls under it in about half the draws."""
    bar = Condition(kind="less_than", item="evaluated_tax", value=Decimal("3"), unit="10k_yuan")
    ceiling = b.adjustment("bar", "ceiling", grade="B", when=bar)
    found = county(
        b.method(b.group(adjustments=(ceiling,))), b.taxed("3.01", 1, "0.5", "0.3", "0.2")
    )

    seen = robustness(
        found.method, found.evaluation, Uncertainty(data={"evaluated_tax": FIVE}, engine_draws=200)
    )

    assert found.evaluation.table["grade"][0] == "A"
    assert 0.4 < seen.table["p:B"][0] < 0.6


def test_who_falls_out_of_the_scope_in_a_draw_has_no_grade_in_it() -> None:
    small = Condition(kind="less_than", item="land_area", value=Decimal(1), unit="mu")
    found = county(b.method(scope=(b.scope("small", "exempt", small),)), b.facts([
        {"evaluated_tax": 5, "land_area": "1.01"}, {"evaluated_tax": 50, "land_area": 20},
    ]))  # fmt: skip

    seen = robustness(
        found.method, found.evaluation, Uncertainty(data={"land_area": FIVE}, engine_draws=100)
    )

    p = seen.table.select("p:A", "p:B", "p:C", "p:D").row(0)
    assert 0.5 < sum(p) < 0.75
    assert seen.table["within_reach"][0]


def test_each_is_driven_by_what_most_often_costs_its_grade() -> None:
    found = county(b.method(one_group()), population(4, 60))
    assumed = Uncertainty(
        weights="uniform", spread=Decimal("0.2"), data={"evaluated_tax": FIVE, "rd_expense": FIVE},
        rounding=True, draws=200, engine_draws=60,
    )  # fmt: skip

    seen = robustness(found.method, found.evaluation, assumed)

    names = ["weights", "data:evaluated_tax", "data:rd_expense", "rounding"]
    assert seen.draws == {
        "joint": 60,
        "weights": 200,
        "data:evaluated_tax": 30,
        "data:rd_expense": 30,
        "rounding": 200,
    }
    for row in seen.table.to_dicts():
        loses = [row[f"loses:{name}"] for name in names]
        expected = names[int(np.argmax(loses))] if max(loses) > 0 else None
        assert row["driver"] == expected


def test_missing_values_are_drawn_from_the_known_ones_of_the_group() -> None:
    rd = b.indicator(
        "rd", numerator="rd_expense", denominator="sales_revenue", unit="percent", when_missing="zero", benchmark=b.published(5),
    )  # fmt: skip
    rows = [{"rd_expense": spent, "sales_revenue": 100} for spent in (9, 7, None, 5, 3)]
    found = county(b.method(b.group(rd)), b.facts(rows))

    seen = robustness(found.method, found.evaluation, Uncertainty(missing="draw", engine_draws=100))

    assert found.evaluation.table["grade"].to_list() == ["A", "B", "C", "B", "C"]
    assert 0.1 < seen.table["own"][2] < 0.4  # only with the last one's ratio is it C
    assert seen.table["driver"][2] == "missing"
    assert seen.table["own"][0] > 0.5


def test_a_missing_denominator_takes_both_figures_of_the_giver() -> None:
    ratio = b.indicator(
        "rd", numerator="rd_expense", denominator="sales_revenue", unit="percent", when_missing="zero", benchmark=b.published(5),
    )  # fmt: skip
    found = county(b.method(b.group(ratio)), b.facts([
        {"rd_expense": 9, "sales_revenue": 300}, {"rd_expense": 4, "sales_revenue": None},
    ]))  # fmt: skip
    from permu.engine.composing import compose

    figures = compose(found.method, found.facts)
    made = filling(found.method, found.evaluation, np.random.default_rng(1))(figures).table

    assert made["rd_expense"][0] == made["rd_expense"][1]
    assert made["sales_revenue"][0] == made["sales_revenue"][1]


def test_missing_values_are_not_drawn_where_subjects_are_merged() -> None:
    from permu.method.model import Merge, Source

    merge = Merge(id="m", label="合并", by="holding_group", source=Source("第一条"))
    given = b.facts(
        [{"evaluated_tax": 5, "land_area": 1, "holding_group": name} for name in ("甲", "甲", "乙")]
    )
    found = county(b.method(merges=(merge,)), given)

    with pytest.raises(Refused, match="合并评价或从属定级"):
        robustness(found.method, found.evaluation, Uncertainty(missing="draw"))
    seen = robustness(
        found.method, found.evaluation, Uncertainty(data={"evaluated_tax": FIVE}, engine_draws=20)
    )
    assert seen.table["own"][0] == seen.table["own"][1]


def test_what_is_above_zero_stays_above_it_and_what_is_missing_stays_missing() -> None:
    found = county(b.method(b.group(*indicators())), population(9, 40, gaps=0.3))
    drawn = drawn_one_by_one(
        found, Uncertainty(data={"energy_equivalent": Decimal("0.9")}, engine_draws=20)
    )

    assert (drawn.counts.sum(axis=1) == 20).all()


@pytest.mark.parametrize(
    ("kind", "spread"),
    [("uniform", "0.1"), ("normal", "0.3"), ("dirichlet", "50"), ("ordered", "0")],
)
def test_weights_add_up_to_the_notices_sum_and_stand_around_its_own(kind: str, spread: str) -> None:
    assumed = Uncertainty(weights=kind, spread=Decimal(spread))  # type: ignore[arg-type]

    drawn = weight_draws(one_group(), assumed, draws=5_000)

    assert drawn.shape == (5_000, 3)
    assert np.allclose(drawn.sum(axis=1), 100)
    assert (drawn >= 0).all()
    if kind == "ordered":
        assert (np.diff(drawn, axis=1) <= 0).all()
        assert np.allclose(drawn.mean(axis=0), [1100 / 18, 500 / 18, 200 / 18], atol=1)
    else:
        assert np.allclose(drawn.mean(axis=0), [50, 30, 20], atol=1)


def test_uniform_weights_stay_within_their_spread_before_they_are_scaled() -> None:
    drawn = weight_draws(one_group(), Uncertainty(weights="uniform"), draws=2_000)

    ratios = drawn / [50, 30, 20]
    assert (ratios.max(axis=1) / ratios.min(axis=1) <= 1.1 / 0.9 + 1e-9).all()


def test_groups_with_the_same_weights_share_their_draws_and_more_draws_begin_alike() -> None:
    assumed = Uncertainty(weights="dirichlet", spread=Decimal(30))

    few = weight_draws(one_group(id="here"), assumed, draws=10)
    many = weight_draws(one_group(id="there"), assumed, draws=3_000)

    assert few.tolist() == many[:10].tolist()


def test_assumptions_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "假定.toml"
    path.write_text(
        'weights = "normal:8%"\nrounding = true\nmissing = "draw"\ndraws = 2000\nseed = 7\n[data]\naverage_staff = "5%"\nenergy_equivalent = 0.03\n',
        "utf-8",
    )

    found = load_uncertainty(path)

    assert (found.weights, found.spread) == ("normal", Decimal("0.08"))
    assert found.data == {"average_staff": FIVE, "energy_equivalent": Decimal("0.03")}
    assert found.sources == [
        "weights",
        "data:average_staff",
        "data:energy_equivalent",
        "rounding",
        "missing",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('weights = "triangular:10%"', "没有“triangular”这种权重分布"),
        ('weights = "uniform:much"', "不是数"),
        ('weights = "uniform:200%"', "应在"),
        ("[data]\nnothing = 0.1", "不能给“nothing”设定数据误差"),
        ("[data]\ntown = 0.1", "不能给“town”设定数据误差"),
        ("draw = 10", "不认识 draw"),
        ("rounding = 1", "不认识 rounding"),
        ("draws = 5", "应在"),
        ("weights =", "不是有效的 TOML"),
    ],
)  # fmt: skip
def test_assumptions_that_mean_nothing_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(Refused, match=said):
        load_uncertainty(path)


def test_an_item_that_the_facts_do_not_have_cannot_be_in_error() -> None:
    found = county(b.method(), b.taxed(3, 2, 1))

    with pytest.raises(Refused, match="electricity"):
        robustness(found.method, found.evaluation, Uncertainty(data={"electricity": FIVE}))
