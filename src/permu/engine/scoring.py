"""One group's way from figures to points, exactly, for one subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from permu.engine.benchmarks import Judged
from permu.engine.points import points_for, weight_of
from permu.engine.ratios import Ratio
from permu.engine.rounding import Row
from permu.engine.variants import variants
from permu.method.model import Group, Indicator


@dataclass(frozen=True, kw_only=True)
class Scoring:
    """One group's way from figures to scores, with its benchmarks."""

    group: Group
    ratios: Mapping[str, Ratio]
    judged: Judged

    def variant(self, indicator: Indicator, row: Row) -> Indicator:
        """What is judged of one subject: the indicator, or the ratio in its place."""
        if indicator.otherwise is None or not self.ratios[indicator.id].lacks(row):
            return indicator
        return variants(indicator)[1]

    def value(self, indicator: Indicator, row: Row) -> Fraction | None:
        """The exact value of one subject, None where it is not measured."""
        return self.ratios[self.variant(indicator, row).id].exact(row)

    def measured_points(self, indicator: Indicator, row: Row) -> Fraction | None:
        """The exact points of one subject's measured value, before any weight is shared out."""
        variant = self.variant(indicator, row)
        value, benchmark = self.ratios[variant.id].exact(row), self.judged.get(variant.id)
        if value is None or benchmark is None:
            return None
        return points_for(variant, value, benchmark.parts)

    def share(self, row: Row) -> Fraction:
        """What one subject's points are multiplied by, where others carry the weight of what it lacks."""
        return share(self.group.indicators, self.lacked(row))

    def lacked(self, row: Row) -> list[Indicator]:
        """The indicators whose weight others carry, because the subject has no value."""
        return [each for each in carried(self.group.indicators) if self.value(each, row) is None]


def carried(indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators whose weight the others carry where a figure is missing."""
    return [each for each in indicators if each.when_missing == "reweight"]


def share(indicators: Sequence[Indicator], lacked: Sequence[Indicator]) -> Fraction:
    """Σ weights ÷ Σ weights of the indicators that are not `lacked`; 0 where nothing is left to carry."""
    total = sum(map(weight_of, indicators), Fraction(0))
    left = total - sum(map(weight_of, lacked), Fraction(0))
    return total / left if left else Fraction(0)


def unmeasured_points(indicator: Indicator) -> Fraction:
    """Points without a measured value, where the notice names a number: zero, or its penalty."""
    return Fraction(indicator.penalty) if indicator.when_missing == "penalty" else Fraction(0)
