"""One county under another's rules: who would move, by town, park, cluster and size."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.evaluations.access import run_for
from permu.evaluations.comparing import (
    Movers,
    absent_labels,
    comparison_with,
    move_labels,
    other_methods,
    places,
    transition_table,
)
from permu.evaluations.models import Run
from permu.evaluations.sentences import reading_language, refusal
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """A run beside what another method makes of its facts."""
    run = run_for(person(request), pk)
    chosen = request.GET.get("with", "")
    page = {"run": run, "methods": other_methods(run), "chosen": chosen, "nav": "results"}
    if chosen:
        try:
            page |= _compared(request, run, chosen)
        except Refused as refused:
            page["refused"] = refusal(refused)
    return render(request, "evaluations/compare.html", page)


def _compared(request: HttpRequest, run: Run, chosen: str) -> dict[str, object]:
    comparison = comparison_with(run, chosen)
    columns, rows = transition_table(comparison)
    titles = {
        "town": _("按乡镇（街道）"),
        "park": _("按园区"),
        "cluster": _("按产业集群"),
        "is_above_scale": _("按规模"),
    }
    labels = move_labels()
    return {
        "comparison": comparison,
        "absent": absent_labels(comparison, reading_language()),
        "moves": [(move, label, comparison.moves[move]) for move, label in labels.items()],
        "labels": labels,
        "columns": columns,
        "rows": rows,
        "dimensions": [(titles[name], places(comparison, name)) for name in titles],
        "listing": Movers(run, comparison, request.GET),
    }
