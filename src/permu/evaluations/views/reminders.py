"""The day's reminders: made, and taken along as text."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import digest_for, round_for
from permu.evaluations.actions import daily_digest
from permu.register.people import person


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Make today's reminders."""
    user = person(request)
    round_for(user, pk)
    if not daily_digest(timezone.localdate(), by=user):
        messages.success(request, _("今天没有要提醒的部门。"))
    return redirect(f"{reverse('evaluations:requests', args=[pk])}#digests")


@require_GET
def digest(request: HttpRequest, pk: int) -> HttpResponse:
    """One reminder as text."""
    one = digest_for(person(request), pk)
    answer = HttpResponse(f"{one.text}\n", content_type="text/plain; charset=utf-8")
    name = content_disposition_header(
        as_attachment=True, filename=f"{one.day}_{one.department}.txt"
    )
    answer.headers["Content-Disposition"] = name or ""
    return answer
