"""The frontier against HiGHS on populations of the nastiest scaling; Malmquist's and the obstacles' identities."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.frontier import efficiency, malmquist, obstacles
from permu.engine.frontier.efficiency import Returns
from permu.engine.frontier.programs import Orientation
from permu.method.model import Method
from permu.terms.facts import Facts
from tests.engine.frontier.highs import by_highs
from tests.searching import searched

from ..language.methods import counties, methods
from .searching import outcome

Floats = npt.NDArray[np.float64]
Units = tuple[Floats, Floats]
RETURNS: st.SearchStrategy[Returns] = st.sampled_from(["variable", "constant"])
ORIENTATIONS: st.SearchStrategy[Orientation] = st.sampled_from(["input", "output"])
NEAR = 1e-6


@st.composite
def nasty(draw: st.DrawFn, *, least: int = 1, most: int = 40) -> Units:
    """Sizes some powers of ten apart, columns many, near twins, constant and collinear columns, ties."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    units, inputs, outputs = draw(st.integers(least, most)), draw(st.integers(1, 3)), draw(st.integers(1, 3))  # fmt: skip
    spread = draw(st.sampled_from([0.1, 1.0, 1.5]))
    size = random.lognormal(0, spread, (units, 1))
    put_in = size * random.lognormal(0, draw(st.sampled_from([0.0, 0.3, 1.0])), (units, inputs))
    put_out = size ** draw(st.sampled_from([0.5, 1.0, 1.5])) * random.lognormal(0, 0.5, (units, outputs))  # fmt: skip
    if draw(st.booleans()):  # near twins
        put_in[: units // 2] = put_in[units - units // 2 :] * (1 + 1e-12)
        put_out[: units // 2] = put_out[units - units // 2 :]
    if draw(st.booleans()):
        put_in[:, -1] = put_in[:, 0] * 7
    if draw(st.booleans()):
        put_out[:, 0] = 1.0
    if outputs > 1 and draw(st.booleans()):
        put_out[random.random(units) < 0.4, 1] = 0.0
    scales = 10.0 ** random.integers(-3, 10, inputs + outputs)
    return put_in * scales[:inputs], put_out * scales[inputs:]


def in_own_units(unit: Units, population: Units) -> tuple[Units, Units]:
    """Each column in units of what the unit has of it, so that HiGHS has numbers near one."""
    (x, y), (put_in, put_out) = unit, population
    of = np.where(y > 0, y, np.where(put_out.max(axis=0) > 0, put_out.max(axis=0), 1.0))
    return (x / x, y / of), (put_in / x, put_out / of)


@searched(10)
@given(found=nasty(), returns=RETURNS, orientation=ORIENTATIONS, pick=st.integers(0, 39))
def test_efficiencies_are_those_of_highs(
    found: Units, returns: Returns, orientation: Orientation, pick: int
) -> None:
    put_in, put_out = found
    ours = efficiency(put_in, put_out, returns=returns, orientation=orientation)
    row = pick % len(put_in)
    unit, population = in_own_units((put_in[row], put_out[row]), found)
    theirs, _ = by_highs(unit, population, returns=returns, orientation=orientation)
    assert ours.theta[row] == pytest.approx(theirs, rel=NEAR)
    reached(found, ours.theta, ours.peers, ours.multipliers, returns, orientation)


def reached(
    found: Units, theta: Floats, peers: Floats, multipliers: Floats, returns: str, orientation: str
) -> None:
    """Each mix of peers yields what the unit, so shrunk or grown, would, and takes no more."""
    put_in, put_out = found
    for row, own in enumerate(theta):
        who = peers[row] >= 0
        share = multipliers[row][who][:, None]
        takes, yields = (share * put_in[peers[row][who]]).sum(0), (share * put_out[peers[row][who]]).sum(0)  # fmt: skip
        shrunk, grown = (own, 1.0) if orientation == "input" else (1.0, own)
        assert (takes <= put_in[row] * shrunk * (1 + NEAR)).all()
        assert (yields >= put_out[row] * grown * (1 - NEAR)).all()
        if returns == "variable":
            assert share.sum() == pytest.approx(1, rel=NEAR)


@searched(10)
@given(data=st.data(), returns=RETURNS, orientation=ORIENTATIONS)
def test_productivity_is_catching_up_times_the_frontiers_move(
    data: st.DataObject, returns: Returns, orientation: Orientation
) -> None:
    before = data.draw(nasty(least=2, most=15))
    random = np.random.default_rng(data.draw(st.integers(0, 99)))
    after = (before[0] * random.lognormal(0, 0.2, before[0].shape), before[1] * random.lognormal(0.1, 0.2, before[1].shape))  # fmt: skip
    ours = malmquist(before, after, returns=returns, orientation=orientation)
    known = ~ours.is_infeasible
    product = (ours.efficiency_change * ours.technical_change)[known]
    assert ours.change[known] == pytest.approx(product, rel=1e-12)
    if returns == "constant":
        assert known.all()
    back = malmquist(after, before, returns=returns, orientation=orientation)
    both = known & ~back.is_infeasible
    assert (ours.change * back.change)[both] == pytest.approx(np.ones(both.sum()), rel=NEAR)
    same = malmquist(before, before, returns=returns, orientation=orientation)
    there = ~same.is_infeasible  # a near twin may keep a unit out of the other year's frontier
    assert same.change[there] == pytest.approx(np.ones(there.sum()), rel=NEAR)


@searched(10)
@given(method=methods(), facts=counties())
def test_what_keeps_a_subject_from_full_marks_adds_up_to_all_of_it(
    method: Method, facts: Facts
) -> None:
    evaluation = outcome(lambda: evaluate(method, facts))
    assume(not isinstance(evaluation, str))
    assert not isinstance(evaluation, str)
    table = obstacles(evaluation, method)
    for (_,), rows in table.group_by("subject"):
        assert rows["deviation"].is_between(0, 1).all()
        degrees = rows["obstacle"]
        if degrees.null_count():
            assert degrees.null_count() == len(rows)
            assert rows["deviation"].max() == 0 or (rows["contribution"] * rows["deviation"]).sum() == 0  # fmt: skip
        else:
            assert degrees.sum() == pytest.approx(1)
            assert degrees.is_between(0, 1).all()
