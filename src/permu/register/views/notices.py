"""What one was told."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from permu.register.access import notices_for
from permu.register.people import person
from permu.register.views.paging import kept_query

A_PAGE = 50


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices, newest first."""
    page = Paginator(notices_for(person(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "register/notices.html", {"page": page, "query": kept_query(request)})
