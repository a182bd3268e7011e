"""Where one is signed in oneself, and signing out elsewhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.register.actions import end_sessions
from permu.register.people import person, says_own_password
from permu.register.sessions import open_sessions


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Every open session of one's own."""
    return _page(request)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Sign out where it is marked; the password is asked for again, and guesses at it count as at the door."""
    if not says_own_password(request, request.POST.get("password", "")):
        return _page(request, wrong=_("口令不对，没有退出任何一处。请重新输入；连续输错会锁定。"))
    count = end_sessions(person(request), request.POST.getlist("which"), this=_key(request))
    messages.success(request, _("已退出 %(n)s 处登录。") % {"n": count})
    return redirect("register:sessions")


def _page(request: HttpRequest, *, wrong: str = "") -> HttpResponse:
    found = open_sessions(person(request), _key(request))
    page = {"sessions": found, "others": len(found) - 1, "wrong": wrong}
    return render(request, "register/sessions.html", page)


def _key(request: HttpRequest) -> str:
    return request.session.session_key or ""
