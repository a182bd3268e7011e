"""The figures that an enterprise may move, and which way: one of them often feeds several indicators.

Any figure may rise where that earns points. Land, energy, emissions and staff may also fall; money
never does: nobody is told to sell less so that a share of it looks larger. A figure is moved as the
indicators read it; others that are composed of the same items stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from permu.engine.figures import Scale
from permu.engine.points import lower_is_better
from permu.engine.variants import all_variants
from permu.method.model import Group, Indicator
from permu.terms.quantities import unit

MAY_FALL = (
    "area", "electricity", "energy_equivalent", "energy_calorific", "mass", "carbon", "people",
)  # fmt: skip
"""What the figures measure that an enterprise can do with less of."""


@dataclass(frozen=True, kw_only=True)
class Lever:
    """A figure and the way it is moved; `harms`: indicators that lose by it (营业收入: more of it, less R&D in it)."""

    figure: str
    is_raised: bool
    helps: tuple[str, ...]
    harms: tuple[str, ...]
    scale: Scale

    @property
    def sign(self) -> int:
        """Up or down."""
        return 1 if self.is_raised else -1


def levers_of(group: Group, scales: Mapping[str, Scale]) -> list[Lever]:
    """The levers of a group, in the order in which its indicators name their figures."""
    pulls: dict[str, dict[int, list[str]]] = {}
    for variant in all_variants(group.indicators):
        for figure, sign in _pulls(variant):
            of_figure = pulls.setdefault(figure, {1: [], -1: []})
            of_figure[sign].append(variant.id)
    found = (_lever(figure, signs, scales[figure]) for figure, signs in pulls.items())
    return [lever for lever in found if lever]


def _lever(figure: str, signs: Mapping[int, list[str]], scale: Scale) -> Lever | None:
    is_raised = bool(signs[1])
    if not is_raised and unit(scale.unit).dimension not in MAY_FALL:
        return None
    helps, harms = (signs[1], signs[-1]) if is_raised else (signs[-1], signs[1])
    return Lever(
        figure=figure, is_raised=is_raised, helps=tuple(helps), harms=tuple(harms), scale=scale
    )


def _pulls(variant: Indicator) -> Iterator[tuple[str, int]]:
    """The figures of a ratio, and whether more of each earns more points (1) or fewer (−1)."""
    sign = -1 if lower_is_better(variant) else 1
    if variant.change == "fall":
        sign = -sign
    yield variant.numerator, sign
    if variant.denominator:
        yield variant.denominator, -sign
