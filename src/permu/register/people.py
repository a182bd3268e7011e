"""The signed-in person of a request, typed."""

from django.http import HttpRequest

from permu.register.models import User


def person(request: HttpRequest) -> User:
    """Who asks. LoginRequiredMiddleware lets no stranger reach a page."""
    if not isinstance(request.user, User):
        msg = "a page without sign-in asked who is signed in"
        raise TypeError(msg)
    return request.user
