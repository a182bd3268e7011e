"""What is odd about a round's figures, the farthest off first, each with its evidence; and as a workbook."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from permu.evaluations.access import round_for
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.models import Round
from permu.evaluations.sentences import reading_language
from permu.evaluations.suspects import shown, suspicions_xlsx
from permu.evaluations.views.findings import with_status
from permu.register.names import registered_names
from permu.register.people import person

COLUMNS = Columns(
    filters={"rule": "evidence__rule", "subject": "subject", "status": "status"},
    search=("text_zh", "text_en", "subject"),
    sorts={"weight": ("weight",), "subject": ("subject", "number")},
    default_sort="-weight",
)


@require_GET
def suspicions(request: HttpRequest, pk: int) -> HttpResponse:
    """The list."""
    round_ = round_for(person(request), pk)
    listing = _listing(round_, request)
    page = listing.page
    return render(
        request,
        "evaluations/suspicions.html",
        {
            "round": round_,
            "listing": listing,
            "page": page,
            "names": registered_names(finding.subject for finding in page),
            "evidence": shown(page),
            "rules": _rules(round_),
            "nav": "rounds",
        },
    )


@require_GET
def export(request: HttpRequest, pk: int) -> FileResponse:
    """The list as it is filtered, with its figures, as a workbook."""
    round_ = round_for(person(request), pk)
    rows = _listing(round_, request).rows
    names = registered_names(rows.values_list("subject", flat=True))
    file = suspicions_xlsx(round_, rows, names)
    return FileResponse(file, as_attachment=True, filename=f"{round_.year}_可疑数据.xlsx")


def _listing(round_: Round, request: HttpRequest) -> Listing:
    rows = with_status(round_).filter(code__startswith="intake.suspicion_")
    return Listing(rows, request.GET, COLUMNS)


def _rules(round_: Round) -> list[tuple[str, str]]:
    """The rules that found something, by name."""
    name = "evidence__label" if reading_language() == "zh" else "evidence__label_en"
    found = round_.findings.exclude(evidence={}).values_list("evidence__rule", name)
    return sorted({(str(rule), str(label)) for rule, label in found}, key=lambda one: one[1])
