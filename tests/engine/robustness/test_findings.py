"""Which indicator decides nothing, and who is systematically hit."""

from dataclasses import replace
from decimal import Decimal

import pytest

from permu.engine import evaluate
from permu.engine.robustness import Uncertainty, robustness
from permu.engine.robustness.analysis import Robustness
from permu.engine.robustness.leaving import without
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.robustness.counties import county, one_group, population


def seen(found: object) -> Robustness:
    return robustness(found.method, found.evaluation, Uncertainty(weights="uniform", draws=100))  # type: ignore[attr-defined]


def test_without_an_indicator_the_others_carry_its_weight_in_their_proportions() -> None:
    (group,) = without(b.method(one_group()), "energy").groups

    weights = [float(each.weight or 0) for each in group.indicators]
    assert weights == pytest.approx([50 / 0.7, 0, 20 / 0.7])


def test_an_indicator_that_says_the_same_as_another_decides_nothing() -> None:
    """The same ratio twice: without one of them every score stays what it was."""
    tax, energy, rd = one_group().indicators
    twice = replace(tax, id="again", label="又一项", weight=Decimal(50))
    found = county(b.method(b.group(tax, twice, rd)), population(8, 60))

    table = seen(found).leave_one_out

    rows = {row["indicator"]: row for row in table.to_dicts()}
    assert rows["tax"]["alike"] == "again"
    assert rows["tax"]["alike_correlation"] == pytest.approx(1)
    assert table["changes"].is_sorted()
    assert energy.id not in rows


def test_leaving_one_out_is_the_official_evaluation_of_the_method_without_it() -> None:
    found = county(b.method(one_group()), population(3, 80))
    analysed = seen(found)

    for row in analysed.leave_one_out.to_dicts():
        other = evaluate(without(found.method, row["indicator"]), found.facts).table["grade"]
        changes = (found.evaluation.table["grade"] != other).sum()
        assert row["changes"] == changes == row["better"] + row["worse"]
        assert -1 <= row["correlation"] <= 1
    assert analysed.droppable == analysed.leave_one_out["indicator"][0]


def test_the_only_indicator_of_a_group_cannot_be_left_out() -> None:
    found = county(b.method(), b.taxed(3, 2, 1))

    assert seen_of_data(found).leave_one_out.is_empty()
    assert seen_of_data(found).droppable is None


def seen_of_data(found: object) -> Robustness:
    assumed = Uncertainty(data={"evaluated_tax": Decimal("0.01")}, engine_draws=20)
    return robustness(found.method, found.evaluation, assumed)  # type: ignore[attr-defined]


def test_a_town_whose_enterprises_are_all_at_the_bottom_is_hit_and_one_like_the_others_is_not() -> (
    None
):
    rows = [
        {"evaluated_tax": 1 + number, "land_area": 1, "town": "低谷镇" if number < 20 else ("东镇" if number % 2 else "西镇")}
        for number in range(100)
    ]  # fmt: skip
    found = county(b.method(), b.facts(rows))

    table = seen_of_data(found).hit_by("town")

    by_town = {row["value"]: row for row in table.to_dicts()}
    assert by_town["低谷镇"]["low"] == 20
    assert by_town["低谷镇"]["low:expected"] == pytest.approx(20 * 35 / 100)
    # hypergeometric: variance 20 × 0.35 × 0.65 × 80 ÷ 99
    assert by_town["低谷镇"]["z"] == pytest.approx((20 - 7) / (20 * 0.35 * 0.65 * 80 / 99) ** 0.5)
    assert by_town["低谷镇"]["hit"]
    assert not by_town["东镇"]["hit"]
    assert not by_town["西镇"]["hit"]
    assert table["value"][0] == "低谷镇"


def test_each_ranking_is_looked_at_by_itself() -> None:
    """All below designated size are in a ranking of their own: size then explains no low grade."""
    given = population(6, 100)
    flags = given.table["is_high_tech"].alias("is_above_scale")
    found = county(b.method(
        one_group(id="above", when=b.Condition(kind="is", item="is_above_scale")), one_group(id="below"),
    ), replace(given, table=given.table.with_columns(flags)))  # fmt: skip

    table = seen(found).hit_by("is_above_scale")

    assert table["z"].null_count() == len(table)
    assert not table["hit"].any()


def test_where_chance_gives_too_few_nothing_is_tested() -> None:
    rows = [{"evaluated_tax": n, "land_area": 1, "town": f"镇{n % 10}"} for n in range(30)]
    found = county(b.method(), b.facts(rows))

    table = seen_of_data(found).hit_by("town")

    assert table["p"].null_count() == len(table) == 10


def test_a_dimension_must_be_a_word_and_may_be_absent() -> None:
    found = county(b.method(), b.taxed(3, 2, 1))
    analysed = seen_of_data(found)

    assert analysed.hit_by("park").is_empty()
    with pytest.raises(Refused):
        analysed.hit_by("land_area")
