"""The land ledger of a round: by town what closes and what does not, and land by two definitions side by side."""

from datetime import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from permu.evaluations.access import round_for
from permu.evaluations.land import LandPage, land_of
from permu.evaluations.sentences import refusal
from permu.evaluations.year.moves import COLLECTED
from permu.register.people import person
from permu.terms.refusal import Refused
from permu.terms.workdays import add_working_days

USUAL_DAYS = 5
"""Working days that land areas are usually on notice."""


@require_GET
def land(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; without a land form, or before the first reading, it says so."""
    round_ = round_for(person(request), pk)
    shown: dict[str, object] = {
        "round": round_, "nav": "rounds", "notices": round_.land_notices.all(),
        "may_notice": round_.stage in COLLECTED and bool(round_.reading),
        "proposed": add_working_days(timezone.localdate(), USUAL_DAYS), "hour": time(17),
    }  # fmt: skip
    try:
        read = land_of(round_)
    except Refused as refused:
        shown["refused"] = refusal(refused)
    else:
        shown["found"] = LandPage(read, request.GET.dict()) if read else None
    return render(request, "evaluations/land.html", shown)
