"""The units that span the frontier, found without holding every unit against every other.

What can be produced is the mix of a few dozen units, whoever else there is. The set of them grows:
every unit is tried against those found so far; a unit outside shows a direction in which somebody
is better than all of them, and whoever is best in that direction joins. Once nobody is outside, the
set spans what all units span, and each unit's optimum over the set is its optimum over everybody
(column generation over the envelopment program; for growing the hull see Dulá and Thrall 2001).
"""

from dataclasses import dataclass

import numpy as np

from permu.engine.frontier.lockstep import solve
from permu.engine.frontier.programs import Floats, Programs, Returns, Truths, Whole, programs

OUTSIDE = 1e-9
"""A unit that is no farther than this outside what the others span is inside."""
SHOWING = 64
"""Units that show a direction in one round."""
DIRECTIONS = 32
"""Directions in which the first of the set are sought."""


@dataclass(frozen=True, kw_only=True)
class Technology:
    """The units that span a frontier, by their rows of the population, and their goods as columns of the programs."""

    units: Whole  # F, in order
    columns: Floats  # F × k
    sizes: Floats  # F: a column is the unit's goods ÷ its size


def technology(goods: Floats, inputs: int, *, returns: Returns) -> Technology:
    """The frontier of a population: rows of `goods`, the first `inputs` of which are inputs, negated."""
    columns, sizes = _columns(goods, inputs, returns)
    nobody = np.empty(0, dtype=np.int64)
    members = _first_members(goods, inputs, columns) if len(goods) else nobody
    outside = np.setdiff1d(np.arange(len(goods)), members)
    part = programs(goods[outside], inputs, returns=returns, orientation="input")
    while len(outside):
        solve(part, columns[members], goal=_is_inside)
        still = ~_is_inside(part)
        outside, part = outside[still], part.take(still)
        if len(outside):
            best = _best_in_directions(part, columns[outside])
            members = np.concatenate([members, outside[best]])
            still = ~np.isin(np.arange(len(outside)), best)
            outside, part = outside[still], part.take(still)
    members = np.sort(members)
    return Technology(units=members, columns=columns[members], sizes=sizes[members])


def _columns(goods: Floats, inputs: int, returns: Returns) -> tuple[Floats, Floats]:
    """Under constant returns each unit at a size of 1, so that the large do not hide the small."""
    if returns == "variable":
        return np.hstack([goods, np.ones((len(goods), 1))]), np.ones(len(goods))
    sizes = -goods[:, :inputs].sum(axis=1)
    return goods / sizes[:, None], sizes


def _first_members(goods: Floats, inputs: int, columns: Floats) -> Whole:
    """The best by some directions, taken from a low-discrepancy sequence, and the best of each good."""
    steps = np.sqrt(np.array([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53]))
    spread = np.outer(np.arange(1, DIRECTIONS + 1), np.resize(steps, goods.shape[1])) % 1.0
    weights = 10.0 ** (4.0 * spread.T - 2.0)
    yields = (goods[:, inputs:] @ weights[inputs:]) / -(goods[:, :inputs] @ weights[:inputs])
    best = (yields, columns[:, : goods.shape[1]] @ weights, columns[:, : goods.shape[1]])
    return np.unique(np.concatenate([each.argmax(axis=0) for each in best]))


def _best_in_directions(part: Programs, columns: Floats) -> Whole:
    shown = np.unique(np.linspace(0, len(part) - 1, SHOWING).astype(np.int64))
    showing = part.take(shown)
    found: Whole = np.unique((columns @ (showing.prices / showing.scale.T).T).argmax(axis=0))
    return found


def _is_inside(part: Programs) -> Truths:
    found: Truths = ~part.is_astray & (part.distance <= 1.0 + OUTSIDE)
    return found
