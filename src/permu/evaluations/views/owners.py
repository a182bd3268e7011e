"""Settling whose the rows are that nobody owns."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import owner_for, round_for
from permu.evaluations.actions import is_read, settle_owner, undo_owner
from permu.evaluations.forms import OwnerForm
from permu.evaluations.models import RowOwner
from permu.evaluations.sentences import refusal
from permu.evaluations.settling.owners import enterprises_like, in_force, names, queue
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that nobody owns, each with who may; and what was settled before."""
    round_ = round_for(person(request), pk)
    settled = list(in_force(round_))
    page = {
        "round": round_, "waiting": queue(round_), "settled": settled, "names": names(settled),
        "hows": RowOwner.How.choices, "is_read": is_read(round_), "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/owners.html", page)


@require_GET
def enterprises(request: HttpRequest, pk: int) -> HttpResponse:
    """Enterprises to choose from, as a piece of the page."""
    round_for(person(request), pk)
    found = enterprises_like(request.GET.get("q", ""))
    return render(request, "evaluations/_enterprises.html", {"found": found})


@require_POST
def settle_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whose the rows like one are."""
    user = person(request)
    round_ = round_for(user, pk)
    row = get_object_or_404(round_.unowned_rows, pk=_number(request.POST.get("row", "")))
    form = OwnerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有选择企业。请选择一家企业，或选“不是名册中的企业”，再提交。"))
    else:
        try:
            settle_owner(row, by=user, **form.cleaned_data)
            messages.success(request, _("已认定，重新读取表格后生效。"))
        except Refused as refused:
            messages.error(request, refusal(refused))
    return redirect(f"{reverse('evaluations:owners', args=[pk])}#row-{row.number}")


@require_POST
def undo_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back whose a row is."""
    user = person(request)
    owner = owner_for(user, pk)
    undo_owner(owner, by=user)
    messages.success(request, _("已撤销，重新读取表格后生效。"))
    return redirect("evaluations:owners", owner.round_id)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
