"""A run's results: the table, its export, and letting others see them."""

import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu import documents
from permu.evaluations.access import must_be_clerk, run_for
from permu.evaluations.actions import share_results
from permu.evaluations.grades import looks
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.models import Result, Run
from permu.evaluations.papers.issued import newest_of, standing
from permu.evaluations.robustness import foremost, kept, within_reach
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.states import counted, state_labels
from permu.evaluations.stored import kept_method, stored_result
from permu.method.model import Method
from permu.register.models import Role
from permu.register.people import person
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.documents.workbook.book import ResultBook
    from permu.engine.robustness import Robustness

Filter = tuple[str, str, list[tuple[str, str, bool]]]

COLUMNS = Columns(
    filters={
        name: name
        for name in (
            "town",
            "park",
            "cluster",
            "group",
            "pool",
            "state",
            "grade",
            "decided",
            "reach",
        )
    }
    | {"listed": "lists__contains"},
    search=("name", "subject"),
    sorts={
        "rank": ("group", "rank", "subject"),
        "name": ("name",),
        "score": ("score",),
        "grade": ("grade_place", "group", "rank"),
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
    method = kept_method(run)
    listing = Listing(_spoken_rows(run, method), request.GET, COLUMNS)
    page = listing.page
    return render(
        request,
        "evaluations/results.html",
        {
            "run": run,
            "listing": listing,
            "page": page,
            "looks": looks(method),
            "others": _others(run, page),
            "filters": _filters(run, method, listing),
            "counted": counted(run.counts),
            "unsure": run.unsure,
            "sure": _sure(run, page),
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
    key = foremost(run)
    published = newest_of(run)
    about = [str(published.head)[:20]] if published else []
    name = "-".join(["results", *([key] if key else []), *about, f"{language}.xlsx"])
    path = run.folder.with_name(f"{run.folder.name}-documents") / name
    if not path.exists():
        stored = stored_result(run)
        path.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as space:
            made = Path(space) / path.name
            found = kept(run, key) if key else None
            more = [partial(_write_reach, found)] if found else []
            documents.write_results_workbook(
                made, stored, language=language, standing=standing(run, language), more=more
            )
            made.rename(path)
    return path


def _write_reach(found: "Robustness", book: "ResultBook") -> None:
    """The sheet of who is within reach of a challenge, its assumptions above it."""
    from permu.documents.robustness import write_reach
    from permu.engine.robustness import assumptions_said

    said = assumptions_said(found.uncertainty, book.language)
    note = book.words["robust_sheet_note"].format(draws=found.draws["joint"])
    write_reach(book, found.table, found.county.facts, notes=[note, *said])


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


def _spoken_rows(run: Run, method: Method | None) -> QuerySet[Result]:
    """The run's results, each with its grade's place, and whether missing facts left a rule undecided."""
    decided = Case(When(unsure="", then=Value("all")), default=Value("unsure"))
    places = [When(grade=grade, then=Value(place)) for place, grade in enumerate(looks(method))]
    results: QuerySet[Result] = run.results.select_related("run__round")
    grade_place = Case(
        When(grade="", then=Value(None)),
        *places,
        default=Value(len(places)),
        output_field=IntegerField(),
    )
    reach = Case(
        When(subject__in=list(within_reach(run)), then=Value("within")), default=Value("clear")
    )
    return results.annotate(decided=decided, grade_place=grade_place, reach=reach)


def _sure(run: Run, page: Page[Result]) -> dict[str, int]:
    """Of those on the page who are within reach of a challenge: in how many of a hundred draws each keeps its grade."""
    found = within_reach(run)
    return {
        each.subject: round(100 * found[each.subject]) for each in page if each.subject in found
    }


def _others(run: Run, page: Page[Result]) -> dict[str, str]:
    """The names of those whom the page's subjects were evaluated with, or whose grade they have."""
    wanted = {code for result in page for code in (result.unit, result.source) if code}
    return dict(run.results.filter(subject__in=wanted).values_list("subject", "name"))


def _filters(run: Run, method: Method | None, listing: Listing) -> list[Filter]:
    """Each filter's name, label, and values with how many stand behind each and whether it is chosen."""
    fields = [name for name in COLUMNS.filters if name != "listed"]
    rows = list(_spoken_rows(run, method).order_by().values_list(*fields, "group_label", "lists"))
    spoken = {
        "group": dict(sorted((row[fields.index("group")], row[-2]) for row in rows)),
        "state": state_labels(),
        "grade": {grade: look.label or grade for grade, look in looks(method).items()},
        "decided": {"unsure": _("有规则未能判断"), "all": _("规则都能判断")},
        "listed": _list_labels(method),
        "reach": {"within": _("易受异议"), "clear": _("其余")},
    }
    counts = {name: Counter(row[place] for row in rows) for place, name in enumerate(fields)}
    counts["listed"] = Counter(f",{id_}," for row in rows for id_ in row[-1].split(",") if id_)
    return [
        (name, label, values)
        for name, label in _filter_labels().items()
        if (values := _values(counts[name], spoken.get(name, {}), listing.chosen.get(name)))
        if name != "decided" or run.unsure
        if name != "reach" or counts[name]["within"]
    ]


def _list_labels(method: Method | None) -> dict[str, str]:
    groups = method.groups if method else ()
    return {f",{one.id},": one.label for group in groups for one in group.lists}


def _values(
    counts: Counter[str], spoken: dict[str, str], chosen: str | None
) -> list[tuple[str, str, bool]]:
    """In the order of the words, where there are any: states as they are counted, grades best first."""
    places = {value: place for place, value in enumerate(spoken)}
    return [
        (value, f"{spoken.get(value, value)} ({counts[value]})", value == chosen)
        for value in sorted(counts, key=lambda value: (places.get(value, len(places)), value))
        if value
    ]


def _filter_labels() -> dict[str, str]:
    return {
        "town": _("乡镇街道"),
        "park": _("园区"),
        "cluster": _("产业集群"),
        "group": _("分组"),
        "pool": _("分别排名的范围"),
        "state": _("状态"),
        "grade": _("等级"),
        "decided": _("判断情况"),
        "reach": _("是否易受异议"),
        "listed": _("名单"),
    }
