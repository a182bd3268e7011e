"""Every request is held against the table before its page is asked: the second lock behind `access.py`."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from permu.doors.site.rights.duties import BY_PAGE
from permu.register.models import Role
from permu.register.people import person

Next = Callable[[HttpRequest], HttpResponse]


class Gate:
    """404 for a signed-in person whose role has not the page's duty. Who has not signed in is asked to, elsewhere."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; what is asked for is known only once the address is resolved."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Look the page up."""
        if request.user.is_authenticated and request.resolver_match:
            duty = BY_PAGE.get(request.resolver_match.view_name)
            if duty is None or Role(person(request).role) not in duty.roles:
                raise Http404
