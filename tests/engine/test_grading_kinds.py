"""Quotas of pools, refilled ones, two stages, thresholds and ordered rules."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly
from permu.engine.grading import cuts, cuts_of_pools, shared_out
from permu.method.model import (
    EVERYBODY,
    Adjustment,
    Condition,
    GradeRule,
    Grading,
    Group,
    Listing,
    Stage,
)
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b

HIGH_TECH = Condition(kind="is", item="is_high_tech")
GREEN = Condition(kind="is", item="green_factory")
SIZES = st.lists(st.integers(0, 60), min_size=1, max_size=8)
SHARES = st.sampled_from([(20, 45, 30, 5), (15, 75, 10), (1, 1, 98), (0, 100), (33, 33, 34)])
ROUNDINGS = st.sampled_from(["half_up", "half_even", "down", "up"])


def rows(group: Group, facts: Facts) -> list[dict[str, object]]:
    """The results, the same in both arithmetics."""
    found = evaluate(b.method(group), facts)
    assert found.digest == evaluate_exactly(b.method(group), facts).digest
    return found.table.to_dicts()


def by_shares(shares: tuple[int, ...], **changes: object) -> Grading:
    return b.grading(
        shares=tuple(map(Decimal, shares)), grades=tuple("ABCD")[: len(shares)], **changes
    )


@pytest.mark.parametrize(
    ("ranked", "last"), [(100, [19, 64, 94]), (10, [1, 6, 9]), (1, [0, 0, 0]), (0, [0, 0, 0])]
)
def test_exclusive_bounds_end_before_the_share(ranked: int, last: list[int]) -> None:
    assert cuts(b.grading(bounds="exclusive"), ranked) == last


@given(SIZES, SHARES, ROUNDINGS)
def test_pools_cut_together_add_up_and_no_grade_is_negative(
    sizes: list[int], shares: tuple[int, ...], rounding: str
) -> None:
    grading = by_shares(shares, rounding=rounding, over="all_pools")
    found = cuts_of_pools(grading, sizes)

    assert [sum(ends) for ends in zip(*found, strict=True)] == cuts(grading, sum(sizes))
    for ends, size in zip(found, sizes, strict=True):
        assert [0, *ends, size] == sorted([0, *ends, size])


@given(SIZES, st.integers(0, 100))
def test_one_share_gives_each_pool_its_whole_places_and_at_most_one_more(
    sizes: list[int], share: int
) -> None:
    total = sum(sizes) * share // 100
    for size, places in zip(sizes, shared_out(total, sizes, share=Decimal(share)), strict=True):
        assert size * share // 100 <= places <= size * share // 100 + 1


def test_equal_remainders_go_to_the_larger_pool_then_to_the_first() -> None:
    assert shared_out(3, [10, 30, 10], share=Decimal(5)) == [1, 2, 0]
    assert shared_out(2, [10, 30], share=Decimal(5)) == [0, 2]


def test_pools_over_ranges_of_their_own_are_not_cut_together() -> None:
    band = b.indicator(scoring="min_max", benchmark=b.benchmark("group_range"))
    group = b.group(band, each="cluster", grading=b.grading(over="all_pools"))

    with pytest.raises(Refused, match="all_pools"):
        evaluate(b.method(group), b.taxed(1))


def hit(group: Group, *, place: int, of: int = 5) -> list[dict[str, object]]:
    """So many subjects of falling tax, of whom the one at that place is hit."""
    facts = [
        {"evaluated_tax": 100 - number, "land_area": 1, "is_high_tech": number == place}
        for number in range(1, of + 1)
    ]
    return rows(group, b.facts(facts))


def refilled(*rules: Adjustment, **changes: object) -> Group:
    return b.group(adjustments=rules, grading=by_shares((20, 60, 20), quota="refilled", **changes))


VETO = b.adjustment("veto", "veto", grade="C")


def test_refilled_quotas_count_all_and_the_next_in_rank_takes_the_place() -> None:
    found = hit(refilled(VETO), place=1)

    assert [row["rank"] for row in found] == [1, 2, 3, 4, 5]
    assert [row["ranked"] for row in found] == [5] * 5
    assert [row["grade"] for row in found] == ["C", "A", "B", "B", "B"]
    assert found[0]["grade_by_rank"] == "A"  # what its rank alone would have given it


def test_who_fills_no_place_stands_by_rank_where_it_would_if_it_did() -> None:
    found = hit(refilled(VETO, ties="worse"), place=2)

    assert [row["grade_by_rank"] for row in found] == ["A", "B", "B", "B", "B"]


def test_who_is_graded_directly_takes_no_place_of_a_refilled_quota() -> None:
    direct = b.adjustment("direct", "direct", grade="A")

    found = hit(refilled(direct), place=5)

    assert [row["grade"] for row in found] == ["A", "B", "B", "B", "A"]


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=25))
def test_a_refilled_quota_stays_unfilled_only_where_nobody_is_left(
    drawn: list[tuple[int, bool]],
) -> None:
    given_facts = b.facts(
        [{"evaluated_tax": tax, "land_area": 1, "is_high_tech": out} for tax, out in drawn]
    )
    group = refilled(VETO)
    found = rows(group, given_facts)
    eligible = [row["grade_by_rank"] for row, (_, out) in zip(found, drawn, strict=True) if not out]
    first, second = cuts(group.grading, len(drawn))  # type: ignore[arg-type]
    counts = Counter(eligible)

    assert counts["A"] >= min(first, len(eligible))
    assert counts["A"] + counts["B"] >= min(second, len(eligible))


def two_stages(**changes: object) -> Grading:
    best = Stage(by_figure="evaluated_tax", share=Decimal(20), source=b.CLAUSE)
    said = {"kind": "two_stage", "grades": tuple("ABC"), "shares": (), "best": best}
    return b.grading(**said | changes)


def staged(grading: Grading, *pairs: tuple[object, object]) -> list[object]:
    """Grades of subjects with these taxes and lands."""
    facts = b.facts([{"evaluated_tax": tax, "land_area": land} for tax, land in pairs])
    return [row["grade"] for row in rows(b.group(grading=grading), facts)]


def test_the_best_of_the_upper_part_by_another_key_are_the_first_grade() -> None:
    pairs = [(10, 1), (20, 4), (40, 10), (90, 60), (99, 99)]  # 10, 5, 4, 1.5 and 1 a mu

    assert staged(two_stages(), *pairs) == ["B", "B", "A", "B", "B"]


def test_lower_may_be_the_better_key() -> None:
    worst = Stage(by_figure="land_area", lower_is_better=True, share=Decimal(20), source=b.CLAUSE)
    pairs = [(10, 1), (20, 4), (40, 10), (90, 60), (9, 9)]

    assert staged(two_stages(best=None, worst=worst), *pairs) == ["B", "B", "B", "C", "B"]


def test_ties_across_a_cut_of_a_second_ranking_go_where_the_method_says() -> None:
    worst = Stage(by_figure="evaluated_tax", share=Decimal(20), source=b.CLAUSE)
    pairs = [
        (9, 1),
        (9, 2),
        (1, 1),
        (1, 2),
        (1, 3),
    ]  # who leads by total tax is tied, and who is last

    assert staged(two_stages(worst=worst), *pairs) == ["A", "A", "B", "B", "B"]
    assert staged(two_stages(worst=worst, ties="worse"), *pairs) == ["B", "B", "B", "C", "C"]


def test_points_that_are_kept_alike_are_told_apart_as_a_key() -> None:
    best = Stage(by_points=("tax_per_mu",), share=Decimal(25), source=b.CLAUSE)
    pairs = [(1, 3), ("1.000001", "3.000002"), ("1.000001", "3"), (0, 1)]
    facts = b.facts([{"evaluated_tax": tax, "land_area": land} for tax, land in pairs])
    low = b.indicator(benchmark=b.published(10**6))  # a millionth of a point and less between them
    found = rows(b.group(low, grading=two_stages(best=best, split=Decimal(100))), facts)

    assert [row["grade"] for row in found] == ["B", "B", "A", "B"]


def test_who_lacks_the_key_of_a_second_ranking_waits_for_it() -> None:
    best = Stage(by_figure="electricity", share=Decimal(20), source=b.CLAUSE)
    facts = b.facts(
        [{"evaluated_tax": 1, "land_area": 1, "electricity": power} for power in (5, None)]
    )
    found = rows(b.group(grading=two_stages(best=best)), facts)

    assert [(row["state"], row["state_rule"]) for row in found] == [
        ("graded", None), ("deferred", "missing:electricity"),
    ]  # fmt: skip


def test_who_has_no_points_for_a_key_waits_though_the_others_carry_its_weight() -> None:
    best = Stage(by_points=("output",), share=Decimal(20), source=b.CLAUSE)
    output = b.indicator("output", numerator="output", weight=Decimal(50), when_missing="reweight")
    tax = b.indicator(weight=Decimal(50))
    facts = b.facts(
        [{"evaluated_tax": 1, "land_area": 1, "output": output} for output in (5, None)]
    )
    found = rows(b.group(tax, output, grading=two_stages(best=best)), facts)

    assert [row["state_rule"] for row in found] == [None, "missing:output"]


def thresholds(*bounds: object) -> Grading:
    said = {
        "kind": "thresholds",
        "shares": (),
        "at_least": tuple(Decimal(str(one)) for one in bounds),
    }
    return b.grading(**said, grades=tuple("ABCD")[: len(bounds) + 1])


def test_a_threshold_is_reached_by_the_score_that_equals_it() -> None:
    group = b.group(grading=thresholds(90, 75, 60))
    found = rows(group, b.taxed(18, "17.999", "17.99", 15, 12, "11.9"))

    # 89.995 points are 90.00 as the method rounds them, and it is the rounded score that counts.
    assert [row["grade"] for row in found] == ["A", "A", "B", "B", "C", "D"]


def test_an_unrounded_score_just_below_a_threshold_does_not_reach_it() -> None:
    group = b.group(score=b.rule(decimals=None), grading=thresholds("1.666667"))
    facts = b.facts([{"evaluated_tax": 1, "land_area": land} for land in (3, "2.999999")])

    # 5 ÷ 3 is kept as 1.666667 and lies below it.
    assert [row["grade"] for row in rows(group, facts)] == ["B", "A"]


def ruled(*rules: tuple[str, Condition]) -> Group:
    made = tuple(GradeRule(grade=grade, when=when, source=b.CLAUSE) for grade, when in rules)
    return b.group(grading=b.grading(kind="rules", shares=(), rules=made))


def test_the_first_rule_that_holds_gives_the_grade() -> None:
    group = ruled(("D", HIGH_TECH), ("A", GREEN), ("B", EVERYBODY))
    flags = [(True, True), (False, True), (False, False)]
    facts = [
        {"evaluated_tax": 1, "land_area": 1, "is_high_tech": first, "green_factory": second}
        for first, second in flags
    ]

    assert [row["grade"] for row in rows(group, b.facts(facts))] == ["D", "A", "B"]


def test_a_grade_that_an_undecided_rule_might_give_is_named() -> None:
    group = ruled(("D", HIGH_TECH), ("A", GREEN), ("B", EVERYBODY))
    flags = [(None, None), (None, True), (False, None), (True, None)]
    facts = [
        {"evaluated_tax": 1, "land_area": 1, "is_high_tech": first, "green_factory": second}
        for first, second in flags
    ]
    found = rows(group, b.facts(facts))

    assert [row["grade"] for row in found] == ["B", "A", "B", "D"]
    assert [row["unsure"] for row in found] == ["grade:D,grade:A", "grade:D", "grade:A", ""]


def test_a_list_stands_beside_the_grades_and_names_who_is_on_it() -> None:
    low = Condition(kind="less_than", item="tax_per_mu", value=Decimal(10), unit="10k_yuan/mu")
    large = Condition(kind="at_least", item="land_area", value=Decimal(10), unit="mu")
    both = Listing(
        id="double_ten", label="双十", when=Condition(kind="all", of=(large, low)), source=b.CLAUSE
    )
    only = Listing(id="high_tech", label="高新", when=HIGH_TECH, source=b.CLAUSE)
    facts = b.facts(
        [
            {"evaluated_tax": tax, "land_area": land, "is_high_tech": flag}
            for tax, land, flag in [
                (99, 10, True),
                (100, 10, False),
                (9, 9, None),
                (None, 10, True),
            ]
        ]
    )
    found = rows(b.group(lists=(both, only)), facts)

    assert [row["lists"] for row in found] == ["double_ten,high_tech", "", "", None]
    assert [row["unsure"] for row in found] == ["", "", "high_tech", None]


def test_a_method_without_lists_has_no_column_for_them() -> None:
    assert "lists" not in rows(b.group(), b.taxed(1))[0]
