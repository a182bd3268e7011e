"""A receipt (回执): one enterprise's line of a published list, which anybody can check without the office.

It holds the line, the way from it to the list's root, what the publication says of itself, and its link of the
chain. Whoever has the head that is printed on the public notice needs nothing else.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from permu.terms.canonical import canonical, content_digest
from permu.terms.chain import Head, Link, made_well
from permu.terms.proofs import Proof
from permu.terms.refusal import Language, Refused, words

LARGEST = 256 * 1024
"""Bytes: of a list of a million the way has twenty steps, but a log of many undone deeds names each."""
KIND = "permu-receipt-1"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One line of a published list with all that proves it; its link has no seal, which is the office's own."""

    proof: Proof
    content: dict[str, Any]
    link: Link

    def text(self) -> str:
        """As a file: JSON that people can read."""
        said = {"kind": KIND} | asdict(self)
        del said["link"]["seal"]
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"

    @property
    def head(self) -> Head:
        """What the public notice must print for this publication."""
        return Head(number=self.link.number, digest=self.link.digest)


@dataclass(frozen=True)
class Doubt:
    """Why a receipt proves nothing."""

    code: str
    number: int

    def text(self, language: Language = "zh") -> str:
        """What is wrong, and what to do."""
        return words(f"terms.receipt_{self.code}", language, number=self.number)


def doubts(receipt: Receipt, head: Head | None = None) -> list[Doubt]:
    """What speaks against a receipt; nothing where it proves its line to whoever trusts the `head`."""
    return [Doubt(code, receipt.link.number) for code in _doubts(receipt, head)]


def read_receipt(text: str) -> Receipt:
    """A receipt out of its file.

    Raises:
        Refused: the text is none.
    """
    try:
        return _unpacked(json.loads(text if len(text) <= LARGEST else ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Refused("terms.no_receipt") from fault


def _unpacked(said: dict[str, Any]) -> Receipt:
    if said.pop("kind", "") != KIND:
        raise ValueError(KIND)
    proof = said["proof"] | {"way": tuple(said["proof"]["way"])}
    link = Link(seal="", **said["link"])
    return Receipt(proof=Proof(**proof), content=dict(said["content"]), link=link)


def _doubts(receipt: Receipt, head: Head | None) -> Iterator[str]:
    link = receipt.link
    if not _holds(receipt.proof) or receipt.proof.root != receipt.content.get("root"):
        yield "entry"
    if not _is_content(receipt):
        yield "content"
    if head is not None and head != receipt.head:
        yield "head_other" if head.number != link.number else "head"


def _holds(proof: Proof) -> bool:
    try:
        return proof.holds()
    except (TypeError, ValueError):  # a file may hold anything in a field's place
        return False


def _is_content(receipt: Receipt) -> bool:
    link = receipt.link
    try:
        written = content_digest(canonical(receipt.content), link.algorithm)
        return written == link.content and made_well(link)
    except (TypeError, ValueError):
        return False
