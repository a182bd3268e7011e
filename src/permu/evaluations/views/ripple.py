"""Before an appeal is decided: what correcting a subject's figures would move. Nothing is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from permu.evaluations.access import must_be_clerk, result_for
from permu.evaluations.grades import looks
from permu.evaluations.ripple import Claim, Shown
from permu.evaluations.sentences import refusal
from permu.evaluations.stored import kept_method
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def ripple(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of one result, those entered in their place, and everybody whom that would move."""
    user = person(request)
    must_be_clerk(user)
    result = result_for(user, pk)
    page: dict[str, object] = {"result": result, "run": result.run, "nav": "results"}
    try:
        claim = Claim(result, request.GET.dict())
        page |= {"claim": claim, "looks": looks(kept_method(result.run))}
        page["ripples"] = [Shown(each, result) for each in claim.ripples]
    except Refused as refused:
        page["refused"] = refusal(refused)
    return render(request, "evaluations/ripple.html", page)
