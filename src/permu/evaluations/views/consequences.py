"""What follows from a published year: its measures, their reviews, and whom they fall on."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import must_be_clerk
from permu.evaluations.access.consequences import consequences_for
from permu.evaluations.actions.consequences import Review, review_measure
from permu.evaluations.consequences.lines import final_of, handed
from permu.evaluations.forms import KeyForm
from permu.evaluations.listing import Cut
from permu.evaluations.models import MeasureReview
from permu.evaluations.sentences import refusal
from permu.evaluations.stored import method_of
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def consequences(request: HttpRequest, pk: int) -> HttpResponse:
    """Every measure of the published list with its review, and its totals where it runs."""
    round_ = consequences_for(person(request), pk)
    final = final_of(round_)
    page: dict[str, object] = {"round": round_, "final": final, "nav": "year"}
    try:
        if final:
            page |= {"measures": handed(final), "is_trial": method_of(final.run).is_trial}
    except Refused as refused:
        page["refused"] = refusal(refused)
    return render(request, "evaluations/consequences.html", page)


@require_GET
def consequence(request: HttpRequest, pk: int, measure: str) -> HttpResponse:
    """One measure, enterprise by enterprise."""
    user = person(request)
    must_be_clerk(user)
    round_ = consequences_for(user, pk)
    final = final_of(round_)
    found = handed(final, only=measure) if final else []
    if not found:
        raise Http404
    listing = Cut(found[0].lines, request.GET)
    page = {
        "round": round_, "final": final, "one": found[0], "listing": listing,
        "page": listing.page, "outcomes": MeasureReview.Outcome.choices, "nav": "year",
    }  # fmt: skip
    return render(request, "evaluations/consequence.html", page)


class ReviewForm(KeyForm):
    """A fair-competition review of one measure."""

    digest = forms.CharField(max_length=64)
    outcome = forms.ChoiceField(choices=MeasureReview.Outcome.choices)
    basis = forms.CharField(max_length=300)
    bureau = forms.CharField(max_length=40)
    reviewed_on = forms.DateField()
    remark = forms.CharField(max_length=300, required=False)
    over = forms.IntegerField(min_value=0)


@require_POST
def review(request: HttpRequest, pk: int, measure: str) -> HttpResponse:
    """Write a review down."""
    user = person(request)
    must_be_clerk(user)
    round_ = consequences_for(user, pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("没有登记：请选结论，写明审查所依据的法规、执行单位和审查日期，再提交。")
        )
        return redirect("evaluations:consequence", pk, measure)
    said = dict(form.cleaned_data)
    key = said.pop("key")
    try:
        review_measure(round_, Review(measure=measure, **said), by=user, key=key)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:consequence", pk, measure)
    messages.success(request, _("已登记审查意见。"))
    return redirect("evaluations:consequences", pk)
