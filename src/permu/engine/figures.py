"""What figures are: whole numbers of a known step; and which of them a method reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

import polars as pl

from permu.method.model import (
    Commitment,
    Condition,
    Definition,
    Group,
    Indicator,
    Method,
    Source,
    Stage,
)  # fmt: skip
from permu.terms.items import item, items
from permu.terms.quantities import conversion

LARGEST = 2**53
"""Whole numbers below this stand exactly in a float64. No true figure comes near it."""

LAST_YEAR = "earlier:"
"""A figure of the year before stands under this and its name (`with_last_year`)."""

PARCEL = "parcel"
"""What `Merge.by` says of subjects that share a parcel of the ledger."""
PARCEL_OWNER = "parcel_owner"
"""What `Scope.from_` says of who takes the grade of its parcel's owner."""

GRADES_BEFORE = (
    "grade_1_year_ago", "grade_2_years_ago", "grade_3_years_ago", "grade_4_years_ago",
    "grade_5_years_ago",
)  # fmt: skip
"""The items that hold the grades of the years before, the last year first."""


@dataclass(frozen=True)
class Scale:
    """What one whole number of a column stands for: `step` of `unit`; none of them is above `largest`."""

    unit: str
    step: Fraction
    largest: int = 0

    def into(self, unit: str) -> Fraction:
        """What one whole number stands for in another unit, or its own for ``."""
        return self.step * (conversion(self.unit, unit) if unit else 1)


@dataclass(frozen=True)
class Figures:
    """One row a subject in order of `subject`: Int64 columns for numbers, the others as they are known.

    A definition stands under its own id, also where an item bears the same one; `given` names those
    taken as that item. `held` names the figures that wait for a person in some row, where they are
    null; `held:<id>` says in which.
    """

    table: pl.DataFrame
    scales: Mapping[str, Scale]
    given: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


def common_step(steps: Sequence[Fraction]) -> Fraction:
    """The largest step of which each given one is a whole multiple."""
    bottom = lcm(*(step.denominator for step in steps))
    return Fraction(gcd(*(int(step * bottom) for step in steps)), bottom)


def label_of(method: Method, name: str) -> str:
    """What people call a figure: the definition's label, or the item's."""
    labels = {definition.id: definition.label for definition in method.definitions}
    return labels.get(name) or item(name).label


def conditions(condition: Condition) -> Iterator[Condition]:
    """A condition and all it is made of."""
    yield condition
    for inner in condition.of:
        yield from conditions(inner)


def read_by(condition: Condition) -> list[str]:
    """The figures that one condition (not those it is made of) reads: items, definitions, indicators."""
    if condition.kind == "graded_before":
        return list(GRADES_BEFORE[: int(condition.value or 0)])
    return [name for name in (condition.item, condition.until) if name]


def all_conditions(method: Method) -> Iterator[Condition]:
    """Every condition of the method: of scope, groups, and all that a group's rules hang on."""
    for scope in method.scope:
        yield from conditions(scope.when)
    for group in method.groups:
        yield from conditions(group.when)
        whens = [rule.when for rule in group.grading.rules] if group.grading else []
        whens += [rule.when for rule in group.adjustments]
        whens += [rule.when for rule in group.measures]
        whens += [rule.when for rule in group.lists]
        for when in whens:
            yield from conditions(when)


def used_figures(method: Method) -> Iterator[str]:
    """Ids of the items and definitions that an evaluation reads directly: not the parts of definitions."""
    indicators = {indicator.id for group in method.groups for indicator in group.indicators}
    defined = {definition.id for definition in method.definitions}
    named = [name for each in all_conditions(method) for name in read_by(each)]
    for group in method.groups:
        for indicator in group.indicators:
            yield from ratio_parts(indicator)
        yield from (measure.item for measure in group.measures if measure.item)
        yield from (each.count for each in group.adjustments if each.count)
        named += [group.each, *(stage.by_figure for stage in stages(group))]
    yield from (each.id for each in method.definitions if each.id.startswith(LAST_YEAR))
    named += [rule.from_ for rule in method.scope if rule.from_ != PARCEL_OWNER]
    for name in filter(None, named):
        if name not in indicators or name in defined:
            yield name


def figures_of(indicator: Indicator) -> Iterator[str]:
    """The figures that an indicator's value is worked out from, last year's among them where it is a change."""
    for name in filter(None, (indicator.numerator, indicator.denominator)):
        yield name
        if indicator.change != "none":
            yield f"{LAST_YEAR}{name}"


def with_last_year(method: Method) -> Method:
    """The method with a definition for each figure of the year before that a change is measured from."""
    written = {each.id: each for each in method.definitions}
    read = [
        name.removeprefix(LAST_YEAR)
        for group in method.groups
        for each in group.indicators
        for variant in (each, each.otherwise)
        if variant
        for name in figures_of(variant)
        if name.startswith(LAST_YEAR)
    ]
    added = tuple(
        Definition(
            id=f"{LAST_YEAR}{name}",
            label=f"上年度{label_of(method, name)}",
            kind="earlier",
            plus=(name,),
            unit=written[name].unit if name in written else item(name).unit,
            source=Source(),
        )
        for name in dict.fromkeys(read)
        if f"{LAST_YEAR}{name}" not in written
    )
    return replace(method, definitions=(*method.definitions, *added)) if added else method


def ratio_parts(ratio: Indicator | Commitment) -> Iterator[str]:
    """The figures that a ratio divides, also the one that is judged in its place."""
    yield ratio.numerator
    if ratio.denominator:
        yield ratio.denominator
    if isinstance(ratio, Indicator) and ratio.otherwise:
        yield from ratio_parts(ratio.otherwise)


def stages(group: Group) -> Iterator[Stage]:
    """The second rankings of a group that is graded in two stages."""
    if group.grading and group.grading.kind == "two_stage":
        yield from filter(None, (group.grading.best, group.grading.worst))


def figures_beside(method: Method) -> Iterator[str]:
    """What a method reads besides an evaluation: to merge subjects, and of contracts."""
    whens = [merge.when for merge in method.merges] + [each.when for each in method.commitments]
    yield from (name for when in whens for each in conditions(when) for name in read_by(each))
    yield from (name for each in conditions(method.area) for name in read_by(each))
    for merge in method.merges:
        yield merge.head_by
        if merge.by != PARCEL:
            yield merge.by
    for commitment in method.commitments:
        yield from ratio_parts(commitment)
        if commitment.promised:
            yield commitment.promised


def used_items(method: Method) -> Iterator[str]:
    """Ids of the items of the catalogue that the method reads, also as parts of definitions."""
    definitions = {definition.id: definition for definition in method.definitions}
    named = (*used_figures(method), *figures_beside(method))
    yield from (name for name in named if name not in definitions)
    for definition in method.definitions:
        read = (name for each in conditions(definition.when) for name in read_by(each))
        parts = (definition.id, *definition.plus, *definition.minus, *read)
        yield from (part for part in parts if part in items())
