"""Proofs: one entry of a published list proved by itself, without showing another (a Merkle tree, RFC 6962 §2.1).

The list's root is what the chain of publications holds. An entry has a salt of its own, so that nobody can
find out a neighbor's grade by trying all that it could be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from permu.terms.canonical import Algorithm, Plain, canonical, content_digest

LEAF, NODE = b"\x00", b"\x01"
"""What begins the bytes of an entry and of a joint: no joint can be passed off as an entry."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """One entry with the way from it to the root: at each step the other half's digest."""

    entry: dict[str, Any]
    place: int  # in the list, from 0
    size: int  # of the list
    way: tuple[str, ...]
    root: str
    algorithm: Algorithm = "sha256"

    def holds(self) -> bool:
        """Whether the entry, as it stands here, leads to the root."""
        return _climbed(self) == self.root


def root_of(entries: Sequence[Plain], algorithm: Algorithm = "sha256") -> str:
    """The root of a list of entries: their order counts."""
    return _levels(entries, algorithm)[-1][0]


def proof_of(
    entries: Sequence[dict[str, Any]], place: int, *, algorithm: Algorithm = "sha256"
) -> Proof:
    """The proof of the entry at a place of the list."""
    levels = _levels(entries, algorithm)
    way, at = [], place
    for level in levels[:-1]:
        beside = at ^ 1
        if beside < len(level):
            way.append(level[beside])
        at //= 2
    return Proof(
        entry=entries[place], place=place, size=len(entries), way=tuple(way),
        root=levels[-1][0], algorithm=algorithm,
    )  # fmt: skip


def _levels(entries: Sequence[Plain], algorithm: Algorithm) -> list[list[str]]:
    """From the entries' digests to the root; one without a neighbor moves up as it is, which is RFC 6962's tree."""
    level = [digest_of(one, algorithm) for one in entries] or [content_digest(b"", algorithm)]
    levels = [level]
    while len(level) > 1:
        joined = [_joint(*pair, algorithm) for pair in zip(level[::2], level[1::2], strict=False)]
        level = joined + level[2 * len(joined) :]
        levels.append(level)
    return levels


def _climbed(proof: Proof) -> str:
    """Where the way leads; "" where it has too many or too few steps for a list of that size."""
    digest = digest_of(proof.entry, proof.algorithm)
    at, width, way = proof.place, proof.size, list(proof.way)
    if not 0 <= at < width:
        return ""
    while width > 1:
        if at ^ 1 < width:
            if not way:
                return ""
            other = way.pop(0)
            pair = (other, digest) if at % 2 else (digest, other)
            digest = _joint(*pair, proof.algorithm)
        at, width = at // 2, (width + 1) // 2
    return "" if way else digest


def digest_of(entry: Plain, algorithm: Algorithm = "sha256") -> str:
    """The digest of one entry, as the tree has it: what a letter prints of its receipt."""
    return content_digest(LEAF + canonical(entry), algorithm)


def _joint(left: str, right: str, algorithm: Algorithm) -> str:
    return content_digest(NODE + bytes.fromhex(left) + bytes.fromhex(right), algorithm)
