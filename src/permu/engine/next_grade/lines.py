"""The score from which a grade begins, with everybody else where they stand: exact, before any rounding."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from permu.engine.arithmetic import Column, Constant, Places
from permu.engine.grading.queues import Flags
from permu.method.model import ScoreRule


@dataclass(frozen=True)
class Line:
    """The least exact score that reaches it; with `is_strict` every one above `least` does, but not itself.

    `shown` is the score as the method rounds it. `least` None: nobody ever reaches it.
    """

    least: Fraction | None
    is_strict: bool = False
    shown: Fraction | None = None

    def is_reached(self, score: Fraction) -> bool:
        """Whether an exact score reaches it."""
        if self.least is None:
            return False
        return score > self.least or (score == self.least and not self.is_strict)


NEVER = Line(None)
ALWAYS = Line(Fraction(-(10**12)))


def unrounded(whole: int, rule: ScoreRule) -> Line:
    """The exact scores that the method rounds to `whole` units of its last decimal, or to more."""
    is_above = whole > 0
    below, is_strict = {
        "half_up": (Fraction(1, 2), not is_above),
        "half_even": (Fraction(1, 2), whole % 2 == 1),
        "down": (Fraction(0 if is_above else 1), not is_above),
        "up": (Fraction(1 if is_above else 0), is_above),
    }[rule.rounding]
    ten = 10 ** (rule.decimals or 0)
    return Line((whole - below) / ten, is_strict, shown=Fraction(whole, ten))


def reached(
    score: Column, lines: Sequence[Line], places: Places, exact: Callable[[int], Fraction]
) -> Flags:
    """Whether each subject's score reaches the line of its group; `exact` settles what float64 cannot tell."""
    least = Constant([line.least or Fraction(0) for line in lines]).at(places)
    gap = score - least
    value = np.broadcast_to(gap.value, places.shape)
    found: Flags = value > 0
    for index in np.flatnonzero(np.abs(value) <= gap.error):
        found[index] = lines[places[index]].is_reached(exact(int(index)))
    can = np.array([line.least is not None for line in lines])
    of_each: Flags = found & can[places]
    return of_each
