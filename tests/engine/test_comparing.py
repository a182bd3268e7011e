"""One county under two methods: who moves, counted by place, cluster and size."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.comparing import (
    DIMENSIONS,
    MOVES,
    Comparison,
    compare_evaluations,
    compare_under,
    reasons,
    with_means,
)
from permu.engine.comparing.order import GradeOrder
from permu.method.model import Condition, Grading, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b

HALVES = b.grading(grades=("A", "B"), shares=(Decimal(50), Decimal(50)))
words = st.lists(st.sampled_from(["A+", "A", "B", "C", "D", "绿", "红"]), min_size=1, unique=True)


def by(figure: str, grading: Grading | None = HALVES, **changes: Any) -> Method:
    """Everybody judged by one figure per mu."""
    one = b.indicator(figure, numerator=figure, unit="10k_yuan/mu")
    return b.method(b.group(one, grading=grading), **changes)


def compared(before: Method, after: Method, facts: Facts) -> Comparison:
    first, second = evaluate(before, facts), evaluate(after, facts)
    return compare_evaluations((before, first), (after, second), facts)


def county(rows: Sequence[tuple[int, int]], towns: str = "") -> Facts:
    return b.facts(
        [
            {"evaluated_tax": tax, "sales_revenue": sales, "land_area": 1, "town": town or None}
            for (tax, sales), town in zip(rows, towns or [""] * len(rows), strict=True)
        ]
    )


FOUR = county([(4, 1), (3, 4), (2, 3), (1, 2)], "东东西西")


def moves(comparison: Comparison) -> list[str]:
    return comparison.table["move"].to_list()


def test_a_subject_moves_up_or_down_or_stays() -> None:
    found = compared(by("evaluated_tax"), by("sales_revenue"), FOUR)

    assert moves(found) == ["worse", "same", "better", "same"]
    assert found.transitions.rows() == [("A", "A", 1), ("A", "B", 1), ("B", "A", 1), ("B", "B", 1)]
    assert found.movers["subject"].to_list() == ["S0001", "S0003"]


def test_movers_are_counted_by_township_and_add_up() -> None:
    found = compared(by("evaluated_tax"), by("sales_revenue"), FOUR).by("town")

    counts = {
        row["value"]: (row["registered"], row["better"], row["worse"]) for row in found.to_dicts()
    }
    assert counts == {"东": (2, 0, 1), "西": (2, 1, 0)}


def test_a_dimension_the_county_does_not_know_is_one_row_without_a_name() -> None:
    found = compared(by("evaluated_tax"), by("sales_revenue"), FOUR).by("cluster")

    assert found.select("value", "registered").rows() == [(None, 4)]


def test_a_figure_is_no_dimension() -> None:
    with pytest.raises(Refused, match="用地面积"):
        compared(by("evaluated_tax"), by("sales_revenue"), FOUR).by("land_area")


def test_who_is_evaluated_under_one_method_alone_enters_or_leaves() -> None:
    small = b.scope("small", "exempt", Condition(kind="less_than", item="evaluated_tax", value=Decimal(2), unit="10k_yuan"))  # fmt: skip
    old, new = by("evaluated_tax", scope=(small,)), by("evaluated_tax")

    assert moves(compared(old, new, FOUR))[3] == "enters"
    assert moves(compared(new, old, FOUR))[3] == "leaves"
    assert ("exempt", "B", 1) in compared(old, new, FOUR).transitions.rows()


def test_a_figure_the_county_lacks_is_named_and_scores_nobody() -> None:
    found = compared(by("evaluated_tax"), by("main_revenue"), FOUR)

    assert found.after.absent == ("main_revenue",)
    assert moves(found) == ["leaves"] * 4


def test_a_method_that_cuts_no_grades_compares_with_nobody_graded() -> None:
    found = compared(by("evaluated_tax"), by("sales_revenue", None), FOUR)

    assert not found.after.counts_grades
    assert found.transitions.rows() == [("A", "scored", 2), ("B", "scored", 2)]


def test_evaluations_of_other_facts_are_not_compared() -> None:
    method = by("evaluated_tax")
    first, second = evaluate(method, FOUR), evaluate(method, county([(1, 1)]))

    with pytest.raises(Refused, match="同一套数据"):
        compare_evaluations((method, first), (method, second), FOUR)


def test_a_word_means_the_same_in_a_longer_list_of_grades() -> None:
    order = GradeOrder(("A", "B", "C", "D"), ("A", "B", "C"))

    assert order.basis == "words"
    assert ("B", "B") not in [*order.better, *order.worse]
    assert ("D", "C") in order.better


def test_other_words_are_compared_by_their_place() -> None:
    order = GradeOrder(("A", "B", "C", "D"), ("绿", "蓝", "橙", "红"))

    assert order.basis == "places"
    assert ("A", "蓝") in order.worse
    assert ("D", "橙") in order.better
    assert ("C", "橙") not in [*order.better, *order.worse]


@given(words, words)
def test_what_is_better_one_way_is_worse_the_other_way(old: list[str], new: list[str]) -> None:
    there, back = GradeOrder(tuple(old), tuple(new)), GradeOrder(tuple(new), tuple(old))

    assert {(new_, old_) for old_, new_ in there.better} == set(back.worse)


def test_a_figure_the_other_method_does_not_compose_is_composed_as_this_county_does() -> None:
    facts = b.facts([{"vat_paid": tax, "stamp_tax": 1, "land_area": 1} for tax in (4, 3, 2, 1)])
    own = by("evaluated_tax", definitions=(b.definition("evaluated_tax", "vat_paid", "stamp_tax"),))

    found = compare_under((own, evaluate(own, facts)), by("evaluated_tax"), facts)

    assert [one.id for one in found.after.borrowed] == ["evaluated_tax"]
    assert found.moves["same"] == 4


def test_what_the_other_method_composes_itself_is_not_borrowed() -> None:
    facts = b.facts(
        [{"vat_paid": tax, "stamp_tax": 5 - tax, "land_area": 1} for tax in (4, 3, 2, 1)]
    )
    own = by("evaluated_tax", definitions=(b.definition("evaluated_tax", "vat_paid"),))
    other = by("evaluated_tax", definitions=(b.definition("evaluated_tax", "stamp_tax"),))

    found = compare_under((own, evaluate(own, facts)), other, facts)

    assert found.after.borrowed == ()
    assert moves(found) == ["worse", "worse", "better", "better"]


def test_a_benchmark_nobody_printed_is_the_groups_mean_where_who_compares_says_so() -> None:
    one = b.indicator("evaluated_tax", unit="10k_yuan/mu", benchmark=b.benchmark("unknown"))
    unprinted = b.method(b.group(one, grading=HALVES))

    assert not unprinted.can_score
    (filled,) = with_means(unprinted).groups[0].indicators
    assert filled.benchmark.kind == "group_mean"
    assert filled.benchmark.source.is_assumed
    printed = by("evaluated_tax")
    assert with_means(printed) == printed


def test_a_mover_is_told_which_points_moved_with_both_numbers() -> None:
    found = compared(by("evaluated_tax"), by("sales_revenue"), FOUR)

    assert reasons(found, "S0001") == [
        "指标evaluated_tax 20.00 → — 分",
        "指标sales_revenue — → 5.00 分",
    ]


def test_a_mover_whose_own_points_stay_is_told_that_the_shares_are_otherwise() -> None:
    quarter = b.grading(grades=("A", "B"), shares=(Decimal(25), Decimal(75)))
    found = compared(by("evaluated_tax"), by("evaluated_tax", quarter), FOUR)

    assert moves(found) == ["same", "worse", "same", "same"]
    assert reasons(found, "S0002") == ["各档比例由 50/50 %改为 25/75 %，名次仍为第 2 位"]


def test_a_mover_of_whose_own_nothing_changed_is_told_that_others_moved() -> None:
    small = b.scope("small", "exempt", Condition(kind="less_than", item="evaluated_tax", value=Decimal(2), unit="10k_yuan"))  # fmt: skip
    found = compared(by("evaluated_tax"), by("evaluated_tax", scope=(small,)), FOUR)

    assert reasons(found, "S0003") == ["自身各项得分未变，因其他企业变动或比例不同而移档"]


def test_who_enters_is_told_from_which_state() -> None:
    small = b.scope("small", "exempt", Condition(kind="less_than", item="evaluated_tax", value=Decimal(2), unit="10k_yuan"))  # fmt: skip
    found = compared(by("evaluated_tax", scope=(small,)), by("evaluated_tax"), FOUR)

    assert reasons(found, "S0004")[0] == "由“免评”变为“定等级”"
    assert "small" in " ".join(reasons(compared(by("evaluated_tax"), by("evaluated_tax", scope=(small,)), FOUR), "S0004"))  # fmt: skip


def all_ways() -> list[pl.DataFrame]:
    found = compared(by("evaluated_tax"), by("sales_revenue"), FOUR)
    return [found.by(name) for name in DIMENSIONS]


@pytest.mark.parametrize("table", all_ways())
def test_moves_add_up_to_those_registered(table: pl.DataFrame) -> None:
    for row in table.to_dicts():
        assert sum(row[move] for move in MOVES) == row["registered"]
