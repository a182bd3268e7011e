"""The figures of one enterprise as it is asked to confirm them: those of the method, and no more."""

import hashlib
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from permu.documents.text import figure as number_shown
from permu.documents.text import unit_label
from permu.evaluations.models import Round
from permu.evaluations.sentences import reading_language
from permu.evaluations.settling.figures import Figure, items_of, items_used
from permu.terms.items import Item, items
from permu.terms.refusal import words

if TYPE_CHECKING:
    import polars as pl

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
    import polars as pl

    chosen = pl.lit(value=True) if subjects is None else pl.col("subject").is_in(subjects)
    facts = pl.scan_parquet(folder / "facts.parquet").filter(chosen).collect()
    known = [one for id_, one in items().items() if id_ in used and id_ in facts.columns]
    cells = pl.scan_parquet(folder / "cells.parquet").filter(chosen)
    by_figure = dict(_by_figure(cells.collect()))
    return {
        row["subject"]: [
            Shown(one, row[one.id], by_figure.get((row["subject"], one.id), ())) for one in known
        ]
        for row in facts.iter_rows(named=True)
    }


def _by_figure(
    cells: "pl.DataFrame",
) -> Iterator[tuple[tuple[str, str], tuple[Mapping[str, Any], ...]]]:
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for cell in cells.iter_rows(named=True):
        found.setdefault((cell["subject"], cell["item"]), []).append(cell)
    for figure, of_figure in found.items():
        yield figure, tuple(of_figure)
