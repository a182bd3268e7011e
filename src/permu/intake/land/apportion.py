"""A whole parted so that the parts sum to it, to the last digit."""

from collections.abc import Mapping
from fractions import Fraction

from permu.terms.refusal import Refused


def apportion(whole: int, weights: Mapping[str, int | Fraction]) -> dict[str, int]:
    """`whole` parted in proportion to the weights; what whole units leave over goes to the largest remainders.

    At equal remainders the first in order of name is served first, so the order of rows decides nothing.

    >>> apportion(100, {"A": 1, "B": 1, "C": 1})
    {'A': 34, 'B': 33, 'C': 33}

    Raises:
        Refused: a weight is negative, or there is nothing to go by.
    """
    total = sum(weights.values(), Fraction(0))
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        raise Refused("intake.nothing_to_part_by")
    exact = {name: whole * Fraction(weights[name]) / total for name in sorted(weights)}
    parts = {name: share.__floor__() for name, share in exact.items()}
    left = whole - sum(parts.values())
    for name in sorted(exact, key=lambda one: (parts[one] - exact[one], one))[:left]:
        parts[name] += 1
    return parts
