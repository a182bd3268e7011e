"""Bonuses by class and by cases, and the rules that bind a grade: their order, and which beats which."""

from decimal import Decimal

import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.method.model import Adjustment, Condition, Group
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b

HIGH_TECH = Condition(kind="is", item="is_high_tech")
GREEN = Condition(kind="is", item="green_factory")
NEW = Condition(kind="is", item="is_new_above_scale")
SOME_CASES = Condition(kind="at_least", item="environment_violations", value=Decimal(1))
BOUNDS = tuple(map(Decimal, (90, 75, 60)))


def rows(group: Group, facts: Facts) -> list[dict[str, object]]:
    """The results, the same in both arithmetics."""
    found = evaluate(b.method(group), facts)
    assert found.digest == evaluate_exactly(b.method(group), facts).digest
    return found.table.to_dicts()


def one(
    *rules: Adjustment, score: object = 100, cap: object = None, **facts: object
) -> dict[str, object]:
    """The result of one subject of that score; A from 90, B from 75, C from 60."""
    grading = b.grading(kind="thresholds", shares=(), at_least=BOUNDS, precedence=())
    group = b.group(adjustments=rules, grading=grading, score=b.rule(bonus_cap=cap))
    tax = Decimal(str(score)) / 5
    (row,) = rows(group, b.facts([{"evaluated_tax": tax, "land_area": 1} | facts]))
    return row


def bonus(id_: str, points: int, **changes: object) -> Adjustment:
    return b.adjustment(id_, "bonus", points=Decimal(points), **changes)


def counted(kind: str = "deduction", *tiers: int, **changes: object) -> Adjustment:
    said = {
        "count": "environment_violations",
        "tiers": tuple(map(Decimal, tiers)),
        "when": SOME_CASES,
    }
    return b.adjustment("counted", kind, **said | changes)


def test_of_one_class_the_highest_counts_alone_and_all_hits_are_reported() -> None:
    rules = (
        bonus("provincial", 3, class_="品牌"), bonus("national", 5, class_="品牌"),
        bonus("award", 2, class_="质量"), bonus("other", 1),
    )  # fmt: skip
    row = one(*rules, is_high_tech=True)

    assert row["bonus"] == 8_000_000
    assert row["hits"] == "provincial,national,award,other"


def test_a_class_of_bonuses_is_not_one_of_deductions() -> None:
    less = b.adjustment("less", "deduction", points=Decimal(4), class_="品牌")

    assert one(bonus("more", 3, class_="品牌"), less, is_high_tech=True)["bonus"] == -1_000_000


def test_the_cap_counts_after_the_highest_of_each_class() -> None:
    rules = (bonus("a", 3, class_="品牌"), bonus("b", 3, class_="品牌"), bonus("c", 2))

    assert one(*rules, cap=Decimal(4), is_high_tech=True)["bonus"] == 4_000_000
    assert one(*rules, cap=Decimal(6), is_high_tech=True)["bonus"] == 5_000_000


@pytest.mark.parametrize(
    ("tiers", "most", "cases", "points"),
    [
        ((10, 5), None, 1, 10),
        ((10, 5), None, 3, 20),
        ((0, 5), None, 1, 0),
        ((0, 5), None, 40, 195),  # not capped (温岭)
        ((5, 3), 10, 3, 10),
        ((5,), 12, 2, 10),
    ],
)
def test_cases_are_worth_a_tier_each_and_the_last_one_for_all_further(
    tiers: tuple[int, ...], most: int | None, cases: int, points: int
) -> None:
    most_ = None if most is None else Decimal(most)
    row = one(counted("deduction", *tiers, most=most_), environment_violations=cases)

    assert (row["bonus"], row["hits"]) == (-points * 10**6, "counted")


def test_no_case_is_no_hit_and_an_unknown_number_of_cases_is_unsure() -> None:
    always = counted("deduction", 5, when=HIGH_TECH)

    assert one(always, is_high_tech=True, environment_violations=0)["hits"] == ""
    unknown = one(always, is_high_tech=True, environment_violations=None)
    assert (unknown["hits"], unknown["unsure"], unknown["bonus"]) == ("", "counted", 0)
    assert one(always, is_high_tech=False, environment_violations=None)["unsure"] == ""


def test_so_many_cases_that_their_points_cannot_be_kept_are_refused() -> None:
    with pytest.raises(Refused, match="大得不可能属实"):
        one(counted("deduction", 5), environment_violations=10**12)


@pytest.mark.parametrize(
    ("kind", "changes", "before", "after"),
    [
        ("lift", {}, 80, "A"),
        ("lift", {"steps": 2}, 65, "A"),
        ("lift", {"steps": 2, "grade": "B"}, 65, "B"),
        ("lift", {"grade": "C"}, 80, "B"),  # a limit below it takes nothing away
        ("lift", {"steps": 9}, 10, "A"),
        ("drop", {}, 80, "C"),
        ("drop", {"steps": 2, "grade": "C"}, 80, "C"),
        ("drop", {"grade": "A"}, 80, "B"),
        ("drop", {"steps": 9}, 95, "D"),
    ],
)
def test_lift_and_drop_move_by_steps_up_to_a_limit(
    kind: str, changes: dict[str, object], before: int, after: str
) -> None:
    row = one(b.adjustment("move", kind, **changes), score=before, is_high_tech=True)

    assert row["grade"] == after


