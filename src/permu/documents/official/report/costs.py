"""Sections of a report: what people corrected, which grades are fragile, and what follows in money."""

from decimal import Decimal

from permu.documents.official.blocks import Cells
from permu.documents.official.draft import Draft
from permu.documents.official.listing import grade_said
from permu.documents.official.report.numbers import Report
from permu.documents.official.wording import listed, wording
from permu.documents.text import MISSING, figure


def add_corrected(draft: Draft, report: Report) -> None:
    """How many figures people corrected, by item."""
    draft.heading(wording("report_corrected"))
    found = report.corrected
    if not found.figures:
        draft.body(wording("report_none_corrected"))
        return
    said = [wording("items_of", label=label, count=count) for label, count in report.by_item]
    draft.body(
        wording(
            "report_corrections", figures=found.figures, subjects=found.subjects, said=listed(said)
        )
    )


def add_fragile(draft: Draft, report: Report) -> None:
    """Whose grade a challenge could change, where that was worked out."""
    draft.heading(wording("report_fragile"))
    found = report.fragile
    if found is None:
        draft.body(wording("report_no_fragile"))
        return
    total = sum(count for _, count in found.counts)
    said = [
        wording("of_grade", grade=grade_said(grade), count=count) for grade, count in found.counts
    ]
    name = "report_fragile_said" if total else "report_fragile_nobody"
    draft.body(wording(name, assumptions=found.assumptions, total=total, said=listed(said)))


def add_money(draft: Draft, report: Report) -> None:
    """Each measure, on how many it falls and what it comes to; what nobody can work out is counted apart."""
    draft.heading(wording("report_money"))
    if report.is_trial_year:
        draft.body(wording("report_trial_year"))
    if not report.money:
        draft.body(wording("report_no_money"))
        return
    heads = tuple(wording(name) for name in ("measure", "direction", "enterprises", "yuan"))
    rows: list[Cells] = [
        (
            one.label, wording("gives" if one.gives else "charges"), str(one.count),
            figure(one.amount, decimals=2) if one.amount is not None else MISSING,
        )
        for one in report.money
    ]  # fmt: skip
    for gives, name in ((False, "sum_charges"), (True, "sum_gives")):
        amounts = [
            one.amount for one in report.money if one.gives == gives and one.amount is not None
        ]
        if amounts:
            rows.append((wording(name), "", "", figure(sum(amounts, Decimal(0)), decimals=2)))
    draft.table(heads, rows, widths=(72, 22, 22, 40), lefts=(0,))
    unknown = sum(one.unknown for one in report.money)
    draft.note(wording("money_note") + (wording("money_unknown", count=unknown) if unknown else ""))
