"""What the columns of a received file are, where the form does not say it by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import file_for
from permu.evaluations.actions import settle_columns
from permu.evaluations.sentences import refusal
from permu.evaluations.settling.columns import meanings, offer_of
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """A file's columns beside its form's, each to be chosen."""
    from permu.intake.profiles import profiles

    file = file_for(person(request), pk)
    page: dict[str, object] = {"round": file.round, "file": file, "nav": "rounds"}
    try:
        offer = offer_of(file.round, file, request.GET.get("form", ""))
        page |= {"offer": offer, "forms": profiles()}
        page["trouble"] = refusal(offer.trouble) if offer.trouble else ""
    except Refused as refused:
        page["refused"] = refusal(refused)
    return render(request, "evaluations/columns.html", page)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was chosen."""
    user = person(request)
    file = file_for(user, pk)
    asked = request.POST.dict()
    form = str(asked.get("form", ""))
    try:
        plain = offer_of(file.round, file, form, with_choices=False)
        chosen = list(meanings(plain, {key: str(value) for key, value in asked.items()}))
        settle_columns(
            file.round, plain.profile, chosen, reason=str(asked.get("reason", "")), by=user
        )
        messages.success(request, _("已保存，以后同一部门的表照此认列；重新读取表格后生效。"))
    except Refused as refused:
        messages.error(request, refusal(refused))
    return redirect(f"{request.path.removesuffix('settle/')}?form={form}")
