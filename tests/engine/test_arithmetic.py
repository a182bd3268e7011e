"""A column knows how far it may stand from the exact number."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from permu.engine.arithmetic import Column, at_least, at_most, quotient

NUMBERS = st.lists(st.integers(-(2**53), 2**53), min_size=1, max_size=8)


def column(numbers: list[int]) -> Column:
    return Column(np.array(numbers, float))


def worst(found: Column, exact: list[Fraction]) -> bool:
    """Whether some number stands further from the exact one than it says."""
    near = np.broadcast_to(found.value, len(exact))
    error = np.broadcast_to(found.error, len(exact))
    return any(
        abs(Fraction(float(one)) - number) > Fraction(float(off))
        for one, off, number in zip(near, error, exact, strict=True)
    )


@given(NUMBERS, st.integers(1, 2**53), st.fractions(min_value=-9, max_value=9))
def test_bounds_hold_after_a_difference_is_bounded(
    numbers: list[int], divisor: int, limit: Fraction
) -> None:
    changes = [Fraction(each, divisor) - 1 for each in numbers]
    near = column(numbers) / Column(np.array([float(divisor)])) - 1

    assert not worst(at_most(near, limit), [min(each, limit) for each in changes])
    assert not worst(at_least(near, limit), [max(each, limit) for each in changes])


def test_what_lies_far_beyond_a_limit_is_as_sure_as_the_limit() -> None:
    huge = column([10**15]) / 3 - 1

    assert float(np.max(huge.error)) > 0.01
    assert float(np.max(at_most(huge, Fraction(150)).error)) < 1e-12


@given(NUMBERS, st.fractions(min_value=-9, max_value=9), st.integers(-9, 9))
def test_a_quotient_is_bounded_and_knows_what_zero_gets(
    numbers: list[int], top: Fraction, at_zero: int
) -> None:
    given_zero = Fraction(at_zero)
    found = quotient(top, column(numbers), at_zero=given_zero)

    exact = [quotient(top, Fraction(each), at_zero=given_zero) for each in numbers]
    assert not worst(found, exact)
