"""The second step of signing in: the code of who has set that up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from permu.doors.site.entering import PATIENCE, awaited_of, come_in
from permu.register.factors.asking import code_given
from permu.register.models import User
from permu.register.sentences import refusal
from permu.terms.refusal import Refused


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Six digits of the app, or a recovery code; until one is given nobody is signed in."""
    if request.user.is_authenticated:
        return redirect("home")
    awaited = awaited_of(request)
    if awaited is None:
        request.session.flush()
        return redirect(f"{reverse('sign_in')}?ended=code")
    user, asked = awaited
    if request.method != "POST":
        return _page(request)
    try:
        how = code_given(request, user)
    except Refused as refused:
        return _page(request, wrong=refusal(refused))
    request.session.flush()
    come_in(request, user, provider=asked.provider, second=how)
    if how == "recovery":
        messages.warning(request, _left(user))
    return redirect(asked.then)


def _left(user: User) -> str:
    left = user.second_factor.codes.filter(used_at=None).count()
    return ngettext(
        "恢复码用了一个，还剩 %(n)s 个。手机换了或丢了的，请在“两步验证”页关闭后重新设置。",
        "恢复码用了一个，还剩 %(n)s 个。手机换了或丢了的，请在“两步验证”页关闭后重新设置。",
        left,
    ) % {"n": left}


def _page(request: HttpRequest, *, wrong: str = "") -> HttpResponse:
    page = {
        "wrong": wrong,
        "minutes": PATIENCE // 60,
        "recovery": bool(request.POST.get("recovery")),
    }
    return render(request, "site/code.html", page)
