"""The one way to write a value down, and the digest of what was written."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Literal

Algorithm = Literal["sha256", "sm3"]
"""SHA-256 (FIPS 180-4), or SM3 (GB/T 32905-2016) where the office must use the national ciphers."""
Plain = str | int | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]


def canonical(value: Plain) -> bytes:
    """The one way to write a value: JSON with sorted keys, no spaces, UTF-8.

    Raises:
        TypeError: it holds a float, of which nobody can say how it is written.
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def content_digest(content: bytes, algorithm: Algorithm = "sha256") -> str:
    """The digest of what is published, in hexadecimal."""
    return hashlib.new(algorithm, content).hexdigest()


def _refuse_floats(value: Plain) -> None:
    if isinstance(value, float):
        msg = "a float has no one way to be written"
        raise TypeError(msg)
    if isinstance(value, Mapping):
        for one in value.values():
            _refuse_floats(one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            _refuse_floats(one)
