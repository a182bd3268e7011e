"""One subject's result: its working sheet, the same as a PDF, and the enterprise's own page."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from permu.documents import working_sheet_pdf
from permu.documents.method.notice import place_of
from permu.engine.sheet import IndicatorLine, RuleLine, WorkingSheet
from permu.evaluations.access import result_for, results_for
from permu.evaluations.discretion import without_sources
from permu.evaluations.grades import looks
from permu.evaluations.models import Result
from permu.evaluations.plain import plain_lines
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.stored import kept_method, kept_paragraphs, working_sheet
from permu.register.models import Role, User
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The working sheet: every figure's way from the cell to the grade."""
    user = person(request)
    result = result_for(user, pk)
    return _page(request, result, "evaluations/sheet.html", is_clerk=user.role == Role.CLERK)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The enterprise's own latest result in plain words."""
    user = person(request)
    if user.role != Role.ENTERPRISE:
        raise Http404
    results = list(results_for(user))
    if not results:
        return render(request, "evaluations/nothing_yet.html", {"nav": "mine"})
    newest, *earlier = results
    return _page(request, newest, "evaluations/mine.html", nav="mine", earlier=earlier)


@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The working sheet as a PDF."""
    user = person(request)
    result = result_for(user, pk)
    try:
        made = working_sheet_pdf(_sheet_for(user, result), language=reading_language())
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:sheet", pk)
    name = f"{result.run.round.year}_{result.name[:60].replace('/', '／')}.pdf"
    return FileResponse(io.BytesIO(made), as_attachment=True, filename=name)


def _sheet_for(user: User, result: Result) -> WorkingSheet:
    sheet = working_sheet(result)
    return without_sources(sheet) if user.role == Role.LEADER else sheet


def _page(request: HttpRequest, result: Result, template: str, **context: object) -> HttpResponse:
    try:
        shown = _sheet_for(person(request), result)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return render(request, "evaluations/nothing_yet.html", status=503)
    context |= {
        "sheet": shown,
        "result": result,
        "run": result.run,
        "plain": plain_lines(shown),
        "looks": looks(kept_method(result.run)),
        "places": _clause_places(shown, result),
    }
    return render(request, template, context)


def _clause_places(shown: WorkingSheet, result: Result) -> dict[str, int]:
    """Where each clause that the sheet cites stands on the method's page; those that stand nowhere are left out."""
    parts = kept_paragraphs(result.run.folder / "method")
    lines: list[IndicatorLine | RuleLine] = [*shown.indicators, *shown.rules]
    cited = {line.clause for line in lines if line.clause and not line.is_assumed}
    return {clause: place for clause in cited if (place := place_of(clause, parts))}
