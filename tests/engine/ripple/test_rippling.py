"""Who would move if a figure were corrected: exactly those of whom two full evaluations differ."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.engine.pipeline import evaluate_against
from permu.engine.ripple import Benchmarks, Correction, Ripple, corrected, ripple
from permu.method.model import Condition, Merge, Method, Scope
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.ripple.claims import claims
from tests.searching import UNSHRUNK, searched

FEW = searched(15, UNSHRUNK)
READINGS: tuple[Benchmarks, ...] = ("anew", "frozen")
HALVES = b.grading(grades=("A", "B"), shares=(Decimal(50), Decimal(50)))
PUBLISHED = b.method(b.group(grading=HALVES))
MEAN = b.method(b.group(b.indicator(benchmark=b.benchmark("group_mean")), grading=HALVES))
MILLION = 10**6
MERGE = Merge(
    id="m", label="集团", by="holding_group", head_by="land_area", result="shared", source=b.CLAUSE
)
HEIR = Scope(
    id="heir", label="承租", state="inherits", from_="landlord", choose="worse", source=b.CLAUSE,
    when=Condition(kind="is", item="is_tenant"),
)  # fmt: skip

Claim = tuple[Method, Facts, list[Correction]]


def tax(subject: str, value: int | None) -> Correction:
    return Correction(subject, "evaluated_tax", None if value is None else value * MILLION)


def effects(found: Ripple) -> dict[str, str]:
    return dict(found.moved.select("subject", "effect").iter_rows())


def evaluated(method: Method, facts: Facts) -> Evaluation | None:
    try:
        return evaluate(method, facts)
    except Refused:
        return None


def differing(one: Evaluation, other: Evaluation) -> set[str]:
    """Whose score, rank, grade, state or measures differ: the plainest way."""
    names = ["state", "state_rule", "group", "grade", "rank", "score"]
    names += [name for name in ("pool",) if name in one.table.columns]
    found = set()
    for before, after in zip(one.table.to_dicts(), other.table.to_dicts(), strict=True):
        if any(before[name] != after[name] for name in names):
            found.add(before["subject"])
    money = [set(each.measures.iter_rows()) for each in (one, other)]
    return found | {subject for subject, *_ in money[0] ^ money[1]}


@FEW
@given(claims())
def test_who_moves_is_who_differs_between_two_full_evaluations(claim: Claim) -> None:
    method, facts, made = claim
    for reading in READINGS:
        try:
            found = ripple(method, facts, made, benchmarks=reading)
            before, new = evaluate(method, facts), corrected(facts, made)
            if reading == "anew":
                after = evaluate(method, new)
            else:
                after = evaluate_against(method, new, before.benchmarks)
        except Refused:
            continue
        named = {one.subject for one in made}
        assert set(found.moved["subject"]) - named == differing(before, after) - named
        assert found.moved["subject"].n_unique() == len(found.moved)
        assert sum(found.counts.values()) == len(found.moved)


@FEW
@given(claims())
def test_nothing_corrected_moves_nobody(claim: Claim) -> None:
    method, facts, _ = claim
    if evaluated(method, facts):
        for reading in READINGS:
            found = ripple(method, facts, [], benchmarks=reading)
            assert found.moved.is_empty()
            assert found.money_moves.is_empty()
            assert found.after.digest == found.before.digest


@FEW
@given(claims())
def test_there_and_back_is_nothing(claim: Claim) -> None:
    method, facts, made = claim
    held = set(facts.held.iter_rows())
    made = [one for one in made if (one.subject, one.item) not in held]
    rows = {row["subject"]: row for row in facts.table.iter_rows(named=True)}
    back = [Correction(one.subject, one.item, rows[one.subject][one.item]) for one in made]
    there = corrected(facts, made)

    assert corrected(there, back).digest == facts.digest
    if evaluated(method, facts) and evaluated(method, there):
        assert ripple(method, there, back).after.digest == evaluate(method, facts).digest


@FEW
@given(claims())
def test_where_every_benchmark_is_published_both_readings_are_one(claim: Claim) -> None:
    method, facts, made = claim
    groups = tuple(
        replace(group, indicators=tuple(
            replace(each, benchmark=b.published(7), scoring="to_benchmark", otherwise=None)
            for each in group.indicators
        ))
        for group in method.groups
    )  # fmt: skip
    try:
        anew, frozen = (
            ripple(replace(method, groups=groups), facts, made, benchmarks=reading)
            for reading in READINGS
        )
    except Refused:
        return
    assert anew.after.digest == frozen.after.digest
    assert anew.moved.equals(frozen.moved)


def test_who_is_displaced_loses_the_grade_and_the_next_only_a_rank() -> None:
    found = ripple(PUBLISHED, b.taxed(40, 30, 20, 10, 5, 4), [tax("S0005", 50)])

    assert effects(found) == {
        "S0005": "corrected", "S0001": "rank", "S0002": "rank", "S0003": "grade", "S0004": "rank",
    }  # fmt: skip
    assert found.counts == {
        "corrected": 1, "together": 0, "grade": 1, "rank": 3, "score": 0, "money": 0,
    }  # fmt: skip
    assert found.comparison.moves["worse"] == found.comparison.moves["better"] == 1


def test_a_mean_worked_out_anew_moves_scores_that_a_frozen_one_leaves() -> None:
    facts, claim = b.taxed(40, 30, 20, 10), [tax("S0001", 80)]

    assert effects(ripple(MEAN, facts, claim)) == {
        "S0001": "corrected", "S0002": "score", "S0003": "score", "S0004": "score",
    }  # fmt: skip
    assert effects(ripple(MEAN, facts, claim, benchmarks="frozen")) == {"S0001": "corrected"}


def test_a_figure_that_is_so_already_moves_nobody_and_is_shown_all_the_same() -> None:
    found = ripple(PUBLISHED, b.taxed(40, 30), [tax("S0001", 40)])

    assert effects(found) == {"S0001": "corrected"}
    assert found.after.digest == found.before.digest


def test_a_figure_taken_away_makes_its_subject_wait_and_leaves_its_place() -> None:
    found = ripple(PUBLISHED, b.taxed(40, 30, 20, 10), [tax("S0001", None)])

    assert found.moved.filter(subject="S0001")["state:after"].to_list() == ["deferred"]
    assert effects(found) == {
        "S0001": "corrected",
        "S0002": "rank",
        "S0003": "grade",
        "S0004": "rank",
    }  # fmt: skip — of three the first two are A


def test_a_figure_in_doubt_waits_no_more_once_it_is_corrected() -> None:
    facts = b.with_held(b.taxed(None, 30), ("S0001", "evaluated_tax"))
    found = ripple(PUBLISHED, facts, [tax("S0001", 40)])

    assert found.moved["state_rule:before"].to_list()[0] == "held:evaluated_tax"
    assert found.moved["rank:after"].to_list() == [1, 2]
    assert found.after.facts.held.is_empty()


def test_the_countys_money_stands_before_and_after() -> None:
    charge = b.measure(grades=("B",))
    method = b.method(b.group(grading=HALVES, measures=(charge,)))
    rows = [{"evaluated_tax": t, "land_area": 1, "electricity": 100 * t} for t in (40, 30, 20, 10)]
    found = ripple(
        method, b.facts(rows), [tax("S0003", 50), Correction("S0004", "electricity", 5_00)]
    )

    assert found.money.select("label", "subjects:before", "subjects:after", "amount:before", "amount:after").rows() == [
        ("用电加价", 2, 2, 900_00, 901_50)
    ]  # fmt: skip
    assert found.money_moves.select("subject", "amount:before", "amount:after").rows() == [
        ("S0002", None, 900_00), ("S0003", 600_00, None), ("S0004", 300_00, 1_50),
    ]  # fmt: skip


def test_who_is_evaluated_as_one_shares_the_grade_and_not_the_money() -> None:
    method = b.method(
        b.group(grading=HALVES, measures=(b.measure(grades=("A",)),)), merges=(MERGE,)
    )
    row = {"evaluated_tax": 10, "land_area": 1, "electricity": 100, "holding_group": "甲"}
    found = ripple(method, b.facts([row, row]), [Correction("S0001", "electricity", 200_00)])

    assert effects(found) == {"S0001": "corrected"}
    assert found.money_moves["subject"].to_list() == ["S0001"]


def members(*groups: str | None, **more: Sequence[Any]) -> Facts:
    rows = [
        {"evaluated_tax": 40 - 10 * n, "land_area": 1, "holding_group": group}
        | {name: values[n] for name, values in more.items()}
        for n, group in enumerate(groups)
    ]
    return b.facts(rows)


def test_those_evaluated_as_one_move_together() -> None:
    method = b.method(b.group(grading=HALVES), merges=(MERGE,))
    found = ripple(method, members(None, "甲", "甲"), [tax("S0003", 200)])

    assert effects(found) == {"S0003": "corrected", "S0002": "together", "S0001": "grade"}
    assert found.moved.filter(effect="together")["grade:after"].to_list() == ["A"]


def test_who_takes_anothers_grade_moves_with_it() -> None:
    facts = members(
        None, None, None, landlord=[None, None, "S0002"], is_tenant=[False, False, True]
    )
    found = ripple(b.method(b.group(grading=HALVES), scope=(HEIR,)), facts, [tax("S0002", 50)])

    assert effects(found) == {"S0002": "corrected", "S0001": "grade", "S0003": "grade"}
    assert found.moved.filter(subject="S0003")["grade:after"].to_list() == ["A"]


def test_another_park_is_another_ranking_for_both() -> None:
    method = b.method(b.group(grading=HALVES, each="park"))
    facts = members(None, None, None, park=["东园", "东园", "西园"])
    found = ripple(method, facts, [Correction("S0001", "park", "西园")])

    assert effects(found) == {"S0001": "corrected", "S0002": "grade", "S0003": "grade"}
    assert found.moved.filter(subject="S0001")["pool:after"].to_list() == ["西园"]


def test_a_flag_and_a_date_change_what_rules_say() -> None:
    young = b.scope("young", "deferred", Condition(kind="younger_than", item="commissioned_on", value=Decimal(3), unit="years"))  # fmt: skip
    bonus = b.adjustment("hi", "bonus", points=Decimal(100))
    method = b.method(b.group(grading=HALVES, adjustments=(bonus,)), scope=(young,))
    facts = members(
        None,
        None,
        is_high_tech=[False, False],
        commissioned_on=[date(2010, 1, 1), date(2024, 6, 1)],
    )

    assert ripple(method, facts, [Correction("S0001", "is_high_tech", value=True)]).moved["score:after"][0] == 300_000_000  # fmt: skip
    found = ripple(method, facts, [Correction("S0002", "commissioned_on", date(2012, 6, 1))])
    assert found.moved.filter(subject="S0002").select("state:before", "state:after").rows() == [("deferred", "graded")]  # fmt: skip


def test_an_item_the_method_does_not_read_is_named() -> None:
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1, "water": 3}])
    found = ripple(PUBLISHED, facts, [Correction("S0001", "water", 5)])

    assert found.unread == ("water",)
    assert effects(found) == {"S0001": "corrected"}


COMPOSED = b.method(definitions=(b.definition("evaluated_tax", "vat_paid", "stamp_tax"),))
PARTS = b.facts([{"vat_paid": 5, "land_area": 1}])


@pytest.mark.parametrize(
    ("method", "facts", "made", "said"),
    [
        (PUBLISHED, b.taxed(1), [tax("X", 2)], "“X”"),
        (PUBLISHED, b.taxed(1), [Correction("S0001", "no_such_item", 1)], "no_such_item"),
        (PUBLISHED, b.taxed(1), [tax("S0001", 2), tax("S0001", 3)], "两个不同的值"),
        (PUBLISHED, b.taxed(1), [Correction("S0001", "statistical_output", 1)], "第二十五条"),
        (COMPOSED, PARTS, [tax("S0001", 2)], "合成"),
        (COMPOSED, PARTS, [Correction("S0001", "stamp_tax", 2)], "没有任何企业的“印花税”"),
    ],
)
def test_what_cannot_be_corrected_is_refused(
    method: Method, facts: Facts, made: list[Correction], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        ripple(method, facts, made)


def test_who_would_leave_an_overlays_area_is_refused() -> None:
    area = Condition(kind="one_of", item="park", codes=("东园",))
    facts = members(None, None, park=["东园", "东园"])

    with pytest.raises(Refused, match="适用范围"):
        ripple(replace(PUBLISHED, area=area), facts, [Correction("S0001", "park", "西园")])
