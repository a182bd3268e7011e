"""The clerk's pages of a round: the list, a new one, where it stands, and its buttons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from permu.evaluations.access import (
    file_for,
    must_be_clerk,
    open_job,
    round_for,
    rounds_for,
)
from permu.evaluations.actions import (
    add_files,
    held_findings,
    is_read,
    open_round,
    start_import,
    start_run,
    withdraw_file,
)
from permu.evaluations.departments import received, unsorted
from permu.evaluations.forms import KeyForm, RoundForm, RunForm
from permu.evaluations.methods import method_titles
from permu.evaluations.models import Round
from permu.evaluations.sentences import refusal
from permu.evaluations.worklist.tasks import tasks
from permu.register.models import Job, User
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, and what is to do in the newest that is not over."""
    user = person(request)
    must_be_clerk(user)
    listed = rounds_for(user).select_related("shared_run").prefetch_related("runs")
    context: dict[str, object] = {"rounds": listed, "methods": method_titles(), "nav": "rounds"}
    current = next((one for one in listed if one.stage != Round.Stage.ARCHIVED), None)
    if current:
        context |= {"current": current, "tasks": tasks(current, user)}
    return render(request, "evaluations/rounds.html", context)


@require_http_methods(["GET", "POST"])
def new_round(request: HttpRequest) -> HttpResponse:
    """Choose a year and a method, and send the workbooks along."""
    user = person(request)
    must_be_clerk(user)
    today = timezone.localdate()
    form = RoundForm(request.POST or None, initial=RoundForm.suggestion(today))
    if form.is_valid():
        round_ = open_round(**form.cleaned_data, by=user)
        if request.FILES:
            _receive(request, round_, user)
        return redirect("evaluations:round", round_.pk)
    return render(request, "evaluations/new_round.html", {"form": form, "nav": "rounds"})


@require_GET
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the round stands, what was received and found, and what is next."""
    round_ = round_for(person(request), pk)
    try:
        files = received(round_)
    except Refused as refused:
        messages.error(request, refusal(refused))
        files = unsorted(round_)
    last_job = Job.objects.filter(target=pk, kind__in=("import", "run")).first()
    return render(
        request,
        "evaluations/round.html",
        {
            "round": round_,
            "method_title": method_titles().get(round_.method, round_.method),
            "received": files,
            "has_files": any(line.files for line in files),
            "job": open_job(round_),
            "last_job": last_job,
            "is_read": is_read(round_),
            "held": held_findings(round_),
            "severities": _severities(round_),
            "unowned": round_.unowned_rows.count(),
            "held_figures": round_.held_figures,
            "runs": round_.runs.select_related("created_by"),
            "nav": "rounds",
        },
    )


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take more workbooks."""
    user = person(request)
    round_ = round_for(user, pk)
    _receive(request, round_, user)
    return redirect("evaluations:round", pk)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a workbook out."""
    user = person(request)
    file = file_for(user, pk)
    withdraw_file(file, by=user)
    return redirect("evaluations:round", file.round_id)


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Start reading the workbooks."""
    user = person(request)
    round_ = round_for(user, pk)
    form = KeyForm(request.POST)
    if form.is_valid():
        try:
            start_import(round_, by=user, key=form.cleaned_data["key"])
        except Refused as refused:
            messages.error(request, refusal(refused))
    return redirect("evaluations:round", pk)


@require_POST
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a run."""
    user = person(request)
    round_ = round_for(user, pk)
    form = RunForm(request.POST)
    if form.is_valid():
        accepted, key = form.cleaned_data["accepted"], form.cleaned_data["key"]
        try:
            start_run(round_, accepted=accepted, by=user, key=key)
        except Refused as refused:
            messages.error(request, refusal(refused))
    return redirect("evaluations:round", pk)


def _receive(request: HttpRequest, round_: Round, user: User) -> None:
    uploads = request.FILES.getlist("files")
    refused = add_files(round_, uploads, by=user)
    for reason in refused:
        messages.error(request, refusal(reason))
    taken = len(uploads) - len(refused)
    if taken:
        words = ngettext("收到 %(count)s 个文件。", "收到 %(count)s 个文件。", taken)
        messages.success(request, words % {"count": taken})
    elif not uploads:
        messages.error(request, _("没有选择文件。请先选择各部门的工作簿。"))


def _severities(round_: Round) -> dict[str, int]:
    found = dict.fromkeys(("error", "question", "note"), 0)
    for severity in round_.findings.values_list("severity", flat=True):
        found[severity] += 1
    return found
