"""One subject's result: its working sheet, the same as a PDF, and the enterprise's own page."""

import io
from collections.abc import Sequence

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from permu.documents import working_sheet_pdf
from permu.documents.method.notice import place_of
from permu.engine.sheet import IndicatorLine, RuleLine, WorkingSheet
from permu.evaluations.access import result_for, results_for
from permu.evaluations.consequences.told import as_gated
from permu.evaluations.discretion import without_sources
from permu.evaluations.grades import looks
from permu.evaluations.models import Result
from permu.evaluations.own.page import told
from permu.evaluations.papers.issued import is_public, standing
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.stored import kept_method, kept_paragraphs, working_sheet
from permu.register.actions import note_reading
from permu.register.models import Role, User
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The working sheet: every figure's way from the cell to the grade."""
    user = person(request)
    result = result_for(user, pk)
    note(user, result)
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
    note(user, result)
    try:
        made = working_sheet_pdf(
            _sheet_for(user, result), language=reading_language(),
            standing=standing(result.run, reading_language()),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:sheet", pk)
    name = f"{result.run.round.year}_{result.name[:60].replace('/', '／')}.pdf"
    return FileResponse(io.BytesIO(made), as_attachment=True, filename=name)


def note(user: User, result: Result) -> None:
    """Who of the office opens an enterprise's figures leaves a line in the log; its own people do not."""
    if user.role != Role.ENTERPRISE:
        note_reading(f"{result.name} {result.run}", by=user, result=result.pk)


def _sheet_for(user: User, result: Result) -> WorkingSheet:
    sheet = working_sheet(result)
    if user.role == Role.ENTERPRISE:
        return as_gated(sheet, result.run)
    return without_sources(sheet) if user.role == Role.LEADER else sheet


def _page(
    request: HttpRequest,
    result: Result,
    template: str,
    *,
    earlier: Sequence[Result] | None = None,
    **context: object,
) -> HttpResponse:
    """A sheet's page; with the `earlier` results of its enterprise what that enterprise is told besides."""
    try:
        shown = _sheet_for(person(request), result)
        context |= told(shown, result, earlier) if earlier is not None else {}
    except Refused as refused:
        messages.error(request, refusal(refused))
        return render(request, "evaluations/nothing_yet.html", status=503)
    context |= {
        "sheet": shown,
        "has_letter": is_public(result.run),
        "result": result,
        "run": result.run,
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
