"""One's own second factor; and somebody else's lost one, taken away by the administrator."""

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.register.access import person_for
from permu.register.actions import (
    open_session,
    renew_codes,
    reset_factor,
    set_up_factor,
    turn_off_factor,
)
from permu.register.factors import recovery
from permu.register.factors.asking import code_given
from permu.register.factors.seeds import new_seed, picture_of, secret_of, step_of
from permu.register.forms import ReasonForm
from permu.register.models import User
from permu.register.people import person, says_own_password
from permu.register.sentences import refusal
from permu.terms.refusal import Refused

SALT = "second factor"
LONGEST = 1800
"""Seconds that a shown key may be set up."""


@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """One's own: how to set it up, or since when there is one. A key that is shown is kept nowhere until it is confirmed."""
    return _page(request)


@require_POST
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up the key that was shown, once a code of it and the password are right; the recovery codes, shown once."""
    user = person(request)
    if user.has_second_factor:
        return redirect("register:second_factor")
    seed = _shown_seed(user, request.POST.get("seed", ""))
    if not seed:
        return _page(request, wrong=_("这一页打开得太久，密钥已作废，没有开启。请重新扫描后再试。"))
    if not says_own_password(request, request.POST.get("password", "")):
        return _page(request, wrong=_wrong_password(), seed=seed)
    code = recovery.as_typed(request.POST.get("code", ""))
    step = step_of(secret_of(user.pk, seed), code, after=0)
    if step is None:
        return _page(request, wrong=_wrong_first_code(), seed=seed)
    try:
        codes = set_up_factor(user, seed, step=step)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("register:second_factor")
    return _codes(request, codes)


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Other recovery codes, shown once."""
    if wrong := _why_not(request):
        return _page(request, wrong=wrong, at="renew")
    return _codes(request, renew_codes(person(request)))


@require_POST
def turn_off(request: HttpRequest) -> HttpResponse:
    """Ask for the password alone from now on."""
    if wrong := _why_not(request):
        return _page(request, wrong=wrong, at="off")
    turn_off_factor(person(request))
    _go_on(request)
    messages.success(request, _("已关闭两步验证，别处的登录已退出。以后登录只要口令。"))
    return redirect("register:second_factor")


@require_GET
def factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether an account has one, and the form that takes it away."""
    return _account(request, person_for(person(request), pk), ReasonForm())


@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lost one away; who it was proved to, and how, is asked for and stands in the log."""
    found = person_for(person(request), pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _account(request, found, form)
    try:
        reset_factor(found, reason=form.cleaned_data["reason"], by=person(request))
    except Refused as refused:
        form.add_error("reason", refusal(refused))
        return _account(request, found, form)
    messages.success(
        request, _("已重置 %(who)s 的两步验证，原来的登录已退出。") % {"who": found.username}
    )
    return redirect("register:people")


def _why_not(request: HttpRequest) -> str:
    """What is wrong with the password or the code; a code is used up only where the password is right."""
    if not says_own_password(request, request.POST.get("password", "")):
        return _wrong_password()
    try:
        code_given(request, person(request))
    except Refused as refused:
        return refusal(refused)
    return ""


def _shown_seed(user: User, said: str) -> str:
    """The seed that a page of ours showed to that person not too long ago; "" for any other."""
    try:
        account, seed = signing.loads(said, salt=SALT, max_age=LONGEST)
    except signing.BadSignature:
        return ""
    return str(seed) if account == user.pk else ""


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    _go_on(request)
    return render(
        request, "register/recovery_codes.html", {"codes": [recovery.shown(one) for one in codes]}
    )


def _go_on(request: HttpRequest) -> None:
    """This session goes on under another number; those elsewhere ended."""
    request.session.cycle_key()
    open_session(person(request), request.session.session_key or "")


def _page(request: HttpRequest, *, wrong: str = "", at: str = "", seed: str = "") -> HttpResponse:
    user = person(request)
    page = {"wrong": wrong, "at": at, "demanded": user.sets_up_factor_first}
    if user.has_second_factor:
        page["factor"] = user.second_factor
        page["left"] = user.second_factor.codes.filter(used_at=None).count()
    else:
        page |= _new_key(user, seed or new_seed())
    return render(request, "register/second_factor.html", page)


def _new_key(user: User, seed: str) -> dict[str, str]:
    secret = secret_of(user.pk, seed)
    return {
        "seed": signing.dumps([user.pk, seed], salt=SALT),
        "typed": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "picture": picture_of(secret, username=user.username),
    }


def _account(request: HttpRequest, found: User, form: ReasonForm) -> HttpResponse:
    return render(request, "register/factor.html", {"one": found, "form": form, "nav": "people"})


def _wrong_password() -> str:
    return _("口令不对，没有改动。请重新输入；连续输错会锁定。")


def _wrong_first_code() -> str:
    return _(
        "验证码不对，没有开启。请等手机上换出下一个再输；仍不对的，把手机的日期和时间改为自动设置，再重新扫描。"
    )
