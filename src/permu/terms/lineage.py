"""By what right a figure is here: who gave it, what it means, under which law, and what it may be used for."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass
from typing import Literal

Purpose = Literal["grading", "checking", "statistics"]
"""What the law, or whoever gave it, lets a figure be used for; `checking`: to be held against others, no grade rests on it."""


@dataclass(frozen=True, kw_only=True, order=True)
class Lineage:
    """What holds of every figure of one item that was read from one sheet of one file.

    A figure's own line (`Facts.cells`) has the file's digest, the sheet and the cell: item, digest
    and sheet lead from there to here.
    """

    item: str
    sha256: str
    sheet: str
    provider: str
    definition: str
    origin: str
    purpose: Purpose


def in_order(sources: Iterable[Lineage]) -> tuple[Lineage, ...]:
    """Each once, in order."""
    return tuple(sorted(set(sources)))


def lineage_digest(sources: Iterable[Lineage]) -> str:
    """SHA-256 of the whole list."""
    text = json.dumps([astuple(one) for one in sources], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def as_plain(sources: Iterable[Lineage]) -> list[dict[str, str]]:
    """The list as `facts.json` has it."""
    return [asdict(one) for one in sources]
