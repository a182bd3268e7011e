"""A run's results: the table, its export, and letting others see them."""

import tempfile
from collections import Counter
from pathlib import Path

from django.contrib import messages
from django.db.models import Case, QuerySet, Value, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu import documents
from permu.evaluations.access import must_be_clerk, run_for
from permu.evaluations.actions import share_results
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.models import Result, Run
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.states import counted, state_labels
from permu.evaluations.stored import stored_result
from permu.register.models import Role
from permu.register.people import person
from permu.terms.refusal import Refused

Filter = tuple[str, str, list[tuple[str, str, bool]]]

COLUMNS = Columns(
    filters={
        name: name for name in ("town", "park", "cluster", "group", "state", "grade", "decided")
    },
    search=("name", "subject"),
    sorts={
        "rank": ("group", "rank", "subject"),
        "name": ("name",),
        "score": ("score",),
        "grade": ("grade", "group", "rank"),
        "town": ("town", "group", "rank"),
        "park": ("park", "group", "rank"),
    },
    default_sort="rank",
)


@require_GET
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """The table."""
    user = person(request)
    run = run_for(user, pk)
    shared = run.round.shared_run
    listing = Listing(_with_decided(run), request.GET, COLUMNS)
    return render(
        request,
        "evaluations/results.html",
        {
            "run": run,
            "listing": listing,
            "page": listing.page,
            "filters": _filters(run, listing),
            "counted": counted(run.counts),
            "unsure": run.unsure,
            "may_share": user.role == Role.CLERK and (shared is None or shared.number < run.number),
            "nav": "results",
        },
    )


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The results workbook."""
    run = run_for(person(request), pk)
    try:
        path = _workbook(run)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:run_results", pk)
    name = f"{run.round.title}_{run.number}.xlsx"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)


def _workbook(run: Run) -> Path:
    """Where the workbook lies, beside the run; written when a language first asks for it."""
    language = reading_language()
    path = run.folder.with_name(f"{run.folder.name}-documents") / f"results-{language}.xlsx"
    if not path.exists():
        stored = stored_result(run)
        path.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as space:
            made = Path(space) / path.name
            documents.write_results_workbook(made, stored, language=language)
            made.rename(path)
    return path


@require_POST
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Let enterprises and leaders see this run's results."""
    user = person(request)
    must_be_clerk(user)
    run = run_for(user, pk)
    try:
        share_results(run, by=user)
    except Refused as refused:
        messages.error(request, refusal(refused))
    return redirect("evaluations:run_results", pk)


def _with_decided(run: Run) -> QuerySet[Result]:
    """The run's results, each saying whether missing facts left a rule undecided."""
    decided = Case(When(unsure="", then=Value("all")), default=Value("unsure"))
    results: QuerySet[Result] = run.results.select_related("run__round")
    return results.annotate(decided=decided)


def _filters(run: Run, listing: Listing) -> list[Filter]:
    """Each filter's name, label, and values with how many stand behind each and whether it is chosen."""
    fields = tuple(COLUMNS.filters)
    rows = list(_with_decided(run).order_by().values_list(*fields, "group_label"))
    groups = {row[fields.index("group")]: row[-1] for row in rows}
    decided = {"unsure": _("有规则未能判断"), "all": _("规则都能判断")}
    spoken = {"group": groups, "state": state_labels(), "decided": decided}
    return [
        (name, label, _values(rows, index, spoken.get(name, {}), listing.chosen.get(name)))
        for index, (name, label) in enumerate(_filter_labels().items())
        if name != "decided" or run.unsure
    ]


def _values(
    rows: list[tuple[str, ...]], index: int, spoken: dict[str, str], chosen: str | None
) -> list[tuple[str, str, bool]]:
    counts = Counter(row[index] for row in rows if row[index])
    return [
        (value, f"{spoken.get(value, value)} ({count})", value == chosen)
        for value, count in sorted(counts.items())
    ]


def _filter_labels() -> dict[str, str]:
    return {
        "town": _("乡镇街道"),
        "park": _("园区"),
        "cluster": _("产业集群"),
        "group": _("分组"),
        "state": _("状态"),
        "grade": _("等级"),
        "decided": _("判断情况"),
    }
