"""Before and after the review: what differs between the run that was on notice and another, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from permu.documents.text import figure
from permu.evaluations.models import Result, Round, Run
from permu.evaluations.states import state_labels
from permu.terms.rounding import rounded

FIELDS = ("subject", "name", "state", "grade", "group_label", "rank", "ranked", "score")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One enterprise that differs; `is_third` where it did not appeal itself."""

    subject: str
    name: str
    lines: list[str]
    is_graded_otherwise: bool
    is_third: bool


def noticed_run(round_: Round) -> Run | None:
    """The run that was on notice last."""
    step = round_.steps.filter(move="notice").select_related("run").last()
    return step.run if step else None


def differences(old: Run, new: Run, *, subject: str = "") -> list[Difference]:
    """Who differs, those of another grade or state first; of one subject alone where one is asked for."""
    before, after = _rows(old, subject), _rows(new, subject)
    appealed = set(
        Result.objects.filter(appeals__round=new.round_id).values_list("subject", flat=True)
    )
    found = []
    for one in sorted(before.keys() | after.keys()):
        was, now = before.get(one), after.get(one)
        lines = list(_lines(was, now))
        if lines:
            name = (now or was or {})["name"]
            is_graded = not (was and now) or _standing(was) != _standing(now)
            found.append(Difference(one, name, lines, is_graded, one not in appealed))
    return sorted(found, key=lambda one: not one.is_graded_otherwise)


def _rows(run: Run, subject: str) -> dict[str, Row]:
    found = run.results.order_by("subject")
    found = found.filter(subject=subject) if subject else found
    return {row["subject"]: row for row in found.values(*FIELDS)}


def _lines(was: Row | None, now: Row | None) -> Iterator[str]:
    if was is None or now is None:
        yield _("不再参加评价") if now is None else _("新参加评价")
        return
    pairs = (
        (_("等级"), _standing(was), _standing(now)),
        (_("分组"), was["group_label"] or "—", now["group_label"] or "—"),
        (_("得分"), _score(was), _score(now)),
        (_("名次"), _rank(was), _rank(now)),
    )
    for label, old, new in pairs:
        if old != new:
            yield _("%(what)s：%(old)s → %(new)s") % {"what": label, "old": old, "new": new}


def _standing(row: Row) -> str:
    state: str = row["state"]
    return row["grade"] or state_labels().get(state, state)


def _score(row: Row) -> str:
    score: Decimal | None = row["score"]
    return "—" if score is None else figure(rounded(score, 4), decimals=2)


def _rank(row: Row) -> str:
    return f"{row['rank']}/{row['ranked']}" if row["rank"] else "—"
