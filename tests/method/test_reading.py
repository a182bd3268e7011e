"""Every kind and key of the language stands in the model exactly as the file says (`whole/`)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from permu.method import load_method
from permu.method.cases.files import read_cases
from permu.method.cases.model import CaseHolding
from permu.method.model import (
    Benchmark,
    Condition,
    Day,
    Definition,
    GradeRule,
    Listing,
    Measure,
    Source,
    Stage,
)
from permu.method.reading.faults import Faults

WHOLE = Path(__file__).parent / "whole"
METHOD = load_method(WHOLE)
SECOND, THIRD, FOURTH, FIFTH, SIXTH = (Source(f"第{number}条") for number in "二三四五六")
ABOVE = Condition(kind="is", item="is_above_scale")


@pytest.mark.parametrize(
    "definition",
    [
        Definition(
            id="pollution", label="污染当量", plus=("cod", "sulfur_dioxide", "nitrogen_oxides"),
            times=(("cod", Fraction(3, 2)), ("sulfur_dioxide", Fraction(20, 19))), unit="t", needs="any", source=SECOND,
        ),
        Definition(
            id="investment", label="投资额", kind="lowest",
            plus=("new_project_investment", "fixed_asset_investment"), unit="10k_yuan", source=SECOND,
        ),
        Definition(
            id="turnover", label="营业规模", kind="highest", plus=("output", "sales_revenue"),
            unit="10k_yuan", needs="any", source=SECOND,
        ),
        Definition(
            id="sold", label="销售额", kind="first", plus=("invoiced_sales", "sales_revenue"),
            unit="10k_yuan", source=SECOND,
        ),
        Definition(
            id="tax_before", label="上年评价税收", kind="earlier", plus=("evaluated_tax",),
            unit="10k_yuan", source=SECOND,
        ),
        Definition(
            id="rented", label="租用厂房", kind="holding", roles=("tenant",), of="floor", unit="m2", source=SECOND,
        ),
        Definition(
            id="owned", label="名下土地", kind="holding", roles=("owner", "tenant"), unit="mu", source=SECOND,
        ),
        Definition(
            id="small_tenants", label="规下承租户数", kind="tenants",
            when=Condition(kind="not", of=(ABOVE,)), unit="cases", source=SECOND,
        ),
    ],
    ids=lambda one: one.id,
)  # fmt: skip
def test_a_definition_is_read_whole(definition: Definition) -> None:
    assert next(one for one in METHOD.definitions if one.id == definition.id) == definition


def test_a_pooled_group_is_read_whole() -> None:
    pools = METHOD.group("pools")
    tax, energy, growth = pools.indicators

    assert pools.each == "cluster"
    assert pools.when.of == (
        Condition(kind="in_divisions", item="industry", codes=("06-46",)),
        Condition(kind="given", item="cluster"),
    )
    assert tax.when_missing == "reweight"
    assert tax.benchmark == Benchmark(
        kind="mean_of_values", factor=Decimal("1.2"), pool="all", decimals=2, rounding="down", source=THIRD,
    )  # fmt: skip
    assert (energy.scoring, energy.cap) == ("reciprocal", Decimal("1.5"))
    assert (growth.change, growth.unit) == ("rise", "percent")
    assert pools.grading is not None
    assert (pools.grading.kind, pools.grading.quota, pools.grading.over, pools.grading.ties) == (
        "shares", "refilled", "all_pools", "worse",
    )  # fmt: skip
    assert pools.grading.precedence == ("direct", "ceiling", "floor", "lift", "drop", "veto")


def test_a_ratio_that_stands_in_keeps_the_indicator_s_id_weight_and_scoring() -> None:
    energy = METHOD.group("pools").indicators[1]
    other = energy.otherwise

    assert other is not None
    assert (other.id, other.weight, other.scoring, other.cap, other.when_missing) == (
        energy.id, energy.weight, energy.scoring, energy.cap, energy.when_missing,
    )  # fmt: skip
    assert (other.numerator, other.denominator, other.unit) == ("electricity", "output", "kwh/10k_yuan")  # fmt: skip
    assert other.benchmark == Benchmark(kind="published", value=Decimal(300), source=THIRD)
    assert other.otherwise is None


def test_adjustments_are_read_whole() -> None:
    brand, rents_out, better, late, fake = METHOD.group("pools").adjustments

    assert (brand.class_, brand.points) == ("荣誉", 2)
    assert brand.when == Condition(kind="within_years", item="quality_award_on", value=Decimal(2))
    assert (rents_out.count, rents_out.tiers, rents_out.most) == ("small_tenants", (10, 5), 30)
    assert rents_out.when == Condition(
        kind="valid_on", item="high_tech_from", until="high_tech_until", day=Day(month=6, day=30, year=2025),
    )  # fmt: skip
    assert (better.kind, better.steps, better.grade, better.unless) == ("lift", 2, "B", ("fake", "late"))  # fmt: skip
    assert better.when == Condition(
        kind="beats", item="tax_per_mu", reference="group_mean", factor=Decimal("1.2")
    )
    assert (late.kind, late.steps, late.grade) == ("drop", 1, "")
    assert late.when == Condition(
        kind="on_or_before", item="contract_completion_on", day=Day(month=6, day=30)
    )
    assert (fake.kind, fake.grade) == ("veto", "C")


def test_two_stages_are_read_whole() -> None:
    grading = METHOD.group("split").grading

    assert grading is not None
    assert (grading.kind, grading.split, grading.rounding) == ("two_stage", 40, "up")
    assert grading.best == Stage(by_points=("tax_per_mu",), share=Decimal(15), source=FOURTH)
    assert grading.worst == Stage(
        by_figure="pollution", lower_is_better=True, share=Decimal(10), source=FOURTH
    )


def test_thresholds_rules_and_rankings_are_read_whole() -> None:
    line, rules, rank = (METHOD.group(id_) for id_ in ("line", "rules", "rank"))

    assert line.grading is not None
    assert (line.grading.kind, line.grading.at_least) == ("thresholds", (90, Decimal("60.5")))
    assert rules.grading is not None
    assert rules.grading.rules == (
        GradeRule(
            grade="C",
            when=Condition(kind="less_than", item="tax_per_mu", value=Decimal(1), unit="10k_yuan/mu"),
            source=FOURTH,
        ),
        GradeRule(
            grade="A",
            when=Condition(kind="at_least", item="tax_per_mu", value=Decimal(30), unit="10k_yuan/mu"),
            source=FOURTH,
        ),
        GradeRule(grade="B", when=Condition(kind="always"), source=FOURTH),
    )  # fmt: skip
    assert rank.indicators[0].scoring == "value"
    assert rank.indicators[0].benchmark == Benchmark(kind="none", source=THIRD)
    assert rank.grading is not None
    assert (rank.grading.kind, rank.grading.bounds) == ("shares", "exclusive")


def test_lists_and_measures_of_the_method_stand_in_every_group() -> None:
    for group in METHOD.groups:
        surcharge, award, energy = group.measures
        assert surcharge == Measure(
            id="surcharge", label="连续两年C类用电加价", kind="per_unit", grades=("C",),
            when=Condition(kind="graded_before", codes=("C",), value=Decimal(1)),
            item="electricity", rate=Decimal("0.1"), unit="yuan/kwh", gives=False,
            refund="次年升档的返还一半", basis="乙县办法第六条（虚构）", source=SIXTH,
        )  # fmt: skip
        assert (award.kind, award.rate, award.unit, award.item) == ("sum", 100_000, "yuan", "")
        assert (energy.kind, energy.rate, energy.unit) == ("cut", 20, "tce")
        (low,) = group.lists
        assert low == Listing(
            id="low", label="低效用地企业名单", source=SIXTH,
            when=Condition(kind="all", of=(
                Condition(kind="at_least", item="land_area", value=Decimal(10), unit="mu"),
                Condition(kind="less_than", item="tax_per_mu", value=Decimal(10), unit="10k_yuan/mu"),
            )),
        )  # fmt: skip


def test_a_case_is_read_whole() -> None:
    (case,) = read_cases(WHOLE, METHOD, Faults())

    alone, firm, *many = case.subjects
    assert [one.id for one in case.subjects] == ["case", "甲厂", "001-0000", "001-0001", "001-0002"]
    assert alone.expected.words == {"pool": "石化", "hits": "late"}
    assert alone.facts["contract_completion_on"] == date(2025, 6, 30)
    assert firm.expected.words == {"unit": "甲厂", "source": "乙厂", "grade": "B"}
    assert [one.facts["electricity"] for one in many] == [5, 6, 7]
    assert case.holdings == (
        CaseHolding(subject="甲厂", parcel="P1", role="tenant", floor=Decimal(2000)),
        CaseHolding(subject="平台公司", parcel="P1", role="owner", land=Decimal("10.5")),
    )
    assert [(one.id, one.facts["evaluated_tax"]) for one in case.earlier] == [("case", 3)]
