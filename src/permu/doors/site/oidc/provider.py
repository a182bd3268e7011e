"""Which provider: `PERMU_OIDC_ISSUER` and what goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from permu.terms.refusal import Refused

NEEDED = ("PERMU_OIDC_ISSUER", "PERMU_OIDC_CLIENT_ID", "PERMU_OIDC_CLIENT_SECRET")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The provider, what we are to it, and the claim that an account is linked by."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "sub"
    acr: tuple[str, ...] = ()  # one of these is demanded; none: no demand
    factors: tuple[str, ...] = ()  # of these acr or amr the provider asked for two factors itself
    label: str = ""


def provider_of(environment: Mapping[str, str]) -> Provider | None:
    """The provider that the environment names; None where it names none.

    Raises:
        Refused: half of it is said, or the issuer is not spoken to over HTTPS.
    """
    said = {name: environment.get(name, "") for name in NEEDED}
    if not any(said.values()):
        return None
    if missing := [name for name, value in said.items() if not value]:
        raise Refused("register.oidc_half", names="、".join(missing))
    issuer, client_id, client_secret = said.values()
    if not is_safe(issuer) or urlsplit(issuer).query:
        raise Refused("register.oidc_in_the_clear", issuer=issuer)
    return Provider(
        issuer=issuer, client_id=client_id, client_secret=client_secret,
        claim=environment.get("PERMU_OIDC_CLAIM") or "sub",
        acr=_words(environment.get("PERMU_OIDC_ACR", "")),
        factors=_words(environment.get("PERMU_OIDC_TWO_FACTORS", "")),
        label=environment.get("PERMU_OIDC_LABEL", ""),
    )  # fmt: skip


def is_safe(address: str) -> bool:
    """Whether it is spoken to over HTTPS, or lies on this machine."""
    at = urlsplit(address)
    return at.scheme == "https" or (at.scheme == "http" and at.hostname in LOOPBACK)


def _words(said: str) -> tuple[str, ...]:
    return tuple(said.replace(",", " ").split())
