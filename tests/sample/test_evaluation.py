"""The county is worth evaluating: magnitudes of a real one, every grade, every rule of its method."""

import polars as pl
import pytest

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.method import load_method
from permu.sample import SAMPLE_METHOD
from permu.terms.facts import Facts


@pytest.fixture(scope="module")
def evaluation(truth: Facts) -> Evaluation:
    return evaluate(load_method(SAMPLE_METHOD), truth)


def test_every_state_of_the_method_is_somebodys(evaluation: Evaluation) -> None:
    counts = evaluation.counts

    assert sum(counts.values()) == 600
    assert counts["graded"] > 400
    assert min(counts["ungraded"], counts["exempt"], counts["deferred"]) > 0


def test_both_groups_have_every_grade(evaluation: Evaluation) -> None:
    graded = evaluation.table.filter(pl.col("state") == "graded")

    for group in ("above", "below"):
        assert set(graded.filter(pl.col("group") == group)["grade"]) == {"A", "B", "C", "D"}


def test_every_adjustment_is_hit_and_vetoes_ceilings_and_floors_take_effect(
    evaluation: Evaluation,
) -> None:
    hits = evaluation.table.filter(pl.col("hits") != "").with_columns(pl.col("hits").str.split(","))
    changed = hits.filter(pl.col("grade") != pl.col("grade_by_rank"))

    assert set(hits.explode("hits")["hits"]) == {
        "high_tech", "green_factory", "low_tax", "newly_above_scale", "environment", "safety",
    }  # fmt: skip
    assert {"newly_above_scale", "environment", "safety"} <= set(changed.explode("hits")["hits"])


def test_the_bonus_cap_binds_somebody(truth: Facts) -> None:
    both = truth.table.filter(pl.col("is_high_tech") & pl.col("green_factory"))

    assert len(both) > 0


def test_scores_spread_as_in_a_real_county(evaluation: Evaluation) -> None:
    graded = evaluation.table.filter(pl.col("state") == "graded")
    for group in ("above", "below"):
        scores = graded.filter(pl.col("group") == group)["score"] / 10**6
        assert scores.min() < 50
        assert 70 < scores.median() < 115
        assert scores.quantile(0.95) > 120


@pytest.mark.parametrize(
    ("indicator", "least", "most"),
    [
        ("value_added_per_mu", 110, 150),  # 黄岩 2021 and 2022: 132.27 and 136.16
        ("value_added_per_tce", 2.2, 3.3),  # 2.54 and 2.694
        ("value_added_per_tonne_emitted", 3800, 5800),  # 4861.08 and 4929.81
        ("labor_productivity", 15, 21),  # 17.45 and 18.14
        ("rd_intensity", 2.5, 3.6),  # 3.05 and 3.02 %
    ],
)
def test_group_means_are_near_those_that_huangyan_printed(
    evaluation: Evaluation, indicator: str, least: float, most: float
) -> None:
    row = evaluation.benchmarks.filter(
        (pl.col("group") == "above") & (pl.col("indicator") == indicator)
    )
    top, _, bottom = row["value"].item().partition("/")

    assert least < float(top) / float(bottom or 1) < most


def test_some_enterprises_report_no_emissions(truth: Facts) -> None:
    above = truth.table.filter(pl.col("is_above_scale"))

    assert 0 < above["cod"].null_count() < len(above) / 3
