"""Official papers as downloads."""

import io
from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from permu.documents.official import Paper, paper_docx, paper_pdf
from permu.documents.official.decision import decision_paper
from permu.documents.official.letter import letter_paper
from permu.documents.official.notice import notice_paper
from permu.documents.official.report import report_paper
from permu.documents.official.workbook import list_xlsx
from permu.evaluations.access import (
    appeal_decided_for,
    must_be_clerk,
    notice_for,
    result_for,
    run_for,
)
from permu.evaluations.actions import note_letters
from permu.evaluations.papers.decisions import decided
from permu.evaluations.papers.letters import letters as letters_to
from permu.evaluations.papers.letters import pack_letters, publication_of, towns_of
from permu.evaluations.papers.notices import public_notice
from permu.evaluations.papers.reports import report_of
from permu.evaluations.sentences import refusal
from permu.evaluations.views.sheets import note
from permu.register.people import person
from permu.terms.refusal import Refused

WRITERS: Mapping[str, Callable[[Paper], bytes]] = {"docx": paper_docx, "pdf": paper_pdf}


@require_GET
def notice(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The notice of a list, or the paper that publishes it."""
    writer = writer_of(kind)
    publication = notice_for(person(request), pk)
    try:
        paper = notice_paper(public_notice(publication))
        return download(writer(paper), f"{paper.title}.{kind}")
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:publications")


@require_GET
def list_(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The list alone, as a workbook."""
    publication = notice_for(person(request), pk)
    try:
        found = public_notice(publication)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:publications")
    return download(list_xlsx(found), f"{found.issued.version_said}.xlsx")


@require_GET
def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The letter to the enterprise of a result, for who sees the result."""
    writer, user = writer_of(kind), person(request)
    result = result_for(user, pk)
    note(user, result)
    try:
        (found,) = letters_to(publication_of(result), [result.subject])
        paper = letter_paper(found)
        return download(writer(paper), f"{paper.title}_{result.name[:60]}.{kind}")
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:sheet", pk)


@require_GET
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """The towns whose letters a clerk may take."""
    user = person(request)
    must_be_clerk(user)
    publication = notice_for(user, pk)
    page = {"publication": publication, "towns": towns_of(publication), "nav": "publications"}
    return render(request, "evaluations/letters.html", page)


@require_GET
def letters_zip(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The letters to a town's enterprises."""
    writer, user = writer_of(kind), person(request)
    must_be_clerk(user)
    publication = notice_for(user, pk)
    town = request.GET.get("town", "")
    if town not in dict(towns_of(publication)):
        raise Http404
    try:
        packed = pack_letters(publication, town, writer, kind=kind)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:letters", pk)
    note_letters(publication, town=town, by=user)
    return download(packed, f"{publication.round.year}_{town}.zip")


@require_GET
def decision(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The decision on an appeal, for the office and the enterprise."""
    writer = writer_of(kind)
    appeal = appeal_decided_for(person(request), pk)
    try:
        paper = decision_paper(decided(appeal))
        return download(writer(paper), f"{paper.title}_{appeal.number}.{kind}")
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("home")


@require_GET
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The report to the leading group, of a run that a person may see."""
    writer = writer_of(kind)
    run = run_for(person(request), pk)
    try:
        paper = report_paper(report_of(run))
        return download(writer(paper), f"{paper.title}_{run.number}.{kind}")
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:run_results", pk)


def writer_of(kind: str) -> Callable[[Paper], bytes]:
    """Who writes papers of that kind; 404 where nobody does."""
    if kind not in WRITERS:
        raise Http404
    return WRITERS[kind]


def download(content: bytes, name: str) -> FileResponse:
    """A file to keep."""
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name.replace("/", "／"))
