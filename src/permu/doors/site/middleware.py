"""What holds for every request of a signed-in person."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SEEN_EVERY = 60  # seconds: each page must not cost a write

Next = Callable[[HttpRequest], HttpResponse]


def session_rules(get_response: Next) -> Next:
    """Sign out after the longest session, move the idle limit on, keep pages out of caches.

    A first password opens one page only: the one that changes it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        now = int(time.time())
        if now - request.session.setdefault("signed_in_at", now) > settings.SESSION_LONGEST:
            logout(request)
            return redirect(settings.LOGIN_URL)
        if now - request.session.get("seen_at", 0) > SEEN_EVERY:
            request.session["seen_at"] = now
        if request.user.must_change_password and request.path not in _open_to_all():
            return redirect("password")
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def _open_to_all() -> tuple[str, ...]:
    return tuple(reverse(name) for name in ("password", "sign_out", "set_language"))
