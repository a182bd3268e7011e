"""A job's progress."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from permu.register.access import job_for
from permu.register.people import person


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """A job's progress, as the part of a page that moves; when it has ended the page is fetched anew."""
    found = job_for(person(request), pk)
    response = render(request, "register/job.html", {"job": found})
    if not found.is_open:
        response["HX-Refresh"] = "true"
    return response
