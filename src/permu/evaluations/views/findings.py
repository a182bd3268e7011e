"""The findings of a round: listed, settled, exported, and each cell as the sheet shows it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Case, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import finding_for, round_for
from permu.evaluations.actions import settle_finding
from permu.evaluations.exports import WRITERS
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.models import Round, RoundFinding
from permu.evaluations.sentences import kind_label, refusal
from permu.evaluations.windows import window_of
from permu.register.models import Enterprise
from permu.register.people import person
from permu.terms.refusal import Refused

COLUMNS = Columns(
    filters={
        "severity": "severity",
        "department": "department",
        "code": "code",
        "status": "status",
    },
    search=("text_zh", "text_en", "subject", "file", "cell"),
    sorts={"number": ("number",), "file": ("file", "sheet", "row", "number")},
    default_sort="number",
)


@require_GET
def findings(request: HttpRequest, pk: int) -> HttpResponse:
    """The list."""
    round_ = round_for(person(request), pk)
    listing = Listing(_with_status(round_), request.GET, COLUMNS)
    page = listing.page
    _mark_unowned(round_, page)
    return render(
        request,
        "evaluations/findings.html",
        {
            "round": round_,
            "listing": listing,
            "page": page,
            "names": _names(page),
            "choices": _choices(round_),
            "severities": RoundFinding.Severity.choices,
            "nav": "rounds",
        },
    )


@require_GET
def export(request: HttpRequest, pk: int, kind: str) -> HttpResponse | FileResponse:
    """The list as it is filtered, as a workbook or as text."""
    round_ = round_for(person(request), pk)
    if kind not in WRITERS:
        raise Http404
    listing = Listing(_with_status(round_), request.GET, COLUMNS)
    name = f"{round_.year}_待核问题.{kind}"
    return FileResponse(WRITERS[kind](round_, listing.rows), as_attachment=True, filename=name)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was done about one finding."""
    user = person(request)
    finding = finding_for(user, pk)
    try:
        settle_finding(finding, settlement=request.POST.get("settlement", ""), by=user)
    except Refused as refused:
        messages.error(request, refusal(refused))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("evaluations:findings", finding.round_id)


@require_GET
def cell(request: HttpRequest, pk: int) -> HttpResponse:
    """A cell of a stored workbook, with its neighbors, as the sheet shows them."""
    round_ = round_for(person(request), pk)
    asked = {
        name: request.GET.get(name, "").replace("\0", "") for name in ("sha256", "sheet", "cell")
    }
    try:
        file, window = window_of(round_, **asked)
    except Refused as refused:
        messages.error(request, refusal(refused))
        file, window = "", None
    return render(
        request,
        "evaluations/cell.html",
        {"round": round_, "file": file, "window": window, "nav": "rounds", **asked},
    )


def _names(page: Page[RoundFinding]) -> dict[str, str]:
    """The registered names of the page's enterprises."""
    codes = {finding.subject for finding in page}
    known = Enterprise.objects.filter(credit_code__in=codes)
    return dict(known.values_list("credit_code", "name"))


def _mark_unowned(round_: Round, page: Page[RoundFinding]) -> None:
    """Tell the findings about rows of nobody: they are settled on a page of their own."""
    rows = set(round_.unowned_rows.values_list("sha256", "sheet", "row"))
    for finding in page:
        finding.is_unowned = (finding.sha256, finding.sheet, finding.row) in rows  # type: ignore[attr-defined]


def _with_status(round_: Round) -> QuerySet[RoundFinding]:
    status = Case(When(settled_at=None, then=Value("open")), default=Value("settled"))
    return round_.findings.select_related("settled_by").annotate(status=status)


def _choices(round_: Round) -> dict[str, list[Any]]:
    """What may be chosen in each filter: the values that the round's findings have."""
    rows = round_.findings.order_by().values_list("department", "code").distinct()
    departments = sorted({department for department, _ in rows if department})
    codes = sorted((code, kind_label(code)) for code in {code for _, code in rows})
    return {"department": departments, "code": codes}
