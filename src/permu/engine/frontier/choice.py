"""Which figures are inputs and which outputs: by default what the method's own ratios divide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from permu.engine.figures import label_of
from permu.engine.refusals import refuse_other_purpose
from permu.method.model import Group, Indicator, Method
from permu.terms.items import item, items
from permu.terms.quantities import unit
from permu.terms.refusal import Refused

INPUT_DIMENSIONS: Mapping[str, str] = {
    "area": "land",
    "energy_equivalent": "energy",
    "energy_calorific": "energy",
    "electricity": "energy",
    "people": "staff",
}
"""What an enterprise puts in: land, energy and staff, one figure of each."""
OUTPUT_DIMENSION = "money"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The figures of one analysis: ids of items, or of definitions of the method."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """Inputs, then outputs."""
        return (*self.inputs, *self.outputs)


def choice_of(
    method: Method, group: Group, *, inputs: Sequence[str] = (), outputs: Sequence[str] = ()
) -> Choice:
    """The figures asked for; where none are, those of the group's own indicators.

    An indicator that divides money by land, energy or people (亩均税收、单位能耗增加值) names an output
    and an input. The method so weighs what the method's readers weigh.

    Raises:
        Refused: a figure is unknown or no number, is both input and output, or is one that nobody may grade
            by (统计法第二十五条); or the indicators name none.
    """
    ratios = [each for each in group.indicators if _is_yield(method, each)]
    chosen = Choice(
        inputs=tuple(dict.fromkeys(inputs)) or _one_of_each(method, ratios),
        outputs=tuple(dict.fromkeys(outputs)) or _distinct(each.numerator for each in ratios),
    )
    for name in chosen.figures:
        _refuse_unless_number(method, name)
    if not chosen.inputs or not chosen.outputs:
        raise Refused("engine.frontier_no_figures", group=group.label)
    both = [name for name in chosen.inputs if name in chosen.outputs]
    if both:
        raise Refused("engine.frontier_both", figure=label_of(method, both[0]))
    return chosen


def _is_yield(method: Method, indicator: Indicator) -> bool:
    """Whether it divides money by something that is put in."""
    if not indicator.denominator or indicator.change != "none":
        return False
    over, under = (
        _dimension(method, name) for name in (indicator.numerator, indicator.denominator)
    )
    return over == OUTPUT_DIMENSION and under in INPUT_DIMENSIONS


def _one_of_each(method: Method, ratios: Iterable[Indicator]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for each in ratios:
        kind = INPUT_DIMENSIONS[_dimension(method, each.denominator)]
        found.setdefault(kind, each.denominator)
    return tuple(found.values())


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _dimension(method: Method, name: str) -> str:
    units = {each.id: each.unit for each in method.definitions}
    return unit(units.get(name) or item(name).unit or "one").dimension


def _refuse_unless_number(method: Method, name: str) -> None:
    if name in {each.id for each in method.definitions}:
        return
    if name not in items() or items()[name].kind != "number":
        raise Refused("engine.frontier_no_number", figure=name)
    refuse_other_purpose(name)
