"""One step of a way in numbers for people: rounded, but always so that it still reaches the grade."""

from fractions import Fraction

from permu.engine.evaluation import DECIMALS
from permu.engine.explanation.numbers import grouped
from permu.engine.figures import Scale
from permu.engine.next_grade import Step
from permu.terms.quantities import unit
from permu.terms.rounding import Rounding, rounded

WHOLE = ("people", "count")
"""What is counted is shown in whole numbers."""
LARGE = 10_000
"""Figures from here on are, too."""


def percent(share: Fraction) -> str:
    """A share as percent, rounded up.

    >>> percent(Fraction(1, 12))
    '8.34%'
    """
    return f"{grouped(rounded(share * 100, 2, rounding='up'))}%"


def numbers(step: Step) -> tuple[str, str, str]:
    """From, to and the difference, with no more decimals than tell them apart."""
    is_whole = unit(step.scale.unit).dimension in WHOLE or number(step.before, step.scale) >= LARGE
    rounding: Rounding = "up" if step.after > step.before else "down"
    for decimals in range(0 if is_whole else 2, DECIMALS + 1):
        before = rounded(number(step.before, step.scale), decimals)
        after = rounded(number(step.after, step.scale), decimals, rounding=rounding)
        if before != after and after > 0:
            break
    difference = after - before
    sign = "+" if difference > 0 else "−"
    return grouped(before), grouped(after), f"{sign}{grouped(abs(difference))}"


def number(whole: int, scale: Scale) -> Fraction:
    """Whole units of a figure as a number of its own unit."""
    return whole * scale.step
