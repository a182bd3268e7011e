"""Rounding a column to whole numbers: by float64 where that is certain, exactly where it is not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.arithmetic import SLACK, UNIT_ROUNDOFF, Column, Places
from permu.terms.refusal import Refused
from permu.terms.rounding import Rounding, scaled

Whole = npt.NDArray[np.int64]
Near = npt.NDArray[np.float64]
NOBODY: Places = np.zeros(0, np.intp)
Row = Mapping[str, object]
Exact = Callable[[Row, str], Fraction]
"""The exact number of one subject, for the name of the column it is rounded into."""


LARGEST_KEPT = 2**62
"""Half of what 64 bits hold, so that a bonus still fits above it."""


def whole(number: Fraction, decimals: int, *, rounding: Rounding = "half_up", name: str) -> int:
    """An exact number as whole units of 10^-`decimals`, under the name of its column.

    Raises:
        Refused: it is too large to be kept, so it cannot be true.
    """
    found = scaled(number, decimals, rounding=rounding)
    if abs(found) >= LARGEST_KEPT:
        raise Refused("engine.too_large", figure=name.partition(":")[2] or name)
    return found


@dataclass(frozen=True)
class Rounded:
    """How numbers are kept under `name`: as whole units of 10^-`decimals`."""

    name: str
    decimals: int
    rounding: Rounding = "half_up"

    @np.errstate(invalid="ignore")  # what is too large for 64 bits is in doubt
    def write(self, column: Column, into: Whole) -> Places:
        """Write the whole numbers float64 gives, and say which of them are in doubt.

        In doubt is where a rounding boundary lies within the error, or the number is too large to
        tell. The scaled and shifted number took two more rounded operations, and up to one of size
        for the shift; one more step covers the sums below. A boundary is half-way between whole
        numbers. From 2^51 on the error alone is more than that half.
        """
        scale, share = float(10**self.decimals), (column.steps + 3) * UNIT_ROUNDOFF * SLACK
        number = np.multiply(column.value, scale, out=np.empty(len(into)))
        # Where the error is relative, the scaled number itself is the size.
        size = number if column.size is None else np.broadcast_to(column.size * scale, into.shape)
        most = max(size.max(initial=0), -size.min(initial=0)) * share + share
        shifted = self._shifted(number)
        near = np.rint(shifted)
        into[:] = near
        off = np.abs(np.subtract(shifted, near, out=near), out=near)
        if off.max(initial=0) + most < 0.5:
            return NOBODY
        close = np.flatnonzero(~(off + most < 0.5))  # few; only for these the own error is asked
        error = np.abs(size[close]) * share + share
        return close[~(off[close] + error < 0.5)]

    def exactly(self, number: Fraction) -> int:
        """The exact number as it is kept."""
        return whole(number, self.decimals, rounding=self.rounding, name=self.name)

    def _shifted(self, number: Near) -> Near:
        """The scaled number, so shifted that the nearest whole number is the rounded one, boundaries aside."""
        if self.rounding in ("half_up", "half_even"):
            return number
        half = np.copysign(0.5, number)
        return number - half if self.rounding == "down" else number + half


def settle(
    table: pl.DataFrame, doubtful: Places, rule: Rounded, *, exact: Exact, into: Whole
) -> None:
    """Write the numbers of the rows in doubt as the exact ones round."""
    rows = table[doubtful].iter_rows(named=True) if len(doubtful) else ()
    for index, row in zip(doubtful, rows, strict=True):
        into[index] = rule.exactly(exact(row, rule.name))
