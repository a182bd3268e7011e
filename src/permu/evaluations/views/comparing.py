"""One county under another's rules: who would move, by town, park, cluster and size."""

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.evaluations.access import run_for
from permu.evaluations.comparing import (
    Asked,
    absent_labels,
    asked_for,
    comparison_with,
    dimension_labels,
    move_labels,
    offers,
    places,
    transition_table,
)
from permu.evaluations.grades import looks
from permu.evaluations.models import Run
from permu.evaluations.movers import Movers
from permu.evaluations.sentences import reading_language, refusal
from permu.register.people import person
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine.comparing import Comparison


@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """A run beside what another method makes of its facts."""
    run = run_for(person(request), pk)
    offered, kept_off = offers(run)
    page: dict[str, object] = {"run": run, "offered": offered, "kept_off": kept_off, "nav": "results"}  # fmt: skip
    if request.GET.get("with"):
        try:
            page |= _compared(request, run, _asked(request))
        except Refused as refused:
            page["refused"] = refusal(refused)
    return render(request, "evaluations/compare.html", page)


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The comparison as a workbook, written for who asks and kept nowhere."""
    run = run_for(person(request), pk)
    try:
        asked = _asked(request)
        made = _workbook(run, asked)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:compare", pk)
    name = f"{run.round.title}_{_('换个办法对照')}_{asked.entry.key.replace('/', '_')}.xlsx"
    return FileResponse(made, as_attachment=True, filename=name)


def _asked(request: HttpRequest) -> Asked:
    return asked_for(request.GET.get("with", ""), with_means=request.GET.get("means") == "1")


def _workbook(run: Run, asked: Asked) -> io.BytesIO:
    from permu.documents.comparing import write_comparison_workbook

    found = comparison_with(run, asked)
    with tempfile.TemporaryDirectory() as space:
        path = Path(space) / "comparison.xlsx"
        write_comparison_workbook(path, found, language=reading_language())
        return io.BytesIO(path.read_bytes())


def _compared(request: HttpRequest, run: Run, asked: Asked) -> dict[str, object]:
    if asked.lacks_means:
        return {"asked": asked}
    comparison = comparison_with(run, asked)
    listing = Movers(run, comparison, request.GET)
    before, after = (looks(side.method) for side in (comparison.before, comparison.after))
    found = {"asked": asked, "comparison": comparison, "listing": listing}
    found |= {"looks_before": before, "looks_after": after}
    return found | _warned(comparison) | (_moved(comparison) if listing.has_moves else {})


def _warned(comparison: "Comparison") -> dict[str, object]:
    """What a reader must know before the numbers."""
    from permu.engine.comparing import assumed_means

    return {
        "absent": absent_labels(comparison, reading_language()),
        "assumed": assumed_means(comparison.after.method),
    }


def _moved(comparison: "Comparison") -> dict[str, object]:
    """The counts: of all, from grade to grade, and by place."""
    columns, rows = transition_table(comparison)
    labels, titles = move_labels(), dimension_labels()
    return {
        "moves": [(move, label, comparison.moves[move]) for move, label in labels.items()],
        "labels": labels,
        "columns": columns,
        "rows": rows,
        "dimensions": [(titles[name], places(comparison, name)) for name in titles],
    }
