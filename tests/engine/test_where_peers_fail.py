"""Where other engines answer each in their own way, or not at all: the rules of `docs/developers/semantics.md`.

Every evaluation here is worked out twice, by columns and by fractions alone, and agrees.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import KEPT
from permu.intake.found import At, Source
from permu.intake.grid import Cell
from permu.intake.profiles import Column
from permu.intake.readings import Reader, Reading
from permu.intake.recognise import Placed
from permu.method.model import Indicator
from permu.terms.facts import Facts, no_cells
from permu.terms.refusal import Refused
from tests.engine import builders as b

MEANS = ("group_mean", "mean_of_values", "best")
BAND = {"scoring": "min_max", "benchmark": b.benchmark("group_range")}
DIVIDED = [
    {"scoring": "to_benchmark"}, {"scoring": "inverse"}, {"scoring": "reciprocal", "cap": Decimal("1.5")},
]  # fmt: skip


def table(facts: Facts, *indicators: Indicator, **changes: Any) -> pl.DataFrame:
    """The table of results of everybody in one group."""
    method = b.method(b.group(*indicators, **changes))
    found = evaluate(method, facts)
    assert found.digest == evaluate_exactly(method, facts).digest
    return found.table


def scores(found: pl.DataFrame) -> list[Fraction | None]:
    """The scores as the exact numbers they stand for."""
    return [None if score is None else Fraction(score, KEPT) for score in found["score"]]


@given(st.decimals("0.01", "99999", places=2), st.integers(1, 40), st.sampled_from(MEANS))
def test_of_a_constant_column_each_gets_the_whole_weight(
    tax: Decimal, subjects: int, kind: str
) -> None:
    for judged in DIVIDED:
        each = b.indicator(benchmark=b.benchmark(kind, decimals=None), **judged)
        assert set(scores(table(b.taxed(*[tax] * subjects), each))) == {Fraction(100)}


@given(st.integers(-(10**6), 10**6), st.integers(1, 40))
def test_of_a_constant_column_each_gets_the_upper_end_of_a_band(tax: int, subjects: int) -> None:
    each = b.indicator(band=(Decimal(20), Decimal(80)), **BAND)

    assert set(scores(table(b.taxed(*[tax] * subjects), each))) == {Fraction(80)}


@pytest.mark.parametrize("kind", MEANS)
def test_one_member_is_its_own_benchmark_and_the_first_of_one(kind: str) -> None:
    (row,) = table(b.taxed(7), b.indicator(benchmark=b.benchmark(kind))).to_dicts()

    assert (row["score"], row["rank"], row["ranked"]) == (100 * KEPT, 1, 1)


@pytest.mark.parametrize(
    ("shares", "grade"),
    [((20, 45, 30, 5), "B"), ((60, 20, 15, 5), "A"), ((10, 20, 30, 40), "C"), ((5, 5, 5, 85), "D")],
)
def test_one_member_gets_the_first_grade_whose_quota_rounds_to_one(
    shares: tuple[int, ...], grade: str
) -> None:
    cut = b.grading(shares=tuple(map(Decimal, shares)))

    assert table(b.taxed(7), grading=cut)["grade"].to_list() == [grade]


def test_where_everything_is_missing_all_wait_and_nobody_is_ranked() -> None:
    found = table(b.taxed(None, None), b.indicator(benchmark=b.benchmark("group_mean")))

    assert found["state_rule"].to_list() == ["missing:evaluated_tax"] * 2
    assert found["rank"].null_count() == found["score"].null_count() == 2


@pytest.mark.parametrize(("rule", "points"), [("zero", 0), ("penalty", -10)])
def test_where_the_notice_says_what_a_missing_figure_gives_all_get_it(
    rule: Any, points: int
) -> None:
    each = b.indicator(benchmark=b.benchmark("group_mean"), when_missing=rule, penalty=Decimal(-10))

    assert scores(table(b.taxed(None, None), each)) == [points, points]


@pytest.mark.parametrize(
    ("rule", "said"),
    [("mean_points", "unmeasured:tax_per_mu"), ("reweight", "missing:evaluated_tax")],
)
def test_what_others_would_have_to_give_nobody_gets_where_all_lack_it(rule: Any, said: str) -> None:
    each = b.indicator(benchmark=b.benchmark("group_mean"), when_missing=rule)

    assert table(b.taxed(None, None), each)["state_rule"].to_list() == [said] * 2


@pytest.mark.parametrize(("ties", "grade"), [("better", "A"), ("worse", "B")])
def test_ties_share_the_better_rank_and_the_grade_of_their_side_of_the_cut(
    ties: Any, grade: str
) -> None:
    cut = b.grading(shares=tuple(map(Decimal, (25, 25, 25, 25))), ties=ties)

    found = table(b.taxed(20, 20, 10, 5), grading=cut)

    assert found["rank"].to_list() == [1, 1, 3, 4]
    assert found["grade"].to_list()[:2] == [grade, grade]


def test_numbers_that_floats_cannot_tell_apart_are_no_tie() -> None:
    # 0.1 + 0.2 and 0.3 as floats differ; these are equal. A third of 10^-6 more is more.
    parts = [b.indicator(name, numerator=name, denominator="", unit="10k_yuan", weight=Decimal(50), benchmark=b.published(1)) for name in ("evaluated_tax", "rd_expense")]  # fmt: skip
    rows = [
        {"evaluated_tax": "0.1", "rd_expense": "0.2"},
        {"evaluated_tax": "0.3", "rd_expense": "0"},
        {"evaluated_tax": "0.3", "rd_expense": "0.000001"},
    ]

    found = table(b.facts(rows), *parts, score=b.rule(decimals=None))

    assert found["rank"].to_list() == [2, 2, 1]


@pytest.mark.parametrize("judged", DIVIDED, ids=lambda judged: judged["scoring"])
@pytest.mark.parametrize("taxes", [(0, 0), (-3, 1), (-5, -5)])
def test_by_a_benchmark_of_zero_or_below_nothing_is_judged(
    judged: dict[str, Any], taxes: tuple[int, ...]
) -> None:
    each = b.indicator(benchmark=b.benchmark("group_mean"), when_negative="keep", **judged)

    with pytest.raises(Refused, match="不大于零"):
        table(b.taxed(*taxes), each)


def test_a_band_needs_no_benchmark_above_zero() -> None:
    assert scores(table(b.taxed(-5, -3, -1), b.indicator(**BAND))) == [0, 50, 100]
    assert scores(table(b.taxed(0, 0), b.indicator(**BAND))) == [100, 100]


def test_a_value_below_zero_waits_where_no_floor_is_stated_and_counts_where_one_is() -> None:
    mean = b.benchmark("group_mean")
    without = table(b.taxed(-1, 3, 5), b.indicator(benchmark=mean))
    stated = table(b.taxed(-1, 3, 5), b.indicator(benchmark=mean, floor=Decimal(0)))

    assert without["state_rule"].to_list() == ["negative:tax_per_mu", None, None]
    assert scores(without) == [None, 75, 125]  # the mean is of those who stand: 4
    assert scores(stated)[0] == 0
    assert stated["rank"].to_list() == [3, 2, 1]


@pytest.mark.parametrize("land", [0, -2])
def test_land_of_zero_or_below_divides_nothing(land: int) -> None:
    rows = [{"evaluated_tax": 5, "land_area": land}, {"evaluated_tax": 5, "land_area": 1}]

    found = table(b.facts(rows), b.indicator(benchmark=b.benchmark("group_mean")))

    assert found["state_rule"].to_list() == ["zero:land_area", None]
    assert scores(found) == [None, 100]


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), 1.5])
def test_facts_have_no_float_so_nothing_infinite_enters(number: float) -> None:
    given = pl.DataFrame({"subject": ["S1"], "evaluated_tax": [number]})

    with pytest.raises(Refused, match="Float64"):
        Facts(table=given, cells=no_cells(), year=2025, as_of=date(2026, 2, 28))


@pytest.mark.parametrize(
    "text", ["inf", "-inf", "Infinity", "∞", "nan", "NaN", "1e999999", "#DIV/0!"]
)
def test_a_cell_with_no_number_in_it_is_no_number(text: str) -> None:
    found = read(text)

    assert (found.value, found.status) == (None, "held")
    assert text in found.note


@pytest.mark.parametrize("text", ["1e300", "1000000000.000000", "-9" + "0" * 30])
def test_a_number_larger_than_can_be_is_held(text: str) -> None:
    assert read(text).status == "held"
    assert "大得不可能" in read(text).note


def read(text: str) -> Reading:
    """What the reading of workbooks makes of a cell of the tax bureau's."""
    tax = Column(id="tax", item="evaluated_tax", headers=("税",), kind="figure", unit="10k_yuan")
    source = Source(file="税.xlsx", sha256="", sheet="", provider="", findings=[])
    reader = Reader(source, date(2026, 2, 28))
    return reader.read(Placed(tax, 1, tax.unit), Cell("t", text), At(row=1, column=1))


def test_a_figure_too_large_to_be_true_stops_the_evaluation() -> None:
    with pytest.raises(Refused, match="大得不可能"):
        table(b.taxed(2**53 // 10**6 + 1))


def test_a_huge_figure_that_can_be_is_exact() -> None:
    assert scores(table(b.taxed("9007199254", 20)))[0] == Fraction(9007199254 * 100, 20)
