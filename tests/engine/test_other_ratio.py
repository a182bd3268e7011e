"""The ratio that is judged in an indicator's place where its denominator is not known (M19)."""

from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.evaluation import Evaluation
from permu.method.model import Benchmark, Condition, Indicator, Method, Source
from permu.terms.facts import Facts
from tests.engine import builders as b


def by_energy(judged: Benchmark | None = None, **changes: object) -> Indicator:
    """Tax per tonne of coal equivalent against 1, or per kWh against 2 yuan: 100 points each."""
    first = b.indicator(
        "efficiency", denominator="energy_equivalent", unit="10k_yuan/tce",
        benchmark=b.published(1), **changes,
    )  # fmt: skip
    other = replace(
        first, denominator="electricity", unit="yuan/kwh", benchmark=judged or b.published(2),
        source=Source("第二条"),
    )  # fmt: skip
    return replace(first, otherwise=other)


def facts(*rows: tuple[object, object, object]) -> Facts:
    """Tax, energy, electricity."""
    names = ("evaluated_tax", "energy_equivalent", "electricity")
    return b.facts([dict(zip(names, row, strict=True)) for row in rows])


def evaluated(method: Method, given: Facts) -> Evaluation:
    found = evaluate(method, given)
    assert found.digest == evaluate_exactly(method, given).digest
    return found


def test_the_other_ratio_judges_whom_the_first_cannot() -> None:
    given = facts((10, 20, 50_000), (10, None, 50_000), (10, None, None), (None, None, 50_000))

    table = evaluated(b.method(b.group(by_energy())), given).table

    assert table["how:efficiency"].to_list() == ["measured", "otherwise", "missing", "missing"]
    assert table["value:efficiency"].to_list() == [500_000, 2_000_000, None, None]
    assert table["score"].to_list() == [50_000_000, 100_000_000, None, None]
    assert table["state_rule"].to_list() == [
        None, None, "missing:electricity", "missing:evaluated_tax",
    ]  # fmt: skip


def test_a_denominator_of_zero_is_known_and_waits() -> None:
    given = facts((10, 0, 50_000), (10, None, 0))

    table = evaluated(b.method(b.group(by_energy())), given).table

    assert table["state_rule"].to_list() == ["zero:energy_equivalent", "zero:electricity"]
    assert table["how:efficiency"].to_list() == ["zero_denominator", "zero_denominator"]


def test_a_denominator_in_doubt_waits_and_is_not_replaced() -> None:
    given = facts((10, None, 50_000))
    held = dict.fromkeys(given.cells.columns, "") | {
        "subject": "S0001", "item": "energy_equivalent", "status": "held", "as_of": None,
    }  # fmt: skip
    doubtful = Facts(
        table=given.table,
        cells=pl.DataFrame([held], schema=given.cells.schema),
        year=given.year,
        as_of=given.as_of,
    )

    table = evaluated(b.method(b.group(by_energy())), doubtful).table

    assert table["state_rule"].to_list() == ["held:energy_equivalent"]


def test_each_ratio_has_the_mean_of_whom_it_measures() -> None:
    mean = b.benchmark("group_mean")
    judged = by_energy(mean)
    judged = replace(judged, benchmark=mean)
    given = facts((10, 20, 1), (10, 5, 1), (10, None, 50_000), (30, None, 150_000))

    evaluation = evaluated(b.method(b.group(judged)), given)

    assert evaluation.benchmarks.select("indicator", "value", "subjects").rows() == [
        ("efficiency", "0.8", 2),
        ("otherwise:efficiency", "2", 2),
    ]
    assert evaluation.table["score"].to_list() == [62_500_000, 250_000_000] + [100_000_000] * 2


def test_a_benchmark_of_all_groups_counts_by_ratio_also_where_one_group_has_no_other() -> None:
    mean = b.benchmark("mean_of_values", pool="all", decimals=2)
    both = replace(by_energy(mean), benchmark=mean)
    first = replace(both, otherwise=None)
    rich = Condition(kind="at_least", item="evaluated_tax", value=Decimal(20), unit="10k_yuan")
    method = b.method(b.group(first, id="rich", when=rich), b.group(both, id="others"))
    given = facts((20, 10, 1), (10, 20, 1), (10, None, 50_000))

    found = evaluated(method, given).benchmarks.select("group", "indicator", "value", "subjects")

    assert found.rows() == [
        ("rich", "efficiency", "1.25", 2),
        ("others", "efficiency", "1.25", 2),
        ("others", "otherwise:efficiency", "2", 1),
    ]


def test_mean_points_are_those_of_both_ratios() -> None:
    judged = by_energy(when_missing="mean_points")
    given = facts((10, 10, 1), (10, None, 100_000), (10, None, None))

    table = evaluated(b.method(b.group(judged)), given).table

    assert table["score"].to_list() == [100_000_000, 50_000_000, 75_000_000]


@pytest.mark.parametrize(("tax", "hits"), [(10, "able"), (9, "")])
def test_what_beats_the_benchmark_beats_that_of_its_own_ratio(tax: int, hits: str) -> None:
    when = Condition(kind="beats", item="efficiency", reference="benchmark")
    lift = b.adjustment("able", "lift", when=when)
    method = b.method(b.group(by_energy(), adjustments=(lift,)))

    given = facts((1, 10, 1), (tax, None, 50_000))

    assert evaluated(method, given).table["hits"].to_list() == ["", hits]


def test_the_sheet_says_which_ratio_is_judged_and_why() -> None:
    method, given = b.method(b.group(by_energy())), facts((10, None, 50_000))

    line = explain(evaluate(method, given), method, given, "S0001").indicators[0]

    assert line.denominator is not None
    assert (line.denominator.item, line.unit, line.value) == ("electricity", "元/千瓦时", "2.0000")
    assert (line.formula, line.clause) == ("100 × 2.0000 ÷ 2", "第二条")
    assert line.points_note == ("缺少“综合能耗（等价值）”，改按“评价税收 ÷ 用电量”评价（第二条）")
    assert line.points == Decimal(100)
