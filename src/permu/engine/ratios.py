"""An indicator's value: two whole numbers and one exact factor, or how far that moved since last year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from permu.engine.arithmetic import Column, N
from permu.engine.figures import LAST_YEAR, Figures
from permu.engine.rows import Known, Rows
from permu.engine.variants import all_variants
from permu.method.model import Change, Indicator
from permu.terms.refusal import Refused

WIDEST = 2**126
"""Whole numbers below this can be compared in 128 bits."""


@dataclass(frozen=True)
class Ratio:
    """numerator × `factor` ÷ denominator, in the indicator's unit; both are whole-number columns.

    With `change`, how far that moved since last year, whose ratio is `before`, times `scale`.
    """

    numerator: str
    denominator: str
    factor: Fraction
    held: tuple[str, ...] = ()  # which figures wait for a person in some row
    largest: int = 0  # no whole number of the figures is larger
    change: Change = "none"
    before: "Ratio | None" = None
    scale: Fraction = Fraction(1)

    @property
    def divisors(self) -> tuple[str, ...]:
        """The figures that values are divided by: each must be above zero."""
        own = self.own_divisors
        return (*own, *self.before.names) if self.before else own

    @property
    def own_divisors(self) -> tuple[str, ...]:
        """The figure that this year's numerator is divided by."""
        return (self.denominator,) if self.denominator else ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every figure that is read."""
        return (self.numerator, *self.divisors)

    @property
    def reads(self) -> list[str]:
        """The columns that a value is worked out from."""
        return list(dict.fromkeys([*self.names, *(f"held:{name}" for name in self.held)]))

    @property
    def in_doubt(self) -> pl.Expr:
        """Whether one of the figures waits for a person: no rule for missing figures speaks for it."""
        return pl.any_horizontal(pl.lit(value=False), *(f"held:{name}" for name in self.held))

    @property
    def is_known(self) -> pl.Expr:
        """Whether all are there, and none that divides is zero or below: a Boolean without nulls."""
        known = pl.col(self.numerator).is_not_null()
        if self.held:
            known = known & ~self.in_doubt
        for name in self.divisors:
            known = known & (pl.col(name) > 0).fill_null(value=False)
        return known

    @property
    def is_missing(self) -> pl.Expr:
        """Whether one of the figures is not there, or in doubt."""
        missing = [pl.col(name).is_null() for name in self.names]
        return pl.any_horizontal(*missing, self.in_doubt)

    @property
    def lacks_denominator(self) -> pl.Expr:
        """Whether nobody gave what is divided by, and nobody is asked about it."""
        lacks = pl.lit(value=False)
        for name in self.divisors:
            is_null = pl.col(name).is_null()
            lacks = lacks | (is_null & ~pl.col(f"held:{name}") if name in self.held else is_null)
        return lacks

    def column(self, rows: Rows, known: Known | None = None) -> Column:
        """Its value for each row: 0 (or of 1 and 0) where it is not `known` (None: all are), so that no null enters arithmetic."""
        found = self._plain(rows, known, otherwise=0)
        if self.before is None:
            return found
        return moved(self.change, found, self.before._plain(rows, known, otherwise=1)) * self.scale

    def _plain(self, rows: Rows, known: Known | None, *, otherwise: int) -> Column:
        above = Column(rows.number(self.numerator, known, otherwise))
        if not self.denominator:
            return above * self.factor
        return ratio(above, Column(rows.number(self.denominator, known, 1)), self.factor)

    def exact(self, row: Mapping[str, Any]) -> Fraction | None:
        """Its value for one subject; None where it is not known."""
        if row[self.numerator] is None or any(row[f"held:{name}"] for name in self.held):
            return None
        if any((row[name] or 0) <= 0 for name in self.divisors):
            return None
        now = self.of(row)
        if self.before is None:
            return now
        return moved(self.change, now, self.before.of(row)) * self.scale

    def mean(self, sums: Mapping[str, int], subjects: int) -> Fraction:
        """Σ numerator ÷ Σ denominator; of one figure alone the mean; of a change how far that mean moved."""
        below = sums[self.denominator] if self.denominator else subjects
        now = Fraction(sums[self.numerator], below) * self.factor
        if self.before is None:
            return now
        return moved(self.change, now, self.before.mean(sums, subjects)) * self.scale

    def lacks(self, row: Mapping[str, Any]) -> bool:
        """`lacks_denominator` of one subject."""
        return any(
            row[name] is None and not (name in self.held and row[f"held:{name}"])
            for name in self.divisors
        )

    def of(self, row: Mapping[str, Any]) -> Fraction:
        """The plain ratio of figures that are known."""
        below = row[self.denominator] if self.denominator else 1
        return Fraction(
            row[self.numerator] * self.factor.numerator, below * self.factor.denominator
        )

    def at_least(self, bound: Fraction) -> pl.Expr:
        """Whether the value reaches the bound, multiplied out; unknown where the value is.

        Raises:
            Refused: the bound is too fine to be compared in 128 bits.
        """
        above, below = [self.numerator], [self.denominator] if self.denominator else []
        slope = bound / self.factor
        if self.before:
            # now ÷ before − 1 ≥ bound, or 1 − now ÷ before ≥ bound: now ≥ (1 + bound) × before, or ≤
            above += [self.before.denominator] if self.before.denominator else []
            below += [self.before.numerator]
            sign = 1 if self.change == "rise" else -1
            slope = (1 + sign * bound / self.scale) * self.before.factor / self.factor
        longest = max(len(above), len(below))
        if max(abs(slope.numerator), slope.denominator) * max(self.largest, 1) ** longest >= WIDEST:
            raise Refused("engine.bound_too_fine", bound=bound)
        left = _product(above, slope.denominator)
        right = _product(below, slope.numerator)
        reaches = left <= right if self.change == "fall" else left >= right
        return pl.when(self.is_known).then(reaches)


def _product(names: Iterable[str], factor: int) -> pl.Expr:
    found = pl.lit(factor, dtype=pl.Int128)
    for name in names:
        found = found * pl.col(name).cast(pl.Int128)
    return found


def ratio(numerator: N, denominator: N, factor: Fraction) -> N:
    """A value in the indicator's unit (M17)."""
    return numerator / denominator * factor


