"""What one-time codes are worked out from, and which code is of which time (RFC 6238: SHA-1, six digits, 30 seconds).

The database holds seeds. A secret follows from a seed, the account and the office's key, which lies beside the
data: so whoever reads the database, or a backup, can work out no code, and a seed copied to another account is
worth nothing.
"""

import base64
import hmac
import secrets
import time
from pathlib import Path

import pyotp
import segno
from django.conf import settings

from permu.register.keys import kept_key

STEP = 30
"""Seconds for which a code stands on the telephone."""
DRIFT = 1
"""So many steps a telephone's clock may be before or behind."""
SECRET = 20
"""Bytes of a secret, as RFC 4226 advises."""


def new_seed() -> str:
    """A seed of 128 random bits."""
    return secrets.token_hex(16)


def secret_of(account: int, seed: str) -> str:
    """The secret that a telephone is told, in base 32."""
    key = kept_key(Path(settings.PERMU_DATA) / "second-factor-key")
    said = f"second factor {account} {seed}".encode()
    return base64.b32encode(hmac.digest(key, said, "sha256")[:SECRET]).decode("ascii")


def step_now() -> int:
    """The step that it is by the server's clock, since 1970."""
    return int(time.time()) // STEP


def step_of(secret: str, code: str, *, after: int) -> int | None:
    """The step whose code that is; None where it is of none near now, or of none later than `after`."""
    now, codes = step_now(), pyotp.HOTP(secret)
    near = range(max(now - DRIFT, after + 1), now + DRIFT + 1)
    return next((step for step in near if codes.verify(code, step)), None)


def picture_of(secret: str, *, username: str) -> str:
    """The QR code that an authenticator app scans, as an SVG in an address of its own."""
    said = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Permu")
    return segno.make(said, error="m", micro=False).svg_data_uri(scale=5)
