"""The leader's first screen: the mix of grades, and what each park and cluster yields per mu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.evaluations.access import run_for
from permu.evaluations.figures import grade_mix, per_mu
from permu.evaluations.grades import looks
from permu.evaluations.states import counted
from permu.evaluations.stored import kept_method
from permu.register.people import person


@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """One run at a glance."""
    run = run_for(person(request), pk)
    titles = {
        "park": _("各园区亩均税收"),
        "cluster": _("各产业集群亩均税收"),
        "town": _("各乡镇（街道）亩均税收"),
    }
    places = {kind: per_mu(run, kind) for kind in titles}
    return render(
        request,
        "evaluations/overview.html",
        {
            "run": run,
            "counted": counted(run.counts),
            "unsure": run.unsure,
            "mix": grade_mix(run),
            "looks": looks(kept_method(run)),
            "yields": [(kind, titles[kind], lines) for kind, lines in places.items()],
            "chart": {
                kind: [{"name": line.place, "value": str(line.tax_per_mu)} for line in lines]
                for kind, lines in places.items()
            },
            "nav": "overview",
        },
    )
