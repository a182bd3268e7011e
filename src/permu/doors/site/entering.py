"""Coming in: the sign-in itself, once everything that it asks for was given; and the wait for a code before it.

Who waits is not signed in: the session holds whose code is awaited, and `request.user` is nobody. So no page can
forget to look whether the code was given.
"""

import time
from dataclasses import asdict, dataclass

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from permu.doors.site.forms import SignInForm
from permu.register.actions import note, sign_in
from permu.register.models import Record, User

BACKEND = "django.contrib.auth.backends.ModelBackend"
AWAITED = "awaited"
BY_PROVIDER = "by_provider"
TWO_FACTORS = "two_factors"  # the provider asked for both
PATIENCE = 300
"""Seconds from the password to the code."""


@dataclass(frozen=True)
class Awaited:
    """Whose code a session waits for: the account, what proves that its password is still the same, since when, where to."""

    account: int
    proof: str
    since: int
    then: str
    provider: str = ""  # whose word stood for the password


@transaction.atomic
def come_in(request: HttpRequest, user: User, *, provider: str = "", **how: str) -> None:
    """Sign the person in, say so in the log, and tell when the time before was.

    Who came by a `provider` gave no password, so none is to be changed before pages open.
    """
    login(request, user, backend=BACKEND)
    if provider:
        request.session[BY_PROVIDER] = provider
        how |= {"provider": provider}
    before = sign_in(user, address=_address(request), **how)
    if before is not None:
        messages.info(request, _last_time(before))


@transaction.atomic
def await_code(request: HttpRequest, user: User, *, then: str, provider: str = "") -> None:
    """Begin a session of nobody's, which waits for that person's code."""
    request.session.flush()
    awaited = Awaited(user.pk, user.get_session_auth_hash(), int(time.time()), then, provider)
    request.session[AWAITED] = asdict(awaited)
    said = "provider_said" if provider else "password_said"
    note(said, user.username, by=None, address=_address(request))


def awaited_of(request: HttpRequest) -> tuple[User, Awaited] | None:
    """Whose code is awaited, and what was asked for; None where it is too late, or the account changed."""
    said = request.session.get(AWAITED)
    if said is None or time.time() - said["since"] > PATIENCE:
        return None
    awaited = Awaited(**said)
    user = User.objects.filter(pk=awaited.account).first()
    if user is None or not user.has_second_factor or not _may_enter(request, user, awaited):
        return None
    if not constant_time_compare(awaited.proof, user.get_session_auth_hash()):
        return None
    return user, awaited


def is_open(user: User) -> bool:
    """Whether the account may be used at all."""
    return bool(user.is_active) and not user.is_expired


def _may_enter(request: HttpRequest, user: User, awaited: Awaited) -> bool:
    """Whether the account is still open, as at the first step."""
    if awaited.provider:
        return is_open(user)
    try:
        SignInForm(request).confirm_login_allowed(user)
    except ValidationError:
        return False
    return True


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _last_time(before: Record) -> str:
    """When and from where the person came last: whoever did not, tells the administrator."""
    at = timezone.localtime(before.at).strftime("%Y-%m-%d %H:%M")
    about = {"at": at, "address": before.details.get("address") or "—"}
    return (
        _("上次登录：%(at)s，地址 %(address)s。若不是您本人，请立即修改口令并告诉管理员。") % about
    )
