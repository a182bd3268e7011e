"""The table for people: who may do what, as a page and as CSV."""

import csv
import io
from collections.abc import Iterator

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.doors.site.rights.duties import DUTIES
from permu.register.models import Role

CSV = "text/csv; charset=utf-8"


@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    """The table."""
    _, *roles = heads = _heads()
    rows = [(duty, list(zip(roles, may, strict=True))) for duty, *may in _rows()]
    page = {"heads": heads, "rows": rows, "nav": "rights"}
    return render(request, "site/rights.html", page)


@require_GET
def export(_request: HttpRequest) -> FileResponse:
    """The table as CSV, to be filed."""
    text = io.StringIO()
    csv.writer(text).writerows([_heads(), *_rows()])
    made = io.BytesIO(text.getvalue().encode("utf-8-sig"))
    name = f"{_('权限表')}.csv"
    return FileResponse(made, as_attachment=True, filename=name, content_type=CSV)


def _heads() -> list[str]:
    return [_("事项"), *(str(role.label) for role in Role)]


def _rows() -> Iterator[list[str]]:
    for duty in DUTIES:
        may = [str(duty.roles[role]) or _("可以") if role in duty.roles else "" for role in Role]
        yield [str(duty.label), *may]
