"""Requests of a round: what is asked of whom, who has sent, who is late, what it costs, who is reminded."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import request_for, round_for
from permu.evaluations.actions import (
    change_due,
    open_requests,
    proposed_due,
    resume_request,
    send_request,
    send_requests,
    waive_request,
)
from permu.evaluations.departments import REGISTRY
from permu.evaluations.forms import DueForm, RequestsForm
from permu.evaluations.models import DailyDigest, DataRequest
from permu.evaluations.requests.planning import (
    form_name,
    given_items,
    issue_of,
    write_issue,
    write_issues,
)
from permu.evaluations.requests.progress import names, progress_of
from permu.evaluations.requests.registered import registered
from permu.evaluations.requests.standing import standings
from permu.evaluations.requests.weighing import weigh
from permu.evaluations.sentences import refusal
from permu.register.models import User
from permu.register.people import person
from permu.terms.refusal import Refused

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def requests(request: HttpRequest, pk: int) -> HttpResponse:
    """Where every request stands, and what is next."""
    round_ = round_for(person(request), pk)
    today = timezone.localdate()
    stand = standings(round_, today)
    departments = [one.request.department for one in stand]
    given = given_items(round_)
    enterprises = len(registered(round_))
    page = {
        "round": round_,
        "standings": stand,
        "progress": progress_of(stand),
        "overdue": names(one for one in stand if one.is_overdue),
        "unsent": names(one for one in stand if one.state == "unsent"),
        "waited_for": names(one for one in stand if one.is_waited_for),
        "weighed": weigh(
            round_, [one.request for one in stand], given=given, enterprises=enterprises
        ),
        "enterprises": enterprises,
        "registry": REGISTRY,
        "digests": DailyDigest.objects.filter(day=today, department__in=departments),
        "today": today,
        "proposed": proposed_due(today),
        "nav": "rounds",
    }
    return render(request, "evaluations/requests.html", page)


@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the requests, or bring the unsent ones up to date."""
    user = person(request)
    round_ = round_for(user, pk)
    asked = RequestsForm(request.POST)
    if not asked.is_valid():
        messages.error(request, _("请选截止日期。"))
        return redirect("evaluations:requests", pk)
    try:
        changed = open_requests(round_, by=user, **asked.cleaned_data)
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        words = ngettext("拟定或更新了 %(count)s 份。", "拟定或更新了 %(count)s 份。", changed)
        messages.success(request, words % {"count": changed})
    return redirect("evaluations:requests", pk)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that one went out."""
    return _do(request, pk, lambda one, user: send_request(one, by=user))


@require_POST
def send_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that all went out."""
    user = person(request)
    sent = send_requests(round_for(user, pk), by=user)
    words = ngettext("%(count)s 份标为已发。", "%(count)s 份标为已发。", sent)
    messages.success(request, words % {"count": sent})
    return redirect("evaluations:requests", pk)


@require_POST
def due(request: HttpRequest, pk: int) -> HttpResponse:
    """Another due date."""
    form_ = DueForm(request.POST)

    def change(one: DataRequest, user: User) -> None:
        if form_.is_valid():
            change_due(one, due_on=form_.cleaned_data["due_on"], by=user)
        else:
            messages.error(request, _("请选截止日期。"))

    return _do(request, pk, change)


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for nothing after all."""
    reason = request.POST.get("reason", "")
    return _do(request, pk, lambda one, user: waive_request(one, reason=reason, by=user))


@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask again."""
    return _do(request, pk, lambda one, user: resume_request(one, by=user))


@require_GET
def form(request: HttpRequest, pk: int) -> FileResponse:
    """The form to send, with the enterprises filled in."""
    return form_response(request_for(person(request), pk))


def form_response(one: DataRequest) -> FileResponse:
    """The form of a request as a download; 404 where there is none of ours."""
    issue = issue_of(one)
    if issue is None:
        raise Http404
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_issue(path, issue, enterprises=registered(one.round))
        file = path.open("rb")  # it stays readable when the folder is gone
    return FileResponse(file, as_attachment=True, filename=form_name(issue), content_type=WORKBOOK)


@require_GET
def forms(request: HttpRequest, pk: int) -> FileResponse:
    """Every form that has not gone out yet, in one archive."""
    round_ = round_for(person(request), pk)
    stand = standings(round_, timezone.localdate())
    issues = [issue_of(one.request) for one in stand if one.state == "unsent"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forms.zip"
        write_issues(path, [one for one in issues if one], enterprises=registered(round_))
        file = path.open("rb")
    name = f"{round_.year}_{_('表样')}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _do(request: HttpRequest, pk: int, deed: Callable[[DataRequest, User], None]) -> HttpResponse:
    """Do it to one request and go back to its row."""
    user = person(request)
    one = request_for(user, pk)
    try:
        deed(one, user)
    except Refused as refused:
        messages.error(request, refusal(refused))
    return redirect(f"{reverse('evaluations:requests', args=[one.round_id])}#request-{one.pk}")
