"""How another machine is asked over HTTPS: by JSON, with a time-out, a largest answer, a checked certificate, no detours."""

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

SECONDS = 10
LARGEST_ANSWER = 64 * 1024


class NotAnsweredError(Exception):
    """Another machine was not reached, or answered no JSON or an error; says which, without an address."""


def tls() -> ssl.SSLContext:
    """How another machine is spoken to: its certificate is checked, and nothing older than TLS 1.2 will do.

    Debian builds Python so that the oldest version is left to the machine's configuration.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """A host is the one that the administrator wrote down."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


_OPENER = urllib.request.build_opener(_NoDetours, urllib.request.HTTPSHandler(context=tls()))


def ask(address: str, body: bytes | None, headers: Mapping[str, str]) -> Any:
    """What a host answers, as JSON; nothing where it answers nothing.

    Raises:
        NotAnsweredError: it is not reached, or answers an error.
    """
    request = urllib.request.Request(address, data=body, headers=dict(headers))  # noqa: S310 — the administrator's
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            text = answer.read(LARGEST_ANSWER)
        return json.loads(text) if text else {}
    except urllib.error.HTTPError as error:
        raise NotAnsweredError(f"HTTPError {error.code}") from error
    except (OSError, ValueError) as error:
        raise NotAnsweredError(type(error).__name__) from error
