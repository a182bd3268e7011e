"""Settling the figures that a reading held back."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import correction_for, round_for
from permu.evaluations.actions import NewFigure, correct_figure, is_read, undo_correction
from permu.evaluations.forms import FigureForm
from permu.evaluations.models import FigureCorrection, Round
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.settling.figures import (
    Figure,
    causes,
    figure_of,
    held_figures,
    items_used,
)
from permu.register.models import User
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures that are held, those of the method alone unless all are asked for; and what was corrected."""
    round_ = round_for(person(request), pk)
    corrections = {(one.subject, one.item): one for one in _corrections(round_)}
    held = held_figures(round_) if round_.reading else []
    used = _of_method(round_, held)
    others = len(held) - len(used)
    held = held if "all" in request.GET else used
    page = {
        "round": round_, "corrections": corrections.values(), "is_read": is_read(round_),
        "causes": causes(round_, held), "held": held, "others": others,
        "settled": {f"{subject} {item}" for subject, item in corrections},
        "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/figures.html", page)


@require_GET
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure with its cells, and the form that settles it."""
    round_ = round_for(person(request), pk)
    return _figure_page(request, round_, _asked_figure(round_, request.GET), form=FigureForm())


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle one figure."""
    user = person(request)
    round_ = round_for(user, pk)
    found = _asked_figure(round_, request.POST)
    form = FigureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _settle(round_, found, form, user)
        except Refused as refused:
            messages.error(request, refusal(refused))
            return _figure_page(request, round_, found, form=form)
        messages.success(request, _("已更正，重新读取表格后生效。"))
        return redirect("evaluations:figures", pk)
    messages.error(request, _("没有填写核定的数或理由。请填写后再提交。"))
    return _figure_page(request, round_, found, form=form)


@require_POST
def undo_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a correction back."""
    user = person(request)
    correction = correction_for(user, pk)
    undo_correction(correction, by=user)
    messages.success(request, _("已撤销，重新读取表格后生效。"))
    return redirect("evaluations:figures", correction.round_id)


def _of_method(round_: Round, held: list[Figure]) -> list[Figure]:
    try:
        used = items_used(round_)
    except Refused:
        return held
    return [one for one in held if one.item.id in used]


def _settle(round_: Round, found: Figure, form: FigureForm, user: User) -> None:
    from permu.engine.ripple import read_value

    if form.cleaned_data["over"] != found.over:
        raise Refused("evaluations.figure_changed")
    text = form.value
    value = (
        read_value(found.item.id, text, as_of=round_.as_of, language=reading_language())
        if text
        else None
    )
    kept = value if value is None or isinstance(value, int | bool | str) else value.isoformat()
    new = NewFigure(subject=found.subject, item=found.item.id, value=kept, over=found.over)
    said = {"reason": form.cleaned_data["reason"], "evidence": form.cleaned_data["evidence"]}
    correct_figure(round_, new, by=user, **said)


def _figure_page(
    request: HttpRequest, round_: Round, found: Figure, *, form: FigureForm
) -> HttpResponse:
    correction = _corrections(round_).filter(subject=found.subject, item=found.item.id).first()
    page = {
        "round": round_, "figure": found, "form": form, "correction": correction,
        "findings": round_.findings.filter(subject=found.subject, item=found.item.id),
        "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/figure.html", page)


def _asked_figure(round_: Round, asked: QueryDict) -> Figure:
    subject, item = (asked.get(name, "").replace("\0", "") for name in ("subject", "item"))
    found = figure_of(round_, subject, item) if round_.reading else None
    if found is None:
        raise Http404
    return found


def _corrections(round_: Round) -> QuerySet[FigureCorrection]:
    found = FigureCorrection.objects.filter(round=round_, withdrawn_at=None)
    return found.select_related("made_by", "evidence")
