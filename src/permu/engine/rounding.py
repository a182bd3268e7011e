"""Rounding a column to whole numbers: by float64 where that is certain, exactly where it is not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from permu.engine.arithmetic import SLACK, UNIT_ROUNDOFF, Column
from permu.terms.refusal import Refused
from permu.terms.rounding import Rounding, scaled

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

    @property
    def near(self) -> pl.Expr:
        """The whole number float64 gives: right wherever `doubt` is not."""
        return self._shifted().floor().cast(pl.Int64, strict=False).alias(self.name)

    @property
    def doubt(self) -> pl.Expr:
        """Whether a rounding boundary lies within the error, or the number is too large to tell.

        The scaled and shifted number took two more rounded operations, and up to one of size for
        the shift; one more step covers the sum below. A boundary is where the shifted number is
        whole. From 2^51 on the error alone is more than the half that any number is within.
        """
        shifted = self._shifted()
        share = (self.column.steps + 3) * UNIT_ROUNDOFF * SLACK
        error = self.column.magnitude * (float(10**self.decimals) * share) + share
        return (shifted - shifted.floor() - 0.5).abs() + error >= 0.5

    def exactly(self, number: Fraction) -> int:
        """The exact number as it is kept."""
        return whole(number, self.decimals, rounding=self.rounding, name=self.name)

    def _shifted(self) -> pl.Expr:
        """The scaled number, shifted so that its floor is the rounded one (ties and zero aside)."""
        number = self.column.value * float(10**self.decimals)
        if self.rounding in ("half_up", "half_even"):
            return number + 0.5
        towards_zero = self.rounding == "down"
        return number + pl.when((number < 0) == towards_zero).then(1.0).otherwise(0.0)


def settled(table: pl.DataFrame, wanted: Sequence[Rounded], exact: Exact) -> pl.DataFrame:
    """The wanted columns, Int64, each as its exact number rounds: `exact` is asked in doubt only."""
    found = table.lazy().select(
        *(each.near for each in wanted),
        *(each.doubt.alias(f"doubt:{each.name}") for each in wanted),
    )
    near = found.collect()
    columns = []
    for each in wanted:
        column = near[each.name]
        doubtful = np.flatnonzero(near[f"doubt:{each.name}"].to_numpy())
        if len(doubtful):
            rows = table[doubtful].iter_rows(named=True)
            column = column.scatter(doubtful, [each.exactly(exact(row, each.name)) for row in rows])
        columns.append(column)
    return pl.DataFrame(columns)
