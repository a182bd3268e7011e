"""What becomes of a county if some numbers of its method were otherwise."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.comparing import DIMENSIONS, reasons
from permu.engine.evaluation import Evaluation
from permu.engine.trying import rehearse
from permu.engine.whatif import WhatIf, answer, what_if
from permu.method.model import Condition, Measure, Method
from permu.method.model.scenarios import Amendment, AmendmentKey, Scenario
from permu.method.scenarios import amended
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.strategies import facts, methods
from tests.engine.trying import amending
from tests.engine.trying.test_rehearsing import rehearsed

FOUR = b.facts(
    [
        {"evaluated_tax": 8, "sales_revenue": 10, "land_area": 1, "electricity": 100, "town": "东", "name": "甲"},
        {"evaluated_tax": 6, "sales_revenue": 40, "land_area": 1, "electricity": 200, "town": "西", "name": "乙"},
        {"evaluated_tax": 4, "sales_revenue": 30, "land_area": 1, "electricity": None, "town": "西", "name": "丙"},
        {"evaluated_tax": 2, "sales_revenue": 20, "land_area": 1, "electricity": 400, "town": None, "name": "丁"},
    ]
)  # fmt: skip
HALVES = b.grading(grades=("A", "B"), shares=(Decimal(50), Decimal(50)))
POWER = b.measure(grades=("B",), rate=Decimal("0.5"))
PRIZE = b.measure(
    "prize", kind="sum", label="奖励", grades=("A",), item="", rate=Decimal(1000), unit="yuan", gives=True
)  # fmt: skip
BAN = b.measure("ban", kind="text", label="不得竞买", grades=("B",), item="", unit="")


def two(**changes: Any) -> Method:
    """Tax and sales per mu, 70 and 30 points, capped at once the weight."""
    tax = b.indicator(
        "tax", label="亩均税收", weight=Decimal(70), benchmark=b.published(8), cap=Decimal(1)
    )
    sales = b.indicator(
        "sales", label="亩均销售", numerator="sales_revenue", weight=Decimal(30),
        benchmark=b.published(40), cap=Decimal(1),
    )  # fmt: skip
    measures = (POWER, PRIZE, BAN)
    group = b.group(tax, sales, label="全部企业", grading=HALVES, measures=measures)
    return b.method(replace(group, **changes))


def under(method: Method, key: AmendmentKey, of: str, *to: object, county: Facts = FOUR) -> WhatIf:
    """The county with one number of the method otherwise, the other weights sharing what is left."""
    amendment = Amendment(key=key, of=of, to=tuple(Decimal(str(number)) for number in to))
    scenario = Scenario(id="trial", label="试", amendments=(amendment,), digest="d" * 64)
    return what_if(rehearse(method, county), amended(method, [scenario]))


LIGHT_TAX = under(two(), "weight", "tax", 30)


def test_who_rises_and_who_falls_when_a_weight_is_otherwise() -> None:
    moves = dict(LIGHT_TAX.comparison.table.select("subject", "move").iter_rows())

    assert moves == {"S0001": "worse", "S0002": "same", "S0003": "better", "S0004": "same"}
    assert LIGHT_TAX.comparison.transitions.rows() == [
        ("A", "A", 1), ("A", "B", 1), ("B", "A", 1), ("B", "B", 1),
    ]  # fmt: skip


def test_a_movers_reason_names_the_amended_number_beside_what_it_does() -> None:
    assert reasons(LIGHT_TAX.comparison, "S0001") == [
        "亩均税收权重由 70 分改为 30 分，该项得分由 70.00 变为 30.00",
        "亩均销售权重由 30 分改为 70 分，该项得分由 7.50 变为 17.50",
    ]


@pytest.mark.parametrize(
    ("key", "of", "to", "said"),
    [
        ("benchmark", "tax", [4], "亩均税收基准值由 8 万元/亩改为 4 万元/亩，该项得分由 35.00 变为 70.00"),
        ("cap", "tax", ["0.5"], "亩均税收封顶（权重的倍数）由 1 倍改为 0.5 倍，该项得分由 70.00 变为 35.00"),
        ("shares", "", [25, 75], "各档比例由 50/50 %改为 25/75 %，名次仍为第 2 位"),
    ],
)  # fmt: skip
def test_so_does_that_of_a_benchmark_a_cap_and_the_shares(
    key: AmendmentKey, of: str, to: list[object], said: str
) -> None:
    found = under(two(), key, of, *to).comparison

    assert said in [text for subject in found.table["subject"] for text in reasons(found, subject)]


def test_a_bonus_worth_more_is_named_of_whom_it_concerns_alone() -> None:
    bonus = b.adjustment("tech", "bonus", label="高新技术企业", points=Decimal(1))
    county = replace(FOUR, table=FOUR.table.with_columns(
        is_high_tech=pl.Series([False, False, True, False])
    ))  # fmt: skip
    found = under(two(adjustments=(bonus,)), "points", "tech", 30, county=county).comparison

    assert reasons(found, "S0003") == [
        "高新技术企业分值由 1 分改为 30 分，加减分合计由 1.00 变为 30.00"
    ]
    assert reasons(found, "S0001") == ["自身各项得分未变，因其他企业变动或比例不同而移档"]


def test_money_is_counted_by_measure_and_a_missing_amount_is_missing_not_zero() -> None:
    rows = {row.pop("measure"): row for row in LIGHT_TAX.money.to_dicts()}

    power, prize, ban = rows["power"], rows["prize"], rows["ban"]
    # Before S0003 (whose electricity nobody knows) and S0004 pay, after S0001 and S0004.
    assert (power["subjects:before"], power["missing:before"], power["amount:before"]) == (
        2,
        1,
        20_000,
    )
    assert (power["subjects:after"], power["missing:after"], power["amount:after"]) == (
        2,
        0,
        25_000,
    )
    assert (prize["amount:before"], prize["amount:after"]) == (200_000, 200_000)
    assert (ban["subjects:before"], ban["amount:before"], ban["is_money"]) == (2, None, False)


def test_money_is_counted_of_each_subject() -> None:
    rows = {row.pop("subject"): row for row in LIGHT_TAX.money_of.to_dicts()}

    assert rows["S0001"] == {
        "charges:before": 0, "reliefs:before": 100_000, "missing:before": 0,
        "charges:after": 5_000, "reliefs:after": 0, "missing:after": 0,
    }  # fmt: skip
    assert (rows["S0003"]["charges:before"], rows["S0003"]["missing:before"]) == (None, 1)
    assert (rows["S0003"]["charges:after"], rows["S0003"]["missing:after"]) == (0, 0)


def test_money_is_counted_by_place_and_those_of_no_place_are_not_lost() -> None:
    rows = {row.pop("value"): row for row in LIGHT_TAX.money_by("town").to_dicts()}

    assert rows["西"]["registered"] == 2
    assert (rows["西"]["charges:before"], rows["西"]["missing:before"]) == (None, 1)
    assert rows[None]["charges:after"] == 20_000
    assert LIGHT_TAX.totals == {
        "charges:before": 20_000, "reliefs:before": 200_000, "missing:before": 1,
        "charges:after": 25_000, "reliefs:after": 200_000, "missing:after": 0,
    }  # fmt: skip


def test_whose_money_moves_most_is_named_first() -> None:
    named = [(row["name"], row["why"]) for row in answer(LIGHT_TAX)["movers"]]

    assert [name for name, _ in named] == ["甲", "丙"]  # 1,050 yuan worse off, 1,000 better off
    assert all(why for _, why in named)
    assert [row["name"] for row in answer(LIGHT_TAX, most=1)["movers"]] == ["甲"]


def test_a_dearer_rate_moves_nobody_and_only_the_money() -> None:
    found = under(two(), "rate", "power", 1)

    assert found.comparison.moves["same"] == 4
    assert (found.totals["charges:before"], found.totals["charges:after"]) == (20_000, 40_000)
    assert answer(found)["movers"] == []


def test_groups_may_mean_different_things_by_one_id() -> None:
    big = Condition(kind="at_least", item="evaluated_tax", value=Decimal(5))
    charge, relief = (
        replace(POWER, grades=("A",)),
        replace(POWER, grades=("A",), gives=True, label="用电优惠"),
    )
    alone = b.grading(grades=("A",), shares=(Decimal(100),))
    method = b.method(
        b.group(id="big", when=big, grading=alone, measures=(charge,)),
        b.group(id="small", grading=alone, measures=(relief,)),
    )
    found = what_if(rehearse(method, FOUR), method)

    assert (found.totals["charges:after"], found.totals["reliefs:after"]) == (15_000, 20_000)
    assert found.money["label"].to_list() == ["用电加价", "用电优惠"]


def test_sums_too_large_to_be_true_are_refused() -> None:
    heavy = replace(PRIZE, rate=Decimal(2 * 10**16), grades=("A", "B"))

    with pytest.raises(Refused) as refused:
        what_if(rehearse(two(), FOUR), two(measures=(heavy,)))

    assert refused.value.code == "engine.too_large"


def test_a_county_of_nobody_has_no_money() -> None:
    nobody = replace(FOUR, table=FOUR.table.clear())

    assert under(two(), "weight", "tax", 30, county=nobody).totals["charges:after"] == 0


def amounts(method: Method, evaluation: Evaluation) -> Iterator[tuple[str, Measure, int | None]]:
    """Each subject's measures, found one by one."""
    groups = dict(evaluation.table.select("subject", "group").iter_rows())
    for subject, id_, amount in evaluation.measures.iter_rows():
        (measure,) = (one for one in method.group(groups[subject]).measures if one.id == id_)
        yield subject, measure, amount


@settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)  # fmt: skip
@given(data=st.data(), method=methods(), now=facts())
def test_whatever_is_tried_all_counts_are_those_of_counting_one_by_one(
    data: st.DataObject, method: Method, now: Facts
) -> None:
    ready = rehearsed(method, now)
    changed = data.draw(amending.amended(method))
    try:
        found = ready and what_if(ready, changed)
    except Refused:
        return
    if not found:
        return
    for dimension in DIMENSIONS:
        assert found.moves_by(dimension).equals(
            found.comparison.by(dimension).cast({pl.UInt32: pl.Int64})
        )
        assert sum(found.money_by(dimension)["missing:after"]) == found.totals["missing:after"]
    sums: Counter[tuple[str, str]] = Counter()
    for subject, measure, amount in amounts(changed, evaluate(changed, now)):
        if measure.kind != "text":
            kind = "missing" if amount is None else "reliefs" if measure.gives else "charges"
            sums[subject, kind] += 1 if amount is None else amount
    for row in found.money_of.to_dicts():
        for kind in ("charges", "reliefs", "missing"):
            assert (row[f"{kind}:after"] or 0) == sums[row["subject"], kind]
