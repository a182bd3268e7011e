"""The code flow: where the browser is sent, and what the provider says of who came back.

Sources: OpenID Connect Core 1.0 §3.1 and Discovery 1.0, RFC 7636 (PKCE), RFC 9207 (the issuer in the answer).
"""

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

import jwt
from django.utils.crypto import constant_time_compare

from permu.doors.site.oidc.provider import Provider, is_safe
from permu.register.outside import ask

ALGORITHMS = ["RS256", "PS256", "ES256"]
"""Signatures by key pairs alone: no secret that both sides know, and no token without one."""
LEEWAY = 60
"""Seconds by which clocks may differ."""
OLDEST = 600
"""Seconds that an ID token may be old."""
RENEWED = 600
"""Seconds after which the provider's own description is read again."""


class NotKnownError(Exception):
    """Who came back is not believed; says what was wrong, for the log."""


@dataclass(frozen=True)
class Asked:
    """What one sign-in is bound to, kept by the browser in a signed cookie until it comes back."""

    state: str
    nonce: str
    verifier: str
    then: str

    def as_plain(self) -> dict[str, str]:
        """As it is signed."""
        return asdict(self)


def new_asked(then: str) -> Asked:
    """One more, of three random words."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Asked(state, nonce, verifier, then)


def address_of(provider: Provider, asked: Asked, back: str) -> str:
    """Where the browser is sent.

    Raises:
        NotKnownError: the provider's description is not its own.
        NotAnsweredError: it does not answer.
    """
    digest = hashlib.sha256(asked.verifier.encode()).digest()
    query = {
        "response_type": "code", "scope": "openid", "client_id": provider.client_id, "redirect_uri": back,
        "state": asked.state, "nonce": asked.nonce, "code_challenge_method": "S256",
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
    }  # fmt: skip
    if provider.acr:
        query["acr_values"] = " ".join(provider.acr)
    start = _endpoint(provider, "authorization_endpoint")
    return f"{start}{'&' if '?' in start else '?'}{urlencode(query)}"


def claims_of(
    provider: Provider, asked: Asked, answer: Mapping[str, str], back: str
) -> dict[str, Any]:
    """What the provider says of who came back with that `answer`, once all of it was checked.

    Raises:
        NotKnownError: it is no answer to what was asked, or its ID token is not the provider's, ours, of now.
        NotAnsweredError: the provider does not answer.
    """
    _is_to_what_was_asked(provider, asked, answer)
    token = _token(provider, asked, answer.get("code", ""), back)
    try:
        claims: dict[str, Any] = jwt.decode(
            token, _key(provider, token), algorithms=ALGORITHMS, audience=provider.client_id,
            issuer=provider.issuer, leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise NotKnownError(type(error).__name__) from error
    _is_of_this_sign_in(provider, asked, claims)
    return claims


def has_two_factors(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether the provider says that it asked for two factors, in one of the words that the office takes for that."""
    amr = claims.get("amr")
    said = {claims.get("acr"), *(amr if isinstance(amr, list) else ())}
    return bool(said & set(provider.factors))


def _is_to_what_was_asked(provider: Provider, asked: Asked, answer: Mapping[str, str]) -> None:
    if not constant_time_compare(answer.get("state", ""), asked.state):
        raise NotKnownError("state")
    named = answer.get("iss", "")
    tells = _description(provider).get("authorization_response_iss_parameter_supported")
    if (named or tells) and named != provider.issuer:
        raise NotKnownError("iss")
    if "error" in answer or not answer.get("code"):
        raise NotKnownError("error")


def _is_of_this_sign_in(provider: Provider, asked: Asked, claims: Mapping[str, Any]) -> None:
    if not constant_time_compare(str(claims["nonce"]), asked.nonce):
        raise NotKnownError("nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise NotKnownError("azp")
    if time.time() - claims["iat"] > OLDEST:
        raise NotKnownError("iat")
    if provider.acr and claims.get("acr") not in provider.acr:
        raise NotKnownError("acr")


def _token(provider: Provider, asked: Asked, code: str, back: str) -> str:
    """The ID token that the code is worth; nothing else of the answer is looked at or kept."""
    body = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back,
        "code_verifier": asked.verifier,
    }  # fmt: skip
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    ways = _description(provider).get("token_endpoint_auth_methods_supported")
    if ways and "client_secret_basic" not in ways:
        body |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    else:
        both = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
    said = ask(_endpoint(provider, "token_endpoint"), urlencode(body).encode(), headers)
    token = said.get("id_token") if isinstance(said, dict) else None
    if not isinstance(token, str):
        raise NotKnownError("id_token")
    return token


def _key(provider: Provider, token: str) -> jwt.PyJWK:
    """The provider's key that the token names; where it names none, the only one."""
    keys = jwt.PyJWKSet.from_dict(ask(_endpoint(provider, "jwks_uri"), None, {})).keys
    named = jwt.get_unverified_header(token).get("kid")
    found = [key for key in keys if named in (None, key.key_id)]
    if len(found) != 1:
        raise NotKnownError("kid")
    return found[0]


def _endpoint(provider: Provider, name: str) -> str:
    address = _description(provider).get(name)
    if not isinstance(address, str) or not is_safe(address):
        raise NotKnownError(name)
    return address


def _description(provider: Provider) -> Mapping[str, Any]:
    return _described(provider.issuer, int(time.time() // RENEWED))


@lru_cache(maxsize=1)
def _described(issuer: str, _while: int) -> Mapping[str, Any]:
    """What the provider says of itself, which must be of itself."""
    said = ask(f"{issuer.rstrip('/')}/.well-known/openid-configuration", None, {})
    if not isinstance(said, dict) or said.get("issuer") != issuer:
        raise NotKnownError("issuer")
    return said
