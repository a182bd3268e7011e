"""Passwords: kept, renewed, changed by their owner, and used at a sign-in."""

import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from permu.register.actions.log import record
from permu.register.models import UsedPassword, User

OF_A_PASSWORD = (
    "password",
    "password_at",
    "must_change_password",
    "first_password_used",
    "sessions",
)


@transaction.atomic
def keep_password(user: User, password: str, *, is_first: bool = False) -> None:
    """Make it the person's password from now on, and remember it among the last; open sessions end.

    A first password opens once.
    """
    user.set_password(password)
    user.password_at = timezone.now()
    user.must_change_password, user.first_password_used = is_first, False
    user.sessions = []
    user.save(update_fields=OF_A_PASSWORD)
    UsedPassword.objects.create(user=user, hash=user.password)
    kept = user.used_passwords.order_by("-pk").values_list("pk", flat=True)
    last = list(kept[: max(1, settings.PERMU_PASSWORD_PROFILE.kept)])
    user.used_passwords.exclude(pk__in=last).delete()


@transaction.atomic
def change_password(user: User, password: str) -> None:
    """The person's own choice, which the form has held against the rules."""
    keep_password(user, password)
    record("change_password", user, by=user)


@transaction.atomic
def new_password(user: User, *, by: User | None) -> str:
    """A first password in the place of a lost one, to be changed at the next sign-in; open sessions end."""
    password = first_password()
    keep_password(user, password, is_first=True)
    record("new_password", user.username, by=by)
    return password


def first_password() -> str:
    """A random password that the rules in force would take."""
    length = settings.PERMU_PASSWORD_PROFILE.length
    while True:
        password = secrets.token_urlsafe(max(16, length * 3 // 4 + 1))
        try:
            validate_password(password)
        except ValidationError:
            continue
        return password
