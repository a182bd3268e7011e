"""Towns look at a run before it is submitted."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import round_for, town_review_for, town_reviews_for
from permu.evaluations.actions import ask_towns, give_opinion
from permu.evaluations.forms import KeyForm, UntilForm
from permu.evaluations.grades import looks
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.models import TownReview
from permu.evaluations.sentences import refusal
from permu.evaluations.stored import kept_method
from permu.evaluations.year.standing import newest_run
from permu.register.models import User
from permu.register.people import person
from permu.terms.refusal import Refused

COLUMNS = Columns(
    filters={"grade": "grade"}, search=("name", "subject"),
    sorts={"name": ("name",), "grade": ("grade", "name")}, default_sort="grade",
)  # fmt: skip


class OpinionForm(KeyForm):
    """What a town says: `has` is whether there is anything against it."""

    has = forms.ChoiceField(choices=(("no", ""), ("yes", "")))
    objection = forms.CharField(max_length=2000, required=False)


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the newest run before the towns."""
    user = person(request)
    round_, form = round_for(user, pk), UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选截止的日期和钟点。"))
        return redirect("evaluations:year", pk)
    try:
        made = ask_towns(
            round_, newest_run(round_), closes_at=form.closes_at, by=user,
            key=form.cleaned_data["key"],
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已请乡镇审核，%(until)s 截止。") % {"until": made.until})
    return redirect("evaluations:year", pk)


@require_GET
def town(request: HttpRequest) -> HttpResponse:
    """What the newest run says of the town's enterprises, grades alone; and the town's opinion."""
    user = person(request)
    review = town_reviews_for(user).first()
    if review is None:
        return render(request, "evaluations/town_review.html", {"nav": "review"})
    return _page(request, user, review)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the town's opinion."""
    user = person(request)
    review, form = town_review_for(user, pk), OpinionForm(request.POST)
    said = form.cleaned_data.get("objection", "").strip() if form.is_valid() else ""
    has = form.cleaned_data.get("has")
    if has is None or (has == "yes" and not said):
        messages.error(request, _("没有提交：请选有没有意见；有意见的，写明是哪家企业、什么问题。"))
        return _page(request, user, review, said)
    try:
        give_opinion(review, said if has == "yes" else "", by=user, key=form.cleaned_data["key"])
    except Refused as refused:
        messages.error(request, refusal(refused))
        return _page(request, user, review, said)
    messages.success(request, _("意见已提交。"))
    return redirect("evaluations:town_review")


def _page(request: HttpRequest, user: User, review: TownReview, said: str = "") -> HttpResponse:
    own = review.run.results.filter(town=str(user.place))
    listing = Listing(own, request.GET, COLUMNS)
    page = {
        "review": review, "place": user.place, "listing": listing, "page": listing.page, "said": said,
        "looks": looks(kept_method(review.run)), "nav": "review",
        "own": review.opinions.filter(town=user.place).select_related("by").first(),
    }  # fmt: skip
    return render(request, "evaluations/town_review.html", page)
