"""Who is graded, who stands apart, and why."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.evaluation import Evaluation
from permu.method.model import Condition
from permu.terms.facts import CELLS, Facts
from permu.terms.periods import whole_years
from tests.engine import builders as b

IS_UTILITY = Condition(kind="in_industry", item="industry", codes=("D", "C46"))


def states(evaluation: Evaluation) -> list[tuple[str, str | None]]:
    return list(evaluation.table.select("state", "state_rule").iter_rows())


def judged(condition: Condition, *rows: dict[str, object]) -> list[bool]:
    """Whether the condition holds for each row: a bonus of one point shows it."""
    rule = b.adjustment("probe", "bonus", points=Decimal(1), when=condition)
    method = b.method(b.group(adjustments=(rule,)))
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1} | row for row in rows])
    return [hits == "probe" for hits in evaluate(method, facts).table["hits"]]


def test_the_first_scope_rule_that_holds_counts() -> None:
    rules = (
        b.scope("utility", "exempt", IS_UTILITY),
        b.scope("flagged", "deferred", Condition(kind="is", item="is_high_tech")),
    )
    facts = b.facts(
        [
            {"industry": "D4420", "is_high_tech": True, "evaluated_tax": 1, "land_area": 1},
            {"industry": "C3311", "is_high_tech": True, "evaluated_tax": 1, "land_area": 1},
            {"industry": "C3311", "is_high_tech": False, "evaluated_tax": 1, "land_area": 1},
        ]
    )

    found = states(evaluate(b.method(scope=rules), facts))

    assert found == [("exempt", "utility"), ("deferred", "flagged"), ("graded", None)]


def test_a_subject_of_no_group_is_deferred_and_says_so() -> None:
    only_large = b.group(when=Condition(kind="is", item="is_above_scale"))

    evaluation = evaluate(
        b.method(only_large),
        b.facts([{"is_above_scale": None, "evaluated_tax": 1, "land_area": 1}]),
    )

    assert states(evaluation) == [("deferred", "no_group")]


def test_an_ungraded_subject_is_scored_but_has_no_rank_and_takes_no_place() -> None:
    rule = b.scope("project", "ungraded", Condition(kind="is", item="builds_major_project"), "B")
    rows = [{"evaluated_tax": 100, "land_area": 1, "builds_major_project": True}]
    rows += [
        {"evaluated_tax": tax, "land_area": 1, "builds_major_project": False} for tax in (3, 2, 1)
    ]

    table = evaluate(b.method(scope=(rule,)), b.facts(rows)).table

    assert table["score"].to_list() == [500_000_000, 15_000_000, 10_000_000, 5_000_000]
    assert table["rank"].to_list() == [None, 1, 2, 3]
    assert table["ranked"].to_list() == [None, 3, 3, 3]
    assert table["grade"][0] is None


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"evaluated_tax": None, "land_area": 1}, "missing:evaluated_tax"),
        ({"evaluated_tax": 1, "land_area": None}, "missing:land_area"),
        ({"evaluated_tax": 1, "land_area": 0}, "zero:land_area"),
        ({"evaluated_tax": 1, "land_area": -3}, "zero:land_area"),
        ({"evaluated_tax": -1, "land_area": 1}, "negative:tax_per_mu"),
    ],
)
def test_a_subject_waits_for_a_figure_that_is_missing_zero_or_negative(
    row: dict[str, object], rule: str
) -> None:
    result = evaluate(b.method(), b.facts([row])).table.row(0, named=True)

    assert (result["state"], result["state_rule"]) == ("deferred", rule)
    assert result["score"] is None
    assert result["points:tax_per_mu"] is None


def test_a_stated_floor_answers_for_a_negative_value() -> None:
    method = b.method(b.group(b.indicator(floor=Decimal(0))))

    result = evaluate(method, b.taxed(-1)).table.row(0, named=True)

    assert (result["state"], result["value:tax_per_mu"], result["score"]) == (
        "graded",
        -1_000_000,
        0,
    )


def test_what_is_missing_satisfies_no_condition_and_no_negation_of_it() -> None:
    flag = Condition(kind="is", item="is_high_tech")
    negated = Condition(kind="not", of=(flag,))

    assert judged(flag, {"is_high_tech": None}, {"is_high_tech": True}) == [False, True]
    assert judged(negated, {"is_high_tech": None}, {"is_high_tech": False}) == [False, True]


@pytest.mark.parametrize(
    "condition",
    [
        Condition(kind="one_of", item="town", codes=("东镇",)),
        IS_UTILITY,
        Condition(kind="is", item="is_high_tech"),
        Condition(kind="younger_than", item="commissioned_on", value=Decimal(2)),
        Condition(kind="at_least", item="electricity", value=Decimal(0)),
    ],
)
def test_a_column_that_the_facts_lack_satisfies_nothing(condition: Condition) -> None:
    assert judged(condition, {}) == [False]


def test_an_unknown_part_does_not_hide_what_the_known_part_decides() -> None:
    known, lacking = (
        Condition(kind="is", item="green_factory"),
        Condition(kind="is", item="is_high_tech"),
    )
    either, both = (Condition(kind=kind, of=(known, lacking)) for kind in ("any", "all"))
    rows = [
        {"green_factory": True, "is_high_tech": None},
        {"green_factory": False, "is_high_tech": None},
    ]

    assert judged(either, *rows) == [True, False]
    assert judged(both, *rows) == [False, False]
    assert judged(Condition(kind="not", of=(both,)), *rows) == [False, True]


def test_a_bound_is_met_exactly_and_in_its_own_unit() -> None:
    three_mu = Condition(kind="at_least", item="land_owned", value=Decimal(2000), unit="m2")
    rows = [{"land_owned": land} for land in ("3", "2.999999", None)]

    assert judged(three_mu, *rows) == [True, False, False]
    below = Condition(kind="less_than", item="land_owned", value=Decimal(2000), unit="m2")
    assert judged(below, *rows) == [False, True, False]


def test_a_condition_on_an_indicator_compares_the_exact_ratio() -> None:
    third = Condition(
        kind="less_than", item="tax_per_mu", value=Decimal("0.333333"), unit="10k_yuan/mu"
    )
    method = b.method(
        b.group(adjustments=(b.adjustment("low", "bonus", points=Decimal(1), when=third),))
    )

    hits = evaluate(
        method,
        b.facts(
            [
                {"evaluated_tax": "333333", "land_area": 1_000_000},
                {"evaluated_tax": "333332", "land_area": 1_000_000},
            ]
        ),
    ).table["hits"]

    assert hits.to_list() == ["", "low"]


@pytest.mark.parametrize(
    "since", [date(2024, 1, 1), date(2023, 12, 31), date(2024, 2, 29), date(2025, 12, 31)]
)
def test_age_is_counted_in_whole_years_to_the_end_of_the_year_evaluated(since: date) -> None:
    young = Condition(kind="younger_than", item="commissioned_on", value=Decimal(2))

    (holds,) = judged(young, {"commissioned_on": since})

    assert holds == (whole_years(since, date(2025, 12, 31)) < 2)


def test_counts_add_up_to_those_registered() -> None:
    rules = (b.scope("utility", "exempt", IS_UTILITY),)
    facts = b.facts(
        [
            {"industry": code, "evaluated_tax": tax, "land_area": 1}
            for code in ("D44", "C33")
            for tax in (1, None)
        ]
    )

    counts = evaluate(b.method(scope=rules), facts).counts

    assert counts == {"graded": 1, "scored": 0, "ungraded": 0, "exempt": 2, "deferred": 1}


def facts_of_nobody() -> Facts:
    return b.facts({"S": {"evaluated_tax": 1, "land_area": 1}})


def test_without_subjects_the_result_is_an_empty_table() -> None:
    facts = facts_of_nobody()
    empty = Facts(table=facts.table.clear(), cells=facts.cells, year=facts.year, as_of=facts.as_of)

    assert len(evaluate(b.method(), empty).table) == 0


def test_a_figure_in_doubt_waits_whatever_the_rule_for_missing_ones() -> None:
    tax = b.definition("evaluated_tax", "vat_paid", "stamp_tax", needs="any")
    method = b.method(b.group(b.indicator(when_missing="zero")), definitions=(tax,))
    given = b.facts([{"vat_paid": None, "stamp_tax": 5, "land_area": 1}] * 2)
    cell = dict.fromkeys(CELLS, "") | {
        "subject": "S0002",
        "item": "vat_paid",
        "status": "held",
        "as_of": None,
    }
    facts = Facts(
        table=given.table, cells=pl.DataFrame([cell], schema=CELLS), year=2025, as_of=given.as_of
    )

    evaluation = evaluate(method, facts)

    assert states(evaluation) == [("graded", None), ("deferred", "held:evaluated_tax")]
    assert evaluation.table["value:tax_per_mu"].to_list() == [5_000_000, None]
    assert evaluation.digest == evaluate_exactly(method, facts).digest
    told = explain(evaluation, method, facts, "S0002")
    assert (told.indicators[0].numerator.value, told.indicators[0].numerator.note) == (
        None, "数据存疑，待人工核实",
    )  # fmt: skip
    assert told.state_reason == (
        "“口径evaluated_tax”的数据存疑，已暂停使用，“指标tax_per_mu”待人工核实后再评。"
    )
