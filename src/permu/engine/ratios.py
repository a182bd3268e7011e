"""An indicator's value as two whole numbers and one exact factor."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.arithmetic import Column, N, Places
from permu.engine.figures import Figures
from permu.method.model import Indicator

Known = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Ratio:
    """numerator × `factor` ÷ denominator, in the indicator's unit; both are whole-number columns."""

    numerator: str
    denominator: str
    factor: Fraction
    held: tuple[str, ...] = ()  # which of the two wait for a person in some row
    largest: int = 0  # no whole number of the two is larger

    @property
    def in_doubt(self) -> pl.Expr:
        """Whether one of the two waits for a person: no rule for missing figures speaks for it."""
        return pl.any_horizontal(pl.lit(value=False), *(f"held:{name}" for name in self.held))

    @property
    def is_known(self) -> pl.Expr:
        """Whether both are there, and the denominator is above zero: a Boolean without nulls."""
        known = pl.col(self.numerator).is_not_null()
        if self.held:
            known = known & ~self.in_doubt
        if not self.denominator:
            return known
        below = pl.col(self.denominator)
        return known & (below > 0).fill_null(value=False)

    @property
    def is_missing(self) -> pl.Expr:
        """Whether one of the two is not there, or in doubt."""
        missing = pl.col(self.numerator).is_null() | self.in_doubt
        return missing | pl.col(self.denominator).is_null() if self.denominator else missing

    def column(self, rows: "Rows", known: Known | None = None) -> Column:
        """Its value for each row: 0 where it is not `known` (None: all are), so that no null enters arithmetic."""
        above = Column(rows.number(self.numerator, known, 0))
        if not self.denominator:
            return above * self.factor
        return ratio(above, Column(rows.number(self.denominator, known, 1)), self.factor)

    def exact(self, numerator: int, denominator: int | None) -> Fraction:
        """Its value for one subject."""
        if not self.denominator:
            return numerator * self.factor
        return ratio(Fraction(numerator), Fraction(denominator or 0), self.factor)


def ratio(numerator: N, denominator: N, factor: Fraction) -> N:
    """A value in the indicator's unit (M17)."""
    return numerator / denominator * factor


class Rows:
    """Some rows of a table, whose whole numbers are float64 here, exactly: `compose` refuses what is too large."""

    def __init__(self, table: pl.DataFrame) -> None:
        self.table = table
        self._numbers: dict[str, npt.NDArray[np.float64]] = {}

    def __len__(self) -> int:
        return len(self.table)

    def number(self, name: str, known: Known | None, otherwise: int) -> npt.NDArray[np.float64]:
        """A column of whole numbers; `otherwise` where it is not known."""
        if name not in self._numbers:
            self._numbers[name] = self.table[name].cast(pl.Float64).to_numpy()
        found = self._numbers[name]
        return found if known is None else np.where(known, found, otherwise)

    @cached_property
    def places(self) -> Places:
        """Each row's group in its batch."""
        return self.table["place"].cast(pl.Int64).to_numpy()

    def flags(self, name: str) -> Known | None:
        """A column of flags without nulls; None where all are set."""
        column = self.table[name]
        return None if column.all() else column.to_numpy()


def ratio_of(indicator: Indicator, figures: Figures) -> Ratio:
    """The indicator's ratio over these figures.

    Raises:
        Refused: the unit of the indicator does not fit its items.
    """
    return make_ratio(
        indicator.numerator, indicator.denominator, unit=indicator.unit, figures=figures
    )


def make_ratio(numerator: str, denominator: str, *, unit: str, figures: Figures) -> Ratio:
    """The ratio of two figures, or one figure alone, in `unit`."""
    from permu.terms.quantities import conversion

    above = figures.scales[numerator]
    held = tuple(name for name in (numerator, denominator) if name in figures.held)
    if not denominator:
        return Ratio(numerator, "", above.into(unit), held, above.largest)
    below = figures.scales[denominator]
    factor = above.step / below.step * conversion(f"{above.unit}/{below.unit}", unit)
    return Ratio(numerator, denominator, factor, held, max(above.largest, below.largest))
