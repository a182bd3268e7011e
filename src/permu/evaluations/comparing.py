"""The facts of a run under another method: worked out when somebody looks, kept by nobody.

It is no result: it has no number, decides nothing, and stands in no list of runs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from permu.evaluations.methods import method_folder
from permu.evaluations.models import Run
from permu.evaluations.shelf import Ability, Entry, entries, entry, obstacle_labels
from permu.evaluations.states import state_labels
from permu.evaluations.stored import result_in
from permu.terms.items import item
from permu.terms.refusal import Language, Refused

if TYPE_CHECKING:
    from permu.engine.comparing import Comparison, Move

STEPS = 5
"""Shades of the table of transitions."""


@dataclass(frozen=True)
class Cell:
    """How many went from one grade (or state) to another; shaded 0 to `STEPS` by how many."""

    count: int
    shade: int
    stays: bool

    @property
    def look(self) -> str:
        """Its classes."""
        return f"num shade-{self.shade}{' stays' if self.stays else ''}"

    @property
    def text(self) -> str:
        """The number; nothing for nobody."""
        return str(self.count or "")


@dataclass(frozen=True)
class Place:
    """One town, park, cluster or size, and how its subjects move."""

    value: object  # as the facts have it
    name: str
    registered: int
    counts: Mapping[str, int]

    @property
    def size(self) -> str:
        """How many there are."""
        return ngettext("%(n)s 户", "%(n)s 户", self.registered) % {"n": self.registered}

    @property
    def said(self) -> list[str]:
        """Each move that somebody makes, with how many do."""
        return [
            f"{label} {self.counts[move]}"
            for move, label in move_labels().items()
            if self.counts[move] and move not in ("same", "neither")
        ]

    @property
    def bar(self) -> SafeString:
        """The same as a bar, in the order of the counts."""
        start, parts = 0.0, []
        for move, count in self.counts.items():
            width = 100 * count / self.registered
            if count:
                parts.append(f'<rect x="{start:.3f}" y="0" width="{width:.3f}" height="8" class="move-{move}"/>')  # fmt: skip
            start += width
        inner = mark_safe("".join(parts))  # noqa: S308 — our own words and numbers
        return format_html('<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>', inner)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The method a run is held against, and whether a group's mean stands in for unknown benchmarks."""

    entry: Entry
    with_means: bool

    @property
    def lacks_means(self) -> bool:
        """Whether it cannot score as published, and could with means."""
        return self.entry.ability == "means" and not self.with_means


def asked_for(key: str, *, with_means: bool) -> Asked:
    """The method of that key.

    Raises:
        Refused: there is none, or its folder has faults.
    """
    return Asked(entry(key, method_folder(key)), with_means)


def offers(run: Run) -> tuple[list[tuple[str, list[Entry]]], list[tuple[str, str]]]:
    """The methods that a run may be held against, by what they can do; and the others, each with why not."""
    labels: dict[Ability, str] = {
        "grades": _("能定等级"),
        "scores": _("只能计分、排名"),
        "means": _("没有公布基准值，须勾选“暂用本组平均值”"),
    }
    others = [one for one in entries() if one.key != run.round.method]
    able = [one for one in others if not one.obstacle]
    offered = [(label, [e for e in able if e.ability == name]) for name, label in labels.items()]
    kept_off = [
        (one.method.title, obstacle_labels()[one.obstacle]) for one in others if one.obstacle
    ]
    return [each for each in offered if each[1]], kept_off


def comparison_with(run: Run, asked: Asked) -> "Comparison":
    """The run's evaluation beside the one that the method asked for gives of the same facts.

    Raises:
        Refused: it cannot score, needs facts that the run has not, or the run's folder was changed.
    """
    if asked.entry.obstacle in ("area", "subject"):  # the others the engine refuses by name
        why = obstacle_labels()[asked.entry.obstacle]
        raise Refused("evaluations.not_comparable", method=asked.entry.method.title, why=why)
    return _compared(run.folder, asked.entry.key, asked.with_means)


@lru_cache(maxsize=8)
def _compared(folder: Path, key: str, is_with_means: bool) -> "Comparison":  # noqa: FBT001 — a cache's key
    from permu.engine.comparing import compare_under, with_means

    stored, other = result_in(folder), entry(key, method_folder(key)).method
    method = with_means(other) if is_with_means else other
    return compare_under((stored.method, stored.evaluation), method, stored.facts)


def move_labels() -> "dict[Move, str]":
    """What each move is called, in the order of the counts."""
    return {
        "better": _("上升"),
        "same": _("不变"),
        "worse": _("下降"),
        "enters": _("改为定级"),
        "leaves": _("不再定级"),
        "neither": _("都不定级"),
    }


def absent_labels(comparison: "Comparison", language: Language) -> list[str]:
    """The figures that the other method reads and the county has of nobody."""
    return [item(name).called(language) for name in comparison.after.absent]


def transition_table(comparison: "Comparison") -> tuple[list[str], list[tuple[str, list[Cell]]]]:
    """The grades and states after, and for each before how many went to each of them."""
    counts = {(old, new): count for old, new, count in comparison.transitions.iter_rows()}
    rows = _ordered(comparison.before.grades, {old for old, _new in counts})
    columns = _ordered(comparison.after.grades, {new for _old, new in counts})
    most = max(counts.values(), default=1)
    table = [
        (
            old,
            [_cell(counts.get((old, new), 0), most, stays=old == new) for new in columns],
        )
        for old in rows
    ]
    return columns, table


def _cell(count: int, most: int, *, stays: bool) -> Cell:
    return Cell(count, -(-count * STEPS // most), stays=stays)


def _ordered(grades: tuple[str, ...], seen: set[str]) -> list[str]:
    """Grades best first, all of them, then the states that occur."""
    return [*grades, *(state for state in state_labels() if state in seen)]


def dimension_labels() -> dict[str, str]:
    """The ways to divide a county, by their items."""
    return {
        "town": _("按乡镇（街道）"),
        "park": _("按园区"),
        "cluster": _("按产业集群"),
        "is_above_scale": _("按规模"),
    }


def places(comparison: "Comparison", dimension: str) -> list[Place]:
    """Each value of a town, park, cluster or size; those with the most subjects first."""
    return [place_in(row) for row in comparison.by(dimension).to_dicts()]


def place_in(row: dict[str, object]) -> Place:
    """A row of `Comparison.by`."""
    value = row.pop("value")
    registered = int(str(row.pop("registered")))
    counts = {move: int(str(count)) for move, count in row.items()}
    return Place(value, _name(value), registered, counts)


def _name(value: object) -> str:
    if isinstance(value, bool):
        return _("规上企业") if value else _("规下企业")
    return str(value) if value else _("未填写")
