"""Two years: catching up, the frontier moving, and their product."""

import numpy as np
import pytest

from permu.engine.frontier import malmquist
from permu.terms.refusal import Refused
from tests.engine.frontier.highs import by_highs
from tests.engine.frontier.populations import county


def test_a_frontier_that_doubles_is_technical_change_alone() -> None:
    inputs = np.ones((3, 1))
    before, after = np.array([[2.0], [1.0], [4.0]]), np.array([[4.0], [2.0], [8.0]])

    found = malmquist((inputs, before), (inputs, after))

    assert found.technical_change == pytest.approx([2.0, 2.0, 2.0])
    assert found.efficiency_change == pytest.approx([1.0, 1.0, 1.0])
    assert found.change == pytest.approx([2.0, 2.0, 2.0])


def test_who_draws_level_with_a_frontier_that_stays_catches_up_alone() -> None:
    inputs = np.ones((2, 1))

    found = malmquist((inputs, np.array([[4.0], [1.0]])), (inputs, np.array([[4.0], [3.0]])))

    assert found.efficiency_change == pytest.approx([1.0, 3.0])
    assert found.technical_change == pytest.approx([1.0, 1.0])


def test_the_index_is_made_of_the_efficiencies_that_an_lp_solver_gives() -> None:
    before, after = county(80, seed=1), county(80, seed=2)

    found = malmquist(before, after)

    def score(of: int, by: int, unit: int) -> float:
        years = (before, after)
        inputs, outputs = years[of]
        goods = (inputs[unit], outputs[unit])
        return by_highs(goods, years[by], returns="constant", orientation="input")[0]

    for unit in range(0, 80, 16):
        e11, e22, e12, e21 = (score(a, b, unit) for a, b in ((0, 0), (1, 1), (0, 1), (1, 0)))
        assert found.efficiency_change[unit] == pytest.approx(e22 / e11, rel=1e-6)
        moved = np.sqrt(e21 / e22 * e11 / e12)
        assert found.technical_change[unit] == pytest.approx(moved, rel=1e-6)


def test_the_unit_of_measurement_means_nothing_between_years_either() -> None:
    before, after = county(60, seed=3), county(60, seed=4)

    found = malmquist(before, after)
    other = malmquist((before[0] * 1e4, before[1]), (after[0] * 1e4, after[1]))

    assert np.allclose(found.change, other.change, rtol=1e-9)


def test_who_outgrew_the_other_years_frontier_has_no_index_under_variable_returns() -> None:
    before = (np.array([[1.0], [2.0]]), np.array([[1.0], [2.0]]))
    after = (np.array([[1.0], [2.0]]), np.array([[1.0], [5.0]]))

    found = malmquist(before, after, returns="variable")

    assert found.is_infeasible.tolist() == [False, True]


def test_years_of_other_units_are_refused() -> None:
    with pytest.raises(Refused, match="两个年度"):
        malmquist((np.ones((2, 1)), np.ones((2, 1))), (np.ones((3, 1)), np.ones((3, 1))))
