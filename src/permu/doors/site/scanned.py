"""What people upload is scanned before its page is asked: outside of any transaction, so that nobody waits for it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse

from permu.register.actions import look_at
from permu.register.people import person
from permu.terms.refusal import Refused

Next = Callable[[HttpRequest], HttpResponse]


class Scanned:
    """Has each upload of a signed-in person scanned; the deed that would keep it is refused then, in its own form."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; who may ask for the page is known only once the address is resolved."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Look at each file."""
        if request.method == "POST" and request.user.is_authenticated:
            for uploads in dict(request.FILES.lists()).values():
                for upload in uploads:
                    with suppress(Refused):  # `keep_file` says it again
                        look_at(upload, by=person(request))
