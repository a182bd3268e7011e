"""Who yields most from what is put in, and how far the others are: analysis for the office, no grade."""

import io
import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.evaluations.access import run_for
from permu.evaluations.frontier import ChosenPage, FrontierPage, analysis_of
from permu.evaluations.models import Run
from permu.evaluations.sentences import reading_language, refusal
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A run's groups with their frontiers, and the enterprise that is looked for."""
    run = run_for(person(request), pk)
    shown: dict[str, object] = {"run": run, "nav": "results"}
    try:
        found = FrontierPage(analysis_of(run, request.GET.dict()), request.GET.dict())
    except Refused as refused:
        shown["refused"] = refusal(refused)
    else:
        shown["found"] = found
        shown["one"] = ChosenPage(found, found.chosen) if found.chosen else None
        shown["pks"] = dict(run.results.values_list("subject", "pk"))
    return render(request, "evaluations/frontier.html", shown)


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The analysis as a workbook, written for who asks and kept nowhere."""
    run = run_for(person(request), pk)
    try:
        made = _workbook(run, request.GET.dict())
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:frontier", pk)
    name = f"{run.round.title}_{_('前沿面分析')}.xlsx"
    return FileResponse(made, as_attachment=True, filename=name)


def _workbook(run: Run, asked: dict[str, str]) -> io.BytesIO:
    from permu.documents.frontier import write_frontier_workbook

    analysis = analysis_of(run, asked)
    with tempfile.TemporaryDirectory() as space:
        path = Path(space) / "frontier.xlsx"
        write_frontier_workbook(path, analysis, language=reading_language())
        return io.BytesIO(path.read_bytes())
