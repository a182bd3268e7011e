"""Why a session may end before its time, and how each one begins."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from permu.register.actions import open_session, session_name
from permu.register.models import User


@dataclass(frozen=True)
class OpenSession:
    """One place where a person is signed in."""

    name: str
    since: datetime
    address: str
    is_this: bool


def open_sessions(user: User, this: str) -> list[OpenSession]:
    """Everywhere the person is signed in, oldest first."""
    alive = Session.objects.filter(session_key__in=user.sessions, expire_date__gt=timezone.now())
    said = {one.session_key: one.get_decoded() for one in alive}
    return [
        OpenSession(
            session_name(key), datetime.fromtimestamp(said[key]["signed_in_at"], UTC),
            said[key].get("address", ""), key == this,
        )
        for key in user.sessions if key in said
    ]  # fmt: skip


def begin(request: HttpRequest, user: User, **_: object) -> None:
    """Note a session at its sign-in: it is one of the person's, in the role and place of that moment."""
    if request.session.session_key is None:
        request.session.create()
    request.session["signed_in_at"] = int(time.time())
    request.session["address"] = request.META.get("REMOTE_ADDR", "")
    request.session["role"] = _stands(user)
    open_session(user, request.session.session_key or "")


def why_over(session: SessionBase, user: User) -> str:
    """Why a session may not go on: `longest`, `elsewhere`, `expired`, `role`; "" where it may."""
    since = time.time() - session.get("signed_in_at", 0)
    reasons = {
        "expired": user.is_expired,
        "role": session.get("role") != _stands(user),
        "longest": since > settings.SESSION_LONGEST,
        "elsewhere": session.session_key not in user.sessions,
    }
    return next((why for why, holds in reasons.items() if holds), "")


def _stands(user: User) -> list[object]:
    """What a session was opened as."""
    return [user.role, user.enterprise_id, user.place_id, user.department]
