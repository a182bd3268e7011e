"""One appeal before the clerk: claim, answer, evidence, whom it would move; and the decision."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import answer_for, appeal_for, must_be_clerk
from permu.evaluations.actions import Ruling, decide_appeal
from permu.evaluations.actions.decisions import value_ruled
from permu.evaluations.appeals.basis import basis_of
from permu.evaluations.appeals.forms import RulingForm
from permu.evaluations.appeals.rows import row
from permu.evaluations.appeals.values import in_words
from permu.evaluations.appeals.weighing import ripples
from permu.evaluations.grades import looks
from permu.evaluations.models import Appeal
from permu.evaluations.ripple import Shown
from permu.evaluations.sentences import refusal
from permu.evaluations.stored import kept_method
from permu.evaluations.views.appeals import handed_over
from permu.register.people import person
from permu.terms.refusal import Refused

State = Appeal.State


@dataclass(frozen=True)
class Looked:
    """What a clerk looks at: the claim ("" in `text`), or another figure for a part of it."""

    text: str = ""
    reason: str = ""

    @property
    def outcome(self) -> str:
        """What upholding it would be."""
        return State.PARTLY if self.text else State.UPHELD


@require_GET
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """The appeal, and the ripple of its claim or of the figure in `value`."""
    must_be_clerk(person(request))
    found = appeal_for(person(request), pk)
    text = request.GET.get("value", "").replace("\0", "").strip()[:100]
    return _page(request, found, Looked(text))


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide it."""
    user = person(request)
    must_be_clerk(user)
    found, form = appeal_for(user, pk), RulingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("没有选决定，没有保存。请选一项再提交。"))
        return redirect("evaluations:appeal", pk)
    said = form.cleaned_data
    ruling = Ruling(
        outcome=said["outcome"], text=said["value"], reason=said["reason"], digest=said["digest"]
    )
    try:
        decide_appeal(found, ruling, by=user, key=said["key"])
    except Refused as refused:
        messages.error(request, refusal(refused))
        is_part = said["outcome"] == State.PARTLY
        looked = Looked(said["value"] if is_part else "", said["reason"])
        return _page(request, appeal_for(user, pk), looked)
    messages.success(request, _("已决定。改了数据的，重新读取、试算后送审。"))
    return redirect("evaluations:appeal", pk)


@require_GET
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The file that the department's answer rests on."""
    return handed_over(answer_for(person(request), pk).evidence)


def _page(request: HttpRequest, found: Appeal, looked: Looked) -> HttpResponse:
    shown = row(found, person(request))
    page: dict[str, object] = {"one": shown, "looked": looked, "nav": "rounds"}
    if shown.is_open:
        try:
            page |= _weighed(found, looked)
        except Refused as refused:
            page["refused"] = refusal(refused)
    return render(request, "evaluations/appeal.html", page)


def _weighed(found: Appeal, looked: Looked) -> dict[str, object]:
    """What a decision needs: whom it moves, and the digests that name what was looked at."""
    wanted = Ruling(outcome=looked.outcome, text=looked.text, reason="", digest="")
    basis = basis_of(found, value_ruled(found, wanted))
    page: dict[str, object] = {
        "result": basis.result, "run": basis.result.run, "looks": looks(kept_method(basis.result.run)),
        "value": in_words(found.item, basis.value), "pending": len(basis.pending),
        "dismissal": basis_of(found, found.claim).digest(upholds=False),
    }  # fmt: skip
    try:
        shown = [Shown(each, basis.result) for each in ripples(basis)]
    except Refused as refused:
        return page | {"refused": refusal(refused)}
    return page | {"ripples": shown, "digest": basis.digest(upholds=True)}