def test_the_exception_beats_the_floor() -> None:
    ceiling = b.adjustment("accident", "ceiling", grade="D", when=GREEN)
    floor = b.adjustment("new", "floor", grade="C", when=NEW, unless=("accident",))

    assert one(ceiling, floor, score=10, is_new_above_scale=True)["grade"] == "C"
    beaten = one(ceiling, floor, score=10, is_new_above_scale=True, green_factory=True)
    assert (beaten["grade"], beaten["hits"]) == ("D", "accident,new")


def ordered(*precedence: str) -> object:
    rules = (
        b.adjustment("veto", "veto", grade="D"), b.adjustment("floor", "floor", grade="B"),
        b.adjustment("lift", "lift"), b.adjustment("ceiling", "ceiling", grade="C"),
        b.adjustment("direct", "direct", grade="A"),
    )  # fmt: skip
    grading = b.grading(kind="thresholds", shares=(), at_least=BOUNDS, precedence=precedence)
    group = b.group(adjustments=rules, grading=grading)
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1, "is_high_tech": True}])
    return rows(group, facts)[0]["grade"]


def test_precedence_says_which_kind_has_the_last_word() -> None:
    kinds = ("direct", "ceiling", "floor", "lift", "drop", "veto")

    assert ordered(*kinds) == "D"
    assert ordered(*kinds[::-1]) == "A"
    assert ordered("veto", "floor", "lift", "direct", "ceiling") == "C"
    assert ordered("veto", "direct", "ceiling", "floor", "lift") == "A"


def test_kinds_that_precedence_does_not_name_come_after_in_the_order_of_the_file() -> None:
    assert ordered("veto", "direct") == "C"  # then floor, lift, ceiling as they stand in the file


def test_a_vetoed_subject_keeps_its_score_and_its_grade_by_rank() -> None:
    row = one(b.adjustment("veto", "veto", grade="D"), is_high_tech=True)

    assert (row["score"], row["grade_by_rank"], row["grade"]) == (100_000_000, "A", "D")


def test_what_is_beaten_anyway_is_not_asked_for() -> None:
    accident = b.adjustment("accident", "veto", grade="D", when=GREEN)
    floor = b.adjustment("new", "floor", grade="C", when=NEW, unless=("accident",))

    beaten = one(accident, floor, score=10, green_factory=True, is_new_above_scale=None)
    open_ = one(accident, floor, score=10, green_factory=None, is_new_above_scale=True)
    assert (beaten["unsure"], open_["unsure"]) == ("", "accident")


def test_a_bonus_below_the_highest_of_its_class_is_not_asked_for() -> None:
    rules = (bonus("much", 5, class_="品牌", when=GREEN), bonus("less", 3, class_="品牌"))

    assert one(*rules, green_factory=True, is_high_tech=None)["unsure"] == ""
    assert one(*rules, green_factory=False, is_high_tech=None)["unsure"] == "less"


def beats(reference: str, factor: object = 1, **changes: object) -> Condition:
    said = {"kind": "beats", "item": "tax_per_mu", "reference": reference}
    return Condition(**said | {"factor": Decimal(str(factor))} | changes)


def lifted(condition: Condition, *taxes: object, **changes: object) -> list[str]:
    """Who is hit, of subjects with these taxes on one mu."""
    rule = b.adjustment("lift", "lift", when=condition)
    kept = b.indicator(when_missing="zero", **changes)
    found = rows(b.group(kept, adjustments=(rule,)), b.taxed(*taxes))
    return [str(row["hits"] or (row["unsure"] and "unsure")) for row in found]


def test_an_indicator_beats_a_reference_that_it_just_reaches() -> None:
    # The mean is (30 + 20 + 10) ÷ 3 = 20; 1.5 × 20 = 30.
    assert lifted(beats("group_mean", "1.5"), 30, "29.999999", 10, "10.000001") == [
        "lift",
        "",
        "",
        "",
    ]
    assert lifted(beats("group_mean"), 30, 20, 10) == ["lift", "lift", ""]
    assert lifted(beats("benchmark", "1.2"), 24, "23.999999") == ["lift", ""]


def test_a_value_closer_to_the_reference_than_what_is_kept_is_told_apart() -> None:
    lands = ("3", "3.000001", "2.999999")  # 1 ÷ 3 and its neighbours, against one third
    facts = b.facts([{"evaluated_tax": "0.000001", "land_area": land} for land in lands])
    low = b.indicator(benchmark=b.published("0.000001"))
    rule = b.adjustment("lift", "lift", when=beats("benchmark", "0.333333333333"))

    assert [row["hits"] for row in rows(b.group(low, adjustments=(rule,)), facts)] == [
        "lift",
        "",
        "lift",
    ]


def test_where_lower_is_better_the_lower_beats() -> None:
    assert lifted(beats("benchmark"), 19, 20, 21, scoring="inverse") == ["lift", "lift", ""]


def test_who_has_no_value_beats_nobody_and_is_unsure() -> None:
    assert lifted(beats("benchmark"), None, 30) == ["unsure", "lift"]


def test_last_years_mean_asks_for_last_years_facts() -> None:
    rule = b.adjustment("lift", "lift", when=beats("last_group_mean"))
    method = b.method(b.group(adjustments=(rule,)))
    with pytest.raises(Refused, match="2024"):
        evaluate(method, b.taxed(1))

    found = evaluate(method, b.taxed(11, 9), earlier=b.taxed(10, 10))
    assert found.table["hits"].to_list() == ["lift", ""]
    assert evaluate_exactly(method, b.taxed(11, 9), earlier=b.taxed(10, 10)).digest == found.digest
