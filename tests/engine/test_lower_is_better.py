"""Points where a smaller value is better, and rankings by the value itself (M20, M29, M30)."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.evaluation import Evaluation
from permu.method.model import Indicator, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b


def reciprocal(**changes: object) -> Indicator:
    return b.indicator(scoring="reciprocal", cap=Decimal("1.5"), **changes)


def ranking(**changes: object) -> Method:
    judged = b.indicator(scoring="value", benchmark=b.benchmark("none"))
    return b.method(b.group(judged, score=b.rule(decimals=None), **changes))


def evaluated(method: Method, facts: Facts) -> Evaluation:
    found = evaluate(method, facts)
    assert found.digest == evaluate_exactly(method, facts).digest
    return found


def test_a_reciprocal_is_the_benchmark_over_the_value_and_zero_gets_the_cap() -> None:
    table = evaluated(b.method(b.group(reciprocal())), b.taxed(40, 20, 16, 1, 0)).table

    assert table["score"].to_list() == [50_000_000, 100_000_000, 125_000_000, 150_000_000, 150_000_000]  # fmt: skip


@pytest.mark.parametrize("floor", [None, Decimal(0)])
def test_what_divides_the_benchmark_waits_below_zero_whatever_the_floor(
    floor: Decimal | None,
) -> None:
    waits = b.method(b.group(reciprocal(floor=floor)))
    kept = b.method(b.group(reciprocal(floor=floor, when_negative="keep")))

    assert evaluated(waits, b.taxed(-20)).table["state_rule"].to_list() == ["negative:tax_per_mu"]
    assert evaluated(kept, b.taxed(-20)).table["score"].to_list() == [
        -100_000_000 if floor is None else 0
    ]


@pytest.mark.parametrize(("scoring", "scores"), [("inverse", [100, 0]), ("reciprocal", [100, 25])])
def test_the_best_is_the_least_where_lower_is_better(scoring: str, scores: list[int]) -> None:
    judged = b.indicator(scoring=scoring, benchmark=b.benchmark("best"), cap=Decimal(1))

    evaluation = evaluated(b.method(b.group(judged)), b.taxed(2, 8))

    assert evaluation.benchmarks["value"].to_list() == ["2"]
    assert evaluation.table["score"].to_list() == [score * 10**6 for score in scores]


def test_where_somebody_has_nothing_the_best_judges_nobody() -> None:
    judged = reciprocal(benchmark=b.benchmark("best"))

    with pytest.raises(Refused, match="不大于零，不能据以计分"):
        evaluate(b.method(b.group(judged)), b.taxed(0, 8))


def test_the_sheet_shows_the_reciprocal_and_what_zero_gets() -> None:
    method, facts = b.method(b.group(reciprocal())), b.taxed(16, 0)
    evaluation = evaluate(method, facts)

    some, none = (explain(evaluation, method, facts, f"S000{n}").indicators[0] for n in (1, 2))

    assert (some.formula, some.points_note) == ("100 × 20 ÷ 16.0000", "")
    assert (none.formula, none.points_note) == (
        "—", "数值为零，不能作除数，按权重的 1.5 倍计分",
    )  # fmt: skip


VALUES = st.lists(
    st.integers(0, 10**8).map(lambda whole: Decimal(whole).scaleb(-6)), min_size=1, max_size=12
)
MORE = st.integers(1, 10**8).map(lambda whole: Decimal(whole).scaleb(-6))


@given(VALUES, MORE, st.sampled_from(["inverse", "reciprocal"]))
def test_raising_a_numerator_never_raises_its_owners_score_where_lower_is_better(
    values: list[Decimal], more: Decimal, scoring: str
) -> None:
    judged = b.indicator(scoring=scoring, cap=Decimal("1.5"), floor=Decimal(0))
    method = b.method(b.group(judged))
    before, after = (
        evaluate(method, b.taxed(first, *values[1:])).table
        for first in (values[0], values[0] + more)
    )

    assert after["score"][0] <= before["score"][0]
    assert after["rank"][0] >= before["rank"][0]


@given(VALUES, MORE, st.sampled_from(["group_mean", "mean_of_values"]))
def test_nor_where_the_groups_own_mean_is_the_benchmark(
    values: list[Decimal], more: Decimal, kind: str
) -> None:
    """Its own figure raises the mean too: (n + the others') ÷ n still falls with n."""
    assume(sum(values) > Decimal("0.01"))
    mean = b.benchmark(kind, decimals=12)
    method = b.method(b.group(reciprocal(benchmark=mean)))
    before, after = (
        evaluate(method, b.taxed(first, *values[1:])).table
        for first in (values[0], values[0] + more)
    )

    assert after["rank"][0] >= before["rank"][0]


def test_a_ranking_by_value_gives_the_value_and_no_points_are_made() -> None:
    facts = b.facts(
        [{"evaluated_tax": tax, "land_area": 3} for tax in (1, 2, -3)]
        + [{"evaluated_tax": "0.333333", "land_area": 1}]
    )

    evaluation = evaluated(ranking(), facts)

    # 1/3 and 0.333333 are kept alike, and are not alike
    assert evaluation.table["score"].to_list() == [333_333, 666_667, -1_000_000, 333_333]
    assert evaluation.table["rank"].to_list() == [2, 1, 4, 3]
    assert evaluation.benchmarks.is_empty()


def test_a_ranking_by_value_says_that_there_is_no_score() -> None:
    method, facts = ranking(), b.taxed(5)

    told = explain(evaluate(method, facts), method, facts, "S0001")

    assert told.score_rule == "本组不计综合得分，按“指标tax_per_mu”的精确值由高到低排名（第一条）"
    (line,) = told.indicators
    assert (line.benchmark, line.benchmark_note) == ("—", "不设基准值，按数值排名（第一条）")
    assert (line.formula, line.points_note) == ("—", "不计分，以此数值排名")
