"""The signed-in person of a request, typed."""

from django.contrib.auth import authenticate
from django.http import HttpRequest

from permu.register.actions import note
from permu.register.models import User


def person(request: HttpRequest) -> User:
    """Who asks. LoginRequiredMiddleware lets no stranger reach a page."""
    if not isinstance(request.user, User):
        msg = "a page without sign-in asked who is signed in"
        raise TypeError(msg)
    return request.user


def says_own_password(request: HttpRequest, said: str) -> bool:
    """Whether who is signed in knows the password too; guesses are counted and logged as at the door."""
    user = person(request)
    if authenticate(request, username=user.username, password=said) == user:
        return True
    note(
        "sign_in_failed", user.username, by=user, address=request.META.get("REMOTE_ADDR", ""),
        locked=getattr(request, "axes_locked_out", False),
    )  # fmt: skip
    return False
