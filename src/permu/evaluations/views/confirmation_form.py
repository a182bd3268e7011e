"""The 数据确认表 of one enterprise as a PDF: its own people's, and the clerks'."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.documents.confirming import confirmation_form_pdf
from permu.evaluations.access import confirming_for, enterprises_for
from permu.evaluations.confirming.figures import shown_of
from permu.evaluations.confirming.form import form_of
from permu.evaluations.sentences import reading_language, refusal
from permu.register.actions import note_reading
from permu.register.models import Role
from permu.register.people import person
from permu.terms.refusal import Refused


@require_GET
def form(request: HttpRequest, pk: int, enterprise: int) -> HttpResponse | FileResponse:
    """The form to sign; who of the office prints it leaves a line in the log."""
    user = person(request)
    confirming = confirming_for(user, pk, Role.CLERK, Role.ENTERPRISE)
    found = get_object_or_404(enterprises_for(user), pk=enterprise)
    figures = shown_of(confirming.round, found.credit_code)
    if not figures:
        raise Http404
    if user.role == Role.CLERK:
        note_reading(f"{found.name} {confirming}", by=user, result=f"confirming {pk} {enterprise}")
    try:
        made = confirmation_form_pdf(
            form_of(confirming, found, figures), language=reading_language()
        )
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("home")
    name = f"{confirming.round.year}_{_('数据确认表')}_{found.name[:60].replace('/', '／')}.pdf"
    return FileResponse(io.BytesIO(made), as_attachment=True, filename=name)
