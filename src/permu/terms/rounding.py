"""Rounding: half up unless a notice says otherwise, exactly, and only where it says."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal

Rounding = Literal["half_up", "half_even", "down", "up"]


def scaled(
    value: Fraction | Decimal | int, decimals: int, *, rounding: Rounding = "half_up"
) -> int:
    """`value` as a whole number of 10^-decimals. Half up is away from zero, as school teaches it.

    >>> scaled(Decimal("2.675"), 2)
    268
    """
    exact = Fraction(value) * int(10**decimals)
    if rounding == "down":
        return floor(exact) if exact >= 0 else ceil(exact)
    if rounding == "up":
        return ceil(exact) if exact >= 0 else floor(exact)
    if rounding == "half_even":
        return round(exact)
    return floor(exact + Fraction(1, 2)) if exact >= 0 else ceil(exact - Fraction(1, 2))


def rounded(
    value: Fraction | Decimal | int, decimals: int, *, rounding: Rounding = "half_up"
) -> Decimal:
    """`value` to so many decimals, as a Decimal that shows them all.

    >>> rounded(Fraction(1, 3), 2)
    Decimal('0.33')
    """
    # From text, since arithmetic on a Decimal would keep 28 digits of it.
    return Decimal(f"{scaled(value, decimals, rounding=rounding)}E{-decimals}")
