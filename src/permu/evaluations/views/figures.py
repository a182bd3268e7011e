"""Settling the figures that a reading held back."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import correction_for, round_for
from permu.evaluations.actions import NewFigure, correct_figure, is_read, undo_correction
from permu.evaluations.evidence import EVIDENCE
from permu.evaluations.forms import FigureForm
from permu.evaluations.listing import Cut
from permu.evaluations.models import FigureCorrection, Round
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.settling.figures import (
    Figure,
    causes,
    figure_of,
    held_figures,
    items_used,
)
from permu.evaluations.settling.gathering import corrections_of
from permu.register.models import User
from permu.register.people import person
from permu.terms.refusal import Refused, words


@require_GET
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures that are held, those of the method alone unless all are asked for; and what was corrected."""
    round_ = round_for(person(request), pk)
    corrections = {(one.subject, one.item): one for one in corrections_of(round_)}
    held = held_figures(round_) if round_.reading else []
    of_method = items_used(round_)
    used = [one for one in held if one.item.id in of_method]
    others = len(held) - len(used)
    held = held if "all" in request.GET else used
    listing = Cut(causes(round_, held), request.GET)
    shown = [one for cause in listing.page for one in cause.figures]
    page = {
        "round": round_, "corrections": corrections.values(), "is_read": is_read(round_),
        "listing": listing, "page": listing.page, "held": held, "others": others,
        "settled": _settled(shown, corrections),
        "said": _in_language(round_, shown), "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/figures.html", page)


def _in_language(round_: Round, shown: Iterable[Figure]) -> dict[str, str]:
    """What the findings say in the reader's language, by what a shown cell's note says of the same: Chinese."""
    if reading_language() == "zh":
        return {}
    notes = {note for one in shown for note in one.notes}
    return dict(round_.findings.filter(text_zh__in=notes).values_list("text_zh", "text_en"))


def _settled(
    held: Iterable[Figure], corrections: Mapping[tuple[str, str], FigureCorrection]
) -> set[str]:
    """The held figures that the next reading takes as corrected: the sheets say of them what they said."""
    found = ((one, corrections.get((one.subject, one.item.id))) for one in held)
    return {
        f"{one.subject} {one.item.id}" for one, known in found if known and known.over == one.over
    }


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
        messages.success(request, _("已核定，重新读取表格后生效。"))
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


@require_GET
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The file that a correction rests on: handed over, never shown in the page."""
    kept = correction_for(person(request), pk).evidence
    if kept is None or not kept.path.exists():
        raise Http404
    return FileResponse(
        kept.path.open("rb"), as_attachment=True, filename=kept.name,
        content_type="application/octet-stream",
    )  # fmt: skip


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
    correction = corrections_of(round_).filter(subject=found.subject, item=found.item.id).first()
    page = {
        "round": round_, "figure": found, "form": form, "correction": correction,
        "is_outdated": correction is not None and correction.over != found.over,
        "kinds": ",".join(EVIDENCE),
        "purpose": words(f"engine.purpose_is_{found.item.purpose}", reading_language()),
        "said": _in_language(round_, [found]),
        "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/figure.html", page)


def _asked_figure(round_: Round, asked: QueryDict) -> Figure:
    subject, item = (asked.get(name, "").replace("\0", "") for name in ("subject", "item"))
    found = figure_of(round_, subject, item) if round_.reading else None
    if found is None:
        raise Http404
    return found
