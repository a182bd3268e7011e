"""Who asks: a token in the `Authorization` header, counted with every call."""

import logging

from django.http import HttpRequest
from ninja.security import HttpBearer

from permu.register.actions import client_of, count_call
from permu.register.models import Client, User
from permu.terms.refusal import Refused

log = logging.getLogger("permu.tokens")


class Token(HttpBearer):
    """`Authorization: Bearer permu_…`, given on the administrator's page 接口令牌."""

    def authenticate(self, request: HttpRequest, token: str) -> Client | None:
        """The client, or nobody.

        Raises:
            Refused: it asks more often than it may.
        """
        client = client_of(token)
        if client:
            count_call(client)
        else:
            log.warning("token refused, from %s", request.META.get("REMOTE_ADDR", ""))
        return client


def asking(request: HttpRequest, *scopes: Client.Scope) -> User:
    """The account on whose behalf a client asks.

    Raises:
        Refused: the client was not given one of those scopes.
    """
    client: Client = request.auth  # type: ignore[attr-defined]  # as ninja hands it over
    for scope in scopes:
        if scope not in client.scopes:
            raise Refused("register.scope_missing", scope=scope.label)
    account: User = client.account
    return account
