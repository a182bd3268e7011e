"""One unit's program in rational arithmetic, by Bland's rule: slow, and sure to arrive.

The float64 numbers of the program are taken as the exact numbers they are.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from permu.engine.frontier.programs import RAY, SLACK, START, Floats, Programs

Row = list[Fraction]
Cost = Callable[[int], Fraction]
NONE = Fraction(0)
DISTANCE_FIRST = 10**10
"""What a slack of the unit's own size is worth in distance: goods that were divided and rounded tie no more exactly."""


def solve_exactly(program: Programs, frontier: Floats) -> None:
    """Bring the one program of `program` to its optimum, and among optima to that with the largest slacks."""
    tableau = _Tableau(program, frontier)
    tableau.minimise(lambda name: Fraction(name == START), until_zero=True)
    if not tableau.value_of(START):
        tableau.minimise(_distance_then_slacks(program))
    program.basis[:, 0] = tableau.basis
    program.values[:, 0] = np.array(tableau.values, dtype=np.float64)
    program.inverse[:, :, 0] = np.array(tableau.inverse, dtype=np.float64)


def _distance_then_slacks(program: Programs) -> Cost:
    worth = _exact(program.scale[: program.goods, 0])
    first, largest = int(program.sense) * DISTANCE_FIRST, max(worth)

    def cost(name: int) -> Fraction:
        if name == RAY:
            return Fraction(first)
        return -worth[SLACK - name] / largest if RAY < name < 0 else NONE

    return cost


class _Tableau:
    """The basis, its inverse and its values, of the first basis of `programs`."""

    def __init__(self, program: Programs, frontier: Floats) -> None:
        k = len(program.right)
        scaled = frontier / program.scale.T
        self.columns = {name: _exact(column) for name, column in enumerate(scaled)}
        for row in range(program.goods):
            self.columns[SLACK - row] = [Fraction(-(place == row)) for place in range(k)]
        made = {RAY: _exact(program.ray[:, 0]), START: _exact(program.start[:, 0])}
        self.basis = [SLACK - row for row in range(k)]
        self.inverse = [[Fraction(-(row == place)) for place in range(k)] for row in range(k)]
        if k > program.goods:
            self.inverse[-1][-1] = Fraction(1)
        self.values = [NONE] * k
        for name, row in ((START, program.start_at[0]), (RAY, program.ray_at[0])):
            self._pivot(int(row), self._in_basis(made[name]), name)
        self.ray_at, self.start_at = int(program.ray_at[0]), int(program.start_at[0])
        self.values = self._in_basis(_exact(program.right[:, 0]))

    def value_of(self, name: int) -> Fraction:
        return self.values[self.basis.index(name)] if name in self.basis else NONE

    def minimise(self, cost: Cost, *, until_zero: bool = False) -> None:
        """Take the first column that gains, as long as there is one."""
        while not (until_zero and not self.value_of(START)):
            self.prices = self._prices(cost)
            gaining = (name for name in self._names() if self._gain(name, cost) > 0)
            name = next(gaining, None)
            if name is None:
                return
            column = self._in_basis(self.columns[name])
            row = self._leaving(column)
            step = self.values[row] / column[row]
            self.values = [
                value - step * entry for value, entry in zip(self.values, column, strict=True)
            ]
            self.values[row] = step
            self._pivot(row, column, name)

    def _names(self) -> Iterator[int]:
        return (name for name in sorted(self.columns) if name not in self.basis)

    def _gain(self, name: int, cost: Cost) -> Fraction:
        return _product(self.prices, self.columns[name]) - cost(name)

    def _prices(self, cost: Cost) -> Row:
        costs = [cost(name) for name in self.basis]
        return [_product(costs, row) for row in zip(*self.inverse, strict=True)]

    def _in_basis(self, column: Row) -> Row:
        return [_product(row, column) for row in self.inverse]

    def _leaving(self, column: Row) -> int:
        is_idle = self.basis[self.start_at] == START and not self.values[self.start_at]
        if is_idle and column[self.start_at]:
            return self.start_at
        rows = [row for row, entry in enumerate(column) if entry > 0 and row != self.ray_at]
        return min(rows, key=lambda row: (self.values[row] / column[row], self.basis[row]))

    def _pivot(self, row: int, column: Row, name: int) -> None:
        new = [entry / column[row] for entry in self.inverse[row]]
        self.inverse = [
            new if place == row else [a - column[place] * b for a, b in zip(old, new, strict=True)]
            for place, old in enumerate(self.inverse)
        ]
        self.basis[row] = name


def _exact(numbers: Floats) -> Row:
    return [Fraction(number) for number in numbers.tolist()]


def _product(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    return sum((x * y for x, y in zip(a, b, strict=True) if x and y), NONE)
