"""Keys of a manager of secrets, or that lie beside the data: made at first need, readable by their owner alone."""

import os
import secrets
from pathlib import Path

from permu.register.vault import kept_bytes
from permu.terms.refusal import Refused

KEY_BYTES = 32


def known_key(path: Path) -> bytes:
    """The key of that name, which a manager of secrets has or `path`; b"" where none was made yet.

    Raises:
        Refused: the manager's is none, or another than the one beside the data.
    """
    beside = path.read_bytes() if path.exists() else b""
    kept = kept_bytes(path.name, os.environ)
    if kept is None:
        return beside
    if len(kept) != KEY_BYTES:
        raise Refused("register.key_unsound", name=path.name, size=len(kept))
    if beside not in (b"", kept):
        raise Refused("register.key_differs", name=path.name)
    return kept


def kept_key(path: Path) -> bytes:
    """The 32 random bytes of `known_key`, made where there are none.

    Whoever finds the file finds them whole, also while another process makes it.

    Raises:
        Refused: as `known_key`.
    """
    if known := known_key(path):
        return known
    if not path.exists():
        part = path.with_name(f"{path.name}.{secrets.token_hex(16)}")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError:  # another process was first: its key is the office's
            pass
        finally:
            part.unlink()
    return path.read_bytes()
