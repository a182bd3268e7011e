"""The menu's entries that lead to the newest run a person may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from permu.evaluations.access import must_see_all, runs_for
from permu.register.people import person


@require_GET
def results(request: HttpRequest) -> HttpResponse:
    """Its table of results."""
    return _newest(request, "run_results", nav="results")


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Its overview."""
    return _newest(request, "run_overview", nav="overview")


def _newest(request: HttpRequest, page: str, *, nav: str) -> HttpResponse:
    user = person(request)
    must_see_all(user)
    run = runs_for(user).order_by("-round__year", "-pk").first()
    if run is None:
        return render(request, "evaluations/nothing_yet.html", {"nav": nav})
    return redirect(f"evaluations:{page}", run.pk)
