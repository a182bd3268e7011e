"""`compose`: names of items and definitions become columns of whole numbers over one year's facts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import polars as pl

from permu.engine.composing.kinds import COMBINED, signed
from permu.engine.composing.ledger import STEP, held_by, tenants_of
from permu.engine.conditions import Reading, held_figures, truth
from permu.engine.figures import (
    LARGEST,
    Figures,
    Scale,
    common_step,
    conditions,
    label_of,
    read_by,
    used_figures,
)  # fmt: skip
from permu.method.model import Condition, Definition, Method
from permu.terms.facts import COLUMN_TYPES, Facts
from permu.terms.items import item
from permu.terms.refusal import Refused


@dataclass(frozen=True)
class _Whole:
    expr: pl.Expr
    scale: Scale
    largest: int


def compose(
    method: Method,
    facts: Facts,
    *,
    earlier: Facts | None = None,
    names: Iterable[str] | None = None,
) -> Figures:
    """Every figure the method uses (or those of these `names`), for every subject.

    Raises:
        Refused: a figure is too large to be true, or the parts of a definition measure different things.
    """
    composer = _Composer(method, facts, earlier)
    wanted = sorted(set(used_figures(method) if names is None else names))
    others = [name for name in wanted if not composer.is_number(name)]
    wholes = {name: composer.whole(name) for name in wanted if composer.is_number(name)}
    for name, whole in wholes.items():
        if whole.largest >= LARGEST:
            raise Refused("engine.too_large", figure=label_of(method, name))
    held = {name: found for name in wanted if (found := composer.waits(name)) is not None}
    columns = {name: composer.column(name) for name in others}
    columns |= {name: whole.expr for name, whole in wholes.items()}
    return Figures(
        table=facts.table.with_columns(composer.beside.values()).select(
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


class _Composer:
    """Turns names of items and definitions into expressions over one facts table.

    What is not among the year's figures of a subject (last year's, the ledger's) stands `beside`
    them, as columns of its own; `doubts` are the subjects for whom it waits for a person.
    """

    def __init__(self, method: Method, facts: Facts, earlier: Facts | None) -> None:
        self.method, self.facts, self.earlier = method, facts, earlier
        self.definitions = {definition.id: definition for definition in method.definitions}
        self.columns = set(facts.table.columns)
        self.in_doubt = set(facts.held["item"])
        self.beside: dict[str, pl.Series] = {}
        self.scales: dict[str, Scale] = {}
        self.doubts: dict[str, pl.Series] = {}
        numbers = facts.table.select(pl.col(pl.Int64))
        ends = numbers.select(pl.all().max().name.suffix(">"), pl.all().min().name.suffix("<"))
        self.largest = {
            name: max(abs(ends[f"{name}>"].item() or 0), abs(ends[f"{name}<"].item() or 0))
            for name in numbers.columns
        }
        self.given = frozenset(
            definition.id for definition in method.definitions if self._is_given(definition)
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
        if definition.kind in COMBINED:
            return self._combined(definition)
        return self._looked_up(definition)

    def waits(self, name: str) -> pl.Expr | None:
        """Whether the figure waits for a person; None: for nobody."""
        read = self._read(name)
        subjects = [self.doubts[each] for each in read if each in self.doubts]
        if held := self.in_doubt.intersection(read):
            subjects.append(self.facts.held.filter(pl.col("item").is_in(list(held)))["subject"])
        if not subjects or not any(len(each) for each in subjects):
            return None
        return pl.col("subject").is_in(pl.concat(subjects).implode())

    def _is_given(self, definition: Definition) -> bool:
        """Whether the figure is taken as the item of the same id, which the facts have.

        They do not know any other part of it; or that these parts make it is only assumed, and the
        item has figures.
        """
        if definition.id not in self.columns:
            return False
        if not self._knows_a_part(definition):
            return True
        parts = {*definition.plus, *definition.minus}
        is_assumed = definition.source.is_assumed and definition.id not in parts
        return is_assumed and definition.id in self.facts.told

    def _knows_a_part(self, definition: Definition) -> bool:
        if definition.kind in ("holding", "tenants"):
            return self.facts.has_ledger
        columns = self.columns
        if definition.kind == "earlier":
            columns = set(self.earlier.table.columns) if self.earlier else set()
        parts = {*definition.plus, *definition.minus} - {definition.id}
        return any(part in columns or part in self.definitions for part in parts)

    def _combined(self, definition: Definition) -> _Whole:
        parts = [
            (sign, name, self.whole(name) if name != definition.id else self.plain(name))
            for sign, name in signed(definition)
        ]
        times = dict(definition.times)
        steps = [
            part.scale.into(definition.unit) * times.get(name, Fraction(1))
            for _, name, part in parts
        ]
        step = common_step(steps)
        factors = [int(size / step) for size in steps]
        terms = [
            part.expr * (sign * factor) if (sign, factor) != (1, 1) else part.expr
            for (sign, _, part), factor in zip(parts, factors, strict=True)
        ]
        reach = [part.largest * factor for (_, _, part), factor in zip(parts, factors, strict=True)]
        return _Whole(
            COMBINED[definition.kind](terms, needs=definition.needs),
            Scale(definition.unit, step),
            sum(reach) if definition.kind == "sum" else max(reach, default=0),
        )

    def _looked_up(self, definition: Definition) -> _Whole:
        """A figure that stands beside the year's own: found at once, and read as a column."""
        name = f"={definition.id}"
        if name not in self.beside:
            found, self.scales[name] = self._found(definition)
            subjects = self.facts.table.select("subject")
            joined = subjects.join(found, on="subject", how="left", maintain_order="left")
            self.beside[name] = joined["figure"].alias(name)
            self.doubts[name] = found.filter("waits")["subject"]
        column = self.beside[name]
        ends = (column.max(), column.min())
        largest = max(abs(end) if isinstance(end, int) else 0 for end in ends)
        return _Whole(pl.col(name), self.scales[name], largest)

    def _found(self, definition: Definition) -> tuple[pl.DataFrame, Scale]:
        """`subject`, `figure` (whole units of the scale) and whether it `waits` for a person."""
        if definition.kind == "earlier":
            return self._earlier(definition.plus[0])
        if definition.kind == "holding":
            found = held_by(self.facts.holdings, definition)
            unit = "mu" if definition.of == "land" else "m2"
            scale = Scale(unit, Fraction(1, 10**STEP))
            return found.with_columns(waits=pl.lit(value=False)), scale
        decided = self._decided(definition.when)
        return tenants_of(self.facts.holdings, decided, definition), Scale("cases", Fraction(1))

    def _earlier(self, name: str) -> tuple[pl.DataFrame, Scale]:
        """What a figure was the year before; missing of all where those facts are not given."""
        facts = self.earlier or replace(self.facts, table=self.facts.table.clear())
        past = compose(self.method, facts, names=[name])
        waits = pl.col(f"held:{name}") if name in past.held else pl.lit(value=False)
        return past.table.select("subject", figure=name, waits=waits), past.scales[name]

    def _decided(self, when: Condition) -> pl.DataFrame:
        """Of each subject whether the condition `counts` it (null: unknown), and whether that `waits`."""
        names = [name for each in conditions(when) for name in read_by(each)]
        figures = compose(self.method, self.facts, earlier=self.earlier, names=names)
        reading = Reading(figures, (), date(self.facts.year, 12, 31))
        held = [pl.col(f"held:{name}") for name in held_figures(when, reading)]
        return figures.table.select(
            "subject",
            counts=truth(when, reading),
            waits=pl.any_horizontal(held) if held else pl.lit(value=False),
        )

    def _read(self, name: str) -> set[str]:
        """The items and definitions that a figure is read from, down to the items."""
        definition = self.definitions.get(name)
        if definition is None or name in self.given:
            return {name}
        if definition.kind not in COMBINED:
            return {f"={name}"}
        parts = (part for _, part in signed(definition))
        return set().union(*({part} if part == name else self._read(part) for part in parts))

    def plain(self, name: str) -> _Whole:
        found = item(name)
        scale = Scale(found.unit, Fraction(1, 10**found.scale))
        return _Whole(self.column(name), scale, self.largest.get(name, 0))
