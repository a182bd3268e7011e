"""Signing in and out: which sessions of a person are open."""

import hashlib
from collections.abc import Collection

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from permu.register.actions.log import record
from permu.register.models import Record, User


@transaction.atomic
def open_session(user: User, key: str) -> None:
    """Count a new session among the person's; of too many the oldest end, and are told so."""
    now = User.objects.select_for_update().get(pk=user.pk)
    alive = set(
        Session.objects.filter(
            session_key__in=now.sessions, expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    still = [one for one in now.sessions if one in alive and one != key]
    user.sessions = [*still, key][-settings.PERMU_SESSIONS :]
    user.save(update_fields=["sessions"])


@transaction.atomic
def sign_in(user: User, *, address: str, **how: str) -> Record | None:
    """Say in the log that the person came in, and give the line of the time before; a first password is used up.

    `how` names what else was given than the password.
    """
    before = Record.objects.filter(actor=user, verb="sign_in").order_by("pk").last()
    record("sign_in", user, by=user, address=address, **how)
    if user.must_change_password and "provider" not in how:
        user.first_password_used = True
        user.save(update_fields=["first_password_used"])
    return before


@transaction.atomic
def end_sessions(user: User, names: Collection[str], *, this: str) -> int:
    """Sign a person out where these sessions are, but not here; how many ended."""
    now = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    ended = [key for key in now.sessions if key != this and session_name(key) in names]
    if ended:
        left = [key for key in now.sessions if key not in ended]
        User.objects.filter(pk=user.pk).update(sessions=left)
        Session.objects.filter(session_key__in=ended).delete()
        record("end_sessions", user, by=user, sessions=len(ended))
    return len(ended)


def session_name(key: str) -> str:
    """What a page calls a session: its key opens the account, and is shown nowhere."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
