"""Sections of a report: how many have which grade, beside the year before, and what is still open."""

from permu.documents.official.draft import Draft
from permu.documents.official.listing import grade_said
from permu.documents.official.report.numbers import Counts, Report
from permu.documents.official.wording import listed, wording

WIDE = 156


def add_overall(draft: Draft, report: Report) -> None:
    """Who was evaluated, and the grades of each group."""
    draft.heading(wording("report_overall"))
    total = sum(count for _, count in report.states)
    said = [wording("count_of", label=label, count=count) for label, count in report.states]
    draft.body(wording("report_states", total=total, said=listed(said)))
    graded, sums = sum(report.groups.sums), report.groups.sums
    shares = [
        wording("grade_share", grade=grade_said(grade), count=count, share=_percent(count, graded))
        for grade, count in zip(report.groups.grades, sums, strict=True)
        if graded
    ]
    if shares:
        draft.body(wording("report_grades", total=graded, said=listed(shares)))
        _counts_table(draft, report.groups)


def add_towns(draft: Draft, report: Report) -> None:
    """The grades of each town."""
    if report.towns.lines:
        draft.heading(wording("report_towns"))
        _counts_table(draft, report.towns)


def add_year_before(draft: Draft, report: Report) -> None:
    """Who went up and who went down since the year before."""
    draft.heading(wording("report_year_before"))
    found = report.before
    if found is None:
        draft.body(wording("report_no_year_before"))
        return
    about = {"title": found.title, "both": found.both, "up": found.up, "down": found.down}
    stay = found.both - found.up - found.down
    draft.body(wording("report_moved", **about, stay=stay))
    heads = tuple(wording(name) for name in ("grade", "then", "now", "more_or_less"))
    rows = [
        (grade, str(then), str(now), f"{now - then:+d}" if now != then else "0")
        for grade, then, now in found.counts
    ]
    draft.table(heads, rows, widths=(39, 39, 39, 39))


def add_open(draft: Draft, report: Report) -> None:
    """What is not decided yet: who waits for what, rules that nobody can judge, findings that were carried."""
    draft.heading(wording("report_open"))
    texts = [wording("report_waiting", label=label, count=n) for label, n in report.waiting]
    if report.unsure:
        texts.append(wording("report_unsure", count=report.unsure))
    if report.open_findings:
        texts.append(wording("report_findings", count=report.open_findings))
    if texts:
        draft.points(texts)
    else:
        draft.body(wording("report_nothing_open"))


def _counts_table(draft: Draft, found: Counts) -> None:
    """A line each with its sum, and the sums of all."""
    narrow = 84 // (len(found.grades) + 1)
    heads = (found.label, *found.grades, wording("sum"))
    lines = [*found.lines, (wording("sum"), found.sums)] if len(found.lines) > 1 else found.lines
    rows = [(label, *map(str, counts), str(sum(counts))) for label, counts in lines]
    first = WIDE - narrow * (len(found.grades) + 1)
    draft.table(heads, rows, widths=(first, *[narrow] * (len(found.grades) + 1)), lefts=(0,))


def _percent(part: int, whole: int) -> str:
    """With one decimal, half up, from whole numbers."""
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"
