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
from permu.method.scenarios.saying import turned_in
from permu.method.scenarios.spots import OTHERWISE
from permu.terms.refusal import Language, words
from permu.terms.rounding import rounded

OF_POINTS: tuple[AmendmentKey, ...] = ("weight", "benchmark", "factor", "cap", "floor", "penalty")
"""What the points of an indicator come from."""
OF_CUTS: tuple[AmendmentKey, ...] = ("shares", "at_least", "split", "best", "worst")
"""What turns a score into a grade."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Otherwise:
    """One number of a group that is otherwise: which, of what, and how, in words."""

    key: AmendmentKey
    of: str
    label: str
    text: str  # 权重由 30 分改为 40 分


class Amendments:
    """What two methods say otherwise in groups of one id: put into words once, however many subjects ask."""

    def __init__(self, before: Method, after: Method) -> None:
        self.before = {group.id: group for group in before.groups}
        self.after = {group.id: group for group in after.groups}
        self._said: dict[tuple[str, Language], tuple[Otherwise, ...]] = {}

    def of(self, group: str, language: Language) -> tuple[Otherwise, ...]:
        """The numbers of one group, which both methods have."""
        key = group, language
        if key not in self._said:
            found = turned_in(self.before[group], self.after[group])
            self._said[key] = tuple(
                Otherwise(one.was.key, one.was.of, one.was.label, one.brief(language))
                for one in found
            )
        return self._said[key]

    def between(self, before: Row, after: Row, language: Language) -> "Amended":
        """What of a subject's group is otherwise; nothing where it changes its group, or has none."""
        is_same = before["group"] is not None and before["group"] == after["group"]
        found = self.of(before["group"], language) if is_same else ()
        return Amended(found, before, after, language)


@dataclass(frozen=True)
class Amended:
    """The numbers of a subject's group that are otherwise, and its result before and after."""

    found: tuple[Otherwise, ...]
    before: Row
    after: Row
    language: Language

    def of_indicator(self, id_: str) -> str:
        """`权重由 30 分改为 40 分`; empty where nothing of the indicator is otherwise."""
        ids = (id_, f"{OTHERWISE}{id_}")
        return self._listed(one for one in self.found if one.key in OF_POINTS and one.of in ids)

    def bonuses(self) -> Iterator[str]:
        """The points of each adjustment that the subject is hit by, and the cap of all, where its bonus moves."""
        old, new = self.before["bonus"], self.after["bonus"]
        hits = (self.after["hits"] or "").split(",")
        for one in self.found if old != new else ():
            if one.key == "bonus_cap" or (one.key == "points" and one.of in hits):
                yield words(
                    "engine.moved_bonus_amended", self.language, label=one.label,
                    amended=one.text, before=shown_points(old), after=shown_points(new),
                )  # fmt: skip

    def cuts(self) -> Iterator[str]:
        """How grades are cut otherwise, and what became of the subject's rank."""
        found = self._listed(one for one in self.found if one.key in OF_CUTS)
        old, new = self.before["rank"], self.after["rank"]
        if found and None not in (old, new):
            code = "moved_cut_amended_same_rank" if old == new else "moved_cut_amended"
            yield words(f"engine.{code}", self.language, amended=found, before=old, after=new)

    def _listed(self, found: Iterable[Otherwise]) -> str:
        return words("engine.moved_comma", self.language).join(one.text for one in found)


def shown_points(points: int | None) -> str:
    """Kept points as people read them; — where there are none."""
    return "—" if points is None else f"{rounded(Decimal(points) / KEPT, 2)}"
