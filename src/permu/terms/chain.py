"""A chain of publications: each link names what was published and the link before it, and is sealed.

Whoever changes, removes, adds or swaps a publication breaks a digest; whoever computes all digests anew
cannot make the seals without the office's key; whoever takes the end away, or brings back an older copy of the
whole, lacks a head that somebody outside has kept: on a notice, an export, with the auditors.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from permu.terms.canonical import Algorithm, canonical, content_digest
from permu.terms.refusal import Language, words

ORIGIN = "0" * 64
"""What the first link follows."""

Kind = Literal[
    "edited",  # what was published is not what the link says
    "missing",  # a number between two others
    "strange_order",  # it does not follow the link before it
    "remade",  # its digest is not that of its own words
    "unsealed",  # computed anew by somebody without the key
    "head_lost",  # a head that was kept elsewhere is not in the chain
]


@dataclass(frozen=True, kw_only=True)
class Link:
    """One publication in the chain; `content` is the digest of what was published."""

    number: int
    content: str
    previous: str
    digest: str
    seal: str
    algorithm: Algorithm = "sha256"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The end of the chain as somebody wrote it down: number and digest of its last link."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}-{self.digest}"

    @classmethod
    def read(cls, text: str) -> "Head | None":
        """A head as it stands on a notice, `12-3fa9…`; None where the text is no head."""
        number, _, digest = text.strip().partition("-")
        is_one = number.isdecimal() and number.isascii() and len(digest) == len(ORIGIN)
        return cls(number=int(number), digest=digest.lower()) if is_one else None


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One thing in the chain that cannot be."""

    kind: Kind
    number: int

    def text(self, language: Language = "zh") -> str:
        """What is wrong, and what to do."""
        return words(f"terms.chain_{self.kind}", language, number=self.number)


def link(last: Link | None, content: str, *, key: bytes, algorithm: Algorithm = "sha256") -> Link:
    """The link that follows `last`, for what has the digest `content`."""
    number = last.number + 1 if last else 1
    previous = last.digest if last else ORIGIN
    digest = _digest(number, previous, content, algorithm)
    seal = _seal(digest, key, algorithm)
    return Link(
        number=number, content=content, previous=previous, digest=digest, seal=seal, algorithm=algorithm
    )  # fmt: skip


def made_well(one: Link) -> bool:
    """Whether a link's digest is that of its own words."""
    return one.digest == _digest(one.number, one.previous, one.content, one.algorithm)


def breaks(
    links: Iterable[Link],
    contents: Mapping[int, str],
    *,
    key: bytes | None = None,
    heads: Iterable[Head] = (),
) -> list[Broken]:
    """What is wrong with a chain, in its order; nothing where it is whole.

    `contents` are the digests of what now lies there under each number. Without the `key` seals are not
    tested; without kept `heads` nobody can tell that the end is gone, or that all of it is an older copy.
    """
    found: list[Broken] = []
    number, previous = 0, ORIGIN
    known: dict[int, str] = {}
    for one in links:
        found += [Broken(kind="missing", number=gap) for gap in range(number + 1, one.number)]
        found += [Broken(kind=kind, number=one.number) for kind in _wrong(one, contents, key)]
        if one.number <= number or (one.number == number + 1 and one.previous != previous):
            found.append(Broken(kind="strange_order", number=one.number))
        number, previous = max(number, one.number), one.digest
        known[one.number] = one.digest
    lost = (head for head in heads if known.get(head.number) != head.digest)
    return found + [Broken(kind="head_lost", number=head.number) for head in lost]


def _wrong(one: Link, contents: Mapping[int, str], key: bytes | None) -> Iterable[Kind]:
    if contents.get(one.number) != one.content:
        yield "edited"
    if not made_well(one):
        yield "remade"
    if key is not None and not hmac.compare_digest(one.seal, _seal(one.digest, key, one.algorithm)):
        yield "unsealed"


def _digest(number: int, previous: str, content: str, algorithm: Algorithm) -> str:
    said = canonical({"number": number, "previous": previous, "content": content})
    return content_digest(said, algorithm)


def _seal(digest: str, key: bytes, algorithm: Algorithm) -> str:
    return hmac.new(key, digest.encode(), algorithm).hexdigest()
