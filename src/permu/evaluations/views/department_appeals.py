"""Appeals against the figures that a department gave, and its answers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import appeal_to, appeals_for
from permu.evaluations.actions import Said, answer_appeal
from permu.evaluations.appeals.forms import AnswerForm
from permu.evaluations.appeals.rows import rows
from permu.evaluations.evidence import EVIDENCE
from permu.evaluations.models import Appeal, AppealAnswer
from permu.evaluations.sentences import refusal
from permu.register.models import Role
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def appeals(request: HttpRequest) -> HttpResponse:
    """Those that wait for its answer, the oldest first; and those that do not any more."""
    return _page(request, AnswerForm())


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one."""
    user = person(request)
    found, form = appeal_to(user, pk), AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("没有选属实、部分属实或不属实。请选一项再提交。"))
        return _page(request, form, pk)
    given = form.cleaned_data
    said = Said(
        says=given["says"], text=given["value"], reason=given["reason"], evidence=given["evidence"]
    )
    try:
        answer_appeal(found, said, by=user, key=given["key"])
    except Refused as refused:
        messages.error(request, refusal(refused))
        return _page(request, form, pk)
    messages.success(request, _("已答复第 %(n)s 号异议。") % {"n": found.number})
    return redirect("evaluations:department_appeals")


def _page(request: HttpRequest, form: AnswerForm, filled: int = 0) -> HttpResponse:
    """The page; `filled` is the appeal whose answer was refused, for it keeps what was typed."""
    user = person(request)
    if user.role != Role.DEPARTMENT:
        raise Http404
    found = appeals_for(user)
    waiting = found.filter(state=Appeal.State.OPEN, answer=None).order_by("due_on", "pk")
    others = found.exclude(pk__in=waiting).order_by("-round__year", "-pk")
    page = {
        "waiting": rows(waiting, user), "rows": rows(others, user), "form": form, "filled": filled,
        "says": AppealAnswer.Says.choices, "kinds": ",".join(EVIDENCE),
        "today": timezone.localdate(), "nav": "appeals",
    }  # fmt: skip
    return render(request, "evaluations/department_appeals.html", page)
