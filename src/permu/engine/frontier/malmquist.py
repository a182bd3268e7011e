"""Productivity between two years, and how much of it is catching up and how much the frontier moving.

The Malmquist index of Färe, Grosskopf, Norris and Zhang 1994 (American Economic Review 84(1)): with
E(a, b) the efficiency of a unit's goods of year a against the frontier of year b,

    efficiency change = E(2,2) ÷ E(1,1)
    technical change  = √( E(2,1) ÷ E(2,2) × E(1,1) ÷ E(1,2) )
    change            = their product

Above 1 is progress. Float64: analysis, never a grade.
"""

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from permu.engine.frontier.efficiency import Population
from permu.engine.frontier.programs import Floats, Orientation, Returns, Truths
from permu.terms.refusal import Refused

Year = tuple[npt.ArrayLike, npt.ArrayLike]
"""Inputs (n × m) and outputs (n × s) of one year; row by row the same units in both."""


class Asked(TypedDict):
    """How efficiency is measured."""

    returns: Returns
    orientation: Orientation


@dataclass(frozen=True, kw_only=True)
class Malmquist:
    """Of `n` units; NaN where no mix of one year's frontier reaches the other year's goods (variable returns only)."""

    change: Floats
    efficiency_change: Floats
    technical_change: Floats

    @property
    def is_infeasible(self) -> Truths:
        """For whom the index does not exist."""
        return np.isnan(self.change)


def malmquist(
    before: Year,
    after: Year,
    *,
    returns: Returns = "constant",
    orientation: Orientation = "input",
) -> Malmquist:
    """The index of each unit between two years.

    Raises:
        Refused: the years have not the same units or columns, or see `efficiency`.
    """
    first = Population.of(*before)
    second = Population.of(*after)
    if first.goods.shape != second.goods.shape or first.inputs != second.inputs:
        raise Refused("engine.frontier_years")
    years = (first, second.by_means_of(first))
    frontiers = [year.frontier(returns) for year in years]
    asked: Asked = {"returns": returns, "orientation": orientation}
    own_1, own_2 = (
        year.own_scores(frontier, **asked) for year, frontier in zip(years, frontiers, strict=True)
    )
    of_1_by_2, of_2_by_1 = (years[of].scores(frontiers[by], **asked) for of, by in ((0, 1), (1, 0)))
    catching_up = own_2 / own_1
    moving = np.sqrt(of_2_by_1 / own_2 * (own_1 / of_1_by_2))
    return Malmquist(
        change=catching_up * moving,
        efficiency_change=catching_up,
        technical_change=moving,
    )
