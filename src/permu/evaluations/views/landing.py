"""Land areas on notice: putting them there, the paper, and the page of whom they concern."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.documents.official.land import land_paper
from permu.evaluations.access import enterprises_for, noticed_land_for, round_for
from permu.evaluations.actions import notice_land
from permu.evaluations.forms import UntilForm
from permu.evaluations.landing import rows_of
from permu.evaluations.listing import Cut
from permu.evaluations.papers.lands import land_on_notice
from permu.evaluations.sentences import refusal
from permu.evaluations.views.papers import download, writer_of
from permu.register.people import person
from permu.terms.refusal import Refused


@require_POST
def put(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the areas of the last reading on notice."""
    user = person(request)
    round_, form = round_for(user, pk), UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选截止的日期和钟点。"))
        return redirect("evaluations:land", pk)
    try:
        made = notice_land(round_, closes_at=form.closes_at, by=user, key=form.cleaned_data["key"])
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        said = _("已公示用地面积，%(until)s 截止。") % {"until": made.until}
        messages.success(request, said)
    return redirect("evaluations:land", pk)


@require_GET
def noticed(request: HttpRequest) -> HttpResponse:
    """What is on notice of the own enterprise, or of the town's."""
    user = person(request)
    notice = noticed_land_for(user)
    codes = set(enterprises_for(user).values_list("credit_code", flat=True))
    listing = Cut(rows_of(notice, codes) if notice else [], request.GET)
    page = {"notice": notice, "listing": listing, "page": listing.page, "nav": "land"}
    return render(request, "evaluations/land_noticed.html", page)


@require_GET
def paper(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponse | FileResponse:
    """One notice as Word or PDF."""
    writer = writer_of(kind)
    notice = get_object_or_404(round_for(person(request), pk).land_notices, number=number)
    try:
        made = land_paper(land_on_notice(notice))
        return download(writer(made), f"{made.title}_{number}.{kind}")
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:land", pk)
