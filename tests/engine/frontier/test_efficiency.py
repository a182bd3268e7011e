"""Efficiency, peers, targets and slacks: against an LP solver, and by what must hold of any population."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.engine.frontier import Efficiency, efficiency
from permu.engine.frontier import lockstep as lockstep_module
from permu.engine.frontier.programs import Orientation, Returns
from permu.terms.refusal import Refused
from tests.engine.frontier.highs import by_highs
from tests.engine.frontier.populations import Population, by_means, county, populations

RETURNS = st.sampled_from(["constant", "variable"])
ORIENTATION = st.sampled_from(["input", "output"])
BOTH = pytest.mark.parametrize("returns", ["constant", "variable"])
EITHER = pytest.mark.parametrize("orientation", ["input", "output"])


def agrees_with_highs(found: Efficiency, population: Population, units: range) -> None:
    scaled = by_means(population)
    amounts = np.hstack(population)
    means = np.where(amounts.mean(axis=0) > 0, amounts.mean(axis=0), 1.0)
    for unit in units:
        theta, slack = by_highs(
            (scaled[0][unit], scaled[1][unit]),
            scaled,
            returns=found.returns,
            orientation=found.orientation,
        )
        assert found.theta[unit] == pytest.approx(theta, abs=1e-7, rel=1e-7)
        assert (found.slacks[unit] / means).sum() == pytest.approx(slack, abs=1e-5)


@BOTH
@EITHER
@pytest.mark.parametrize(("units", "inputs", "outputs"), [(400, 2, 3), (150, 4, 4), (300, 1, 1)])
def test_a_county_is_as_efficient_as_an_lp_solver_says(
    units: int, inputs: int, outputs: int, returns: Returns, orientation: Orientation
) -> None:
    population = county(units, inputs=inputs, outputs=outputs)

    found = efficiency(*population, returns=returns, orientation=orientation)

    agrees_with_highs(found, population, range(0, units, units // 12))


@given(populations(), RETURNS, ORIENTATION)
def test_ties_zeros_and_duplicates_in_any_units_are_as_efficient_as_an_lp_solver_says(
    population: Population, returns: Returns, orientation: Orientation
) -> None:
    found = efficiency(*population, returns=returns, orientation=orientation)

    agrees_with_highs(found, population, range(len(population[0])))


@given(populations(), RETURNS, ORIENTATION)
def test_the_target_is_the_unit_shrunk_or_grown_and_its_slack_and_is_what_the_peers_make(
    population: Population, returns: Returns, orientation: Orientation
) -> None:
    inputs, outputs = population
    found = efficiency(inputs, outputs, returns=returns, orientation=orientation)
    theta = found.theta[:, None]
    shrunk, grown = (theta, 1.0) if orientation == "input" else (1.0, theta)
    m, amounts = inputs.shape[1], np.hstack(population)
    wanted = np.hstack(
        [inputs * shrunk - found.slacks[:, :m], outputs * grown + found.slacks[:, m:]]
    )
    mixed = np.einsum("np,npg->ng", found.multipliers, amounts[np.maximum(found.peers, 0)])

    large = np.abs(amounts).max(axis=0) + 1e-300
    assert np.allclose(found.targets / large, wanted / large, rtol=1e-6, atol=1e-6)
    assert np.allclose(found.targets / large, mixed / large, rtol=1e-9, atol=1e-9)
    if returns == "variable":
        assert np.allclose(found.multipliers.sum(axis=1), 1.0)


@given(populations(), RETURNS, ORIENTATION)
def test_every_peer_is_on_the_frontier_and_somebody_is(
    population: Population, returns: Returns, orientation: Orientation
) -> None:
    found = efficiency(*population, returns=returns, orientation=orientation)

    assert found.is_on_frontier.any()
    assert found.is_on_frontier[found.peers[found.peers >= 0]].all()


@given(populations(), RETURNS, ORIENTATION)
def test_the_order_of_the_units_means_nothing(
    population: Population, returns: Returns, orientation: Orientation
) -> None:
    found = efficiency(*population, returns=returns, orientation=orientation)
    turned = efficiency(
        *(table[::-1] for table in population), returns=returns, orientation=orientation
    )

    assert np.allclose(found.theta, turned.theta[::-1], rtol=1e-9)
    assert (found.is_on_frontier == turned.is_on_frontier[::-1]).all()


@BOTH
@EITHER
def test_a_figure_in_kwh_or_in_10000_kwh_gives_the_same(
    returns: Returns, orientation: Orientation
) -> None:
    inputs, outputs = county(500)

    found = efficiency(inputs, outputs, returns=returns, orientation=orientation)
    other = efficiency(
        inputs * [1e4, 1.0], outputs * [1e9, 1e-3, 1.0], returns=returns, orientation=orientation
    )

    assert np.allclose(found.theta, other.theta, rtol=1e-10)
    assert (found.peers == other.peers).all()
    assert np.allclose(found.targets * [1e4, 1.0, 1e9, 1e-3, 1.0], other.targets, rtol=1e-8)


def test_under_constant_returns_both_orientations_say_the_same() -> None:
    population = county(300)

    shrinking = efficiency(*population, returns="constant", orientation="input")
    growing = efficiency(*population, returns="constant", orientation="output")

    assert np.allclose(shrinking.score, growing.score, rtol=1e-9)


@BOTH
@EITHER
def test_one_unit_alone_is_its_own_frontier(returns: Returns, orientation: Orientation) -> None:
    found = efficiency([[3.0, 5.0]], [[2.0]], returns=returns, orientation=orientation)

    assert found.theta.tolist() == [1.0]
    assert found.is_on_frontier.all()
    assert found.peers[0, 0] == 0


def test_nobody_gives_an_empty_table() -> None:
    found = efficiency(np.empty((0, 2)), np.empty((0, 1)))

    assert len(found.theta) == 0
    assert found.targets.shape == (0, 3)


@BOTH
def test_duplicates_share_the_frontier(returns: Returns) -> None:
    inputs = np.array([[2.0, 4.0], [2.0, 4.0], [4.0, 9.0]])

    found = efficiency(inputs, np.ones((3, 1)), returns=returns)

    assert found.is_on_frontier.tolist() == [True, True, False]
    assert found.theta == pytest.approx([1.0, 1.0, 0.5])
    assert found.slacks[2] == pytest.approx([0.0, 0.5, 0.0])


def test_where_all_are_on_the_frontier_each_is() -> None:
    angle = np.linspace(0.1, 1.4, 60)
    inputs = np.column_stack([1.0 / np.cos(angle), 1.0 / np.sin(angle)])

    found = efficiency(inputs, np.ones((60, 1)))

    assert found.is_on_frontier.all()


def test_a_constant_column_leaves_the_others_to_decide() -> None:
    inputs = np.array([[1.0, 7.0], [2.0, 7.0]])

    found = efficiency(inputs, [[1.0], [1.0]])

    # Land could be halved, energy could not: all inputs alike can shrink by nothing.
    assert found.theta == pytest.approx([1.0, 1.0])
    assert found.is_on_frontier.tolist() == [True, False]
    assert found.slacks[1] == pytest.approx([1.0, 0.0, 0.0])


@pytest.mark.parametrize(
    ("inputs", "outputs"),
    [
        ([[0.0]], [[1.0]]),
        ([[-1.0]], [[1.0]]),
        ([[np.nan]], [[1.0]]),
        ([[1.0]], [[np.inf]]),
        ([[1.0]], [[-1.0]]),
        ([[1.0]], [[0.0]]),
        ([[1.0], [2.0]], [[1.0]]),
        ([[]], [[1.0]]),
    ],
)
def test_numbers_that_mean_nothing_are_refused(
    inputs: list[list[float]], outputs: list[list[float]]
) -> None:
    with pytest.raises(Refused):
        efficiency(inputs, outputs)


@given(populations(most=9), RETURNS, ORIENTATION)
def test_the_exact_way_out_gives_the_same(
    population: Population, returns: Returns, orientation: Orientation
) -> None:
    found = efficiency(*population, returns=returns, orientation=orientation)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lockstep_module, "STEPS", 0)  # nobody arrives in lockstep
        exact = efficiency(*population, returns=returns, orientation=orientation)

    assert np.allclose(found.theta, exact.theta, rtol=1e-9)
    assert (found.is_on_frontier == exact.is_on_frontier).all()


def test_hardly_anybody_of_a_county_needs_the_exact_way_out() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lockstep_module, "solve_exactly", _never)
        efficiency(*county(3000))


def _never(*_: object) -> None:
    pytest.fail("solved exactly")
