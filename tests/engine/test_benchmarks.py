"""Benchmark values: whom they count, and where peers' engines fail: constant, single, missing, zero."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.benchmarks import as_text
from permu.engine.evaluation import Evaluation
from permu.method.model import Condition, Method
from permu.terms.refusal import Refused
from tests.engine import builders as b


def method(kind: str, factor: object = 1, **changes: object) -> Method:
    return b.method(b.group(b.indicator(benchmark=b.benchmark(kind, factor), **changes)))


def test_a_group_mean_is_sum_over_sum_and_not_the_mean_of_ratios() -> None:
    facts = b.facts([{"evaluated_tax": 10, "land_area": 1}, {"evaluated_tax": 10, "land_area": 9}])

    benchmarks = evaluate(method("group_mean", 2), facts).benchmarks

    assert benchmarks.row(0, named=True) == {
        "group": "all", "indicator": "tax_per_mu", "kind": "group_mean", "part": "value", "value": "4", "subjects": 2,
    }  # fmt: skip


def test_a_group_mean_counts_only_ranked_subjects_with_both_figures() -> None:
    ungraded = b.scope(
        "project", "ungraded", Condition(kind="is", item="builds_major_project"), "B"
    )
    rows = [
        {"evaluated_tax": 6, "land_area": 2, "builds_major_project": False},
        {"evaluated_tax": None, "land_area": 100, "builds_major_project": False},
        {"evaluated_tax": 100, "land_area": 0, "builds_major_project": False},
        {"evaluated_tax": 900, "land_area": 1, "builds_major_project": True},
    ]
    kept = b.indicator(benchmark=b.benchmark("group_mean"), when_missing="zero")

    evaluation = evaluate(b.method(b.group(kept), scope=(ungraded,)), b.facts(rows))

    assert evaluation.benchmarks.select("value", "subjects").row(0) == ("3", 1)
    assert evaluation.table["score"].to_list() == [100_000_000, 0, 0, 30_000_000_000]


def test_a_sum_beyond_64_bits_is_still_exact() -> None:
    large = [
        {"evaluated_tax": "9000000000", "land_area": 10_000}
    ] * 2000  # Σ is 1.8 × 10^19 whole units

    benchmarks = evaluate(method("group_mean"), b.facts(large)).benchmarks

    assert benchmarks["value"].to_list() == ["900000"]


def test_last_years_mean_is_taken_over_last_years_ranked_group() -> None:
    earlier = b.taxed(3, 5, None)

    evaluation = evaluate(method("last_group_mean", 2), b.taxed(8, 100), earlier=earlier)

    assert evaluation.benchmarks.select("value", "subjects").row(0) == ("8", 2)
    assert evaluation.table["score"].to_list() == [100_000_000, 1_250_000_000]


@pytest.mark.parametrize("by", [evaluate, evaluate_exactly])
def test_last_years_mean_needs_last_years_facts(by: Callable[..., Evaluation]) -> None:
    with pytest.raises(Refused, match="需要 2024 年度的数据"):
        by(method("last_group_mean"), b.taxed(1))
    with pytest.raises(Refused, match="上年度数据中没有一户可以计算"):
        by(method("last_group_mean"), b.taxed(1), earlier=b.taxed(None))


def test_the_best_value_gets_the_full_weight() -> None:
    assert evaluate(method("best"), b.taxed(5, 20, 10)).table["score"].to_list() == [
        25_000_000,
        100_000_000,
        50_000_000,
    ]


def test_where_lower_is_better_the_best_is_the_least_and_twice_it_gives_nothing() -> None:
    scores = evaluate(method("best", scoring="inverse"), b.taxed(5, 10, 7, 20)).table["score"]

    assert scores.to_list() == [100_000_000, 0, 60_000_000, 0]


def test_the_best_of_values_that_float64_cannot_tell_apart_is_the_exact_one() -> None:
    # 1/3 and a number 10^-19 above it: the same float64.
    facts = b.facts(
        [
            {"evaluated_tax": "1000000000", "land_area": "3000000000"},
            {"evaluated_tax": "1000000000.000001", "land_area": "3000000000.000002"},
        ]
    )

    assert evaluate(method("best"), facts).benchmarks["value"].to_list() == [
        "1000000000000001/3000000000000002"
    ]


RANGE = {"scoring": "min_max", "band": (Decimal(20), Decimal(100))}


def test_a_band_runs_from_the_least_to_the_greatest() -> None:
    assert evaluate(method("group_range", **RANGE), b.taxed(10, 30, 15)).table[
        "score"
    ].to_list() == [20_000_000, 100_000_000, 40_000_000]


@pytest.mark.parametrize("taxes", [(7, 7, 7), (7,), (0, 0)])
def test_where_all_values_are_equal_each_gets_the_upper_end(taxes: tuple[int, ...]) -> None:
    scores = evaluate(method("group_range", **RANGE), b.taxed(*taxes)).table["score"]

    assert set(scores.to_list()) == {100_000_000}


def test_one_member_is_its_own_mean_and_its_own_best() -> None:
    for kind in ("group_mean", "mean_of_values", "best"):
        assert evaluate(method(kind), b.taxed(7)).table["score"].to_list() == [100_000_000]


def test_a_group_in_which_all_lack_the_figure_has_no_benchmark_and_waits() -> None:
    evaluation = evaluate(method("group_mean", when_missing="mean_points"), b.taxed(None, None))

    assert evaluation.benchmarks.is_empty()
    assert evaluation.table["state_rule"].to_list() == ["unmeasured:tax_per_mu"] * 2


def test_an_ungraded_subject_alone_with_a_figure_waits_for_a_benchmark() -> None:
    ungraded = b.scope("project", "ungraded", Condition(kind="is", item="is_high_tech"), "B")
    lonely = b.indicator(benchmark=b.benchmark("group_mean"), when_missing="zero")
    facts = b.facts(
        [
            {"evaluated_tax": 5, "land_area": 1, "is_high_tech": True},
            {"evaluated_tax": None, "land_area": 1, "is_high_tech": False},
        ]
    )

    table = evaluate(b.method(b.group(lonely), scope=(ungraded,)), facts).table

    assert table["state_rule"].to_list() == ["unmeasured:tax_per_mu", None]
    assert table["score"].to_list() == [None, 0]


@pytest.mark.parametrize("taxes", [(0, 0), (-5, 1)])
def test_a_mean_that_is_zero_or_negative_divides_nothing(taxes: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="不大于零，不能据以计分"):
        evaluate(method("group_mean", when_negative="keep"), b.taxed(*taxes))


def test_a_mean_of_values_is_not_the_mean_of_sums() -> None:
    facts = b.facts([{"evaluated_tax": 10, "land_area": 1}, {"evaluated_tax": 10, "land_area": 9}])

    for decimals, value in ((None, "100/9"), (2, "11.11")):
        mean = b.indicator(benchmark=b.benchmark("mean_of_values", 2, decimals=decimals))
        evaluation = evaluate(b.method(b.group(mean)), facts)
        assert evaluation.benchmarks["value"].to_list() == [value]
        assert evaluation.digest == evaluate_exactly(b.method(b.group(mean)), facts).digest


def test_a_mean_of_values_on_a_rounding_boundary_is_settled_exactly() -> None:
    # 0.1 and 0.15 make 0.125: float64 cannot say on which side of the boundary that is.
    facts = b.facts([{"evaluated_tax": t, "land_area": 20} for t in (2, 3)])

    for rounding, value in (("half_up", "0.13"), ("half_even", "0.12"), ("up", "0.13")):
        judged = b.benchmark("mean_of_values", decimals=2, rounding=rounding)
        found = evaluate(b.method(b.group(b.indicator(benchmark=judged))), facts).benchmarks
        assert found["value"].to_list() == [value]


def test_an_exact_mean_too_long_to_be_written_down_asks_for_decimals() -> None:
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1000 + n} for n in range(2000)])
    mean = b.indicator(benchmark=b.benchmark("mean_of_values"))

    for run in (evaluate, evaluate_exactly):
        with pytest.raises(Refused, match="写明 decimals"):
            run(b.method(b.group(mean)), facts)


@pytest.mark.parametrize("kind", ["group_mean", "best", "group_range"])
def test_a_worked_out_benchmark_is_kept_to_the_decimals_that_the_notice_says(kind: str) -> None:
    scoring = "min_max" if kind == "group_range" else "to_benchmark"
    facts = b.facts([{"evaluated_tax": t, "land_area": 3} for t in (1, 2)])
    judged = b.benchmark(kind, decimals=1, rounding="down")
    method = b.method(b.group(b.indicator(benchmark=judged, scoring=scoring)))

    evaluation = evaluate(method, facts)

    kept = {"group_mean": ["0.5"], "best": ["0.6"], "group_range": ["0.3", "0.6"]}
    assert evaluation.benchmarks["value"].to_list() == kept[kind]
    assert evaluation.digest == evaluate_exactly(method, facts).digest


def test_a_benchmark_that_is_nothing_once_it_is_rounded_judges_nobody() -> None:
    method_ = b.method(b.group(b.indicator(benchmark=b.benchmark("group_mean", decimals=0))))

    with pytest.raises(Refused, match="基准值为 0，不大于零"):
        evaluate(method_, b.taxed("0.1", "0.2"))


@pytest.mark.parametrize(
    ("kind", "value"), [("group_mean", "5.29"), ("mean_of_values", "6"), ("best", "10")]
)
def test_a_benchmark_of_all_groups_is_of_every_ranked_subject(kind: str, value: str) -> None:
    judged = b.indicator(benchmark=b.benchmark(kind, pool="all", decimals=2), when_missing="zero")
    large = Condition(kind="at_least", item="land_area", value=Decimal(2), unit="mu")
    # The groups are of two shapes, so they are not worked out together.
    method_ = b.method(
        b.group(judged, id="large", when=large), b.group(judged, id="small", score=b.rule(decimals=3)),
        scope=(b.scope("project", "ungraded", Condition(kind="is", item="is_high_tech")),),
    )  # fmt: skip
    rows = [(20, 2, False), (12, 4, False), (5, 1, False), (None, 1, False), (900, 1, True)]
    names = ("evaluated_tax", "land_area", "is_high_tech")
    facts = b.facts([dict(zip(names, row, strict=True)) for row in rows])

    evaluation = evaluate(method_, facts)

    found = evaluation.benchmarks.select("group", "value", "subjects").rows()
    assert found == [("large", value, 3), ("small", value, 3)]
    assert evaluation.digest == evaluate_exactly(method_, facts).digest
    line = explain(evaluation, method_, facts, "S0001").indicators[0]
    assert line.benchmark_note.startswith("各组共 3 户")


def test_where_nobody_of_any_group_is_measured_who_is_ungraded_waits() -> None:
    judged = b.indicator(benchmark=b.benchmark("group_mean", pool="all"), when_missing="zero")
    method_ = b.method(
        b.group(judged),
        scope=(b.scope("project", "ungraded", Condition(kind="is", item="is_high_tech")),),
    )
    facts = b.facts(
        [
            {"evaluated_tax": 5, "land_area": 1, "is_high_tech": True},
            {"evaluated_tax": None, "land_area": 1, "is_high_tech": False},
        ]
    )

    evaluation = evaluate(method_, facts)

    assert evaluation.table["state_rule"].to_list() == ["unmeasured:tax_per_mu", None]
    assert evaluation.digest == evaluate_exactly(method_, facts).digest


def test_exact_values_are_written_as_decimals_or_fractions() -> None:
    from fractions import Fraction

    given = [
        Fraction(1024, 37),
        Fraction(24097, 1000),
        Fraction(-1, 8),
        Fraction(300),
        Fraction(1, 20),
    ]

    assert [as_text(number) for number in given] == ["1024/37", "24.097", "-0.125", "300", "0.05"]
    assert [Fraction(as_text(number)) for number in given] == given
