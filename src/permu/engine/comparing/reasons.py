"""Why a subject stands elsewhere under another method: in words, with both numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from permu.engine.comparing.amended import Amended, shown_points
from permu.engine.comparing.comparison import Comparison
from permu.method.model import Method
from permu.terms.refusal import Language, words

MOST = 3
"""Indicators named for one subject: those whose points moved furthest."""

Row = Mapping[str, Any]


def reasons(found: Comparison, subject: str, *, language: Language = "zh") -> list[str]:
    """What of the subject is worked out otherwise, the weightiest first; never empty.

    Where nothing of its own changed, others did: the last sentence says so.
    """
    before, after = (row_of(found, side, subject) for side in (0, 1))
    said = list(standing(found, before, after, language))
    amended = found.amendments.between(before, after, language)
    if None not in (
        before["score"],
        after["score"],
    ):  # else every point would be told as lost or won
        said += [_points(one, amended) for one in moved_points(found, before, after)]
        said += [*rules(found, before, after, language), *amended.bonuses()]
    said += amended.cuts()
    return said or [words("engine.moved_by_others", language)]


def row_of(found: Comparison, side: int, subject: str) -> Row:
    """The subject's result in the first (0) or the second (1) evaluation."""
    table = found.evaluations[side].table
    return table.row(int(table["subject"].search_sorted(subject)), named=True)


def standing(found: Comparison, before: Row, after: Row, language: Language) -> Iterator[str]:
    """Another state, or another group."""
    old, new = (
        _group(side.method, row) for side, row in zip((found.before, found.after), (before, after), strict=True)
    )  # fmt: skip
    if before["state"] != after["state"]:
        names = {
            name: words(f"engine.standing_{row['state']}", language)
            for name, row in (("before", before), ("after", after))
        }
        why = _rule_label(found, after)
        yield words("engine.moved_state", language, **names, why=f"（{why}）" if why else "")
    elif before["group"] != after["group"]:
        yield words("engine.moved_group", language, before=old, after=new)


def _points(one: "MovedPoints", amended: Amended) -> str:
    """The points of one indicator, with what of it is otherwise under the other method."""
    found = amended.of_indicator(one.id)
    return words(
        f"engine.moved_points{'_amended' if found else ''}", amended.language,
        label=one.label, amended=found, before=shown_points(one.before), after=shown_points(one.after),
    )  # fmt: skip


@dataclass(frozen=True)
class MovedPoints:
    """An indicator whose points moved, both kept at 10^-6; None on a side that gives it none."""

    id: str
    label: str
    before: int | None
    after: int | None


def moved_points(found: Comparison, before: Row, after: Row) -> list[MovedPoints]:
    """The `MOST` indicators whose points moved furthest; one that only one method has gives none in the other."""
    labels = {
        indicator.id: indicator.label
        for side in (found.before, found.after)
        for group in side.method.groups
        for indicator in group.indicators
    }
    moved = [
        MovedPoints(id_, label, old, new)
        for id_, label in labels.items()
        if (old := before.get(f"points:{id_}")) != (new := after.get(f"points:{id_}"))
    ]
    return sorted(moved, key=lambda one: -abs((one.after or 0) - (one.before or 0)))[:MOST]


def rules(found: Comparison, before: Row, after: Row, language: Language) -> Iterator[str]:
    """Adjustments that one method has the subject hit and the other has not."""
    old, new = (set((row["hits"] or "").split(",")) - {""} for row in (before, after))
    for code, side, ids in (
        ("engine.moved_hit", found.after, new - old),
        ("engine.moved_no_hit", found.before, old - new),
    ):
        labels = {
            adjustment.id: adjustment.label
            for group in side.method.groups
            for adjustment in group.adjustments
        }
        yield from (words(code, language, label=labels[id_]) for id_ in sorted(ids))


def _group(method: Method, row: Row) -> str:
    return method.group(row["group"]).label if row["group"] else ""


def _rule_label(found: Comparison, row: Row) -> str:
    """The scope rule's label, where one decides; empty where a figure is waited for."""
    labels = {rule.id: rule.label for rule in found.after.method.scope}
    return labels.get(row["state_rule"] or "", "")
