"""To the provider and back."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.doors.site.entering import TWO_FACTORS, await_code, come_in, is_open
from permu.doors.site.oidc.flow import (
    Asked,
    NotKnownError,
    address_of,
    claims_of,
    has_two_factors,
    new_asked,
)
from permu.doors.site.oidc.provider import Provider
from permu.register.actions import note
from permu.register.models import OutsideIdentity, User
from permu.register.outside import NotAnsweredError

COOKIE = "__Host-provider" if settings.HTTPS else "provider"
SALT = "oidc"
PATIENCE = 600
"""Seconds for signing in at the provider."""


@login_not_required
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider; what this sign-in is bound to goes with the browser, signed."""
    provider = _provider()
    if request.user.is_authenticated:
        return redirect("home")
    asked = new_asked(_own(request, request.GET.get("next", "")))
    try:
        response = redirect(address_of(provider, asked, _back(request)))
    except (NotKnownError, NotAnsweredError) as why:
        return _failed(request, provider, why)
    response.set_cookie(
        COOKIE, signing.dumps(asked.as_plain(), salt=SALT), max_age=PATIENCE,
        secure=settings.HTTPS, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Let in who comes back, once the provider's word for them holds and an open account is linked to it."""
    provider = _provider()
    try:
        asked = _asked(request)
        claims = claims_of(provider, asked, request.GET.dict(), _back(request))
        user = _user(provider, str(claims.get(provider.claim) or ""))
    except (NotKnownError, NotAnsweredError) as why:
        return _failed(request, provider, why)
    if user is None:
        return _not_linked(request, provider)
    if user.has_second_factor and not has_two_factors(provider, claims):
        await_code(request, user, then=asked.then, provider=provider.issuer)
        response = redirect("sign_in_code")
    else:
        come_in(request, user, provider=provider.issuer)
        if has_two_factors(provider, claims):
            request.session[TWO_FACTORS] = True
        response = redirect(asked.then)
    response.delete_cookie(COOKIE)
    return response


def _provider() -> Provider:
    if settings.PERMU_OIDC is None:
        raise Http404
    provider: Provider = settings.PERMU_OIDC
    return provider


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("oidc_back"))


def _own(request: HttpRequest, then: str) -> str:
    """A page of this office; another host's address is not followed."""
    is_ours = url_has_allowed_host_and_scheme(then, {request.get_host()}, request.is_secure())
    return then if is_ours else reverse("home")


def _asked(request: HttpRequest) -> Asked:
    try:
        return Asked(**signing.loads(request.COOKIES[COOKIE], salt=SALT, max_age=PATIENCE))
    except (KeyError, signing.BadSignature) as error:
        raise NotKnownError("cookie") from error


def _user(provider: Provider, subject: str) -> User | None:
    linked = OutsideIdentity.objects.select_related("user")
    one = linked.filter(issuer=provider.issuer, subject=subject).first() if subject else None
    return one.user if one and is_open(one.user) else None


def _failed(request: HttpRequest, provider: Provider, why: Exception) -> HttpResponse:
    """Nobody came in: the log knows what was wrong."""
    _note(request, provider, str(why))
    if isinstance(why, NotAnsweredError):
        said = _("统一身份平台没有应答，没有登录。请稍后再试，或者用用户名和口令登录。")
    else:
        said = _(
            "统一身份平台的答复没有通过核对，没有登录。请从这一页重新登录；仍不行的，用用户名和口令登录，并告诉管理员。"
        )
    return _to_the_door(request, said)


def _not_linked(request: HttpRequest, provider: Provider) -> HttpResponse:
    _note(request, provider, "not_linked")
    return _to_the_door(
        request,
        _(
            "统一身份已核实，但没有可用的账号与它关联。请用用户名和口令登录，或者请管理员在“账号”页关联。"
        ),
    )


def _note(request: HttpRequest, provider: Provider, why: str) -> None:
    address = request.META.get("REMOTE_ADDR", "")
    note("sign_in_failed", "", by=None, address=address, provider=provider.issuer, why=why)


def _to_the_door(request: HttpRequest, said: str) -> HttpResponse:
    messages.error(request, said)
    response = redirect("sign_in")
    response.delete_cookie(COOKIE)
    return response
