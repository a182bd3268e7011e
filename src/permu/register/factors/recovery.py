"""Recovery codes: for who has lost the telephone. Ten, each once, kept as hashes like passwords."""

import secrets
import unicodedata

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""None that is taken for another when it is copied from paper: no 0 and O, no 1, I and L, no U."""
MANY = 10
LENGTH = 12
GROUP = 4
LONGEST = 64


def drawn() -> list[str]:
    """Ten codes of which no two begin alike: so the first sign says which one it is, and one hash is compared."""
    firsts = secrets.SystemRandom().sample(SIGNS, MANY)
    return [first + "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1)) for first in firsts]


def shown(code: str) -> str:
    """As it is printed: in groups."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def as_typed(said: str) -> str:
    """A code, of either kind, without the dashes, spaces, small and full-width signs of who typed it."""
    signs = unicodedata.normalize("NFKC", said[:LONGEST])
    return "".join(signs.split()).replace("-", "").upper()
