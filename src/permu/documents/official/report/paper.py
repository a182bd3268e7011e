"""The report as a paper: its sections in order, its annexes behind."""

from collections.abc import Sequence

from permu.documents.official.blocks import Paper
from permu.documents.official.changes import add_changes
from permu.documents.official.draft import Draft
from permu.documents.official.report.costs import add_corrected, add_fragile, add_money
from permu.documents.official.report.numbers import Mover, Report
from permu.documents.official.report.standing import (
    add_open,
    add_overall,
    add_towns,
    add_year_before,
)
from permu.documents.official.wording import day, wording

SECTIONS = (
    add_overall, add_towns, add_year_before, add_open, add_corrected, add_fragile, add_money,
)  # fmt: skip


def report_paper(report: Report) -> Paper:
    """The report."""
    draft = Draft(
        wording("report_title", place=report.place, year=report.year), made_on=report.as_of,
        is_synthetic=report.is_synthetic,
    )  # fmt: skip
    draft.to(wording("report_to"))
    draft.body(
        wording(
            "report_lead",
            method=report.method,
            run=report.run,
            as_of=day(report.as_of),
            year=report.year,
        )
    )
    if report.changes:
        see = wording("report_see_changes") if report.changes.moved else ""
        draft.body(report.changes.summary.removesuffix("。") + see + "。")
    for add in SECTIONS:
        add(draft, report)
    draft.heading(wording("report_ask"))
    draft.body(wording("report_ask_body"))
    _annexes(draft, report)
    return draft.paper


def _annexes(draft: Draft, report: Report) -> None:
    """Who moved since the year before, and since the report before."""
    movers = report.before.movers if report.before else ()
    changed = report.changes if report.changes and report.changes.moved else None
    titles = [wording("movers_title")] if movers else []
    titles += [wording("report_changes_title")] if changed else []
    draft.annexes(titles)
    draft.signed(on=None)
    draft.foot(report.standing)
    if movers:
        draft.annex()
        _movers(draft, movers)
    if changed:
        draft.annex()
        draft.note(changed.summary)
        add_changes(draft, changed)


def _movers(draft: Draft, movers: Sequence[Mover]) -> None:
    heads = tuple(wording(name) for name in ("number", "name", "credit_code", "then", "now"))
    rows = [
        (str(number), one.name, one.subject, one.before, one.after)
        for number, one in enumerate(movers, 1)
    ]
    draft.table(heads, rows, widths=(14, 66, 46, 15, 15), lefts=(1,))
