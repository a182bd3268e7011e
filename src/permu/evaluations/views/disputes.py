"""The office's side of confirming: who is asked until when, who answered, what becomes of each dispute."""

from datetime import time

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import confirming_for, dispute_for, enterprises_for, round_for
from permu.evaluations.actions import (
    ask_confirmation,
    correct_disputed,
    end_confirmation,
    reject_dispute,
)
from permu.evaluations.confirming.disputed import disputes_of
from permu.evaluations.confirming.standing import LABELS, newest, silence_binds, standings
from permu.evaluations.exports import confirmation_xlsx
from permu.evaluations.forms import UntilForm
from permu.evaluations.listing import Cut
from permu.evaluations.sentences import refusal
from permu.register.models import Role
from permu.register.people import person
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days

USUAL_DAYS = 5
"""Working days that enterprises usually have."""


@require_GET
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the confirming stands, and its disputes."""
    user = person(request)
    round_ = round_for(user, pk)
    confirming = newest(round_)
    found = standings(confirming, enterprises_for(user)) if confirming else None
    chosen = request.GET.get("state", "")
    listing = Cut(found.those(chosen) if found else [], request.GET)
    page = {
        "round": round_, "confirming": confirming, "listing": listing, "page": listing.page,
        "counts": found.counts if found else {}, "labels": LABELS, "chosen": chosen,
        "disputes": disputes_of(confirming) if confirming else None, "nav": "rounds",
        "proposed": add_working_days(timezone.localdate(), USUAL_DAYS), "hour": time(17),
        "silence_binds": confirming is not None and silence_binds(confirming),
    }  # fmt: skip
    return render(request, "evaluations/confirmation.html", page)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask every enterprise."""
    user = person(request)
    round_ = round_for(user, pk)
    form = UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选截止的日期和钟点。"))
        return redirect("evaluations:confirm_round", pk)
    try:
        asked = ask_confirmation(
            round_, closes_at=form.closes_at, by=user, key=form.cleaned_data["key"]
        )
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已请企业确认，%(until)s 截止。") % {"until": asked.until})
    return redirect("evaluations:confirm_round", pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a confirming."""
    user = person(request)
    confirming = confirming_for(user, pk, Role.CLERK)
    try:
        end_confirmation(confirming, by=user)
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("企业确认已结束。"))
    return redirect("evaluations:confirm_round", confirming.round_id)


@require_GET
def export(request: HttpRequest, pk: int) -> FileResponse:
    """Every enterprise and how it stands, as a workbook."""
    user = person(request)
    round_ = round_for(user, pk)
    confirming = newest(round_)
    if confirming is None:
        raise Http404
    made = confirmation_xlsx(confirming, standings(confirming, enterprises_for(user)))
    return FileResponse(made, as_attachment=True, filename=f"{round_.year}_{_('企业确认')}.xlsx")


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the enterprise's figure over, or leave the figure as it is; either with a reason."""
    user = person(request)
    dispute = dispute_for(user, pk)
    deed = correct_disputed if request.POST.get("decision") == "corrected" else reject_dispute
    try:
        deed(dispute, why=request.POST.get("why", ""), by=user)
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已处理，已通知企业。采纳的重新读取表格后生效。"))
    return redirect("evaluations:confirm_round", dispute.confirmation.confirming.round_id)


@require_GET
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """What an enterprise attached: handed over, never shown in the page."""
    kept = dispute_for(person(request), pk).evidence
    if kept is None or not kept.path.exists():
        raise Http404
    return FileResponse(
        kept.path.open("rb"), as_attachment=True, filename=kept.name,
        content_type="application/octet-stream",
    )  # fmt: skip
