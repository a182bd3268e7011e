"""Appeals as those who lodge them see them: an enterprise its own, a town those of its enterprises."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import (
    appeal_for,
    appeal_lodged_for,
    appeals_for,
    may_see,
    result_to_appeal,
    results_to_appeal,
)
from permu.evaluations.actions import Claimed, lodge_appeal, withdraw_appeal
from permu.evaluations.appeals.days import is_open
from permu.evaluations.appeals.differing import Difference, differences
from permu.evaluations.appeals.figures import choices
from permu.evaluations.appeals.forms import AppealForm
from permu.evaluations.appeals.rows import rows
from permu.evaluations.evidence import EVIDENCE
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.models import Result
from permu.evaluations.sentences import refusal
from permu.evaluations.year.clock import written
from permu.evaluations.year.needs import notice_until
from permu.register.models import Role, StoredFile, User
from permu.register.people import person
from permu.terms.items import item
from permu.terms.refusal import Refused

COLUMNS = Columns(
    filters={}, search=("name", "subject"), sorts={"name": ("name",)}, default_sort="name"
)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The enterprise's appeals, and its result where appeals are in time."""
    user = person(request)
    if user.role != Role.ENTERPRISE:
        raise Http404
    newest = results_to_appeal(user).first()
    page: dict[str, object] = {"results": [newest] if _takes(newest) else []}
    page["differences"] = _own_differences(newest) if newest else []
    return _list(request, newest, page, nav="appeals")


@require_GET
def town(request: HttpRequest) -> HttpResponse:
    """The appeals of a town's enterprises, and those it may lodge one for."""
    user = person(request)
    if user.role != Role.TOWN:
        raise Http404
    newest = results_to_appeal(user).order_by("-run__round__year", "-run").first()
    page: dict[str, object] = {"results": [], "place": user.place}
    if newest is not None and _takes(newest):
        listing = Listing(results_to_appeal(user).filter(run=newest.run), request.GET, COLUMNS)
        page |= {"listing": listing, "page": listing.page, "results": listing.page}
    return _list(request, newest, page, nav="appeals")


@require_GET
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures of one result, and the form that says what one of them is."""
    user = person(request)
    result = result_to_appeal(user, pk)
    return _form_page(request, result, AppealForm(initial={"item": request.GET.get("item", "")}))


@require_POST
def lodge(request: HttpRequest, pk: int) -> HttpResponse:
    """Lodge an appeal."""
    user = person(request)
    result = result_to_appeal(user, pk)
    filled = AppealForm(request.POST, request.FILES)
    if not filled.is_valid():
        messages.error(request, _("没有选数据项或没有填数。请填写后再提交。"))
        return _form_page(request, result, filled)
    said = filled.cleaned_data
    claimed = Claimed(
        item=said["item"], text=said["value"], grounds=said["grounds"], evidence=said["evidence"]
    )
    try:
        made = lodge_appeal(result, claimed, by=user, key=said["key"])
    except Refused as refused:
        messages.error(request, refusal(refused))
        return _form_page(request, result, filled)
    messages.success(request, _("已受理，编号 %(n)s。决定前可以撤回。") % {"n": made.number})
    return _home(user)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an appeal back."""
    user = person(request)
    try:
        withdraw_appeal(appeal_lodged_for(user, pk), by=user)
    except Refused as refused:
        messages.error(request, refusal(refused))
    else:
        messages.success(request, _("已撤回。"))
    return _home(user)


@require_GET
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The file that an appeal rests on, for who may see its figure."""
    user = person(request)
    found = appeal_for(user, pk)
    return handed_over(found.evidence if may_see(user, item(found.item)) else None)


def handed_over(kept: StoredFile | None) -> FileResponse:
    """A file as a download, never shown in the page; 404 where there is none."""
    if kept is None or not kept.path.exists():
        raise Http404
    return FileResponse(
        kept.path.open("rb"), as_attachment=True, filename=kept.name,
        content_type="application/octet-stream",
    )  # fmt: skip


def _takes(result: Result | None) -> bool:
    return result is not None and is_open(result.run.round)


def _own_differences(newest: Result) -> list[Difference]:
    """What differs of the enterprise between the first notice and what is shared now."""
    first = newest.run.round.steps.filter(move="notice").select_related("run").first()
    old = first.run if first else None
    if old is None or old == newest.run:
        return []
    return differences(old, newest.run, subject=newest.subject)


def _list(
    request: HttpRequest, newest: Result | None, page: dict[str, object], *, nav: str
) -> HttpResponse:
    user = person(request)
    until = notice_until(newest.run.round) if newest else None
    found = appeals_for(user).order_by("-round__year", "-pk")
    page |= {"rows": rows(found, user), "until": written(until) if until else "", "nav": nav}
    return render(request, "evaluations/appeals_lodged.html", page)


def _form_page(request: HttpRequest, result: Result, filled: AppealForm) -> HttpResponse:
    user = person(request)
    until = notice_until(result.run.round)
    page: dict[str, object] = {
        "result": result, "form": filled, "kinds": ",".join(EVIDENCE), "nav": "appeals",
        "until": written(until) if until else "", "is_open": is_open(result.run.round),
    }  # fmt: skip
    try:
        page["choices"] = choices(result, user)
    except Refused as refused:
        page["refused"] = refusal(refused)
    return render(request, "evaluations/appeal_form.html", page)


def _home(user: User) -> HttpResponse:
    return redirect(f"evaluations:{'town' if user.role == Role.TOWN else 'my'}_appeals")
