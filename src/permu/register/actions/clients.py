"""Tokens of machines: given, taken back, and counted with every call."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from permu.register.actions.log import record
from permu.register.models import Client, Role, User
from permu.terms.refusal import Refused

MARK = "permu_"
"""Every token begins with it, so that one left in a repository is found."""
SHOWN = len(MARK) + 4
PEOPLE_ONLY = (Role.ADMIN, Role.ENTERPRISE)


@dataclass(frozen=True, kw_only=True)
class NewClient:
    """Which program gets a token, on whose behalf, for what, until when."""

    name: str
    account: User
    scopes: tuple[Client.Scope, ...]
    per_minute: int
    expires_on: date


@transaction.atomic
def open_client(asked: NewClient, *, by: User) -> tuple[Client, str]:
    """Give a program a token, which is answered here and never again.

    Raises:
        Refused: the name is taken, or the account is one that only a person has.
    """
    if asked.account.role in PEOPLE_ONLY:
        raise Refused("register.client_account", role=asked.account.get_role_display())
    if Client.objects.filter(name=asked.name).exists():
        raise Refused("register.client_exists", name=asked.name)
    token = MARK + secrets.token_urlsafe(32)
    client = Client.objects.create(
        name=asked.name, account=asked.account, scopes=list(asked.scopes),
        per_minute=asked.per_minute, expires_on=asked.expires_on, created_by=by,
        token_digest=_digest(token), token_start=token[:SHOWN],
    )  # fmt: skip
    record("open_client", client, by=by, account=asked.account.username, scopes=list(asked.scopes))
    return client, token


@transaction.atomic
def revoke_client(client: Client, *, by: User) -> None:
    """Take a token back for good; twice is once."""
    if Client.objects.filter(pk=client.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("revoke_client", client, by=by)


def client_of(token: str) -> Client | None:
    """Whose token it is; None where it is nobody's any more, or its account is closed."""
    found = Client.objects.select_related("account", "account__place").filter(
        token_digest=_digest(token), revoked_at=None, expires_on__gte=timezone.localdate()
    )
    client: Client | None = found.first()
    is_open = client and client.account.is_active and not client.account.is_expired
    return client if is_open else None


@transaction.atomic
def count_call(client: Client) -> None:
    """Count a call; all processes count together.

    Raises:
        Refused: there were as many in this minute as it may make.
    """
    minute = int(time.time()) // 60
    counted = Client.objects.filter(pk=client.pk)
    for _ in range(2):  # the second time where another process began the minute meanwhile
        if counted.filter(minute=minute, calls__lt=client.per_minute).update(calls=F("calls") + 1):
            return
        if counted.filter(minute__lt=minute).update(minute=minute, calls=1):
            return
    raise Refused("register.too_many_calls", limit=client.per_minute)


def _digest(token: str) -> str:
    """Of 256 random bits a plain digest is enough: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()
