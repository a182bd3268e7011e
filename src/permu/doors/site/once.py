"""Every form is done once: sent again, it is answered with where it stood, and nothing is written twice."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from permu.register.actions.forms import SentBeforeError, sending_of, sent
from permu.register.people import person

Next = Callable[[HttpRequest], HttpResponse]


class Once:
    """Holds the key of the form that a signed-in person sends; the deed's line in the log writes it down."""

    def __init__(self, get_response: Next) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the form be answered, unless its deed is done."""
        key = request.POST.get("key", "") if request.method == "POST" else ""
        if not key or not request.user.is_authenticated:
            return self._get_response(request)
        sending = sending_of(person(request).pk, request.path, key)
        if sending.is_done:
            return _done(request)
        with sent(sending):
            return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Of two sendings at once the other one did it."""
        return _done(request) if isinstance(exception, SentBeforeError) else None


def _done(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("这一步已经办过，没有重复办理。"))
    back = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if is_ours else "home")
