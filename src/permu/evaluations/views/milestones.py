"""What is done to a case of 一企一策: milestones added and done, the case closed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import must_be_clerk
from permu.evaluations.access.consequences import improvement_for, milestone_for
from permu.evaluations.actions.improving import Done, add_milestone, close_case, close_milestone
from permu.evaluations.forms import DueForm, KeyForm
from permu.evaluations.sentences import refusal
from permu.evaluations.views.appeals import handed_over
from permu.register.people import person
from permu.terms.refusal import Refused


class MilestoneForm(KeyForm, DueForm):
    """A milestone."""

    label = forms.CharField(max_length=1000, required=False)


class DoneForm(KeyForm):
    """What came of a milestone, or of the whole."""

    said = forms.CharField(max_length=1000, required=False)
    evidence = forms.FileField(required=False)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a milestone."""
    user = person(request)
    must_be_clerk(user)
    one, form = improvement_for(user, pk), MilestoneForm(request.POST)

    def deed() -> None:
        said = form.cleaned_data
        add_milestone(one, said["label"], due_on=said["due_on"], by=user, key=said["key"])

    return _do(request, one.pk, form, deed)


@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a milestone is done."""
    user = person(request)
    step, form = milestone_for(user, pk), DoneForm(request.POST, request.FILES)

    def deed() -> None:
        said = form.cleaned_data
        what = Done(said=said["said"], evidence=said["evidence"])
        close_milestone(step, what, by=user, key=said["key"])

    return _do(request, step.improvement_id, form, deed)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept and close the case."""
    user = person(request)
    must_be_clerk(user)
    one, form = improvement_for(user, pk), DoneForm(request.POST)

    def deed() -> None:
        close_case(one, form.cleaned_data["said"], by=user, key=form.cleaned_data["key"])

    return _do(request, one.pk, form, deed)


@require_GET
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The file that shows a milestone."""
    return handed_over(milestone_for(person(request), pk).evidence)


def _do(request: HttpRequest, pk: int, form: forms.Form, deed: Callable[[], None]) -> HttpResponse:
    """Do it, and go back to the case."""
    if form.is_valid():
        try:
            deed()
        except Refused as refused:
            messages.error(request, refusal(refused))
        else:
            messages.success(request, _("已记下。"))
    else:
        messages.error(request, _("没有填全：请选日期，附件不能是空文件，再提交。"))
    return redirect("evaluations:improvement", pk)
