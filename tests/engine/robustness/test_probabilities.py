"""Grades counted by columns are those of evaluating anew in every draw, whatever the method says."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.robustness import Uncertainty, robustness
from permu.engine.robustness.columns import drawn_by_columns, rankings_of
from permu.engine.robustness.drawing import drawn_one_by_one
from permu.engine.robustness.fields import product
from permu.engine.robustness.kernel import grade_counts
from permu.engine.robustness.pools import is_linear
from permu.engine.robustness.weights import weight_draws
from permu.method.model import Condition, Grading, Group
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.robustness.counties import GREEN, TECH, county, indicators, one_group, population

BINDING = {
    "none": (),
    "veto": (b.adjustment("v", "veto", grade="D"),),
    "direct": (b.adjustment("d", "direct", grade="A"),),
    "ceiling and lift": (b.adjustment("c", "ceiling", grade="B"), b.adjustment("l", "lift", when=GREEN)),
    "floor and bonus": (b.adjustment("f", "floor", grade="B"), b.adjustment("p", "bonus", points=Decimal(3), when=GREEN)),
    "drop unless": (b.adjustment("d", "drop", steps=2, unless=("f",)), b.adjustment("f", "floor", grade="C", when=GREEN)),
    "lift who beats": (b.adjustment("l", "lift", when=Condition(kind="beats", item="tax", reference="group_mean")),),
}  # fmt: skip


@st.composite
def groups(draw: st.DrawFn) -> Group:
    if draw(st.integers(0, 4)) == 0:
        grading: dict[str, Any] = {
            "kind": "thresholds",
            "at_least": (Decimal(70), Decimal(50), Decimal(20)),
            "shares": (),
        }
    else:
        grading = {
            "ties": draw(st.sampled_from(["better", "worse"])),
            "bounds": draw(st.sampled_from(["inclusive", "exclusive"])),
            "quota": draw(st.sampled_from(["before_adjustments", "after_adjustments", "refilled"])),
            "rounding": draw(st.sampled_from(["half_up", "down", "up"])),
            "shares": tuple(map(Decimal, draw(st.sampled_from([(20, 45, 30, 5), (0, 50, 0, 50), (1, 1, 97, 1), (100, 0, 0, 0)])))),
            "over": draw(st.sampled_from(["pool", "all_pools"])),
        }  # fmt: skip
    changes: dict[str, Any] = {
        "when_missing": draw(st.sampled_from(["zero", "mean_points", "penalty"])), "penalty": Decimal(-3),
        "scoring": draw(st.sampled_from(["to_benchmark", "inverse", "reciprocal"])),
        "cap": draw(st.sampled_from([Decimal(1), Decimal("1.5")])),
    }  # fmt: skip
    return b.group(
        *indicators(**changes),
        grading=b.grading(**grading),
        score=b.rule(decimals=draw(st.sampled_from([None, 0, 2]))),
        each=draw(st.sampled_from(["", "cluster"])),
        adjustments=BINDING[draw(st.sampled_from(sorted(BINDING)))],
    )


@settings(max_examples=40)
@given(
    groups(),
    st.integers(0, 10_000),
    st.integers(1, 40),
    st.sampled_from(["uniform", "normal", "ordered"]),
)
def test_columns_count_the_same_grades_and_ranks_as_evaluations(
    group: Group, seed: int, size: int, weights: Any
) -> None:
    found = county(b.method(group), population(seed, size))
    assumed = Uncertainty(
        weights=weights, spread=Decimal("0.3"), rounding=True, draws=20, engine_draws=20, seed=seed
    )

    fast = drawn_by_columns(found, rankings_of(found), assumed)
    slow = drawn_one_by_one(found, assumed)

    assert fast.counts.tolist() == slow.counts.tolist()
    assert fast.low.tolist() == slow.low.tolist()
    assert fast.high.tolist() == slow.high.tolist()


@pytest.mark.parametrize("ties", ["better", "worse"])
@pytest.mark.parametrize("decimals", [None, 2])
@pytest.mark.parametrize("spread", ["0.02", "0.1", "0.5"])
def test_leaving_the_quiet_ones_out_counts_what_sorting_everybody_in_each_draw_does(
    ties: Any, decimals: int | None, spread: str
) -> None:
    group = one_group(grading=b.grading(ties=ties), score=b.rule(decimals=decimals))
    found = county(b.method(group), population(7, 700, gaps=0.02))
    (pool,) = rankings_of(found)
    weights = weight_draws(group, Uncertainty(weights="uniform", spread=Decimal(spread)), draws=600)

    fast = grade_counts(pool, weights, decimals=decimals, rounding="half_up")

    assert fast.tolist() == by_argsort(pool, weights, decimals, group.grading).tolist()


def by_argsort(pool: Any, weights: Any, decimals: int | None, grading: Grading | None) -> Any:
    """Each draw by itself: everybody in order, ties told apart by whether the next one scores the same."""
    assert grading
    counts = np.zeros((len(pool.rows), len(grading.grades)), np.int64)
    for drawn in weights:
        scores = np.round(pool.points @ drawn + pool.rest, decimals or 9)
        order = np.argsort(-scores, kind="stable")
        place = np.empty(len(order), np.int64)
        tied = np.flatnonzero(np.diff(scores[order])) + 1
        for run in np.split(order, tied):
            before = int((scores > scores[run[0]]).sum())
            place[run] = before + (1 if grading.ties == "better" else len(run))
        grades = sum((place > end).astype(int) for end in pool.ends)
        counts[np.arange(len(place)), grades] += 1
    return counts


def test_a_draw_in_which_a_quiet_one_comes_near_a_cut_is_worked_out_in_full() -> None:
    """One draw in three hundred turns the order round; the pilot cannot have seen it."""
    found = county(b.method(one_group(score=b.rule(decimals=2))), population(3, 400))
    (pool,) = rankings_of(found)
    random = np.random.default_rng(1)
    weights = np.array([50.0, 30, 20]) * random.uniform(0.99, 1.01, (900, 3))
    weights[[400, 700]] = [0, 0, 100]

    fast = grade_counts(pool, weights, decimals=2, rounding="half_up")

    assert fast.tolist() == by_argsort(pool, weights, 2, pool.grading).tolist()


def test_probabilities_add_up_and_who_has_no_grade_has_none() -> None:
    given_ = population(5, 60)
    away = b.scope("young", "deferred", TECH)
    found = county(b.method(one_group(), scope=(away,)), given_)

    table = robustness(
        found.method, found.evaluation, Uncertainty(weights="uniform", draws=200)
    ).table

    graded = table.filter(found.evaluation.table["grade"].is_not_null())
    sums = graded.select(p=sum(graded[f"p:{grade}"] for grade in "ABCD"))["p"]
    assert np.allclose(sums, 1)
    apart = table.filter(found.evaluation.table["grade"].is_null())
    assert len(apart) > 0
    assert apart["own"].null_count() == len(apart)
    assert not apart["within_reach"].any()


def test_a_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    found = county(b.method(one_group()), population(5, 80))

    def own(seed: int) -> list[float]:
        assumed = Uncertainty(weights="uniform", spread=Decimal("0.4"), draws=500, seed=seed)
        return robustness(found.method, found.evaluation, assumed).table["own"].to_list()

    assert own(1) == own(1)
    assert own(1) != own(2)


def test_who_is_far_from_every_line_is_safe_and_who_stands_on_one_is_within_reach() -> None:
    """Ten enterprises, two indicators of 50: eight clear ones, two that differ only in what they are good at."""
    ratios = [
        b.indicator("tax", weight=Decimal(50), benchmark=b.published(10)),
        b.indicator("energy", numerator="industrial_value_added", denominator="energy_equivalent", unit="10k_yuan/tce", weight=Decimal(50), benchmark=b.published(10)),
    ]  # fmt: skip
    pairs = [
        (19, 19),
        (9, 5.001),
        (5, 9),
        (4, 4),
        (3, 3),
        (2, 2),
        (1, 1),
        (1, 0.9),
        (0.5, 0.5),
        (0.1, 0.1),
    ]
    given_ = b.facts([
        {"evaluated_tax": tax, "land_area": 1, "industrial_value_added": added, "energy_equivalent": 1} for tax, added in pairs
    ])  # fmt: skip
    found = county(b.method(b.group(*ratios)), given_)

    table = robustness(
        found.method, found.evaluation, Uncertainty(weights="uniform", draws=4_000)
    ).table

    assert found.evaluation.table["grade"].to_list()[:3] == ["A", "A", "B"]
    assert table["within_reach"].to_list()[:5] == [False, True, True, False, False]
    assert 0.45 < table["own"][1] < 0.55
    assert table["own"][0] == 1
    assert table["driver"].to_list()[:3] == [None, "weights", "weights"]
    assert table.select("rank:low", "rank:high").rows()[:3] == [(1, 1), (2, 3), (2, 3)]


def test_only_what_is_linear_in_the_weights_goes_by_columns() -> None:
    carried = b.method(b.group(*indicators(when_missing="reweight")))
    stage = b.method(
        b.group(
            *indicators(), grading=b.grading(kind="two_stage", grades=("A", "B", "C"), shares=())
        )
    )

    assert is_linear(b.method(one_group()))
    assert not is_linear(carried)
    assert not is_linear(stage)


def test_shared_out_weights_are_drawn_by_evaluations_and_say_so() -> None:
    found = county(b.method(b.group(*indicators(when_missing="reweight"))), population(2, 30))

    seen = robustness(
        found.method, found.evaluation, Uncertainty(weights="uniform", engine_draws=25)
    )

    assert (seen.way, seen.draws) == ("engine", {"joint": 25, "weights": 25})


def test_nothing_uncertain_is_refused() -> None:
    found = county(b.method(one_group()), population(1, 10))

    with pytest.raises(Refused, match="没有设定任何不确定因素"):
        robustness(found.method, found.evaluation, Uncertainty())


def test_the_official_evaluation_is_left_as_it_was() -> None:
    found = county(b.method(one_group()), population(1, 30))

    robustness(
        found.method, found.evaluation, Uncertainty(weights="uniform", draws=100, rounding=True)
    )

    assert found.evaluation.digest == evaluate(found.method, found.facts).digest


def test_where_there_is_one_grade_everybody_keeps_it() -> None:
    one = b.grading(grades=("合格",), shares=(Decimal(100),))
    found = county(b.method(one_group(grading=one)), population(1, 30))

    table = robustness(
        found.method, found.evaluation, Uncertainty(weights="uniform", draws=300)
    ).table

    assert (table["own"].drop_nulls() == 1).all()


@pytest.mark.parametrize("size", [700, 90])
def test_products_do_not_hang_on_where_they_are_cut(size: int) -> None:
    """A ranking wider than one piece is multiplied piece by piece, to the same scores."""
    random = np.random.default_rng(3)
    weights, points = random.random((64, 7)), random.random((7, size * 3))

    assert np.allclose(product(weights, points), weights @ points, rtol=1e-14, atol=0)
