"""The audit log, for the auditor."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.register.access import records_for
from permu.register.models import Record
from permu.register.people import person
from permu.register.verbs import VERBS
from permu.register.views.paging import kept_query

A_PAGE = 100
CSV = "text/csv; charset=utf-8"


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The newest lines first; by verb, person and day."""
    page = Paginator(_asked(request), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "verbs": VERBS, "asked": request.GET, "query": kept_query(request), "nav": "log",
    }  # fmt: skip
    return render(request, "register/log.html", context)


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """The lines asked for as CSV, oldest first."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("序号"), _("时间"), _("用户名"), _("姓名"), _("动作"), _("对象"), _("详情")])
    writer.writerows(_rows(_asked(request).order_by("pk")))
    made = io.BytesIO(text.getvalue().encode("utf-8-sig"))
    return FileResponse(made, as_attachment=True, filename="log.csv", content_type=CSV)


def _asked(request: HttpRequest) -> QuerySet[Record]:
    found = records_for(person(request))
    asked = {
        name: request.GET.get(name, "").replace("\0", "")[:100] for name in ("verb", "who", "day")
    }
    if asked["verb"]:
        found = found.filter(verb=asked["verb"])
    if asked["who"]:
        found = found.filter(actor__username__icontains=asked["who"])
    try:
        day = date.fromisoformat(asked["day"]) if asked["day"] else None
    except ValueError:
        day = None
    return found.filter(at__date=day) if day else found


def _rows(found: QuerySet[Record]) -> Iterator[list[str]]:
    for line in found.iterator(chunk_size=1000):
        details = json.dumps(line.details, ensure_ascii=False, sort_keys=True)
        who = line.actor
        yield [
            str(line.pk), timezone.localtime(line.at).isoformat(timespec="seconds"),
            _harmless(who.username if who else ""), _harmless(who.name if who else ""),
            str(line.label), _harmless(line.about), details,
        ]  # fmt: skip


def _harmless(value: str) -> str:
    """Text that a spreadsheet would take for a formula, marked as text."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else value
