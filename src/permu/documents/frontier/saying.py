"""What an analysis says of one enterprise, in words a clerk can pass on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from permu.documents.text import unit_label, vocabulary
from permu.engine.figures import label_of
from permu.engine.frontier import Analysis
from permu.terms.items import item
from permu.terms.refusal import Language

Row = Mapping[str, Any]
LEAST = 0.0005
"""A change by a smaller share is none."""


@dataclass(frozen=True)
class Target:
    """One figure beside what the mix of its peers has."""

    label: str
    unit: str
    now: float
    target: float
    is_input: bool

    @property
    def change(self) -> float | None:
        """The share by which it would change; None where there is nothing now."""
        return self.target / self.now - 1.0 if self.now else None


@dataclass(frozen=True)
class Peer:
    """An enterprise of the frontier, and how much of it stands in the mix."""

    subject: str
    name: str
    share: float


@dataclass(frozen=True)
class Saying:
    """The words of one analysis, in one language."""

    analysis: Analysis
    language: Language

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The room's words."""
        return vocabulary(self.language)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Of each subject its name, where the facts have one."""
        table = self.analysis.facts.table
        if "name" not in table.columns:
            return {}
        return {code: name for code, name in table.select("subject", "name").iter_rows() if name}

    @cached_property
    def _indicators(self) -> Mapping[str, str]:
        groups = self.analysis.method.groups
        return {each.id: each.label for group in groups for each in group.indicators}

    def name(self, subject: str) -> str:
        """What people call a subject."""
        return self.names.get(subject, subject)

    def figure(self, name: str) -> str:
        """What people call a figure."""
        defined = any(each.id == name for each in self.analysis.method.definitions)
        if defined or self.language == "zh":
            return label_of(self.analysis.method, name)
        return item(name).called(self.language)

    def unit(self, name: str) -> str:
        """The unit a figure is shown in."""
        return unit_label(self.analysis.frontier.units[name], self.language)

    def indicator(self, name: str) -> str:
        """What people call an indicator."""
        return self._indicators[name]

    def left_out(self, reason: str) -> str:
        """Why somebody could not be analysed."""
        kind, _, figure = reason.partition(":")
        name = self.figure(figure) if figure else ""
        return self.words[f"frontier_{kind}"].format(name=name)

    def size(self, returns: str) -> str:
        """Whether an enterprise is of the right size."""
        return self.words[f"frontier_{returns}"]

    def peers(self, row: Row) -> list[Peer]:
        """Who it is measured by, the weightiest first."""
        pairs = zip(row["peers"] or (), row["multipliers"] or (), strict=True)
        return [Peer(subject, self.name(subject), share) for subject, share in pairs]

    def targets(self, row: Row) -> list[Target]:
        """Each of its figures beside that of the mix."""
        choice = self.analysis.frontier.choices[row["group"]]
        return [
            Target(
                self.figure(name), self.unit(name), row[f"now:{name}"], row[f"target:{name}"], name in choice.inputs
            )
            for name in choice.figures
        ]  # fmt: skip

    def sentence(self, row: Row) -> str:
        """The whole in one sentence."""
        if row["on_frontier"]:
            return self.words["frontier_says_frontier"]
        share = row["efficiency"]
        if share > 1.0 - LEAST:
            return self.words["frontier_says_weak"]
        if self.analysis.frontier.asked.orientation == "output":
            return self.words["frontier_says_output"].format(more=f"{100 * (1 / share - 1):.1f}")
        return self.words["frontier_says_input"].format(less=f"{100 * (1 - share):.1f}")
