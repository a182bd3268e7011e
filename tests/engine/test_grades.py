"""Quotas, ties, and the rules that bind a grade."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.grading import cuts
from permu.method.model import Adjustment, Condition, Group, Method
from permu.terms.facts import Facts
from tests.engine import builders as b


def graded(taxes: list[int], **changes: object) -> list[str]:
    method = b.method(b.group(grading=b.grading(**changes)))
    return evaluate(method, b.taxed(*taxes)).table["grade"].to_list()


def flagged(
    *rules: Adjustment, taxes: tuple[int, ...], flags: tuple[bool, ...], **changes: object
) -> list[dict[str, object]]:
    facts = b.facts(
        [
            {"evaluated_tax": tax, "land_area": 1, "is_high_tech": flag}
            for tax, flag in zip(taxes, flags, strict=True)
        ]
    )
    method = b.method(b.group(adjustments=rules, grading=b.grading(**changes)))
    return evaluate(method, facts).table.to_dicts()


def test_120_subjects_at_20_45_30_5_are_24_54_36_and_6() -> None:
    grades = Counter(graded(list(range(1, 121))))

    assert grades == {"A": 24, "B": 54, "C": 36, "D": 6}


def test_a_tie_across_a_cut_goes_to_the_grade_the_method_says() -> None:
    taxes = [9, 8, 8, 7, 6, 5, 4, 3, 2, 1]  # the cut of A stands between the two eights

    assert graded(taxes, ties="better")[:4] == ["A", "A", "A", "B"]
    assert graded(taxes, ties="worse")[:4] == ["A", "B", "B", "B"]


@pytest.mark.parametrize(
    ("rounding", "first"), [("half_up", 2), ("half_even", 2), ("down", 1), ("up", 2)]
)
def test_a_quota_is_rounded_as_declared(rounding: str, first: int) -> None:
    assert (
        cuts(b.grading(rounding=rounding, shares=tuple(map(Decimal, (15, 50, 30, 5)))), 10)[0]
        == first
    )


def test_exclusive_bounds_leave_nobody_behind_the_share_that_takes_all() -> None:
    grading = b.grading(bounds="exclusive", shares=tuple(map(Decimal, (25, 75, 0, 0))))

    assert cuts(grading, 4) == [0, 4, 4]
    assert cuts(grading, 5) == [1, 5, 5]


def test_an_empty_grade_is_legal() -> None:
    assert graded([3, 2, 1]) == ["A", "B", "C"]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.sampled_from(["better", "worse"]))
def test_equal_scores_get_equal_grades(taxes: list[int], ties: str) -> None:
    grades = graded(taxes, ties=ties)

    assert len(set(zip(taxes, grades, strict=True))) == len(set(taxes))


def test_ceiling_floor_and_direct_apply_in_file_order_and_veto_last() -> None:
    rules = (
        b.adjustment("veto", "veto", grade="D"),
        b.adjustment("direct", "direct", grade="A"),
        b.adjustment("ceiling", "ceiling", grade="B"),
        b.adjustment("floor", "floor", grade="C"),
    )

    def outcome(*chosen: str) -> tuple[object, ...]:
        kept = tuple(rule for rule in rules if rule.id in chosen)
        row = flagged(*kept, taxes=(1,), flags=(True,))[0]
        return row["grade_by_rank"], row["grade"], row["hits"]

    assert outcome("direct") == ("B", "A", "direct")
    assert outcome("direct", "ceiling") == ("B", "B", "direct,ceiling")
    assert outcome("ceiling", "floor") == ("B", "B", "ceiling,floor")
    assert outcome("veto", "direct", "ceiling", "floor") == ("B", "D", "veto,direct,ceiling,floor")


def test_the_worst_of_two_vetoes_counts() -> None:
    rules = (b.adjustment("hard", "veto", grade="D"), b.adjustment("soft", "veto", grade="C"))

    assert flagged(*rules, taxes=(9, 1), flags=(True, False))[0]["grade"] == "D"


def test_an_order_of_floor_before_ceiling_leaves_the_ceiling_the_last_word() -> None:
    floor, ceiling = (
        b.adjustment("floor", "floor", grade="B"),
        b.adjustment("ceiling", "ceiling", grade="C"),
    )
    last = {"taxes": tuple(range(20, 0, -1)), "flags": (False,) * 19 + (True,)}

    assert flagged(floor, ceiling, **last)[-1]["grade"] == "C"  # type: ignore[arg-type]
    assert flagged(ceiling, floor, **last)[-1]["grade"] == "B"  # type: ignore[arg-type]


def test_a_quota_cut_before_adjustments_is_not_refilled() -> None:
    veto = b.adjustment("veto", "veto", grade="D")
    rows = flagged(veto, taxes=(5, 4, 3, 2, 1), flags=(True, False, False, False, False))

    assert [row["grade_by_rank"] for row in rows][:2] == ["A", "B"]
    assert [row["grade"] for row in rows][:2] == ["D", "B"]


def test_a_quota_cut_after_adjustments_leaves_vetoed_subjects_out() -> None:
    veto = b.adjustment("veto", "veto", grade="D")
    rows = flagged(
        veto,
        taxes=(5, 4, 3, 2, 1),
        flags=(True, False, False, False, False),
        quota="after_adjustments",
    )

    assert [row["rank"] for row in rows] == [None, 1, 2, 3, 4]
    assert [row["grade"] for row in rows][:2] == ["D", "A"]
    assert rows[0]["score"] == 25_000_000


def test_a_group_whose_text_does_not_say_how_grades_are_cut_is_scored_and_ranked() -> None:
    rows = evaluate(b.method(b.group(grading=None)), b.taxed(2, 1)).table.to_dicts()

    assert [(row["state"], row["rank"], row["grade"]) for row in rows] == [
        ("scored", 1, None),
        ("scored", 2, None),
    ]


def bonus_group(cap: object) -> Group:
    rules = (
        b.adjustment("three", "bonus", points=Decimal(3)),
        b.adjustment("two", "bonus", points=Decimal(2)),
        b.adjustment("less", "deduction", points=Decimal("0.5")),
    )
    return b.group(adjustments=rules, score=b.rule(bonus_cap=cap))


@pytest.mark.parametrize(("cap", "bonus"), [(None, 4_500_000), (Decimal(4), 3_500_000)])
def test_the_cap_bounds_bonuses_and_not_deductions(cap: object, bonus: int) -> None:
    facts = b.facts([{"evaluated_tax": 20, "land_area": 1, "is_high_tech": True}])

    row = evaluate(b.method(bonus_group(cap)), facts).table.row(0, named=True)

    assert (row["base_score"], row["bonus"], row["score"]) == (
        100_000_000,
        bonus,
        100_000_000 + bonus,
    )


def unrounded() -> Method:
    return b.method(b.group(score=b.rule(decimals=None)))


def test_an_unrounded_score_ranks_on_the_exact_number() -> None:
    # 1/3 and its nearest neighbours 10^-19 away: float64 sees one number three times.
    lands = ("3000000000", "3000000000.000002", "3000000000.000004")
    taxes = ("1000000000", "1000000000.000001", "1000000000.000001")
    facts = b.facts(
        [{"evaluated_tax": t, "land_area": m} for t, m in zip(taxes, lands, strict=True)]
    )

    table = evaluate(unrounded(), facts).table

    assert table["rank"].to_list() == [2, 1, 3]
    assert table["score"].n_unique() == 1  # kept to 10^-6 they look the same


def test_a_rounded_score_makes_ties_that_an_unrounded_one_does_not() -> None:
    facts = b.taxed("1.000001", "1.000000")

    assert evaluate(unrounded(), facts).table["rank"].to_list() == [1, 2]
    assert evaluate(b.method(), facts).table["rank"].to_list() == [1, 1]


def test_a_score_is_rounded_half_up_once() -> None:
    facts: Facts = b.taxed("0.535", "0.533999")  # 2.675 and 2.669995 points

    assert evaluate(b.method(), facts).table["score"].to_list() == [2_680_000, 2_670_000]


def test_a_ceiling_may_stand_on_an_indicator() -> None:
    low = Condition(kind="less_than", item="tax_per_mu", value=Decimal(3), unit="10k_yuan/mu")
    rule = b.adjustment("low_tax", "ceiling", grade="B", when=low)

    table = evaluate(b.method(b.group(adjustments=(rule,))), b.taxed(2, 1, 1, 1, 1)).table

    assert table.select("grade_by_rank", "grade").row(0) == ("A", "B")
    assert table["hits"].to_list() == ["low_tax"] * 5
