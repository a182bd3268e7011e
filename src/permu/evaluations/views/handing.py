"""A measure's list as a workbook for its bureau; each that goes out leaves a line in the log."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from permu.documents.consequences import write_measure_workbook
from permu.evaluations.access import must_be_clerk
from permu.evaluations.access.consequences import consequences_for
from permu.evaluations.actions import note_handing
from permu.evaluations.consequences.lines import final_of, handed
from permu.evaluations.consequences.reporting import report_of
from permu.evaluations.sentences import reading_language, refusal
from permu.register.people import person
from permu.terms.refusal import Refused

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def export(request: HttpRequest, pk: int, measure: str) -> HttpResponse | FileResponse:
    """The workbook; of a measure that does not run, the page that says why."""
    user = person(request)
    must_be_clerk(user)
    final = final_of(consequences_for(user, pk))
    if final is None:
        raise Http404
    try:
        found = handed(final, only=measure)
        if not found:
            raise Http404
        report = report_of(final, found[0])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.xlsx"
            write_measure_workbook(path, report, language=reading_language())
            file = path.open("rb")  # it stays readable when the folder is gone
        note_handing(final, found[0], by=user)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:consequences", pk)
    name = f"{final.round.year}_{report.measure.label.replace('/', '／')}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=WORKBOOK)