def moved(change: Change, now: N, before: N) -> N:
    """How far a ratio moved from last year's, as a fraction of it: up for `rise`, down for `fall` (M21)."""
    return now / before - 1 if change == "rise" else 1 - now / before


def ratios_of(indicators: Iterable[Indicator], figures: Figures) -> dict[str, Ratio]:
    """The ratios of these indicators, and of what is judged in their place, by id."""
    return {each.id: ratio_of(each, figures) for each in all_variants(indicators)}


def ratio_of(indicator: Indicator, figures: Figures, *, unit: str = "") -> Ratio:
    """The indicator's value over these figures, in its unit or another.

    Where the figures know no year before (they are themselves last year's), a change is looked at as
    the ratio itself: who lacks it waits, and nobody asks how far it moved.

    Raises:
        Refused: the unit of the indicator does not fit its items.
    """
    above, below = indicator.numerator, indicator.denominator
    wanted = unit or indicator.unit
    if indicator.change == "none":
        return make_ratio(above, below, unit=wanted, figures=figures)
    from permu.terms.quantities import conversion

    own = "/".join(figures.scales[name].unit for name in (above, below) if name)
    now = make_ratio(above, below, unit=own, figures=figures)
    last = [f"{LAST_YEAR}{name}" if name else "" for name in (above, below)]
    if last[0] not in figures.scales:
        return now
    before = make_ratio(last[0], last[1], unit=own, figures=figures)
    return Ratio(
        above,
        below,
        now.factor,
        now.held + before.held,
        max(now.largest, before.largest),
        change=indicator.change,
        before=before,
        scale=conversion("one", wanted),
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
