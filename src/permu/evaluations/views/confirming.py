"""Enterprises confirm their figures: their page, the town's, and a signed paper entered for them."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from permu.evaluations.access import confirming_for, confirmings_for, enterprises_for, may_see
from permu.evaluations.actions import answer, answer_on_paper
from permu.evaluations.confirming.answering import answer_of, by_department, filled
from permu.evaluations.confirming.figures import Shown, digest_of, shown_of
from permu.evaluations.confirming.standing import (
    LABELS,
    silence_binds,
    standings,
    state_of,
)
from permu.evaluations.evidence import EVIDENCE
from permu.evaluations.listing import Cut
from permu.evaluations.models import Confirming
from permu.evaluations.sentences import refusal
from permu.register.actions import note_reading
from permu.register.models import Enterprise, Role
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The enterprise's own figures, to be confirmed."""
    user = person(request)
    if user.enterprise is None:
        raise Http404
    confirming = confirmings_for(user).first()
    figures = shown_of(confirming.round, user.enterprise.credit_code) if confirming else []
    if confirming is None or not figures:
        return render(request, "evaluations/confirm_nothing.html", {"nav": "confirm"})
    return _page(request, confirming, user.enterprise, figures)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the enterprise's answer."""
    user = person(request)
    confirming = confirming_for(user, pk, Role.ENTERPRISE)
    if user.enterprise is None:
        raise Http404
    figures = shown_of(confirming.round, user.enterprise.credit_code)
    if _answered(request, confirming, user.enterprise, figures):
        return redirect("evaluations:confirm_mine")
    return _page(request, confirming, user.enterprise, figures)


@require_GET
def town(request: HttpRequest) -> HttpResponse:
    """A town's enterprises, and how each stands."""
    user = person(request)
    if user.role != Role.TOWN:
        raise Http404
    confirming = confirmings_for(user).first()
    if confirming is None:
        return render(request, "evaluations/confirm_nothing.html", {"nav": "confirm"})
    found = standings(confirming, enterprises_for(user))
    chosen = request.GET.get("state", "")
    listing = Cut(found.those(chosen), request.GET)
    page = {
        "confirming": confirming, "place": user.place, "listing": listing, "page": listing.page,
        "counts": found.counts, "labels": LABELS, "chosen": chosen, "nav": "confirm",
    }  # fmt: skip
    return render(request, "evaluations/confirm_town.html", page)


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, pk: int, enterprise: int) -> HttpResponse:
    """Enter what an enterprise signed on paper, with the scan of it."""
    user = person(request)
    confirming = confirming_for(user, pk, Role.CLERK, Role.TOWN)
    found = get_object_or_404(enterprises_for(user), pk=enterprise)
    figures = shown_of(confirming.round, found.credit_code)
    if not figures:
        raise Http404
    if request.method == "POST" and _answered(request, confirming, found, figures, is_paper=True):
        return redirect("evaluations:confirm_paper", pk, enterprise)
    note_reading(f"{found.name} {confirming}", by=user, result=f"confirming {pk} {enterprise}")
    return _page(request, confirming, found, figures)


def _answered(
    request: HttpRequest,
    confirming: Confirming,
    enterprise: Enterprise,
    figures: list[Shown],
    *,
    is_paper: bool = False,
) -> bool:
    """Keep the answer, and say so; or say why not."""
    try:
        user = person(request)
        seen = [one for one in figures if may_see(user, one.item)]
        said = answer_of(request.POST, request.FILES, seen, as_of=date.max)
        unseen = {one.item.id for one in figures} - {one.item.id for one in seen}
        said = replace(said, unseen=frozenset(unseen))
        key = request.POST.get("key", "")[:64]
        deed = answer_on_paper if is_paper else answer
        deed(confirming, enterprise, said, by=user, key=key)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return False
    if said.disputed:
        words = _("已提交：%(n)s 项有异议，其余已确认。异议处理后会通知您。")
        messages.success(request, words % {"n": len(said.disputed)})
    else:
        messages.success(request, _("已确认全部数据。"))
    return True


def _page(
    request: HttpRequest, confirming: Confirming, enterprise: Enterprise, figures: list[Shown]
) -> HttpResponse:
    user = person(request)
    known = confirming.confirmations.filter(enterprise=enterprise).first()
    disputes = {one.item: one for one in known.disputes.all()} if known else {}
    digest = digest_of(figures)
    state = state_of(known, digest)
    page = {
        "confirming": confirming, "enterprise": enterprise, "shown": digest, "known": known,
        "departments": by_department(
            (one, may_see(user, one.item), filled(one, request.POST, disputes.get(one.item.id)))
            for one in figures
        ),
        "disputes": disputes,
        "state": state, "label": LABELS[state], "is_open": confirming.is_open,
        "silence_binds": silence_binds(confirming), "kinds": ",".join(EVIDENCE),
        "is_own": user.enterprise_id == enterprise.pk, "nav": "confirm",
    }  # fmt: skip
    return render(request, "evaluations/confirm.html", page)
