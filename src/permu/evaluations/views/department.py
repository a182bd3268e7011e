"""A department's page: what it was asked for, the forms to fill in, and the way to send them back."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import request_to, requests_to
from permu.evaluations.actions import add_files
from permu.evaluations.models import RoundFinding
from permu.evaluations.requests.standing import Standing, standings
from permu.evaluations.sentences import refusal
from permu.evaluations.views.requests import form_response
from permu.evaluations.year.moves import COLLECTED
from permu.register.models import User
from permu.register.people import person

A_ROUND = 100
"""Findings that are shown of a round; the clerk sends the list where there are more."""


@require_GET
def department(request: HttpRequest) -> HttpResponse:
    """Its requests, newest year first, and what was found in what it sent."""
    user = person(request)
    page = {"asked": list(_asked(user)), "nav": "department", "open": COLLECTED}
    return render(request, "evaluations/department.html", page)


@require_GET
def form(request: HttpRequest, pk: int) -> FileResponse:
    """The form, with the enterprises filled in."""
    return form_response(request_to(person(request), pk))


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the department's workbooks."""
    user = person(request)
    one = request_to(user, pk)
    uploads = request.FILES.getlist("files")
    refused = add_files(one.round, uploads, by=user)
    for reason in refused:
        messages.error(request, refusal(reason))
    if not uploads:
        messages.error(request, _("没有选文件。请选填好的工作簿再发送。"))
    elif taken := len(uploads) - len(refused):
        messages.success(
            request, _("已收到 %(n)s 个文件，县亩均办会读取；有问题会列在本页。") % {"n": taken}
        )
    return redirect("evaluations:department")


def _asked(user: User) -> Iterator[tuple[Standing, list[RoundFinding]]]:
    """Each request as it stands, with what was found in the department's files."""
    wanted = {one.pk: one for one in requests_to(user)}
    for round_ in dict.fromkeys(one.round for one in wanted.values()):
        for stand in standings(round_, timezone.localdate()):
            if stand.request.pk in wanted:
                sent = [file.stored.sha256 for file in stand.files]
                # suspicions stay with the clerk: their evidence is of other departments, too
                found = round_.findings.filter(sha256__in=sent, settled_at=None, evidence={})
                yield stand, list(found[:A_ROUND])
