"""Keeping a scenario: what is typed on the page under a name, or a file."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from permu.evaluations.access import run_for
from permu.evaluations.actions import keep_scenario, new_scenario_id
from permu.evaluations.forms import KeyForm, ScenarioForm
from permu.evaluations.models import KeptScenario, Run
from permu.evaluations.sentences import refusal
from permu.evaluations.stored import method_of
from permu.evaluations.views.whatif import address_of
from permu.evaluations.whatif.asked import Asked, asked_in
from permu.evaluations.whatif.trials import trial_of
from permu.method.model import Method
from permu.method.model.scenarios import Scenario
from permu.method.scenarios import read_scenario, with_digest
from permu.register.actions import Upload
from permu.register.people import person
from permu.terms.refusal import Refused

LARGEST = 256 * 1024
"""Bytes of a scenario's file."""


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed on the page under a name."""
    user = person(request)
    run = run_for(user, pk)
    state = QueryDict(request.POST.get("state", ""))
    try:
        asked = asked_in(state, user)
        scenario, key = _named(ScenarioForm(request.POST), run, asked)
        kept = keep_scenario(scenario, run, by=user, key=key)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect(f"{reverse('evaluations:whatif', args=[pk])}?{state.urlencode()}")
    messages.success(request, _kept_words(kept))
    return redirect(address_of(pk, asked.with_kept(kept)))


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a scenario's file."""
    user = person(request)
    run = run_for(user, pk)
    file, form = request.FILES.get("file"), KeyForm(request.POST)
    if file is None or not form.is_valid():
        messages.error(request, _("没有选择文件。"))
        return redirect("evaluations:scenarios", pk)
    try:
        scenario = read_scenario(_text(file), name=file.name or "scenario.toml")
        kept = keep_scenario(scenario, run, by=user, key=form.cleaned_data["key"])
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:scenarios", pk)
    messages.success(request, _kept_words(kept))
    return redirect(address_of(pk, Asked(stack=(kept,))))


def _named(form: ScenarioForm, run: Run, asked: Asked) -> tuple[Scenario, str]:
    """The typed numbers as a scenario under its name, and the form's key.

    Raises:
        Refused: it has no name, or no number is typed.
    """
    if not form.is_valid():
        raise Refused("evaluations.scenario_nameless")
    said, own = form.cleaned_data, method_of(run)
    of = None if said["anew"] else asked.of
    scenario = replace(
        _typed(own, asked),
        id=of.code if of else new_scenario_id(run),
        label=said["label"],
        about=said["about"],
        method=own.id,
        method_digest=own.digest,
    )
    return with_digest(scenario), said["key"]


def _typed(own: Method, asked: Asked) -> Scenario:
    """What is typed, once it stands over the method.

    Raises:
        Refused: nothing is, or the method refuses it.
    """
    trial = trial_of(own, asked)
    if trial.refused:
        raise trial.refused
    if trial.typed is None:
        raise Refused("evaluations.nothing_turned")
    return trial.typed


def _text(file: Upload) -> str:
    wrong = Refused("evaluations.scenario_not_text", name=file.name, limit=LARGEST // 1024)
    if not file.size or file.size > LARGEST:
        raise wrong
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise wrong from fault


def _kept_words(kept: KeptScenario) -> str:
    return _("“%(label)s”第 %(number)s 版已存。") % {"label": kept.label, "number": kept.number}
