"""Secrets, and where each comes from: a manager of secrets first, the environment or a key file only where there is none.

systemd (`LoadCredential=`, `LoadCredentialEncrypted=`) lays a secret into `$CREDENTIALS_DIRECTORY` under the name of its
row; Docker and Kubernetes mount a file, whose path stands in the variable of its row. Every secret of the program is a row.
"""

import stat
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from permu.terms.refusal import Refused

CREDENTIALS = "CREDENTIALS_DIRECTORY"
_OTHERS = stat.S_IRWXO | stat.S_IWGRP
"""Bits that no file with a secret may have. A group may read: systemd and Kubernetes give it to the service's own."""


@dataclass(frozen=True)
class Secret:
    """One secret: what systemd calls it, which variable names a mounted file, and which, at last, says it itself."""

    credential: str
    file: str
    variable: str = ""


SECRETS = {
    one.credential: one
    for one in (
        Secret("secret-key", "PERMU_SECRET_KEY_FILE", "SECRET_KEY"),
        Secret("seal-key", "PERMU_SEAL_KEY_FILE"),
        Secret("second-factor-key", "PERMU_SECOND_FACTOR_KEY_FILE"),
        Secret("database-url", "PERMU_DATABASE_URL_FILE", "DATABASE_URL"),
        Secret("oidc-client-secret", "PERMU_OIDC_CLIENT_SECRET_FILE", "PERMU_OIDC_CLIENT_SECRET"),
        Secret("channel-url", "PERMU_CHANNEL_URL_FILE", "PERMU_CHANNEL_URL"),
        Secret("channel-secret", "PERMU_CHANNEL_SECRET_FILE", "PERMU_CHANNEL_SECRET"),
    )
}


def kept_bytes(name: str, environment: Mapping[str, str]) -> bytes | None:
    """The secret as its manager has it, byte by byte; None where no manager has it.

    Raises:
        Refused: the file cannot be read, is empty, or others than the office may read it.
    """
    row = SECRETS[name]
    if folder := environment.get(CREDENTIALS):
        laid = Path(folder) / row.credential
        if laid.exists():
            return _read(laid, CREDENTIALS + "/" + row.credential)
    named = environment.get(row.file)
    return _read(Path(named), row.file) if named else None


def secret(name: str, environment: Mapping[str, str]) -> str:
    """The secret as text, without the line's end; of no manager the environment's; "" where nobody says one.

    Raises:
        Refused: as `kept_bytes`; or it is no text.
    """
    kept = kept_bytes(name, environment)
    if kept is None:
        return environment.get(SECRETS[name].variable, "")
    try:
        return kept.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise Refused("register.secret_no_text", name=name) from error


def with_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment, each secret of it where its variable says it."""
    said = {
        row.variable: secret(name, environment) for name, row in SECRETS.items() if row.variable
    }
    return {**environment, **{variable: value for variable, value in said.items() if value}}


def forget(environment: MutableMapping[str, str]) -> None:
    """Leave out every secret, and where it lies: what starts now is no office of this machine."""
    for row in SECRETS.values():
        environment.pop(row.file, None)
        environment.pop(row.variable, None)
    environment.pop(CREDENTIALS, None)


def _read(path: Path, said: str) -> bytes:
    try:
        mode, found = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        raise Refused("register.secret_unread", name=said) from error
    if mode & _OTHERS:
        raise Refused("register.secret_open", name=said, mode=f"{stat.S_IMODE(mode):o}")
    if not found.strip():
        raise Refused("register.secret_empty", name=said)
    return found
