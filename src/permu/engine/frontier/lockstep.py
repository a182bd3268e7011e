"""All units' programs solved side by side: one step of the revised simplex for every unit at a time.

Pricing is one product of matrices, of the units' prices and the frontier's goods. A unit that has
arrived leaves the block. One that stands still takes Bland's rule, which cannot go in circles
(Bland 1977). One that does not arrive, or whose basis rounding has spoilt, is solved exactly.
"""

from collections.abc import Callable

import numpy as np

from permu.engine.frontier.exactly import solve_exactly
from permu.engine.frontier.programs import SLACK, Floats, Programs, Truths, Whole

PIVOT = 1e-9  # a smaller entry of a column is taken for zero
FACE = 1e-9  # what loses less than this of the distance leaves it as it is
GAIN = 1e-10  # of the objective, which is about 1
ROUNDING = 2.0**-50  # of a sum of some products, relative to their sizes
SPOILT = 1e-8  # of a row, which is about 1
STILL = 12  # steps without progress before Bland's rule
STEPS = 300
BLOCK = 2048  # units whose bases stand in the cache together
CELLS = 2**20  # of a table of gains

Goal = Callable[[Programs], Truths]
"""Whether a program has gone far enough, short of its optimum."""


def solve(programs: Programs, frontier: Floats, *, goal: Goal | None = None) -> None:
    """Bring programs to their optimum over the frontier's columns (F × k), or to a `goal`.

    `programs` is changed in place. One that is astray at its optimum has none: no mix of the
    frontier's units has as much of every good.
    """
    _walk(programs, frontier, lambda part: _Walk(part, frontier).to(goal))


def slacken(programs: Programs, frontier: Floats) -> None:
    """Of all optima take that with the largest slacks, added up in the columns' common unit (the second phase)."""
    _walk(programs, frontier, lambda part: _Slackening(part, frontier).to(None))


