"""Rounding happens once, exactly, in the way the notice names."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms.rounding import Rounding, rounded, scaled

WIDE = Context(prec=200)
MODES: dict[Rounding, str] = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
}
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=9)
decimals = st.integers(0, 8)


def test_the_figure_that_floats_get_wrong() -> None:
    assert rounded(Decimal("2.675"), 2) == Decimal("2.68")
    assert round(2.675, 2) == 2.67  # what half up must not become


@pytest.mark.parametrize(
    ("rounding", "plus", "minus"),
    [
        ("half_up", "0.13", "-0.13"),
        ("half_even", "0.12", "-0.12"),
        ("down", "0.12", "-0.12"),
        ("up", "0.13", "-0.13"),
    ],
)
def test_an_exact_half_goes_where_the_rule_says(rounding: Rounding, plus: str, minus: str) -> None:
    assert rounded(Decimal("0.125"), 2, rounding=rounding) == Decimal(plus)
    assert rounded(Decimal("-0.125"), 2, rounding=rounding) == Decimal(minus)


@given(numbers, decimals, st.sampled_from(sorted(MODES)))
def test_it_agrees_with_decimal_arithmetic_of_two_hundred_digits(
    number: Decimal, places: int, rounding: Rounding
) -> None:
    by_decimal = number.quantize(Decimal(1).scaleb(-places), MODES[rounding], WIDE)
    assert rounded(number, places, rounding=rounding) == by_decimal


@given(st.fractions(), decimals)
def test_half_up_is_never_further_than_half_a_unit_and_away_from_zero(
    number: Fraction, places: int
) -> None:
    off = Fraction(scaled(number, places)) - number * 10**places
    assert abs(off) <= Fraction(1, 2)
    if abs(off) == Fraction(1, 2):
        assert (off > 0) == (number > 0)


@given(st.integers(10**30, 10**40), decimals)
def test_no_digit_is_lost_however_long_the_number(whole: int, places: int) -> None:
    assert Fraction(rounded(Fraction(whole, 10**places), places)) == Fraction(whole, 10**places)


def test_the_decimals_asked_for_are_shown() -> None:
    assert str(rounded(30, 2)) == "30.00"
    assert str(rounded(Fraction(1, 3), 4)) == "0.3333"
