"""What the columns of a received file are, where the form does not say it by itself."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import file_for
from permu.evaluations.actions import settle_columns, unsettle_columns
from permu.evaluations.models import RoundFile
from permu.evaluations.sentences import refusal
from permu.evaluations.settling.columns import (
    answered,
    label_of,
    meanings,
    newest_of,
    offer_of,
    said_of,
)
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """A file's columns beside its form's, each to be chosen."""
    return _page(request, file_for(person(request), pk), request.GET.get("form", ""), {})


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was chosen; what cannot be kept stays on the page as it was chosen."""
    user = person(request)
    file = file_for(user, pk)
    asked = {key: str(value) for key, value in request.POST.items()}
    form = asked.get("form", "")
    try:
        plain = offer_of(file.round, file, form, with_choices=False)
        if "seen" in asked and asked["seen"] != newest_of(file.round, plain.profile):
            messages.error(request, refusal(Refused("evaluations.columns_changed")))
            return _back(pk, form)
        before = said_of(file.round, plain.profile)
        chosen = list(meanings(plain, asked, before=before))
        settle_columns(file.round, plain.profile, chosen, reason=asked.get("reason", ""), by=user)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return _page(request, file, form, asked)
    messages.success(request, _("已保存，以后同一部门的表照此认列；重新读取表格后生效。"))
    return _back(pk, form)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what this year said of the form's columns."""
    user = person(request)
    file = file_for(user, pk)
    form = request.POST.get("form", "")
    if unsettle_columns(file.round, form, by=user):
        messages.success(request, _("已撤回本年的认列；重新读取表格后生效。"))
    return _back(pk, form)


def _back(pk: int, form: str) -> HttpResponse:
    return redirect(f"{reverse('evaluations:columns', args=[pk])}?{urlencode({'form': form})}")


def _page(
    request: HttpRequest, file: RoundFile, form: str, asked: Mapping[str, str]
) -> HttpResponse:
    """The page, with what was chosen and could not be kept."""
    from permu.intake.profiles import profiles

    page: dict[str, object] = {"round": file.round, "file": file, "nav": "rounds", "asked": asked}
    try:
        offer = offer_of(file.round, file, form)
        said = said_of(file.round, offer.profile)
        page |= {
            "offer": answered(offer, asked) if asked else offer,
            "forms": profiles(),
            "said": [(one, label_of(offer, one)) for one in said],
            "is_own": any(one.round_id == file.round_id for one in said),
            "seen": newest_of(file.round, offer.profile),
            "trouble": refusal(offer.trouble) if offer.trouble else "",
        }
    except Refused as refused:
        page["refused"] = refusal(refused)
    return render(request, "evaluations/columns.html", page)
