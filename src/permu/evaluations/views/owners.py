"""Settling whose the rows are that nobody owns."""

import io

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import owner_for, round_for
from permu.evaluations.actions import is_read, settle_owner, undo_owner
from permu.evaluations.forms import OwnerForm
from permu.evaluations.listing import Cut
from permu.evaluations.models import Round, RowOwner, UnownedRow
from permu.evaluations.sentences import refusal
from permu.evaluations.settling.gathering import owners_of, settled_file
from permu.evaluations.settling.owners import Queue, enterprises_like, row_of
from permu.register.names import registered_names
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that nobody owns, each with who may; and what was settled before."""
    round_ = round_for(person(request), pk)
    settled = owners_of(round_)
    listing = Cut(Queue(round_), request.GET)
    page = {
        "round": round_, "listing": listing, "page": listing.page, "settled": settled,
        "names": registered_names(one.subject for one in settled),
        "hows": RowOwner.How.choices, "is_read": is_read(round_), "nav": "rounds",
    }  # fmt: skip
    return render(request, "evaluations/owners.html", page)


@require_GET
def enterprises(request: HttpRequest, pk: int) -> HttpResponse:
    """Enterprises to choose from, as a piece of the page."""
    round_for(person(request), pk)
    found = enterprises_like(request.GET.get("q", ""))
    return render(request, "evaluations/_enterprises.html", {"found": found})


@require_GET
def export(request: HttpRequest, pk: int) -> FileResponse:
    """Everything that holds for the round's files, as `permu import --settled` reads it."""
    round_ = round_for(person(request), pk)
    text = settled_file(round_).text()
    name = f"{round_.year}_人工认定.json"
    return FileResponse(io.BytesIO(text.encode()), as_attachment=True, filename=name)


@require_POST
def settle_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whose the rows like one are: one that waits, or one that an earlier year settled."""
    user = person(request)
    round_ = round_for(user, pk)
    row = _asked_row(round_, request.POST)
    form = OwnerForm(request.POST)
    if row is None:
        messages.error(
            request, _("这一行已经不在待归户之列：表格重新读取过，或者已经认定。没有改动。")
        )
    elif not form.is_valid():
        messages.error(request, _("没有选择企业。请选择一家企业，或选“不是名册中的企业”，再提交。"))
    else:
        try:
            settle_owner(row, by=user, **form.cleaned_data)
            messages.success(request, _("已认定，重新读取表格后生效。"))
        except Refused as refused:
            messages.error(request, refusal(refused))
    place = f"#row-{row.number}" if row else ""
    shown = request.POST.get("page", "")
    page = f"?page={shown}" if shown.isdecimal() else ""
    return redirect(f"{reverse('evaluations:owners', args=[pk])}{page}{place}")


@require_POST
def undo_row(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back whose a row is."""
    user = person(request)
    owner = owner_for(user, pk)
    undo_owner(owner, by=user)
    messages.success(request, _("已撤销，重新读取表格后生效。"))
    return redirect("evaluations:owners", owner.round_id)


def _asked_row(round_: Round, asked: QueryDict) -> UnownedRow | None:
    """By what it writes, for another reading may have numbered the rows anew."""
    if "owner" not in asked:
        return round_.unowned_rows.filter(key=asked.get("key", "").replace("\0", "")).first()
    known = {str(one.pk): one for one in owners_of(round_)}
    owner = known.get(asked.get("owner", ""))
    return row_of(owner, round_) if owner else None
