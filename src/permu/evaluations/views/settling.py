"""Settling what a reading left open: whose rows are, and what held figures are."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import correction_for, owner_for, round_for
from permu.evaluations.actions import (
    NewFigure,
    correct_figure,
    is_read,
    settle_owner,
    undo_correction,
    undo_owner,
)
from permu.evaluations.forms import FigureForm, OwnerForm
from permu.evaluations.models import FigureCorrection, Round, RowOwner
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.settling.figures import (
    Figure,
    causes,
    figure_of,
    held_figures,
    items_used,
)
from permu.evaluations.settling.owners import enterprises_like, in_force, names, queue
from permu.register.models import User
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that nobody owns, each with who may; and what was settled before."""
    round_ = round_for(person(request), pk)
    settled = list(in_force(round_))
    page = {
        "round": round_, "waiting": queue(round_), "settled": settled, "names": names(settled),
        "hows": RowOwner.How.choices, "is_read": is_read(round_), "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/owners.html", page)


@require_GET
def enterprises(request: HttpRequest, pk: int) -> HttpResponse:
    """Enterprises to choose from, as a piece of the page."""
    round_for(person(request), pk)
    found = enterprises_like(request.GET.get("q", ""))
    return render(request, "evaluations/_enterprises.html", {"found": found})


@require_POST
def settle_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whose the rows like one are."""
    user = person(request)
    round_ = round_for(user, pk)
    row = get_object_or_404(round_.unowned_rows, pk=_number(request.POST.get("row", "")))
    form = OwnerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有选择企业。请选择一家企业，或选“不是名册中的企业”，再提交。"))
    else:
        try:
            settle_owner(row, by=user, **form.cleaned_data)
            messages.success(request, _("已认定，重新读取表格后生效。"))
        except Refused as refused:
            messages.error(request, refusal(refused))
    return redirect(f"{reverse('evaluations:owners', args=[pk])}#row-{row.number}")


@require_POST
def undo_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back whose a row is."""
    user = person(request)
    owner = owner_for(user, pk)
    undo_owner(owner, by=user)
    messages.success(request, _("已撤销，重新读取表格后生效。"))
    return redirect("evaluations:owners", owner.round_id)


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


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
