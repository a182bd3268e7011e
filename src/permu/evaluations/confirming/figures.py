"""The figures of one enterprise as it is asked to confirm them: those of the method, and no more."""

import hashlib
import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from permu.documents.text import figure as number_shown
from permu.documents.text import unit_label
from permu.evaluations.models import Round
from permu.evaluations.sentences import reading_language
from permu.evaluations.settling.figures import Figure, items_of, items_used
from permu.terms.items import Item, items
from permu.terms.refusal import words

Value = int | bool | str | date | None


@dataclass(frozen=True)
class Shown:
    """One figure: what it is now, and the cells that say so. None: nobody gave it."""

    item: Item
    value: Value
    cells: tuple[Mapping[str, Any], ...]

    @property
    def figure(self) -> Figure:
        """The same, as clerks settle it."""
        return Figure(
            str(self.cells[0]["subject"]) if self.cells else "", "", self.item, self.cells
        )

    @property
    def label(self) -> str:
        """What people call it."""
        return self.item.called(reading_language())

    @property
    def said(self) -> str:
        """The value for people, with its unit; "" where there is none."""
        return value_said(self.item, self.value)

    @property
    def is_held(self) -> bool:
        """Whether the office itself has doubts of it."""
        return any(cell["status"] == "held" for cell in self.cells)

    @property
    def files(self) -> list[str]:
        """The workbooks that it came from, each once."""
        return list(dict.fromkeys(cell["file"] for cell in self.cells if cell["file"]))


def value_said(item: Item, value: Value) -> str:
    """A value as people read it."""
    language = reading_language()
    if value is None:
        return ""
    if isinstance(value, bool):
        return words("evaluations.yes" if value else "evaluations.no", language)
    if isinstance(value, int):
        number = number_shown(Decimal(value).scaleb(-item.scale))
        return f"{number} {unit_label(item.unit, language)}" if item.unit else number
    return str(value)


def shown_of(round_: Round, subject: str) -> list[Shown]:
    """The figures of one enterprise, in the catalogue's order; none where the reading has no such enterprise."""
    return figures_of(round_, [subject]).get(subject, [])


def digest_of(figures: Sequence[Shown]) -> str:
    """What stands for the figures that somebody saw: their values, and what their cells say."""
    said = [[one.item.id, str(one.value), one.figure.over] for one in figures]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def digests_of(round_: Round) -> Mapping[str, str]:
    """The same of every enterprise of the round's last reading, by code."""
    return _digests(round_.intake_folder(round_.reading), round_.method)


@lru_cache(maxsize=4)
def _digests(folder: Path, method: str) -> Mapping[str, str]:
    """Worked out once for a reading: its files never change."""
    found = _figures(folder, items_of(method), None)
    return {subject: digest_of(figures) for subject, figures in found.items()}


def figures_of(round_: Round, subjects: Sequence[str]) -> dict[str, list[Shown]]:
    """The figures of some enterprises, by code; nothing where nothing was read."""
    if not (round_.reading and subjects):
        return {}
    return _figures(round_.intake_folder(round_.reading), items_used(round_), subjects)


def _figures(
    folder: Path, used: Container[str], subjects: Sequence[str] | None
) -> dict[str, list[Shown]]:
    reading = _reading(folder)
    known = [one for id_, one in items().items() if id_ in used and id_ in reading.facts.columns]
    return {
        subject: [Shown(one, row[one.id], by_item.get(one.id, ())) for one in known]
        for subject in (reading.rows if subjects is None else subjects)
        if subject in reading.rows
        for row, by_item in [reading.of(subject)]
    }


@lru_cache(maxsize=2)
def _reading(folder: Path) -> "_Reading":
    """Read once: in the hour before the deadline thousands ask for their own."""
    return _Reading(folder)


class _Reading:
    """A reading's figures and cells, where each enterprise's lie side by side."""

    def __init__(self, folder: Path) -> None:
        import polars as pl

        self.facts = pl.read_parquet(folder / "facts.parquet")
        self.rows = {subject: n for n, subject in enumerate(self.facts["subject"])}
        self._cells = pl.read_parquet(folder / "cells.parquet").sort("subject", maintain_order=True)
        counts = self._cells.group_by("subject", maintain_order=True).len().rows()
        starts = accumulate((count for _, count in counts), initial=0)
        self._places = {
            subject: (start, count) for (subject, count), start in zip(counts, starts, strict=False)
        }

    def of(self, subject: str) -> tuple[dict[str, Any], dict[str, tuple[Mapping[str, Any], ...]]]:
        """An enterprise's figures, and its cells by item."""
        row = self.facts.row(self.rows[subject], named=True)
        cells: dict[str, list[Mapping[str, Any]]] = {}
        for cell in self._cells.slice(*self._places.get(subject, (0, 0))).iter_rows(named=True):
            cells.setdefault(cell["item"], []).append(cell)
        return row, {item: tuple(found) for item, found in cells.items()}
