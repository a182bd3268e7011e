"""How efficient each unit of a population is, by data envelopment analysis. Analysis in float64, never a grade.

Charnes, Cooper, Rhodes 1978 (constant returns), Banker, Charnes, Cooper 1984 (variable returns); the
second phase for slacks as in Ali and Seiford 1993; returns to scale by the frontier of non-increasing
returns as in Färe, Grosskopf, Lovell 1985.

Every column is divided by its mean first, so that the unit it is measured in (kWh, 10,000 kWh) means nothing.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from permu.engine.frontier.lockstep import slacken, solve
from permu.engine.frontier.programs import (
    SLACK,
    Floats,
    Orientation,
    Programs,
    Returns,
    Truths,
    Whole,
    programs,
)
from permu.engine.frontier.technology import Technology, technology
from permu.terms.refusal import Refused

Scale = Literal["irs", "crs", "drs", ""]
SAME = 1e-7
"""Two efficiencies no farther apart are one."""
NEGLIGIBLE = 1e-8
"""A multiplier or slack below this share of the largest is rounding."""


@dataclass(frozen=True, kw_only=True)
class Efficiency:
    """Of `n` units with `m` inputs and `s` outputs.

    `theta` is θ (by which all inputs could shrink; at most 1) or, output oriented, φ (by which all
    outputs could grow; at least 1); NaN where no mix of the frontier reaches the unit at all.
    `peers` are rows of the frontier's population (−1: none) and `multipliers` what of each is mixed.
    `targets` are the goods of that mix, in the columns' own units: inputs, then outputs; `slacks` what
    is left beyond the shrinking or growing of all alike, the largest that any optimum has.
    """

    theta: Floats  # n
    peers: Whole  # n × k
    multipliers: Floats  # n × k
    targets: Floats  # n × (m + s)
    slacks: Floats  # n × (m + s)
    returns: Returns
    orientation: Orientation

    @property
    def score(self) -> Floats:
        """Efficiency between 0 and 1 in both orientations: θ, or 1 ÷ φ."""
        return self.theta if self.orientation == "input" else 1.0 / self.theta

    @property
    def is_on_frontier(self) -> Truths:
        """Who can neither shrink all nor save or add of any one: efficient in Koopmans' sense."""
        found: Truths = (np.abs(self.score - 1.0) <= SAME) & (self.slacks.max(axis=1) <= 0.0)
        return found


def efficiency(
    inputs: npt.ArrayLike,
    outputs: npt.ArrayLike,
    *,
    returns: Returns = "variable",
    orientation: Orientation = "input",
) -> Efficiency:
    """Each unit against the frontier of all: `inputs` n × m, above zero; `outputs` n × s, not below.

    Raises:
        Refused: a number is missing, infinite or not in this range, or a unit has no output at all.
    """
    population = Population.of(inputs, outputs)
    frontier = population.frontier(returns)
    return population.against(population, frontier, returns=returns, orientation=orientation)


@dataclass(frozen=True, kw_only=True)
class Population:
    """Units with their goods: each column ÷ its mean, the inputs negated."""

    goods: Floats  # n × (m + s)
    inputs: int
    means: Floats  # m + s

    @classmethod
    def of(cls, inputs: npt.ArrayLike, outputs: npt.ArrayLike) -> "Population":
        """Of inputs (n × m) and outputs (n × s).

        Raises:
            Refused: see `efficiency`.
        """
        put_in, put_out = np.asarray(inputs, np.float64), np.asarray(outputs, np.float64)
        is_table = put_in.ndim == put_out.ndim == 2 and len(put_in) == len(put_out)
        if not is_table or not put_in.shape[1] or not put_out.shape[1]:
            raise Refused("engine.frontier_shape")
        if not _is_usable(put_in, put_out):
            raise Refused("engine.frontier_numbers")
        amounts = np.hstack([put_in, put_out])
        means = amounts.mean(axis=0) if len(amounts) else np.ones(amounts.shape[1])
        means = np.where(means > 0.0, means, 1.0)
        signs = np.where(np.arange(amounts.shape[1]) < put_in.shape[1], -1.0, 1.0)
        return cls(goods=signs * amounts / means, inputs=put_in.shape[1], means=means)

    def by_means_of(self, other: "Population") -> "Population":
        """The same units, each column ÷ the other population's mean, so that both can be compared."""
        return replace(self, goods=self.goods * (self.means / other.means), means=other.means)

    def frontier(self, returns: Returns) -> Technology:
        """The units that span the population's frontier."""
        return technology(self.goods, self.inputs, returns=returns)

    def against(
        self,
        other: "Population",
        frontier: Technology,
        *,
        returns: Returns,
        orientation: Orientation,
    ) -> Efficiency:
        """These units against the frontier of another population, whose means they share."""
        made = programs(self.goods, self.inputs, returns=returns, orientation=orientation)
        solve(made, frontier.columns)
        slacken(made, frontier.columns)
        peers, multipliers = _peers(made, frontier)
        theta, slacks = _distances(made), _slacks(made)
        astray = np.flatnonzero(made.is_astray)
        if other is self:
            _reach_themselves(astray, peers, multipliers)
            theta[astray], slacks[astray] = 1.0, 0.0
        mixed = np.einsum("np,npg->ng", multipliers, other.goods[np.maximum(peers, 0)])
        mixed[np.isnan(theta)] = np.nan
        signs = np.where(np.arange(len(self.means)) < self.inputs, -1.0, 1.0)
        return Efficiency(
            theta=theta, peers=peers, multipliers=multipliers,
            targets=signs * mixed * self.means, slacks=slacks * self.means,
            returns=returns, orientation=orientation,
        )  # fmt: skip

    def own_scores(
        self, frontier: Technology, *, returns: Returns, orientation: Orientation = "input"
    ) -> Floats:
        """`scores` against the units' own frontier: each is reached at least by itself, also where a near twin stands for it."""
        found = self.scores(frontier, returns=returns, orientation=orientation)
        return np.where(np.isnan(found), 1.0, found)

    def scores(
        self, frontier: Technology, *, returns: Returns, orientation: Orientation = "input"
    ) -> Floats:
        """Efficiency alone: θ or 1 ÷ φ against a frontier, NaN where nothing reaches the unit."""
        made = programs(self.goods, self.inputs, returns=returns, orientation=orientation)
        solve(made, frontier.columns)
        return _distances(made) ** made.sense


