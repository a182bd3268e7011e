"""一企一策: the enterprises of the lowest grade, and the case of each."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from permu.evaluations.access import must_be_clerk, result_for
from permu.evaluations.access.consequences import consequences_for, improvement_for
from permu.evaluations.actions.improving import Plan, change_case, open_case
from permu.evaluations.consequences.lines import final_of
from permu.evaluations.consequences.lowest import Standing, lowest, way_of, years_of
from permu.evaluations.evidence import EVIDENCE
from permu.evaluations.forms import DueForm, KeyForm
from permu.evaluations.grades import looks
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.models import Improvement, Publication, Result
from permu.evaluations.sentences import refusal
from permu.evaluations.stored import kept_method, method_of
from permu.register.models import Role
from permu.register.people import person
from permu.terms.refusal import Refused

NONE = "none"
COLUMNS = Columns(
    filters={"town": "town", "state": "case_state"},
    search=("name", "subject"),
    sorts={"town": ("town", "name"), "name": ("name",)},
    default_sort="town",
)


@require_GET
def improvements(request: HttpRequest, pk: int) -> HttpResponse:
    """The list: who has the lowest grade, and how far each has come."""
    round_ = consequences_for(person(request), pk)
    final = final_of(round_)
    page: dict[str, object] = {"round": round_, "final": final, "nav": "year"}
    try:
        if final:
            page |= _listed(request, final)
    except Refused as refused:
        page["refused"] = refusal(refused)
    return render(request, "evaluations/improvements.html", page)


class PlanForm(KeyForm, DueForm):
    """What is planned for one enterprise."""

    plan = forms.CharField(max_length=2000, required=False)
    target = forms.CharField(max_length=1000, required=False)
    responsible = forms.CharField(max_length=1000, required=False)

    @property
    def planned(self) -> Plan:
        """What was written, once the form is found valid."""
        said = self.cleaned_data
        return Plan(**{name: said[name] for name in ("plan", "target", "responsible", "due_on")})


class ChangeForm(PlanForm):
    """Another plan, with why."""

    why = forms.CharField(max_length=1000, required=False)


@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for a case, and opening it; what was written stays where it is refused."""
    user = person(request)
    must_be_clerk(user)
    result = result_for(user, pk)
    known = Improvement.objects.filter(result=result).first()
    if known and request.method == "GET":
        return redirect("evaluations:improvement", known.pk)
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            one = open_case(result, form.planned, by=user, key=form.cleaned_data["key"])
        except Refused as refused:
            messages.error(request, refusal(refused))
        else:
            messages.success(request, _("已建档。"))
            return redirect("evaluations:improvement", one.pk)
    elif request.method == "POST":
        messages.error(request, _("没有建档：请选完成期限，再提交。"))
    return _plan_page(request, result, form)


@require_http_methods(["GET", "POST"])
def changing(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a case that is there, and changing it."""
    user = person(request)
    must_be_clerk(user)
    one = improvement_for(user, pk)
    is_sent = request.method == "POST"
    form = ChangeForm(request.POST if is_sent else None, initial=vars(one))
    if form.is_valid():
        said = form.cleaned_data
        try:
            change_case(one, form.planned, said["why"], by=user, key=said["key"])
        except Refused as refused:
            messages.error(request, refusal(refused))
        else:
            messages.success(request, _("已调整。"))
            return redirect("evaluations:improvement", pk)
    elif is_sent:
        messages.error(request, _("没有调整：请选完成期限，再提交。"))
    return _plan_page(request, one.result, form, one)


@require_GET
def improvement(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: plan, milestones, and what the published results say before and after."""
    user = person(request)
    one = improvement_for(user, pk)
    today = timezone.localdate()
    steps = one.milestones.select_related("done_by", "evidence")
    page = {
        "one": one, "round": one.round, "years": years_of(one), "states": list(way_of(one)),
        "earlier": one.earlier_plans.select_related("by"), "steps": [Standing(step, today) for step in steps], "kinds": ",".join(EVIDENCE),
        "shows_figures": user.role != Role.TOWN, "today": today, "looks": looks(kept_method(one.result.run)), "nav": "year",
    }  # fmt: skip
    return render(request, "evaluations/improvement.html", page)


def _plan_page(
    request: HttpRequest, result: Result, form: PlanForm, one: Improvement | None = None
) -> HttpResponse:
    page = {
        "result": result, "round": result.run.round, "form": form, "one": one,
        "looks": looks(kept_method(result.run)), "nav": "year",
    }  # fmt: skip
    return render(request, "evaluations/open_case.html", page)


def _listed(request: HttpRequest, final: Publication) -> dict[str, object]:
    rows: QuerySet[Result] = lowest(final.run).annotate(
        case_state=Coalesce("improvement__state", Value(NONE))
    )
    listing, method = Listing(rows, request.GET, COLUMNS), method_of(final.run)
    towns = Counter(rows.order_by().values_list("town", flat=True))
    found = rows.order_by().values_list("improvement__state", flat=True)
    states = Counter(state or NONE for state in found)
    labels = {NONE: _("未建档"), **{state.value: state.label for state in Improvement.State}}
    return {
        "listing": listing, "page": listing.page, "looks": looks(method),
        "towns": sorted((town, n) for town, n in towns.items() if town),
        "states": [(state, label, states[state]) for state, label in labels.items()],
        "today": timezone.localdate(), "is_trial": method.is_trial,
    }  # fmt: skip
