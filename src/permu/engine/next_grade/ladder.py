"""The efforts that are tried, from small to large: in whole units, by shares of the figure that is moved."""

import numpy as np
import polars as pl

from permu.engine.figures import LARGEST
from permu.engine.grading.queues import Flags
from permu.engine.next_grade.levers import Lever
from permu.engine.rounding import Whole

SHARES = 100_000
"""Relative changes of all levers together are whole hundred-thousandths: 0.001 %."""
TOGETHER = tuple(min(50 * 2**power, 90_000) for power in range(12))
"""The rungs on which all are tried: up to 90 %."""

OF = 128
RAISED = tuple(2 ** (power + 1) for power in range(14))
LOWERED = (1, 2, 4, 8, 16, 32, 64, 80, 96, 112, 120, 124, 126, 127)
"""The rungs on which one figure is tried, in 128ths of it: up to 128 times more, down to a 128th."""


def usual_of(figures: pl.Series) -> int:
    """The median of those above zero of all who were scored, whoever is asked about; 1 where there are none."""
    return int(figures.filter(figures > 0).median() or 1)  # type: ignore[arg-type]


def ladder(lever: Lever, figure: Whole, known: Flags, *, usual: int) -> Whole:
    """One row a rung, one column a subject: shares of its figure, or of the usual one where it has none above zero.

    At least one unit is left of what is lowered, and what is raised stays a number that can be true.
    """
    size = np.where(figure > 0, figure, np.maximum(usual, -figure))
    rungs = np.array(RAISED if lever.is_raised else LOWERED)[:, None]
    room = LARGEST - 1 - figure if lever.is_raised else figure - 1
    found = np.minimum(part_of(size, rungs, OF) + 1, np.maximum(room, 0))
    return np.where(known, found, 0)


def part_of(figure: Whole, share: Whole, whole: int) -> Whole:
    """Figure × share ÷ whole, rounded down, whose product could be too long for 64 bits."""
    found: Whole = figure // whole * share + figure % whole * share // whole
    return found
