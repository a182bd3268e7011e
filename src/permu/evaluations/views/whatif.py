"""What if: the numbers of a run's method turned, and the county under them, while somebody looks."""

import io
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from permu.evaluations.access import newest, run_for, scenarios_for
from permu.evaluations.comparing import move_labels
from permu.evaluations.grades import looks
from permu.evaluations.models import Run
from permu.evaluations.movers import Movers
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.stored import method_of
from permu.evaluations.whatif.answering import answered
from permu.evaluations.whatif.asked import Asked, asked_in
from permu.evaluations.whatif.drawing import drawn
from permu.evaluations.whatif.money import money_said
from permu.evaluations.whatif.panel import Tab, tabs
from permu.evaluations.whatif.trials import Trial, trial_of
from permu.register.people import person
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine.whatif import WhatIf

Context = dict[str, object]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The sliders, what they do, and who moves; a form that is sent leads to the address of what it asks."""
    user = person(request)
    run = run_for(user, pk)
    context: Context = {"run": run, "nav": "results", "offered": newest(scenarios_for(user))}
    try:
        if request.method == "POST":
            return redirect(address_of(pk, asked_in(request.POST, user).moved(request.POST)))
        asked = asked_in(request.GET, user)
        trial = trial_of(method_of(run), asked)
        context |= {"state": asked, "trial": trial, "tabs": tabs(trial, asked.typed)}
        found = answered(run, trial)
        context |= _movers(request, run, found) | drawn(found)
    except Refused as refused:
        context["refused"] = refusal(refused)
    return render(request, "evaluations/whatif.html", context)


@require_GET
def answer(request: HttpRequest, pk: int) -> JsonResponse:
    """What the numbers do, while a slider is dragged: the counts as they are drawn, and every number of the panel."""
    user = person(request)
    run = run_for(user, pk)
    context: Context = {"run": run}
    said: Context = {}
    try:
        asked = asked_in(request.GET, user)
        trial = trial_of(method_of(run), asked)
        said = {"query": asked.query, "tabs": _numbers(tabs(trial, asked.typed))}
        context |= {"state": asked, "trial": trial, **drawn(answered(run, trial))}
    except Refused as refused:
        context["refused"] = refusal(refused)
    html = render_to_string("evaluations/_whatif_answer.html", context, request)
    return JsonResponse({"html": html, **said})


@require_GET
def movers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who moves, once the sliders rest; nothing where there is no answer, which says why."""
    user = person(request)
    run = run_for(user, pk)
    try:
        trial = trial_of(method_of(run), asked_in(request.GET, user))
        context = _movers(request, run, answered(run, trial))
    except Refused:
        return HttpResponse()
    return render(request, "evaluations/_whatif_movers.html", {"run": run, **context})


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The trial as a workbook, written for who asks and kept nowhere."""
    user = person(request)
    run = run_for(user, pk)
    try:
        trial = trial_of(method_of(run), asked_in(request.GET, user))
        made = _workbook(trial, answered(run, trial))
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:whatif", pk)
    name = f"{run.round.title}_{_('情景试算')}.xlsx"
    return FileResponse(made, as_attachment=True, filename=name)


def address_of(pk: int, asked: Asked) -> str:
    """The page's address with what is asked."""
    return f"{reverse('evaluations:whatif', args=[pk])}?{asked.query}"


def _movers(request: HttpRequest, run: Run, found: "WhatIf") -> Context:
    comparison, labels = found.comparison, move_labels()
    return {
        "listing": Movers(run, comparison, request.GET, beside=partial(money_said, found)),
        "labels": labels,
        "moves": [(move, label, comparison.moves[move]) for move, label in labels.items()],
        "looks_before": looks(comparison.before.method),
        "looks_after": looks(comparison.after.method),
    }


def _numbers(panel: list[Tab]) -> list[Context]:
    """What the page's script brings its sliders to."""
    return [
        {
            "id": tab.id,
            "moved": tab.moved,
            "sums": {section.key: section.total for section in tab.sections if section.total},
            "numbers": {
                slider.place.name: slider.shown
                for section in tab.sections
                for slider in section.sliders
            },
        }
        for tab in panel
    ]


def _workbook(trial: Trial, found: "WhatIf") -> io.BytesIO:
    from permu.documents.whatif import write_whatif_workbook

    with tempfile.TemporaryDirectory() as space:
        path = Path(space) / "whatif.xlsx"
        write_whatif_workbook(path, found, trial.scenarios, language=reading_language())
        return io.BytesIO(path.read_bytes())
