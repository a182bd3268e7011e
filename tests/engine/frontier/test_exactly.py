"""Where float64 is at its limit: sizes over twelve orders of magnitude, beside rational arithmetic."""

import numpy as np
import pytest

from permu.engine.frontier.efficiency import Population
from permu.engine.frontier.exactly import solve_exactly
from permu.engine.frontier.lockstep import solve
from permu.engine.frontier.programs import Orientation, Returns, programs


@pytest.mark.parametrize("returns", ["constant", "variable"])
@pytest.mark.parametrize("orientation", ["input", "output"])
def test_sizes_of_any_magnitude_come_out_as_in_rational_arithmetic(
    returns: Returns, orientation: Orientation
) -> None:
    draw = np.random.default_rng(7)
    size = draw.lognormal(0.0, 4.0, (300, 1))
    inputs = size * draw.lognormal(0.0, 0.5, (300, 2))
    population = Population.of(inputs, size * draw.lognormal(0.0, 0.5, (300, 2)))
    frontier = population.frontier(returns).columns
    smallest = population.goods[np.argsort(size[:, 0])[::25]]

    made = programs(smallest, 2, returns=returns, orientation=orientation)
    solve(made, frontier)

    for unit in range(len(smallest)):
        exact = programs(smallest[[unit]], 2, returns=returns, orientation=orientation)
        solve_exactly(exact, frontier)
        assert made.distance[unit] == pytest.approx(exact.distance[0], rel=1e-7)
