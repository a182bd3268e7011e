"""The figures a method asks of each subject: items as given, definitions composed, all as whole numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import gcd, lcm

import polars as pl

from permu.method.model import Condition, Definition, Group, Method, Stage
from permu.terms.facts import COLUMN_TYPES, Facts
from permu.terms.items import item, items
from permu.terms.quantities import conversion
from permu.terms.refusal import Refused

LARGEST = 2**53
"""Whole numbers below this stand exactly in a float64. No true figure comes near it."""


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


@dataclass(frozen=True)
class _Whole:
    expr: pl.Expr
    scale: Scale
    largest: int


def compose(method: Method, facts: Facts) -> Figures:
    """Every figure the method uses, for every subject.

    Raises:
        Refused: a figure is too large to be true, or the parts of a definition measure different things.
    """
    composer = _Composer(method, facts)
    names = sorted(set(used_figures(method)))
    others = [name for name in names if not composer.is_number(name)]
    wholes = {name: composer.whole(name) for name in names if composer.is_number(name)}
    for name, whole in wholes.items():
        if whole.largest >= LARGEST:
            raise Refused("engine.too_large", figure=label_of(method, name))
    in_doubt = set(facts.held["item"])
    held = {
        name: pl.col("subject").is_in(_waiting(facts, read).implode())
        for name in names
        if in_doubt.intersection(read := composer.items_of(name))
    }
    columns = {name: composer.column(name) for name in others}
    columns |= {name: whole.expr for name, whole in wholes.items()}
    return Figures(
        table=facts.table.select(
            "subject",
            *(
                (pl.when(~held[name]).then(expr) if name in held else expr).alias(name)
                for name, expr in columns.items()
            ),
            *(waits.alias(f"held:{name}") for name, waits in held.items()),
        ),
        scales={
            name: replace(whole.scale, largest=whole.largest) for name, whole in wholes.items()
        },
        given=composer.given,
        held=frozenset(held),
    )


def _waiting(facts: Facts, names: set[str]) -> pl.Series:
    """The subjects one of whose items of these names is held."""
    return facts.held.filter(pl.col("item").is_in(list(names)))["subject"]


class _Composer:
    """Turns names of items and definitions into expressions over one facts table."""

    def __init__(self, method: Method, facts: Facts) -> None:
        self.definitions = {definition.id: definition for definition in method.definitions}
        self.columns = set(facts.table.columns)
        numbers = facts.table.select(pl.col(pl.Int64))
        ends = numbers.select(pl.all().max().name.suffix(">"), pl.all().min().name.suffix("<"))
        self.largest = {
            name: max(abs(ends[f"{name}>"].item() or 0), abs(ends[f"{name}<"].item() or 0))
            for name in numbers.columns
        }
        self.given = frozenset(
            definition.id for definition in method.definitions if self._is_given(definition, facts)
        )

    def is_number(self, name: str) -> bool:
        return name in self.definitions or item(name).kind == "number"

    def column(self, name: str) -> pl.Expr:
        kind = item(name).kind
        column = pl.col(name) if name in self.columns else pl.lit(None, dtype=COLUMN_TYPES[kind])
        # Conditions compare text of few distinct values: once for each value, not for each row.
        return column.cast(pl.Categorical()) if kind in ("code", "text") else column

    def whole(self, name: str) -> _Whole:
        definition = self.definitions.get(name)
        if definition is None or name in self.given:
            return self.plain(name)
        return self.sum(definition)

    def _is_given(self, definition: Definition, facts: Facts) -> bool:
        """Whether the figure is taken as the item of the same id, which the facts have.

        They do not know any other part of it; or that these parts make it is only assumed, and the
        item has figures.
        """
        if definition.id not in self.columns:
            return False
        parts = {*definition.plus, *definition.minus}
        if not any(p in self.columns or p in self.definitions for p in parts - {definition.id}):
            return True
        is_told = facts.table[definition.id].count() > 0
        return definition.source.is_assumed and is_told and definition.id not in parts

    def sum(self, definition: Definition) -> _Whole:
        signs = [(1, name) for name in definition.plus] + [(-1, name) for name in definition.minus]
        parts = [
            (sign, self.whole(name) if name != definition.id else self.plain(name))
            for sign, name in signs
        ]
        steps = [part.scale.into(definition.unit) for _, part in parts]
        step = common_step(steps)
        factors = [int(size / step) for size in steps]
        terms = [
            part.expr * (sign * factor) if (sign, factor) != (1, 1) else part.expr
            for (sign, part), factor in zip(parts, factors, strict=True)
        ]
        largest = sum(
            part.largest * factor for (_, part), factor in zip(parts, factors, strict=True)
        )
        return _Whole(_added(terms, definition), Scale(definition.unit, step), largest)

    def items_of(self, name: str) -> set[str]:
        """The items a figure is read from."""
        definition = self.definitions.get(name)
        if definition is None or name in self.given:
            return {name}
        parts = (*definition.plus, *definition.minus)
        return set().union(*({part} if part == name else self.items_of(part) for part in parts))

    def plain(self, name: str) -> _Whole:
        found = item(name)
        scale = Scale(found.unit, Fraction(1, 10**found.scale))
        return _Whole(self.column(name), scale, self.largest.get(name, 0))


def _added(terms: Sequence[pl.Expr], definition: Definition) -> pl.Expr:
    if definition.needs == "all":
        return pl.sum_horizontal(terms, ignore_nulls=False)
    known = pl.any_horizontal([term.is_not_null() for term in terms])
    return pl.when(known).then(pl.sum_horizontal(terms, ignore_nulls=True))


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


def all_conditions(method: Method) -> Iterator[Condition]:
    """Every condition of the method: of scope, groups, and all that a group's rules hang on."""
    for scope in method.scope:
        yield from conditions(scope.when)
    for group in method.groups:
        yield from conditions(group.when)
        whens = [rule.when for rule in group.grading.rules] if group.grading else []
        whens += [rule.when for rule in group.adjustments]
        whens += [measure.when for measure in group.measures]
        whens += [listing.when for listing in group.lists]
        for when in whens:
            yield from conditions(when)


def used_figures(method: Method) -> Iterator[str]:
    """Ids of the items and definitions that the method reads directly: not the parts of definitions."""
    indicators = {indicator.id for group in method.groups for indicator in group.indicators}
    defined = {definition.id for definition in method.definitions}
    for group in method.groups:
        for indicator in group.indicators:
            yield indicator.numerator
            if indicator.denominator:
                yield indicator.denominator
        yield from (measure.item for measure in group.measures if measure.item)
        yield from (each.count for each in group.adjustments if each.count)
    named = [condition.item for condition in all_conditions(method)]
    named += [stage.by_figure for group in method.groups for stage in stages(group)]
    for name in filter(None, named):
        if name not in indicators or name in defined:
            yield name


def stages(group: Group) -> Iterator[Stage]:
    """The second rankings of a group that is graded in two stages."""
    if group.grading and group.grading.kind == "two_stage":
        yield from filter(None, (group.grading.best, group.grading.worst))


def used_items(method: Method) -> Iterator[str]:
    """Ids of the items of the catalogue that the method reads, also as parts of definitions."""
    definitions = {definition.id: definition for definition in method.definitions}
    yield from (name for name in used_figures(method) if name not in definitions)
    for definition in method.definitions:
        parts = (definition.id, *definition.plus, *definition.minus)
        yield from (part for part in parts if part in items())
