"""A code asked of somebody whose password was right: guesses are counted, logged and locked out as guesses at passwords are."""

from axes.backends import AxesStandaloneBackend
from axes.exceptions import AxesBackendPermissionDenied
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest

from permu.register.actions import MOST_WRONG, note, spend_code
from permu.register.models import SecondFactor, User
from permu.terms.refusal import Refused


def code_given(request: HttpRequest, user: User) -> str:
    """How the code of a form counted, once and for all: `code` or `recovery`.

    One request at a time holds the account's factor, so that many at once are not more guesses than one after the other.

    Raises:
        Refused: it is wrong or used, or there were too many wrong ones.
    """
    said = request.POST.get("recovery", "") or request.POST.get("code", "")
    with transaction.atomic():
        held = SecondFactor.objects.select_for_update(of=("self",))
        factor = held.filter(user=user).first()
        if factor is None:
            raise Refused("register.factor_is_off")
        is_blocked = factor.wrong >= MOST_WRONG
        if not is_blocked and not _is_locked(request, user) and (how := spend_code(factor, said)):
            return how
        _count_failure(request, user)
    if is_blocked:
        raise Refused("register.codes_blocked", most=MOST_WRONG)
    limits = {"failures": settings.AXES_FAILURE_LIMIT, "minutes": settings.PERMU_LOCKED_MINUTES}
    raise Refused("register.code_wrong", **limits)


def _is_locked(request: HttpRequest, user: User) -> bool:
    """Whether the name is locked at this address; then the answer, whatever the page says, is that it is."""
    try:
        AxesStandaloneBackend().authenticate(request, username=user.username)
    except AxesBackendPermissionDenied:
        return True
    return False


def _count_failure(request: HttpRequest, user: User) -> None:
    said = {"username": user.username}
    user_login_failed.send(sender=__name__, credentials=said, request=request)
    note(
        "sign_in_failed", user.username, by=user if request.user == user else None,
        address=request.META.get("REMOTE_ADDR", ""), second=True,
        locked=getattr(request, "axes_locked_out", False),
    )  # fmt: skip