def _walk(programs: Programs, frontier: Floats, walked: Callable[[Programs], Truths]) -> None:
    block = max(64, min(BLOCK, CELLS // max(1, len(frontier))))
    for first in range(0, len(programs), block):
        units = np.arange(first, min(first + block, len(programs)))
        part = programs.take(units)
        lost = ~walked(part) | ~_is_sound(part, frontier)
        for unit in np.flatnonzero(lost):
            alone = part.take(np.array([unit]))
            solve_exactly(alone, frontier)
            part.put(np.array([unit]), alone)
        programs.put(units, part)


def _is_sound(part: Programs, frontier: Floats) -> Truths:
    """Whether basis, values and prices still belong together, after all steps, but for rounding of their terms."""
    basis, prices = part.columns(frontier), part.prices
    astray = part.is_astray
    at = np.where(astray, part.start_at, part.ray_at)
    costs = np.where(np.arange(len(part.right)) == at[:, None], 1.0, 0.0)
    costs *= np.where(astray, 1.0, part.sense)[:, None]
    met = np.einsum("npk,pn->nk", basis, part.values) - part.right.T
    paid = np.einsum("npk,nk->np", basis, prices) - costs
    np.abs(basis, out=basis)
    terms = np.einsum("npk,pn->nk", basis, np.abs(part.values))
    priced = np.einsum("npk,nk->np", basis, np.abs(prices))
    lacks = part.values.min(axis=0) + SPOILT * np.abs(part.values).max(axis=0)
    fits = np.abs(met) <= SPOILT * np.maximum(terms, 1.0)
    found: Truths = (
        fits.all(axis=1)
        & (np.abs(paid) <= SPOILT * np.maximum(priced, 1.0)).all(axis=1)
        & (lacks >= 0.0)
    )
    return found


class _Walk:
    """A block of programs on its way: `live` are those still walking, `part` their state."""

    def __init__(self, block: Programs, frontier: Floats) -> None:
        self.block, self.frontier = block, frontier
        self.noise = ROUNDING * np.abs(frontier).max(axis=0, initial=0.0)
        self.live, self.part = np.arange(len(block)), block
        self.still = np.zeros(len(block), dtype=np.int64)

    def to(self, goal: Goal | None) -> Truths:
        """Which arrive, at the goal or at the optimum."""
        arrived = np.zeros(len(self.block), dtype=np.bool_)
        for _ in range(STEPS):
            of_slack, gains, least = self.gains()
            entering, gain = _entering(of_slack, gains)
            moves = gain > least
            if goal is not None:
                moves &= ~goal(self.part)
            for unit in np.flatnonzero((self.still > STILL) & moves):
                entering[unit] = _first(of_slack[unit], gains[unit], least[unit])
            if not moves.all():
                arrived[self.live[~moves]] = True
                self._leave(moves)
                entering = entering[moves]
            if not len(self.live):
                break
            self._step(entering)
        self._leave(np.zeros(len(self.live), dtype=np.bool_))
        return arrived

    def gains(self) -> tuple[Floats, Floats, Floats]:
        """What a unit of each slack (n × goods) and each frontier column (n × F) gains, and what is no gain (n)."""
        part = self.part
        prices = part.prices
        per_good = prices / part.scale.T
        least = GAIN + np.abs(per_good) @ self.noise
        return -prices[:, : part.goods], per_good @ self.frontier.T, least

    def _leave(self, moves: Truths) -> None:
        stays = ~moves
        self.block.put(self.live[stays], self.part.take(stays))
        self.live, self.part, self.still = (
            self.live[moves],
            self.part.take(moves),
            self.still[moves],
        )

    def _step(self, entering: Whole) -> None:
        column = self.part.in_basis(self._column(entering))
        row, step = _leaving(self.part, column, self.still > STILL)
        goes = np.isfinite(step)
        if not goes.all():  # nothing gives way: rounding has spoilt the basis
            self._leave(goes)
            column, row, step, entering = column[:, goes], row[goes], step[goes], entering[goes]
        self.part.values -= step * column
        self.part.values[row, np.arange(len(row))] = step
        self.part.pivot(row, column, entering)
        self.still = np.where(step > 0.0, 0, self.still + 1)

    def _column(self, entering: Whole) -> Floats:
        part = self.part
        column = (self.frontier[np.maximum(entering, 0)] / part.scale.T).T
        slack = np.flatnonzero(entering < 0)
        column[:, slack] = 0.0
        column[SLACK - entering[slack], slack] = -1.0
        return column


class _Slackening(_Walk):
    """From one optimum to that with the largest slacks: only by columns that leave the distance as it is."""

    def gains(self) -> tuple[Floats, Floats, Floats]:
        part = self.part
        of_slack, gains, least = super().gains()
        worth = part.scale[: part.goods] / part.scale[: part.goods].max(axis=0)
        costs = np.zeros_like(part.values)
        for row in range(part.goods):
            costs -= np.where(part.basis == SLACK - row, worth[row], 0.0)
        prices = np.einsum("pn,pkn->nk", costs, part.inverse)
        more_slack = worth.T - prices[:, : part.goods]
        more = (prices / part.scale.T) @ self.frontier.T
        more_slack[of_slack < -FACE] = 0.0
        more[gains < -FACE - least[:, None]] = 0.0
        astray = part.is_astray  # such a program has no optimum to start from
        more_slack[astray], more[astray] = 0.0, 0.0
        return more_slack, more, np.abs(prices / part.scale.T) @ self.noise + GAIN


def _entering(of_slack: Floats, gains: Floats) -> tuple[Whole, Floats]:
    """The column that gains most for each unit, and what it gains."""
    every = np.arange(len(gains))
    best, slack = gains.argmax(axis=1), of_slack.argmax(axis=1)
    gain, gain_of_slack = gains[every, best], of_slack[every, slack]
    return np.where(gain_of_slack > gain, SLACK - slack, best), np.maximum(gain, gain_of_slack)


def _first(of_slack: Floats, gains: Floats, least: float) -> int:
    """Bland's rule: the first column that gains."""
    slack = np.flatnonzero(of_slack > least)
    return int(SLACK - slack[-1]) if len(slack) else int(np.argmax(gains > least))


def _leaving(part: Programs, column: Floats, is_still: Truths) -> tuple[Whole, Floats]:
    """Where each basis gives way first, and after which step; a made-up column that is at zero, at once."""
    every = np.arange(len(part))
    gives = column > PIVOT
    of_start = column[part.start_at, every]
    idle = part.has_start & ~part.is_astray & (np.abs(of_start) > PIVOT)
    gives[part.start_at[idle], every[idle]] = True
    gives[part.ray_at, every] = False
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.where(gives, np.maximum(part.values, 0.0) / np.abs(column), np.inf)
    step = steps.min(axis=0)
    tied = steps <= step * (1 + 1e-12) + 1e-13
    size = np.where(tied, np.abs(column), -1.0)
    size[part.start_at[part.has_start], every[part.has_start]] *= 1e3
    row = size.argmax(axis=0)
    if is_still.any():
        ids = np.where(tied, part.basis, np.iinfo(np.int64).max)
        row = np.where(is_still, ids.argmin(axis=0), row)
    return row, step
