"""The linear programs of envelopment, one a unit, as arrays in which all units stand side by side.

A unit's *goods* are its inputs, negated, and its outputs: more of each is better. Its program asks
how far the unit can be moved along a ray so that some mix λ of the frontier's units still has no less
of any good:

    Σ λ·goods − slack + distance × ray = right,  Σ λ = 1 under variable returns,  λ, slack ≥ 0

Input orientation shrinks the inputs to θ times themselves (least θ), output orientation stretches
the outputs to φ times (greatest φ): Charnes, Cooper and Rhodes 1978; Banker, Charnes and Cooper 1984.

Every row is divided by the unit's own amount, so that programs of small and large units look alike.
Arrays have the units last: an operation on one entry of all bases runs along contiguous memory.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Orientation = Literal["input", "output"]
Returns = Literal["constant", "variable"]

RAY = -1000
"""The column of the distance along the ray. It is free, and stays in every basis."""
START = -1001
"""A column made up for each unit that makes a first basis; of a feasible program it leaves."""
SLACK = -1
"""The slack of row r is column `SLACK - r`."""


ZERO = 1e-11
"""A smaller amount of the made-up column is none."""


@dataclass(kw_only=True)
class Programs:
    """`k` rows, `n` units. The basis holds column numbers: of the frontier from 0, others negative."""

    scale: Floats  # k × n: what each row was divided by
    right: Floats  # k × n
    ray: Floats  # k × n
    start: Floats  # k × n
    basis: Whole  # k × n
    inverse: Floats  # k × k × n
    values: Floats  # k × n, of the basis
    ray_at: Whole  # n: the row where the ray's column stands
    start_at: Whole  # n: the row where the made-up column stood first
    sense: float  # +1: the least distance is sought; −1: the greatest
    goods: int  # rows that have a slack

    def __len__(self) -> int:
        return len(self.ray_at)

    @property
    def is_astray(self) -> Truths:
        """Which have not yet reached the unit's goods by a mix of the frontier's units."""
        return self.unmet > ZERO

    @property
    def prices(self) -> Floats:
        """What a little of each row's good is worth to the distance, or to the way out of being astray: n × k."""
        astray = self.is_astray
        at = np.where(astray, self.start_at, self.ray_at)
        rows: Floats = self.inverse[at, :, np.arange(len(self))]
        return rows * np.where(astray, 1.0, self.sense)[:, None]

    @property
    def distance(self) -> Floats:
        """θ, or φ."""
        return _at(self.values, self.ray_at)

    @property
    def unmet(self) -> Floats:
        """How much of the made-up column is still needed: no mix reaches the unit's goods without it."""
        return np.where(self.has_start, _at(self.values, self.start_at), 0.0)

    @property
    def has_start(self) -> Truths:
        """Whose basis still holds the made-up column, be it at zero."""
        found: Truths = _at(self.basis, self.start_at) == START
        return found

    def take(self, units: Whole | Truths) -> "Programs":
        """The programs of some units."""
        of_units = {
            field.name: getattr(self, field.name)[..., units]
            for field in fields(self)
            if isinstance(getattr(self, field.name), np.ndarray)
        }
        return replace(self, **of_units)

    def put(self, units: Whole, part: "Programs") -> None:
        """Take over what became of the programs of some units."""
        self.basis[:, units] = part.basis
        self.inverse[:, :, units] = part.inverse
        self.values[:, units] = part.values

    def pivot(self, row: Whole, column: Floats, entering: Whole) -> None:
        """Bring a column (already in terms of the basis) into the basis at a row of each program."""
        every = np.arange(len(self))
        new = self.inverse[row, :, every] / column[row, every, None]
        self.inverse -= column[:, None] * new.T
        self.inverse[row, :, every] = new
        self.basis[row, every] = entering

    def in_basis(self, column: Floats) -> Floats:
        """A column (k × n) in terms of each basis."""
        found: Floats = np.einsum("ijn,jn->in", self.inverse, column)
        return found

    def columns(self, frontier: Floats) -> Floats:
        """The basis itself, n × k (place) × k (row)."""
        made = frontier[np.maximum(self.basis, 0).T] / self.scale.T[:, None, :]
        for row in range(self.goods):
            unit = np.zeros(len(self.scale))
            unit[row] = -1.0
            made[(self.basis == SLACK - row).T] = unit
        for column, name in ((self.ray, RAY), (self.start, START)):
            unit_of, place = np.nonzero((self.basis == name).T)
            made[unit_of, place] = column.T[unit_of]
        return made


def _at(table: npt.NDArray[Any], row: Whole) -> npt.NDArray[Any]:
    return table[row, np.arange(len(row))]


def programs(goods: Floats, inputs: int, *, returns: Returns, orientation: Orientation) -> Programs:
    """A first basis for each unit (row of `goods`, of which `inputs` columns are inputs, negated).

    It needs no unit of the frontier: the made-up column has a little more of every good than the
    unit, but for one row under constant returns, which it meets exactly. So no value of it is zero
    and the first steps do not stand still.
    """
    own = goods.T
    k, n = len(own) + (returns == "variable"), own.shape[1]
    every = np.arange(n)
    oriented = np.arange(k) < inputs
    if orientation == "output":
        oriented = ~oriented
    oriented[len(own) :] = False
    scale = np.ones((k, n))
    scale[: len(own)] = np.where(own == 0.0, 1.0, np.abs(own))
    right = np.ones((k, n))
    right[: len(own)] = own / scale[: len(own)]
    ray = np.where(oriented[:, None], -right, 0.0)
    right[oriented] = 0.0
    spread = np.linspace(1.0, 0.5, k)[:, None]
    start = np.where(ray != 0.0, -spread, right + 0.1 * spread)
    start_at = np.full(n, k - 1)
    if returns == "variable":
        start[k - 1] = 1.0
    else:
        start_at = np.argmax(right != 0.0, axis=0)
        start[start_at, every] = right[start_at, every]
    made = Programs(
        scale=scale, right=right, ray=ray, start=start, goods=len(own),
        basis=np.repeat(SLACK - np.arange(k)[:, None], n, axis=1),
        inverse=np.repeat(-np.eye(k)[:, :, None], n, axis=2), values=right,
        ray_at=np.argmax(ray != 0.0, axis=0), start_at=start_at,
        sense=1.0 if orientation == "input" else -1.0,
    )  # fmt: skip
    if returns == "variable":
        made.inverse[k - 1, k - 1] = 1.0
    made.pivot(start_at, made.in_basis(start), np.full(n, START))
    made.pivot(made.ray_at, made.in_basis(ray), np.full(n, RAY))
    made.values = made.in_basis(right)
    return made
