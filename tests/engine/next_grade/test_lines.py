"""The line of a grade, put back before the rounding of scores."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.next_grade import way_up
from permu.engine.next_grade.lines import unrounded
from permu.engine.next_grade.seeking import least
from permu.terms.rounding import scaled
from tests.engine import builders as b

ROUNDINGS = st.sampled_from(["half_up", "half_even", "down", "up"])
HALVES = st.integers(-4000, 4000).map(lambda number: Fraction(number, 400))


@given(ROUNDINGS, st.integers(0, 2), HALVES, st.integers(-30, 30))
def test_a_score_reaches_the_line_just_where_it_rounds_to_it(
    rounding: Any, decimals: int, score: Fraction, whole: int
) -> None:
    rule = b.rule(decimals=decimals, rounding=rounding)

    found = unrounded(whole, rule).is_reached(score)

    assert found == (scaled(score, decimals, rounding=rounding) >= whole)


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 300)), min_size=1, max_size=9))
def test_the_effort_found_succeeds_and_one_less_does_not(asked: list[tuple[int, int]]) -> None:
    needs, tops = (np.array(each) for each in zip(*asked, strict=True))
    ladder = np.stack([np.maximum(tops // 4, 1), np.maximum(tops // 2, 1), tops])

    found = least(lambda who, effort: effort >= needs[who], ladder)

    assert found.tolist() == [need if need <= top else 0 for need, top in asked]


@pytest.mark.parametrize(("ties", "needed"), [("better", "80"), ("worse", "80.000001")])
def test_who_shares_the_last_place_of_a_grade_is_in_it_only_where_ties_go_up(
    ties: str, needed: str
) -> None:
    method = b.method(
        b.group(
            b.indicator(benchmark=b.published(100)),
            score=b.rule(decimals=None),
            grading=b.grading(grades=("A", "B"), shares=(Decimal(50), Decimal(50)), ties=ties),
        )
    )
    facts = b.taxed(90, 80, 70, 60)

    way = way_up(evaluate(method, facts), method, facts, "S0003")

    assert way is not None
    (tax,) = (step for step in way.steps if step.figure == "evaluated_tax")
    assert tax.after * tax.scale.step == Fraction(needed)
    assert way.displaced == (() if ties == "better" else ("S0002",))
