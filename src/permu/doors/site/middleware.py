"""What holds for every request: of programs, and of signed-in people."""

import time
from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from permu.doors.api.problems import problem
from permu.doors.site.entering import BY_PROVIDER, TWO_FACTORS
from permu.register.models import User
from permu.register.people import person
from permu.register.sessions import why_over

PROGRAMS = "/api/"
SEEN_EVERY = 60  # seconds: each page must not cost a write

Next = Callable[[HttpRequest], HttpResponse]


def behind_the_proxy(get_response: Next) -> Next:
    """Take who asks, and how, from the reverse proxy alone: what anybody else says of it is left out.

    The proxy writes the address that it sees last into X-Forwarded-For; what stands before it anybody may have written.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.HTTPS:
            said = request.META.pop("HTTP_X_FORWARDED_FOR", "")
            if request.META.get("REMOTE_ADDR") not in settings.PERMU_PROXY:
                request.META.pop("HTTP_X_FORWARDED_PROTO", None)
            elif _is_address(seen := said.rpartition(",")[2].strip()):
                request.META["REMOTE_ADDR"] = seen
        return get_response(request)

    return answer


def _is_address(said: str) -> bool:
    try:
        ip_address(said)
    except ValueError:
        return False
    return True


def programs_apart(get_response: Next) -> Next:
    """Refuse a program that asks in the clear, for it would show its token again and again; keep answers out of caches."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PROGRAMS):
            return get_response(request)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return problem(HTTPStatus.FORBIDDEN, "register.api_in_the_clear")
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def session_rules(get_response: Next) -> Next:
    """End a session that may not go on, and say why; move the idle limit on; keep pages out of caches.

    A first password, and one too old, opens one page only: the one that changes it; and where the office demands a
    second factor, who has none the one that sets it up. Whom an identity provider vouches for gave no password, and
    perhaps two factors there.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        user = person(request)
        if why := why_over(request.session, user):
            logout(request)
            return redirect(f"{reverse(settings.LOGIN_URL)}?ended={why}")
        now = int(time.time())
        if now - request.session.get("seen_at", 0) > SEEN_EVERY:
            request.session["seen_at"] = now
        if (first := _first(request, user)) and request.path not in _open_before(first):
            return redirect(first)
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


BEFORE = {
    "password": ("password",),
    "register:second_factor": ("register:second_factor", "register:set_up_factor", "password"),
}
"""What is open while something must be done first: by the page on which it is done."""


def _first(request: HttpRequest, user: User) -> str:
    if user.changes_password_first and BY_PROVIDER not in request.session:
        return "password"
    is_due = user.sets_up_factor_first and TWO_FACTORS not in request.session
    return "register:second_factor" if is_due else ""


def _open_before(first: str) -> tuple[str, ...]:
    return tuple(reverse(name) for name in (*BEFORE[first], "sign_out", "set_language"))