def _is_usable(inputs: Floats, outputs: Floats) -> bool:
    """Whether all is finite, every input above zero, no output below, and no unit without any."""
    is_finite = np.isfinite(inputs).all() and np.isfinite(outputs).all()
    in_range = bool((inputs > 0.0).all() and (outputs >= 0.0).all())
    return bool(is_finite and in_range and (outputs > 0.0).any(axis=1).all())


def scale_returns(
    population: Population, frontier: Technology, pure: Floats
) -> tuple[Floats, list[Scale]]:
    """Scale efficiency of units whose efficiency under variable returns (of `frontier`) is `pure`, and their side.

    Scale efficiency is overall (constant returns) ÷ pure. `irs`: too small, a larger unit would yield
    more for each input; `drs`: too large; `crs`: of the right size. All input oriented.
    """
    overall = population.own_scores(population.frontier("constant"), returns="constant")
    scale = np.minimum(overall / pure, 1.0)
    nothing = Technology(
        units=np.append(frontier.units, -1),
        columns=np.vstack([frontier.columns, np.append(np.zeros(len(population.means)), 1.0)]),
        sizes=np.append(frontier.sizes, 1.0),
    )
    shrinking = population.own_scores(nothing, returns="variable")
    words: list[Scale] = [
        "crs" if part >= 1.0 - SAME else "drs" if abs(less - all_) <= SAME else "irs"
        for part, less, all_ in zip(scale, shrinking, pure, strict=True)
    ]
    return scale, words


def _distances(made: Programs) -> Floats:
    """What is 1 but for rounding is 1; NaN where nothing reaches the unit."""
    near = np.abs(made.distance - 1.0) <= NEGLIGIBLE
    return np.where(made.is_astray, np.nan, np.where(near, 1.0, made.distance))


def _peers(made: Programs, frontier: Technology) -> tuple[Whole, Floats]:
    """The frontier's units in each basis with a share that counts, the largest first."""
    taken = np.maximum(made.basis, 0)
    shares = np.where(made.basis >= 0, made.values, 0.0)
    shares = np.where(shares > NEGLIGIBLE * shares.max(axis=0), shares, 0.0) / frontier.sizes[taken]
    rows = np.where(shares > 0.0, frontier.units[taken], -1)
    order = np.argsort(-shares, axis=0, kind="stable")
    return np.take_along_axis(rows, order, 0).T, np.take_along_axis(shares, order, 0).T


def _reach_themselves(units: Whole, peers: Whole, multipliers: Floats) -> None:
    """Units of the frontier's own population that a near twin keeps out of it: each is its own peer."""
    peers[units], multipliers[units] = -1, 0.0
    peers[units, 0], multipliers[units, 0] = units, 1.0


def _slacks(made: Programs) -> Floats:
    """What each unit still has too much or too little of, n × goods, in the columns' common unit."""
    found = np.zeros((len(made), made.goods))
    for good in range(made.goods):
        amount = np.where(made.basis == SLACK - good, made.values, 0.0).sum(axis=0)
        found[:, good] = np.where(amount > NEGLIGIBLE, amount, 0.0) * made.scale[good]
    return found
