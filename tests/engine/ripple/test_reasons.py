"""Each who moves is told why: the figure, the benchmark or the neighbor that does it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
from hypothesis import given

from permu.engine.ripple import Correction, reasons, ripple
from permu.engine.ripple.reasons import Why
from permu.engine.ripple.wording import pair, value_text
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.ripple.claims import claims
from tests.engine.ripple.test_rippling import (
    FEW,
    HALVES,
    HEIR,
    MEAN,
    MERGE,
    PUBLISHED,
    Claim,
    members,
    tax,
)


def named(facts: Facts) -> Facts:
    """The facts with names: 甲厂, 乙厂 and so on."""
    names = [f"{letter}厂" for letter in "甲乙丙丁戊己"[: len(facts.table)]]
    return replace(facts, table=facts.table.with_columns(name=pl.Series(names)))


DISPLACED = ripple(PUBLISHED, named(b.taxed(40, 30, 20, 10, 5, 4)), [tax("S0005", 50)])


def test_who_is_corrected_is_told_the_figure_and_what_it_does() -> None:
    assert reasons(DISPLACED, "S0005") == [
        "评价税收由 5 万元 更正为 50 万元",
        "指标tax_per_mu 25.00 → 250.00 分",
        "名次由第 5 位变为第 1 位",
    ]


def test_who_loses_the_grade_is_told_to_whom_the_place_goes() -> None:
    assert reasons(DISPLACED, "S0003") == ["名额不变，让位于戊厂，名次由第 3 位变为第 4 位"]
    assert reasons(DISPLACED, "S0003", language="en") == ["the quotas stay, it gives way to 戊厂, rank 3 → 4"]  # fmt: skip


def test_whose_rank_alone_moves_is_told_who_passed() -> None:
    assert reasons(DISPLACED, "S0001") == ["被戊厂超过，名次由第 1 位变为第 2 位"]


def test_whose_mean_moves_is_told_both_benchmarks() -> None:
    found = ripple(MEAN, b.taxed(40, 30, 20, 10), [tax("S0001", 80)])

    assert reasons(found, "S0002") == ["指标tax_per_mu基准值随之由 25.0000 变为 35.0000，该项得分 120.00 → 85.71 分"]  # fmt: skip


def test_who_moves_up_because_another_leaves_is_told_that_the_quotas_moved() -> None:
    found = ripple(PUBLISHED, named(b.taxed(40, 30, 20, 10)), [tax("S0001", None)])

    assert reasons(found, "S0001") == ["评价税收由 40 万元 更正为 缺失", "由“定等级”变为“暂不评价”"]
    assert reasons(found, "S0003") == [
        "甲厂退到其后或退出排名，名次由第 3 位变为第 2 位",
        "参加排名由 4 户变为 3 户，各等级名额随之变动",
    ]


def test_who_is_evaluated_as_one_with_it_is_told_the_others_figure() -> None:
    method = b.method(b.group(grading=HALVES), merges=(MERGE,))
    found = ripple(method, named(members(None, "甲", "甲")), [tax("S0003", 200)])

    assert reasons(found, "S0002")[0] == "与丙厂合并评价，对方评价税收由 20 万元 更正为 200 万元"
    assert reasons(found, "S0001") == ["名额不变，让位于乙厂，名次由第 1 位变为第 2 位"]


def test_who_takes_a_grade_is_told_whose() -> None:
    facts = members(
        None, None, None, landlord=[None, None, "S0002"], is_tenant=[False, False, True]
    )
    found = ripple(
        b.method(b.group(grading=HALVES), scope=(HEIR,)), named(facts), [tax("S0002", 50)]
    )

    assert reasons(found, "S0003") == ["等级随乙厂变动"]


def test_another_ranking_is_named() -> None:
    facts = members(None, None, None, park=["东园", "东园", "西园"])
    found = ripple(b.method(b.group(grading=HALVES, each="park")), facts, [Correction("S0001", "park", "西园")])  # fmt: skip

    assert reasons(found, "S0001") == ["所在园区由 东园 更正为 西园", "由“东园”改在“西园”中排名"]


def test_who_lacks_a_figure_is_told_that_the_mean_points_moved() -> None:
    indicators = (
        b.indicator(weight=Decimal(50)),
        b.indicator("rd", numerator="rd_expense", denominator="", unit="10k_yuan",
                    weight=Decimal(50), benchmark=b.published(10), when_missing="mean_points"),
    )  # fmt: skip
    rows = [{"evaluated_tax": 5, "land_area": 1, "rd_expense": rd} for rd in (10, 20, None)]
    found = ripple(b.method(b.group(*indicators)), b.facts(rows), [Correction("S0001", "rd_expense", 0)])  # fmt: skip

    assert "指标rd按本组平均得分赋分，本组平均随之变动，75.00 → 50.00 分" in reasons(found, "S0003")


def test_of_many_neighbors_three_are_named() -> None:
    found = ripple(PUBLISHED, named(b.taxed(60, 50, 40, 30, 20, 10)), [tax("S0001", 1)])
    others = ripple(PUBLISHED, named(b.taxed(1, 50, 40, 30, 20, 10)), [tax(f"S000{n}", 2) for n in range(2, 6)])  # fmt: skip

    assert reasons(found, "S0002") == ["甲厂退到其后或退出排名，名次由第 2 位变为第 1 位"]
    assert "乙厂、丙厂、丁厂等 4 户退到其后" in reasons(others, "S0006")[0]


def test_numbers_that_two_decimals_would_make_equal_get_more() -> None:
    from fractions import Fraction

    assert pair([Fraction("1.001"), Fraction("1.002")], 2) == ["1.001", "1.002"]
    assert pair([Fraction(1), None], 2) == ["1.00", "—"]
    assert pair([Fraction(1, 3), Fraction(1, 3)], 2) == ["0.33", "0.33"]


def test_values_are_said_with_their_unit_or_in_words() -> None:
    assert value_text("electricity", 120_000_050, "zh") == "1200000.5 千瓦时"
    assert value_text("is_high_tech", True, "zh") == "是"  # noqa: FBT003 — a flag is the value
    assert value_text("commissioned_on", date(2024, 3, 1), "en") == "2024-03-01"
    assert value_text("electricity", None, "en") == "missing"


@FEW
@given(claims())
def test_everybody_who_moves_is_told_something_in_both_languages(claim: Claim) -> None:
    method, facts, made = claim
    for reading in ("anew", "frozen"):
        try:
            found = ripple(method, facts, made, benchmarks=reading)
        except Refused:
            continue
        for language in ("zh", "en"):
            why = Why(found, language)
            assert all(why.of(subject) for subject in found.moved["subject"])
