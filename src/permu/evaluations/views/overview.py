"""The leader's first screen: grades by place, who moved, what it costs, what is unsure, and what places yield."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.evaluations.access import run_for
from permu.evaluations.figures import grade_mix, per_mu
from permu.evaluations.grades import looks
from permu.evaluations.leading.money import money_of
from permu.evaluations.leading.moved import fragile, moves
from permu.evaluations.leading.places import BEST, place_mixes
from permu.evaluations.models import Run
from permu.evaluations.robustness import foremost
from permu.evaluations.sentences import refusal
from permu.evaluations.states import counted
from permu.evaluations.stored import kept_method
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """One run at a glance."""
    run = run_for(person(request), pk)
    known = looks(kept_method(run))
    titles = {
        "park": _("各园区亩均税收"),
        "cluster": _("各产业集群亩均税收"),
        "town": _("各乡镇（街道）亩均税收"),
    }
    places = {kind: per_mu(run, kind) for kind in titles}
    context = {
        "run": run,
        "counted": counted(run.counts),
        "unsure": run.unsure,
        "mix": grade_mix(run),
        "looks": known,
        "yields": [(kind, titles[kind], lines) for kind, lines in places.items()],
        "chart": {
            kind: [{"name": line.place, "value": str(line.tax_per_mu)} for line in lines]
            for kind, lines in places.items()
        },
        "nav": "overview",
    }
    return render(request, "evaluations/overview.html", context | _led(request, run, list(known)))


def _led(request: HttpRequest, run: Run, grades: Sequence[str]) -> dict[str, object]:
    """What a leader decides by; what is lost is said, and the rest stands."""
    mixes = place_mixes(run, grades)
    titles = {"park": _("各园区等级"), "cluster": _("各产业集群等级")}
    page: dict[str, object] = {
        "tiles": mixes["town"],
        "place_mixes": [(kind, title, mixes[kind]) for kind, title in titles.items()],
        "good": "+".join(grades[:BEST]),
        "fragile": fragile(run, grades),
        "is_tried": foremost(run) is not None,
    }
    try:
        page["moves"] = moves(run, grades)
        page["money"] = money_of(run)
    except Refused as refused:
        messages.error(request, refusal(refused))
    return page
