"""Which of a group's numbers are otherwise under another method, as far as they bear on one subject.

Only where both methods have the subject in a group of the same id: another group is another story.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from permu.engine.evaluation import KEPT
from permu.method.model import Method
from permu.method.model.scenarios import AmendmentKey
from permu.method.scenarios.saying import Turned, turned_in
from permu.method.scenarios.spots import OTHERWISE
from permu.terms.refusal import Language, words
from permu.terms.rounding import rounded

OF_POINTS: tuple[AmendmentKey, ...] = ("weight", "benchmark", "factor", "cap", "floor", "penalty")
"""What the points of an indicator come from."""
OF_CUTS: tuple[AmendmentKey, ...] = ("shares", "at_least", "split", "best", "worst")
"""What turns a score into a grade."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Amended:
    """The numbers of a subject's group that are otherwise, and its result before and after."""

    turned: tuple[Turned, ...]
    before: Row
    after: Row
    language: Language

    def of_indicator(self, id_: str) -> str:
        """`权重由 30 分改为 40 分`; empty where nothing of the indicator is otherwise."""
        ids = (id_, f"{OTHERWISE}{id_}")
        found = (one for one in self.turned if one.was.key in OF_POINTS and one.was.of in ids)
        return self._listed(found)

    def bonuses(self) -> Iterator[str]:
        """The points of each adjustment that the subject is hit by, and the cap of all, where its bonus moves."""
        if self.before["bonus"] == self.after["bonus"]:
            return
        hits = (self.after["hits"] or "").split(",")
        for one in self.turned:
            if one.was.key == "bonus_cap" or (one.was.key == "points" and one.was.of in hits):
                yield words(
                    "engine.moved_bonus_amended", self.language,
                    label=one.was.label, amended=one.brief(self.language),
                    before=shown_points(self.before["bonus"]), after=shown_points(self.after["bonus"]),
                )  # fmt: skip

    def cuts(self) -> Iterator[str]:
        """How grades are cut otherwise, and what became of the subject's rank."""
        found = self._listed(one for one in self.turned if one.was.key in OF_CUTS)
        old, new = self.before["rank"], self.after["rank"]
        if found and None not in (old, new):
            code = "moved_cut_amended_same_rank" if old == new else "moved_cut_amended"
            yield words(f"engine.{code}", self.language, amended=found, before=old, after=new)

    def _listed(self, found: Iterable[Turned]) -> str:
        comma = words("engine.moved_comma", self.language)
        return comma.join(one.brief(self.language) for one in found)


def amended_between(
    methods: tuple[Method, Method], rows: tuple[Row, Row], language: Language
) -> Amended:
    """What of the subject's group is otherwise; nothing where it changes its group, or has none."""
    before, after = rows
    if before["group"] is None or before["group"] != after["group"]:
        return Amended((), before, after, language)
    groups = [method.group(before["group"]) for method in methods]
    return Amended(tuple(turned_in(*groups)), before, after, language)


def shown_points(points: int | None) -> str:
    """Kept points as people read them; — where there are none."""
    return "—" if points is None else f"{rounded(Decimal(points) / KEPT, 2)}"
