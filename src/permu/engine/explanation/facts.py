"""One fact as a line: its value, the cells it was read from, and the parts it is composed of."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import polars as pl

from permu.engine.explanation.context import Context, Row
from permu.engine.explanation.numbers import decimal_of
from permu.engine.figures import conditions
from permu.engine.sheet import Cell, FactLine
from permu.method.model import Condition
from permu.terms.items import item, items

CellRow = Mapping[str, Any]


class Figured:
    """The facts of one subject, as lines."""

    def __init__(
        self, context: Context, given: Row, figures: Row, cells: Sequence[CellRow]
    ) -> None:
        self.context = context
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
        signed = [("+", part) for part in definition.plus] + [
            ("−", part) for part in definition.minus
        ]
        parts = tuple(
            self._item(part, sign=mark) if part == name else self._line(part, mark)
            for mark, part in signed
        )
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
            parts=parts,
            note=""
            if value is not None
            else self.context.words("fact_held" if is_held else "fact_missing"),
        )

    def _item(self, name: str, *, label: str = "", sign: str = "") -> FactLine:
        found = item(name)
        raw = self.given.get(name)
        cells = tuple(map(_cell, self.cells.get(name, ())))
        named = found.label if self.context.language == "zh" else found.label_en
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
        for each in conditions(condition):
            if indicator := self.context.labels.get(each.item):
                names += [indicator.numerator, indicator.denominator]
            else:
                names.append(each.item)
        return list(dict.fromkeys(filter(None, names)))

    def about(self) -> tuple[tuple[str, str], ...]:
        """Where the subject stands: township, park, cluster, industry, as far as known."""
        zh = self.context.language == "zh"
        return tuple(
            (items()[name].label if zh else items()[name].label_en, str(self.given[name]))
            for name in ("town", "park", "cluster", "industry")
            if self.given.get(name) is not None
        )


def _cell(row: CellRow) -> Cell:
    names = ("file", "sheet", "cell", "raw", "unit", "provider", "sha256", "note")
    return Cell(**{name: row[name] or "" for name in names})


def cells_by_subject(cells: pl.DataFrame) -> Iterator[tuple[str, list[CellRow]]]:
    """The cells of each subject in turn: the table is in order of subject."""
    for subject, rows in groupby(cells.iter_rows(named=True), key=itemgetter("subject")):
        yield subject, list(rows)
