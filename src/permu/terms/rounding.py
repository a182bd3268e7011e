"""Rounding: half up unless a notice says otherwise, exactly, and only where it says."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

Rounding = Literal["half_up", "half_even", "down", "up"]


def scaled(
    value: Fraction | Decimal | int, decimals: int, *, rounding: Rounding = "half_up"
) -> int:
    """`value` as a whole number of 10^-decimals. Half up is away from zero, as school teaches it.

    >>> scaled(Decimal("2.675"), 2)
    268
    """
    top, bottom = value.as_integer_ratio()
    ten: int = 10**decimals
    whole, rest = divmod(abs(top) * ten, bottom)
    goes_up: bool = {
        "half_up": 2 * rest >= bottom,
        "half_even": 2 * rest + whole % 2 > bottom,
        "down": False,
        "up": rest > 0,
    }[rounding]
    return (whole + goes_up) * (-1 if top < 0 else 1)


def rounded(
    value: Fraction | Decimal | int, decimals: int, *, rounding: Rounding = "half_up"
) -> Decimal:
    """`value` to so many decimals, as a Decimal that shows them all.

    >>> rounded(Fraction(1, 3), 2)
    Decimal('0.33')
    """
    # From text, since arithmetic on a Decimal would keep 28 digits of it.
    return Decimal(f"{scaled(value, decimals, rounding=rounding)}E{-decimals}")
