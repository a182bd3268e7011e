"""Keys that lie beside the data and not in the database: made at first need, readable by their owner alone."""

import os
import secrets
from pathlib import Path


def kept_key(path: Path) -> bytes:
    """The 32 random bytes in `path`. Whoever finds the file finds them whole, also while another process makes it."""
    if not path.exists():
        part = path.with_name(f"{path.name}.{secrets.token_hex(16)}")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError:  # another process was first: its key is the office's
            pass
        finally:
            part.unlink()
    return path.read_bytes()
