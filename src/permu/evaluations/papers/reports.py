"""The report to the leading group (送审报告), out of a run, its settlements and the year before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

import polars as pl
from django.utils import translation

from permu.documents.official.changes import Changes, changes_between
from permu.documents.official.notice import Corrected
from permu.documents.official.report import Counts, Fragile, Money, Report
from permu.documents.official.wording import in_lines, wording
from permu.engine import Result as Stored
from permu.evaluations.models import Run
from permu.evaluations.papers.issued import issued, newest_of
from permu.evaluations.papers.why import why
from permu.evaluations.papers.year_before import graded_in, year_before
from permu.evaluations.reasons import reason_by
from permu.evaluations.robustness import foremost, preset_labels, within_reach
from permu.evaluations.states import state_labels
from permu.evaluations.stored import stored_result
from permu.terms.items import item

CHINESE = "zh-hans"
CENTS = 100


def report_of(run: Run) -> Report:
    """What is to be decided, in numbers.

    Raises:
        Refused: the run's folder is lost.
    """
    stored = stored_result(run)
    method, cells = stored.method, stored.facts.cells
    corrections = cells.filter(pl.col("status") == "corrected").select("subject", "item").unique()
    grades = _grades(stored)
    with translation.override(CHINESE):
        return Report(
            place=method.place_label, year=run.round.year, method=method.title, run=run.number,
            as_of=run.round.as_of, standing=_standing(run),
            states=tuple((label, run.counts[state]) for state, label in state_labels().items() if run.counts.get(state)),
            groups=_counts(run, "group_label", [group.label for group in method.groups], grades),
            towns=_counts(run, "town", [], grades),
            before=year_before(run, grades), unsure=run.unsure, open_findings=run.open_findings,
            waiting=_waiting(run, stored),
            corrected=Corrected(figures=len(corrections), subjects=corrections["subject"].n_unique()),
            by_item=tuple((item(name).label, n) for name, n in Counter(corrections["item"].sort()).most_common()),
            fragile=_fragile(run, grades), money=tuple(_money(stored)), is_trial_year=method.is_trial,
            changes=_changes(run), is_synthetic=method.makes_synthetic(stored.facts),
        )  # fmt: skip


def _standing(run: Run) -> tuple[str, ...]:
    publication = newest_of(run)
    if publication is not None:
        return tuple(issued(publication).lines())
    return (
        wording("unpublished", run=run.number),
        wording("method_digest", digest=run.method_digest),
        wording("facts_digest", digest=run.facts_digest),
        *in_lines(wording("evaluation_digest", digest=run.evaluation_digest)),
    )


def _grades(stored: Stored) -> tuple[str, ...]:
    """Best first; those that only a rule gives come last."""
    groups = [group.grading.grades for group in stored.method.groups if group.grading]
    known = dict.fromkeys(grade for grades in groups for grade in grades)
    found = stored.evaluation.table["grade"].drop_nulls().unique().sort()
    return tuple(known | dict.fromkeys(grade for grade in found if grade))


def _counts(run: Run, field: str, known: Sequence[str], grades: Sequence[str]) -> Counts:
    """By place or group: those `known` in their order, then the others by name."""
    counted = Counter(run.results.exclude(grade="").order_by().values_list(field, "grade"))
    found = sorted({name for name, _ in counted})
    names = [
        *(name for name in known if name in found),
        *(name for name in found if name not in known),
    ]
    lines = (
        (name or wording("unknown_town"), tuple(counted[name, grade] for grade in grades))
        for name in names
    )
    label = wording("town" if field == "town" else "group")
    return Counts(label=label, grades=tuple(grades), lines=tuple(lines))


def _waiting(run: Run, stored: Stored) -> tuple[tuple[str, int], ...]:
    """Why some are not evaluated for now."""
    rules = run.results.filter(state="deferred").values_list("state_rule", flat=True)
    counted = Counter(reason_by(stored.method, rule) for rule in rules.order_by("state_rule"))
    return tuple((label, n) for label, n in counted.most_common() if label)


def _fragile(run: Run, grades: Sequence[str]) -> Fragile | None:
    key = foremost(run)
    if key is None:
        return None
    reach = within_reach(run)
    counted = Counter(grade for subject, _, grade in graded_in(run) if subject in reach)
    counts = tuple((grade, counted[grade]) for grade in grades if counted[grade])
    return Fragile(assumptions=preset_labels()[key], counts=counts)


def _money(stored: Stored) -> Iterable[Money]:
    """Of each measure that falls on anybody."""
    measures = {one.id: one for group in stored.method.groups for one in group.measures}
    for measure in measures.values():
        rows = stored.evaluation.measures.filter(pl.col("measure") == measure.id)
        own, is_money = rows["amount"], measure.kind != "text"
        if len(own):
            yield Money(
                label=measure.label, gives=measure.gives, count=len(own),
                amount=Decimal(own.sum()) / CENTS if is_money else None,
                unknown=own.null_count() if is_money else 0,
            )  # fmt: skip


def _changes(run: Run) -> Changes | None:
    """Since the run that was submitted before this one."""
    earlier = run.round.steps.filter(move="submit", run__number__lt=run.number)
    last = earlier.select_related("run__round").order_by("-number").first()
    if last is None or last.run is None:
        return None
    fields = ("subject", "name", "grade", "score", "rank")
    before, after = (list(one.results.values(*fields)) for one in (last.run, run))
    since = wording("previous_submitted", run=last.run.number)
    return changes_between(before, after, since=since, why=why(last.run, run, names_items=True))
