"""A year's way: where it stands, what is next, who did what when; and the buttons that lead on."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import runs_for, year_for, years_for
from permu.evaluations.actions import Asked, move_named, take_step
from permu.evaluations.appeals.totals import totals
from permu.evaluations.confirming.standing import newest as newest_confirming
from permu.evaluations.forms import KeyForm
from permu.evaluations.reviewing import standing_of
from permu.evaluations.sentences import refusal
from permu.evaluations.year.moves import BY_ID, Stage
from permu.evaluations.year.standing import choices, newest_run, stages
from permu.register.models import Role
from permu.register.people import person
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days

TOWNS_DAYS = 3
"""Working days that are proposed for the towns' review."""


@require_GET
def newest(request: HttpRequest) -> HttpResponse:
    """The newest year that a person may see."""
    user = person(request)
    if user.role not in (Role.CLERK, Role.LEADER, Role.AUDITOR):
        raise Http404
    round_ = years_for(user).first()
    if round_ is None:
        return render(request, "evaluations/nothing_yet.html", {"nav": "year"})
    return redirect("evaluations:year", round_.pk)


@require_GET
def year(request: HttpRequest, pk: int) -> HttpResponse:
    """One year's way."""
    user = person(request)
    round_ = year_for(user, pk)
    is_time = round_.stage in (Stage.TRIAL, Stage.REVIEWED) and newest_run(round_) is not None
    may_ask = user.role == Role.CLERK and is_time
    page = {
        "round": round_,
        "stages": stages(round_),
        "choices": choices(round_, user),
        "newest_run": newest_run(round_),
        "land": round_.land_notices.first(),
        "asked": newest_confirming(round_),
        "towns": standing_of(round_),
        "may_ask_towns": may_ask,
        "proposed": add_working_days(timezone.localdate(), TOWNS_DAYS),
        "notice": round_.steps.filter(move="notice").last(),
        "steps": round_.steps.select_related("by", "run").order_by("-number"),
        "reported": runs_for(user).filter(round=round_).order_by("-number").first(),
        "papers": round_.publications.exclude(kind="trial"),
        "labels": {move.id: move.label for move in BY_ID.values()},
        "totals": totals(round_),
        "years": years_for(user),
        "nav": "year",
    }
    return render(request, "evaluations/year.html", page)


class StepForm(KeyForm):
    """A step's button; with a reason where something is given back."""

    move = forms.CharField(max_length=20)
    reason = forms.CharField(max_length=1000, required=False)
    run = forms.IntegerField(min_value=1, required=False)


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step: a step of somebody else's role does not exist for a person."""
    user = person(request)
    round_ = year_for(user, pk)
    form = StepForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            move = move_named(said["move"])
            if move.role != user.role:
                raise Http404
            run = round_.runs.filter(pk=said["run"]).first()
            take_step(
                round_, Asked(move=move, run=run, reason=said["reason"]), by=user, key=said["key"]
            )
        except Refused as refused:
            messages.error(request, refusal(refused))
        else:
            messages.success(request, _("已办理：%(what)s。") % {"what": move.label})
    return redirect("evaluations:year", pk)
