"""Scenarios that were kept: the list on a run, keeping one, a file in, a file out."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from permu.evaluations.access import run_for, runs_for, scenario_for, scenarios_for
from permu.evaluations.models import KeptScenario
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.stored import method_of
from permu.evaluations.views.whatif import address_of
from permu.evaluations.whatif.asked import Asked
from permu.evaluations.whatif.laying import Laid, laid_over
from permu.evaluations.whatif.turning import typed_of
from permu.method.model import Method
from permu.method.model.scenarios import Scenario
from permu.method.scenarios import amended, amendments_said, knobs
from permu.register.people import person
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A scenario's last version, as it reads over the method at hand, and the versions before it."""

    kept: KeptScenario
    said: list[str]
    laid: Laid
    earlier: list[KeptScenario]


@require_GET
def scenarios(request: HttpRequest, pk: int) -> HttpResponse:
    """Every scenario, and what it amends of this run's method."""
    user = person(request)
    run = run_for(user, pk)
    context: dict[str, object] = {"run": run, "runs": runs_for(user), "nav": "results"}
    try:
        own = method_of(run)
        context["kept"] = [_listed(own, versions) for versions in _by_code(scenarios_for(user))]
    except Refused as refused:
        messages.error(request, refusal(refused))
    return render(request, "evaluations/scenarios.html", context)


@require_GET
def change(request: HttpRequest, pk: int, kept: int) -> HttpResponse:
    """Open a scenario to be changed: its numbers stand on the sliders, and are kept as its next version."""
    user = person(request)
    run, found = run_for(user, pk), scenario_for(user, kept)
    try:
        own = method_of(run)
        scenario = _fitting(own, found)
        typed = typed_of(scenario, knobs(amended(own, [scenario])))
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:scenarios", pk)
    return redirect(address_of(pk, Asked(typed=typed, is_alone=not scenario.rebalance, of=found)))


@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as its file."""
    kept = scenario_for(person(request), pk)
    answer = HttpResponse(kept.text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{kept.code}-v{kept.number}.toml"'
    return answer


def _fitting(own: Method, kept: KeptScenario) -> Scenario:
    """The scenario.

    Raises:
        Refused: it names what the method has not.
    """
    laid = laid_over(own, [], kept, is_partly=False)
    if laid.scenario is None:
        raise Refused(
            "evaluations.scenario_unfit",
            label=kept.label,
            count=len(laid.left_out),
            reasons=" ".join(laid.left_out),
        )
    return laid.scenario


def _by_code(kept: QuerySet[KeptScenario]) -> list[list[KeptScenario]]:
    """The versions of each scenario, the newest first."""
    found: dict[str, list[KeptScenario]] = {}
    for one in kept:
        found.setdefault(one.code, []).append(one)
    return list(found.values())


def _listed(own: Method, versions: list[KeptScenario]) -> Listed:
    laid = laid_over(own, [], versions[0], is_partly=True)
    fits = [laid.scenario] if laid.scenario else []
    return Listed(
        kept=versions[0],
        said=amendments_said(own, fits, language=reading_language()),
        laid=laid,
        earlier=versions[1:],
    )
