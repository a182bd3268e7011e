"""What float64 rounds is what the exact number rounds, or it is in doubt and says so."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine.arithmetic import Column
from permu.engine.rounding import Rounded
from permu.terms.rounding import Rounding, scaled

ROUNDINGS: list[Rounding] = ["half_up", "half_even", "down", "up"]
wholes = st.integers(-(10**15), 10**15)
parts = st.lists(st.tuples(wholes, st.integers(1, 10**9)), min_size=1, max_size=4)


def summed(terms: list[tuple[int, int]]) -> tuple[Column, Fraction]:
    """Σ of ratios, in both arithmetics."""
    near = [Column(np.array([float(top)])) / Column(np.array([float(low)])) for top, low in terms]
    return sum(near[1:], near[0]), sum((Fraction(*term) for term in terms), Fraction(0))


@given(parts)
def test_a_sum_stands_no_further_from_the_exact_one_than_it_says(
    terms: list[tuple[int, int]],
) -> None:
    column, exact = summed(terms)

    (value,), (error,) = column.value, np.atleast_1d(column.error)

    assert abs(Fraction(value) - exact) <= Fraction(error)


@given(parts, st.sampled_from(ROUNDINGS), st.integers(0, 6))
def test_what_is_not_in_doubt_is_rounded_as_the_exact_number_is(
    terms: list[tuple[int, int]], rounding: Rounding, decimals: int
) -> None:
    column, exact = summed(terms)
    found = np.empty(1, np.int64)

    doubtful = Rounded("score", decimals, rounding).write(column, found)

    assert len(doubtful) or found[0] == scaled(exact, decimals, rounding=rounding)


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize("number", [2.675, -2.675, 0.125, 1.0, 0.0, 2.0**60, float("inf")])
def test_what_stands_on_a_boundary_or_is_too_large_to_tell_is_in_doubt(
    rounding: Rounding, number: float
) -> None:
    tells = number in (1.0, 0.0) and rounding in ("half_up", "half_even")
    tells |= number in (2.675, -2.675, 0.125) and rounding in ("down", "up")
    found = np.empty(1, np.int64)

    doubtful = Rounded("score", 2, rounding).write(Column(np.array([number]), steps=3), found)

    assert len(doubtful) == (not tells)


def test_one_outlier_does_not_put_its_neighbours_in_doubt() -> None:
    column = Column(np.array([1e13, 1.25, 2.625]), steps=30)

    assert Rounded("score", 2).write(column, np.empty(3, np.int64)).tolist() == [0, 2]
