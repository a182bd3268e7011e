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
from permu.evaluations.returning import came_from
from permu.evaluations.sentences import kind_label, refusal
from permu.evaluations.suspects import shown
from permu.evaluations.wearing import asked_for, stylesheet
from permu.evaluations.windows import names_in, window_of
from permu.register.names import registered_names
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
    listing = Listing(with_status(round_), request.GET, COLUMNS)
    page = listing.page
    _mark_unowned(round_, page)
    return render(
        request,
        "evaluations/findings.html",
        {
            "round": round_,
            "listing": listing,
            "page": page,
            "names": registered_names(finding.subject for finding in page),
            "evidence": shown(page),
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
    listing = Listing(with_status(round_), request.GET, COLUMNS)
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
        {
            "round": round_,
            "file": file,
            "window": window,
            "styles": window and asked_for(window),
            "back": came_from(request, round_),
            "named": names_in(window),
            "nav": "rounds",
            **asked,
        },
    )


@require_GET
def cell_styles(request: HttpRequest) -> HttpResponse:
    """The colors and widths that the address names, as a stylesheet: a page may hold no style of its own."""
    person(request)
    return HttpResponse(stylesheet(request.GET.dict()), content_type="text/css")


def _mark_unowned(round_: Round, page: Page[RoundFinding]) -> None:
    """Tell the findings about rows of nobody: they are settled on a page of their own."""
    rows = set(round_.unowned_rows.values_list("sha256", "sheet", "row"))
    for finding in page:
        finding.is_unowned = (finding.sha256, finding.sheet, finding.row) in rows  # type: ignore[attr-defined]


def with_status(round_: Round) -> QuerySet[RoundFinding]:
    """The round's findings, each open or settled."""
    status = Case(When(settled_at=None, then=Value("open")), default=Value("settled"))
    return round_.findings.select_related("settled_by").annotate(status=status)


def _choices(round_: Round) -> dict[str, list[Any]]:
    """What may be chosen in each filter: the values that the round's findings have."""
    rows = round_.findings.order_by().values_list("department", "code").distinct()
    departments = sorted({department for department, _ in rows if department})
    codes = sorted((code, kind_label(code)) for code in {code for _, code in rows})
    return {"department": departments, "code": codes}
