"""What missing facts leave undecided, and what facts in doubt hold back."""

from decimal import Decimal

import polars as pl
import pytest

from permu.engine import evaluate, evaluate_exactly, explain
from permu.engine.evaluation import Evaluation
from permu.method.model import Condition, Group, Method
from permu.terms.facts import CELLS, Facts
from tests.engine import builders as b

HIGH_TECH = Condition(kind="is", item="is_high_tech")
GREEN = Condition(kind="is", item="green_factory")
UTILITY = Condition(kind="in_industry", item="industry", codes=("D",))
LOW_TAX = Condition(kind="less_than", item="tax_per_mu", value=Decimal(3), unit="10k_yuan/mu")
KNOWN: dict[str, object] = {"evaluated_tax": 20, "land_area": 1}


def held(facts: Facts, subject: str, item: str) -> Facts:
    """The facts with one figure taken out, in doubt."""
    cell = dict.fromkeys(CELLS, "") | {"subject": subject, "item": item, "status": "held"}
    value = pl.when(pl.col("subject") != subject).then(pl.col(item)).alias(item)
    cells = pl.DataFrame([cell | {"as_of": None}], schema=CELLS)
    table = facts.table.with_columns(value)
    return Facts(table=table, cells=cells, year=facts.year, as_of=facts.as_of)


def evaluated(method: Method, facts: Facts) -> Evaluation:
    """The evaluation, the same in both arithmetics."""
    found = evaluate(method, facts)
    assert found.digest == evaluate_exactly(method, facts).digest
    return found


def unsure(group: Group, *rows: dict[str, object], **changes: object) -> list[str | None]:
    return evaluated(b.method(group, **changes), b.facts([KNOWN | row for row in rows])).table[
        "unsure"
    ].to_list()  # fmt: skip


def test_a_rule_is_unsure_only_where_its_fact_is_missing() -> None:
    group = b.group(adjustments=(b.adjustment("veto", "veto", grade="D", when=HIGH_TECH),))

    rows = [{"is_high_tech": flag} for flag in (True, False, None)]

    assert unsure(group, *rows) == ["", "", "veto"]


def test_scope_rules_come_first_and_all_in_order_of_the_file() -> None:
    rules = (
        b.adjustment("plus", "bonus", points=Decimal(1), when=GREEN),
        b.adjustment("veto", "veto", grade="D", when=HIGH_TECH),
    )
    scope = b.scope("utility", "exempt", UTILITY)
    row = {"is_high_tech": None, "green_factory": None, "industry": None}

    assert unsure(b.group(adjustments=rules), row, scope=(scope,)) == ["utility,plus,veto"]


def test_an_undecided_scope_rule_after_the_one_that_holds_is_nothing() -> None:
    project = b.scope("project", "ungraded", GREEN)
    utility = b.scope("utility", "exempt", UTILITY)
    row = {"green_factory": True, "industry": None}

    assert unsure(b.group(), row, scope=(project, utility)) == [""]
    assert unsure(b.group(), row, scope=(utility, project)) == ["utility"]


def test_who_stands_apart_or_waits_is_unsure_of_nothing() -> None:
    scope = (b.scope("young", "deferred", GREEN), b.scope("utility", "exempt", UTILITY))
    rows = [{"green_factory": True, "industry": None}, {"evaluated_tax": None, "industry": "C33"}]

    assert unsure(b.group(), *rows, scope=scope) == [None, None]


@pytest.mark.parametrize(
    ("kind", "changes", "matters"),
    [
        ("veto", {"grade": "D"}, True),
        ("veto", {"grade": "B"}, False),  # alone in its group it is B: 0, 1 and 1 at 20/65/95 %
        ("direct", {"grade": "B"}, False),
        ("ceiling", {"grade": "C"}, True),
        ("ceiling", {"grade": "A"}, False),
        ("floor", {"grade": "A"}, True),
        ("floor", {"grade": "C"}, False),
        ("bonus", {"points": Decimal(2)}, True),
        ("deduction", {"points": Decimal(0)}, False),
    ],
)
def test_a_rule_that_could_change_nothing_is_not_named(
    kind: str,
    changes: dict[str, object],
    matters: bool,  # noqa: FBT001
) -> None:
    group = b.group(adjustments=(b.adjustment("rule", kind, **changes),))

    assert unsure(group, {"is_high_tech": None}) == ["rule" if matters else ""]


def test_a_bonus_beyond_the_cap_is_not_named() -> None:
    rules = (
        b.adjustment("first", "bonus", points=Decimal(4), when=GREEN),
        b.adjustment("second", "bonus", points=Decimal(2)),
    )
    group = b.group(adjustments=rules, score=b.rule(bonus_cap=Decimal(4)))
    rows = [{"is_high_tech": None, "green_factory": flag} for flag in (True, False)]

    assert unsure(group, *rows) == ["", "second"]


def test_who_leaves_the_ranking_makes_room_for_others_so_it_matters() -> None:
    grading = b.grading(quota="after_adjustments")
    group = b.group(adjustments=(b.adjustment("veto", "veto", grade="B"),), grading=grading)

    assert unsure(group, {"is_high_tech": None}) == ["veto"]


@pytest.mark.parametrize("place", ["scope", "group", "adjustment"])
def test_a_fact_in_doubt_holds_back_whom_a_rule_may_concern(place: str) -> None:
    rule = b.adjustment("veto", "veto", grade="D", when=HIGH_TECH)
    scope = (b.scope("tech", "exempt", HIGH_TECH),) if place == "scope" else ()
    groups = [b.group(adjustments=(rule,) if place == "adjustment" else ())]
    if place == "group":
        groups.insert(0, b.group(id="tech", when=HIGH_TECH))
    method = b.method(*groups, scope=scope)
    facts = held(b.facts([KNOWN | {"is_high_tech": False}] * 2), "S0002", "is_high_tech")

    evaluation = evaluated(method, facts)

    table = evaluation.table
    assert table["state"].to_list() == ["graded", "deferred"]
    assert table["state_rule"].to_list() == [None, "held:is_high_tech"]
    assert table["group"][1] == (None if place == "group" else "all")
    assert table["score"].null_count() == 1
    told = explain(evaluation, method, facts, "S0002")
    assert "数据存疑，已暂停使用；办法的规定要用到它" in told.state_reason


def test_a_fact_in_doubt_that_decides_nothing_holds_nobody_back() -> None:
    either = Condition(kind="any", of=(HIGH_TECH, GREEN))
    row = KNOWN | {"is_high_tech": None, "green_factory": True}
    facts = held(b.facts([row]), "S0001", "is_high_tech")

    exempt = evaluated(b.method(scope=(b.scope("known", "exempt", either),)), facts)

    assert exempt.table.select("state", "state_rule").row(0) == ("exempt", "known")


def test_an_indicator_in_doubt_leaves_its_condition_undecided_and_the_subject_waits() -> None:
    tax = b.definition("evaluated_tax", "vat_paid", "stamp_tax", needs="any")
    other = b.indicator("output", numerator="output", benchmark=b.published(1))
    ceiling = b.adjustment("low", "ceiling", grade="B", when=LOW_TAX)
    row = {"vat_paid": 1, "stamp_tax": 99, "land_area": 1, "output": 1}
    asks = b.group(other, adjustments=(ceiling,))
    judges = b.group(id="never", when=GREEN)
    facts = held(b.facts([row]), "S0001", "vat_paid")

    table = evaluated(b.method(asks, judges, definitions=(tax,)), facts).table

    assert table["state_rule"].to_list() == ["held:evaluated_tax"]
