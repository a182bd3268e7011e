"""Subjects evaluated as one: merged by parcel or group, scored once, shared with every member."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from permu.engine import evaluate, evaluate_exactly
from permu.engine.evaluation import Evaluation
from permu.engine.units.membership import companies
from permu.method.model import Condition, Merge, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b

INDUSTRIAL = Condition(kind="is", item="is_industrial")


def merge(**changes: Any) -> Merge:
    said: dict[str, Any] = {
        "id": "parcel", "label": "同一宗地合并", "by": "parcel", "source": b.CLAUSE,
    }  # fmt: skip
    return Merge(**(said | changes))


def taxed(rows: dict[str, tuple[object, object]], **more: dict[str, object]) -> Facts:
    """Subjects with tax and land; `more` are further facts by item and subject."""
    return b.facts(
        {
            name: {"evaluated_tax": tax, "land_area": land}
            | {item: values.get(name) for item, values in more.items()}
            for name, (tax, land) in rows.items()
        }
    )


def both(method: Method, facts: Facts, earlier: Facts | None = None) -> Evaluation:
    """The evaluation, which is the same in both arithmetics."""
    evaluation = evaluate(method, facts, earlier=earlier)
    assert evaluation.digest == evaluate_exactly(method, facts, earlier=earlier).digest
    assert sum(evaluation.counts.values()) == len(facts.table)
    return evaluation


def columns(evaluation: Evaluation, *names: str) -> list[tuple[object, ...]]:
    return evaluation.table.select("subject", *names).rows()


ON_P1 = (("B", "P1", "owner", 5, None), ("C", "P1", "tenant", 1, None))
FOUR = taxed({"A": (100, 5), "B": (40, 4), "C": (80, 1), "D": (10, 5)})


def test_firms_on_one_parcel_are_scored_once_and_share_score_rank_and_grade() -> None:
    # B + C: (40 + 80) ÷ (4 + 1) = 24 a mu, 120 points: the first of three, not of four.
    evaluation = both(b.method(merges=(merge(),)), b.with_holdings(FOUR, *ON_P1))

    assert columns(evaluation, "unit", "score", "rank", "ranked") == [
        ("A", None, 100_000_000, 2, 3),
        ("B", "B", 120_000_000, 1, 3),
        ("C", "B", 120_000_000, 1, 3),
        ("D", None, 10_000_000, 3, 3),
    ]


def test_a_benchmark_worked_out_of_the_group_counts_the_unit_once() -> None:
    mean = b.group(b.indicator(benchmark=b.benchmark("group_mean"), scoring="to_benchmark"))

    evaluation = both(b.method(mean, merges=(merge(),)), b.with_holdings(FOUR, *ON_P1))

    assert evaluation.benchmarks.select("value", "subjects").rows() == [("46/3", 3)]


def test_parcels_join_firms_in_chains() -> None:
    ledger = (
        ("A", "P1", "owner", 1, None), ("B", "P1", "tenant", 1, None),
        ("B", "P2", "owner", 1, None), ("D", "P2", "tenant", 1, None),
        ("C", "P3", "owner", 1, None),
    )  # fmt: skip

    evaluation = both(b.method(merges=(merge(),)), b.with_holdings(FOUR, *ledger))

    assert [unit for _, unit in columns(evaluation, "unit")] == ["A", "A", None, "A"]


def test_companies_are_found_whatever_the_order_of_pairs() -> None:
    pairs = [("A", "1"), ("B", "1"), ("C", "2"), ("D", "2"), ("B", "3"), ("C", "3"), ("E", "9")]

    assert companies(pairs) == companies(reversed(pairs)) == [["A", "B", "C", "D"]]


def test_the_head_is_the_member_with_the_most_land_and_at_a_tie_the_first() -> None:
    by_group = merge(by="holding_group", head_by="land_area")
    groups = {"A": "甲集团", "B": "甲集团", "C": "乙集团", "D": "乙集团"}
    facts = taxed(
        {"A": (1, 3), "B": (1, 3), "C": (1, None), "D": (1, 2)}, holding_group=groups
    )  # fmt: skip

    evaluation = evaluate(b.method(merges=(by_group,)), facts)

    assert [unit for _, unit in columns(evaluation, "unit")] == ["A", "A", "D", "D"]


def test_a_figure_missing_of_one_member_is_missing_of_the_unit() -> None:
    facts = taxed({"A": (1, 3), "B": (None, 3)}, holding_group={"A": "甲", "B": "甲"})

    evaluation = both(b.method(merges=(merge(by="holding_group"),)), facts)

    assert columns(evaluation, "state_rule") == [
        ("A", "missing:evaluated_tax"),
        ("B", "missing:evaluated_tax"),
    ]


def test_a_flag_holds_where_one_members_does_and_other_words_are_the_heads() -> None:
    rows: dict[str, dict[str, object]] = {
        "A": {"is_high_tech": False, "town": "东镇", "holding_group": "甲", "land_area": 2},
        "B": {"is_high_tech": True, "town": "西镇", "holding_group": "甲", "land_area": 1},
    }
    rules = (
        b.adjustment("high_tech", "bonus", points=Decimal(1)),
        b.adjustment("east", "bonus", points=Decimal(1),
                     when=Condition(kind="one_of", item="town", codes=("东镇",))),
    )  # fmt: skip
    method = b.method(b.group(adjustments=rules), merges=(merge(by="holding_group"),))
    facts = b.facts({name: row | {"evaluated_tax": 1} for name, row in rows.items()})

    assert columns(both(method, facts), "hits") == [
        ("A", "high_tech,east"),
        ("B", "high_tech,east"),
    ]


def test_who_does_not_meet_the_condition_stays_alone() -> None:
    facts = taxed(
        {"A": (1, 1), "B": (2, 1), "C": (3, 1), "D": (4, 1)},
        holding_group=dict.fromkeys("ABCD", "甲集团"),
        is_industrial={"A": True, "B": True, "C": False, "D": None},
    )

    evaluation = both(b.method(merges=(merge(by="holding_group", when=INDUSTRIAL),)), facts)

    assert columns(evaluation, "unit", "score") == [
        ("A", "A", 7_500_000),
        ("B", "A", 7_500_000),
        ("C", None, 15_000_000),
        ("D", None, 20_000_000),
    ]


def test_a_company_that_hangs_on_a_figure_in_doubt_waits_together() -> None:
    facts = taxed(
        {"A": (1, 1), "B": (2, 1), "C": (3, 1)},
        holding_group={"A": "甲", "B": "甲", "C": None},
        is_industrial={"A": True, "B": None, "C": True},
    )
    in_doubt = b.with_held(facts, ("B", "is_industrial"), ("C", "holding_group"))

    evaluation = both(b.method(merges=(merge(by="holding_group", when=INDUSTRIAL),)), in_doubt)

    assert columns(evaluation, "state", "state_rule") == [
        ("A", "deferred", "held:is_industrial"),
        ("B", "deferred", "held:is_industrial"),
        ("C", "deferred", "held:holding_group"),
    ]


def test_a_members_figure_in_doubt_is_in_doubt_of_the_unit() -> None:
    zero = b.group(b.indicator(when_missing="zero"))
    facts = taxed({"A": (1, 3), "B": (None, 3)}, holding_group={"A": "甲", "B": "甲"})
    method = b.method(zero, merges=(merge(by="holding_group"),))

    evaluation = both(method, b.with_held(facts, ("B", "evaluated_tax")))

    assert {rule for _, rule in columns(evaluation, "state_rule")} == {"held:evaluated_tax"}


def test_a_text_in_doubt_matters_only_of_the_head() -> None:
    rule = b.scope("east", "exempt", Condition(kind="one_of", item="town", codes=("东镇",)))
    facts = taxed(
        {"A": (1, 3), "B": (1, 1)}, holding_group={"A": "甲", "B": "甲"}, town={"A": "西镇"}
    )
    method = b.method(scope=(rule,), merges=(merge(by="holding_group"),))

    of_other, of_head = (b.with_held(facts, (subject, "town")) for subject in "BA")

    assert {state for _, state in columns(both(method, of_other), "state")} == {"graded"}
    without = replace(of_head, table=facts.table.with_columns(town=pl.lit(None, pl.String)))
    assert {rule for _, rule in columns(both(method, without), "state_rule")} == {"held:town"}


def test_the_first_rule_that_finds_a_subject_company_merges_it() -> None:
    rules = (merge(), merge(id="group", by="holding_group"))
    facts = b.with_holdings(
        taxed({"A": (1, 9), "B": (2, 1), "C": (3, 1)}, holding_group=dict.fromkeys("ABC", "甲")),
        ("B", "P1", "owner", 1, None), ("C", "P1", "tenant", 1, None),
    )  # fmt: skip

    evaluation = both(b.method(merges=rules), facts)

    assert [unit for _, unit in columns(evaluation, "unit")] == [None, "B", "B"]


def test_each_member_is_charged_for_its_own_figures() -> None:
    facts = taxed(
        {"A": (1, 3), "B": (0, 3)},
        holding_group={"A": "甲", "B": "甲"},
        electricity={"A": 1000, "B": 10},
    )
    all_d = b.group(
        grading=b.grading(grades=("A", "D"), shares=(Decimal(0), Decimal(100))),
        measures=(b.measure(),),
    )

    evaluation = both(b.method(all_d, merges=(merge(by="holding_group"),)), facts)

    assert evaluation.measures.rows() == [("A", "power", 30000), ("B", "power", 300)]


def test_a_rate_is_not_added_up() -> None:
    promised = b.indicator(
        numerator="promised_tax_per_mu",
        denominator="",
        unit="10k_yuan/mu",
        benchmark=b.published(10),
    )
    facts = b.facts(
        {
            name: {"promised_tax_per_mu": rate, "holding_group": "甲", "land_area": land}
            for name, rate, land in (("A", 20, 1), ("B", 30, 2))
        }
    )

    evaluation = both(b.method(b.group(promised), merges=(merge(by="holding_group"),)), facts)

    assert {score for _, score in columns(evaluation, "score")} == {300_000_000}


def test_last_years_mean_is_over_the_same_companies() -> None:
    last = b.group(b.indicator(benchmark=b.benchmark("last_group_mean"), when_missing="zero"))
    groups = {"A": "甲", "B": "甲"}
    facts = taxed({"A": (10, 1), "B": (10, 1), "C": (5, 1)}, holding_group=groups)
    before = taxed({"A": (4, 1), "C": (6, 1)}, holding_group=groups)  # B is new: the sum is missing

    evaluation = both(b.method(last, merges=(merge(by="holding_group"),)), facts, before)

    assert evaluation.benchmarks.select("value", "subjects").rows() == [("6", 1)]


def test_a_sum_too_large_to_be_true_is_refused() -> None:
    facts = taxed({"A": (5 * 10**9, 1), "B": (5 * 10**9, 1)}, holding_group={"A": "甲", "B": "甲"})

    with pytest.raises(Refused, match="评价税收"):
        evaluate(b.method(merges=(merge(by="holding_group"),)), facts)


def test_a_unit_may_be_exempt_or_deferred_and_all_its_members_are() -> None:
    young = Condition(kind="younger_than", item="commissioned_on", value=Decimal(2))
    days = {"A": date(2025, 6, 1), "B": date(2010, 1, 1), "C": date(2010, 1, 1)}
    facts = taxed(
        {"A": (1, 3), "B": (1, 1), "C": (1, 1)},
        holding_group={"A": "甲", "B": "甲"}, commissioned_on=days,
    )  # fmt: skip
    method = b.method(
        scope=(b.scope("new", "deferred", young),), merges=(merge(by="holding_group"),)
    )

    assert columns(both(method, facts), "state", "state_rule", "unit") == [
        ("A", "deferred", "new", "A"),
        ("B", "deferred", "new", "A"),
        ("C", "graded", None, None),
    ]


HALVES = b.grading(grades=("A", "B"), shares=(Decimal(50), Decimal(50)))
MIXED = taxed(
    {"A": (100, 1), "B": (1, 1), "C": (30, 1), "D": (20, 1)}, holding_group={"A": "甲", "B": "甲"}
)


@pytest.mark.parametrize(
    ("choose", "grades"),
    [
        # alone: A 100, C 30, D 20, B 1 → A A | B B;  merged: 101 ÷ 2 = 50.5, C 30, D 20 → A A | B
        ("better", {"A": ("A", None), "B": ("A", "A")}),
        ("worse", {"A": ("A", "A"), "B": ("B", None)}),
        ("merged", {"A": ("A", "A"), "B": ("A", "A")}),
        ("alone", {"A": ("A", None), "B": ("B", None)}),
    ],
)
def test_of_two_results_the_rule_chooses(choose: str, grades: dict[str, Any]) -> None:
    dual = merge(by="holding_group", result="both", choose=choose)
    method = b.method(b.group(grading=HALVES), merges=(dual,))

    evaluation = both(method, MIXED)

    found = {name: (grade, unit) for name, grade, unit in columns(evaluation, "grade", "unit")}
    assert {name: found[name] for name in "AB"} == grades
    assert found["C"] == ("A", None)  # of three ranked with the unit, the second
    assert set(evaluation.benchmarks["basis"]) == {"merged", "alone"}


def test_a_result_without_a_grade_is_not_chosen_over_one_that_has_it() -> None:
    dual = merge(by="holding_group", result="both", choose="worse")
    facts = taxed({"A": (100, 2), "B": (1, None)}, holding_group={"A": "甲", "B": "甲"})
    tenant = taxed({"A": (100, 2), "B": (1, 0)}, holding_group={"A": "甲", "B": "甲"})
    method = b.method(b.group(grading=HALVES), merges=(dual,))

    assert columns(both(method, facts), "state", "unit") == [
        ("A", "graded", None),
        ("B", "deferred", "A"),
    ]
    # A has the same grade in both, and alone the lower score: 50 against 50.5 a mu.
    assert columns(both(method, tenant), "state", "unit") == [
        ("A", "graded", None),
        ("B", "graded", "A"),
    ]


def test_a_method_that_merges_nobody_of_these_facts_gives_what_it_gave_without_the_rule() -> None:
    plain, merging = evaluate(b.method(), FOUR), both(b.method(merges=(merge(),)), FOUR)

    assert merging.table.drop("unit").equals(plain.table)
    assert merging.table["unit"].null_count() == 4
    assert merging.measures.equals(plain.measures)
