"""Rounding a column to whole numbers: by float64 where that is certain, exactly where it is not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.arithmetic import SLACK, UNIT_ROUNDOFF, Column
from permu.terms.refusal import Refused
from permu.terms.rounding import Rounding, scaled

Whole = npt.NDArray[np.int64]
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
    """A column to be kept under `name` as whole units of 10^-`decimals`."""

    name: str
    column: Column
    decimals: int
    rounding: Rounding = "half_up"

    def near(self) -> tuple[Whole, Whole]:
        """The whole numbers float64 gives, and the indices of those in doubt.

        In doubt is where a rounding boundary lies within the error, or the number is too large to
        tell. The scaled and shifted number took two more rounded operations, and up to one of size
        for the shift; one more step covers the sum below. A boundary is where the shifted number is
        whole. From 2^51 on the error alone is more than the half that any number is within.
        """
        shifted = self._shifted()
        floor = np.floor(shifted)
        off = np.abs(shifted - floor - 0.5)
        share = (self.column.steps + 3) * UNIT_ROUNDOFF * SLACK
        size = np.broadcast_to(self.column.magnitude, off.shape)
        most = float(size.max(initial=0)) * float(10**self.decimals) * share + share
        close = np.flatnonzero(off + most >= 0.5)  # few; only for these the own error is asked
        error = size[close] * (float(10**self.decimals) * share) + share
        with np.errstate(invalid="ignore"):  # what is too large for 64 bits is in doubt
            return floor.astype(np.int64), close[off[close] + error >= 0.5]

    def exactly(self, number: Fraction) -> int:
        """The exact number as it is kept."""
        return whole(number, self.decimals, rounding=self.rounding, name=self.name)

    def _shifted(self) -> npt.NDArray[np.float64]:
        """The scaled number, shifted so that its floor is the rounded one (ties and zero aside)."""
        number: npt.NDArray[np.float64] = np.asarray(self.column.value) * float(10**self.decimals)
        if self.rounding in ("half_up", "half_even"):
            return number + 0.5
        one_up = (number < 0) == (self.rounding == "down")
        return np.where(one_up, number + 1.0, number)


def settle(
    table: pl.DataFrame, wanted: Sequence[Rounded], exact: Exact, into: Mapping[str, Whole]
) -> None:
    """Write each wanted column into its array, as the exact number rounds: `exact` is asked in doubt only."""
    for each in wanted:
        near, doubtful = each.near()
        into[each.name][:] = near
        rows = table[doubtful].iter_rows(named=True) if len(doubtful) else ()
        for index, row in zip(doubtful, rows, strict=True):
            into[each.name][index] = each.exactly(exact(row, each.name))
