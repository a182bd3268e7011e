"""One fact as a line: its value, the cells it was read from, and the parts it is composed of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from permu.engine.composing.kinds import COMBINED, signed
from permu.engine.explanation.composed import cell_of, composed_note, looked_up, with_factor
from permu.engine.explanation.context import CellRow, Context, Row
from permu.engine.explanation.numbers import decimal_of
from permu.engine.figures import conditions, figures_of, read_by
from permu.engine.sheet import Cell, FactLine
from permu.engine.units.membership import Unit
from permu.engine.units.merging import is_added
from permu.method.model import Condition, Definition
from permu.terms.items import Item, item, items


@dataclass(frozen=True)
class Member:
    """One of several subjects that were evaluated as one."""

    name: str
    figured: "Figured"


class Figured:
    """The facts of one subject, or of several that were evaluated as one, as lines."""

    def __init__(
        self, context: Context, given: Row, figures: Row, cells: Sequence[CellRow] = ()
    ) -> None:
        self.context = context
        self.members: Sequence[Member] = ()
        self.unit: Unit | None = None
        self.given = given
        self.figures = figures
        self.lines: dict[str, FactLine] = {}
        self.cells: dict[str, list[CellRow]] = {}
        for cell in cells:
            self.cells.setdefault(cell["item"], []).append(cell)

    def line(self, name: str) -> FactLine:
        """The line of an item, or of a figure that the method composes; made once a subject."""
        if name not in self.lines:
            self.lines[name] = self._line(name)
        return self.lines[name]

    def _line(self, name: str, sign: str = "") -> FactLine:
        definition = self.context.definitions.get(name)
        if definition is None or name in self.context.figures.given:
            label = definition.label if definition else ""
            return self._item(name, label=label, sign=sign)
        is_held = self.figures.get(f"held:{name}", False)
        whole = None if is_held else self.figures.get(name)
        scale = self.context.figures.scales.get(name)
        value = decimal_of(whole * scale.step) if whole is not None and scale else None
        return FactLine(
            item=name,
            label=definition.label,
            value=value,
            unit=self.context.unit_label(definition.unit),
            sign=sign,
            parts=tuple(self._parts(definition)),
            note=composed_note(self.context, definition)
            if value is not None
            else self.context.words("fact_held" if is_held else "fact_missing"),
        )

    def _parts(self, definition: Definition) -> Iterator[FactLine]:
        """What a figure is made of: other figures, last year's, or shares of parcels."""
        if definition.kind not in COMBINED:
            yield from looked_up(self.context, definition, self.given["subject"])
            return
        times = dict(definition.times)
        for number, part in signed(definition):
            sign = {1: "+", -1: "−"}[number] if definition.kind == "sum" else ""
            is_item = part == definition.id
            line = self._item(part, sign=sign) if is_item else self._line(part, sign)
            yield with_factor(self.context, line, times[part]) if part in times else line

    def _item(self, name: str, *, label: str = "", sign: str = "") -> FactLine:
        found = item(name)
        raw = self.given.get(name)
        if self.members and is_added(found):
            return self._added(found, label, sign)
        cells = tuple(map(cell_of, self.cells.get(name, ())))
        named = found.called(self.context.language)
        is_number = found.kind == "number"
        return FactLine(
            item=name,
            label=label or named,
            value=found.decimal(raw) if is_number and raw is not None else None,
            unit=self.context.unit_label(found.unit),
            sign=sign,
            cells=cells,
            note=self._note(raw, cells) if is_number else self._said(raw),
        )

    def _added(self, found: Item, label: str, sign: str) -> FactLine:
        """A figure of a unit: the sum of its members', each with its own cells."""
        of_members = ((each, each.figured.line_of_item(found.id)) for each in self.members)
        parts = [replace(line, label=each.name, sign="+") for each, line in of_members]
        raw = self.given.get(found.id)
        named = found.called(self.context.language)
        return FactLine(
            item=found.id,
            label=label or named,
            value=None if raw is None else found.decimal(raw),
            unit=self.context.unit_label(found.unit),
            sign=sign,
            parts=tuple(parts),
            note=self.context.words("fact_missing" if raw is None else "fact_merged"),
        )

    def line_of_item(self, name: str) -> FactLine:
        """The line of an item as it was read, whatever the method composes under that name."""
        return self._item(name)

    def _note(self, raw: int | None, cells: Sequence[Cell]) -> str:
        notes = "；".join(dict.fromkeys(cell.note for cell in cells if cell.note)) if cells else ""
        return notes or ("" if raw is not None else self.context.words("fact_missing"))

    def _said(self, raw: object) -> str:
        if raw is None:
            return self.context.words("fact_missing")
        if isinstance(raw, bool):
            return self.context.words("yes" if raw else "no")
        return str(raw)

    def read_by(self, condition: Condition) -> tuple[FactLine, ...]:
        """The facts that a condition reads, each once."""
        return tuple(map(self.line, self._names(condition)))

    def lacking(self, condition: Condition) -> list[str]:
        """What people call the facts that a condition reads and that are missing."""
        names = self._names(condition)
        return [self.line(name).label for name in names if self.figures[name] is None]

    def _names(self, condition: Condition) -> list[str]:
        names: list[str] = []
        for name in (name for each in conditions(condition) for name in read_by(each)):
            if indicator := self.context.labels.get(name):
                names += figures_of(indicator)
            else:
                names.append(name)
        return list(dict.fromkeys(filter(None, names)))

    def about(self) -> tuple[tuple[str, str], ...]:
        """Where the subject stands: township, park, cluster, industry, as far as known."""
        return tuple(
            (items()[name].called(self.context.language), str(self.given[name]))
            for name in ("town", "park", "cluster", "industry")
            if self.given.get(name) is not None
        )
