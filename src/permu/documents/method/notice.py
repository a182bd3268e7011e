"""The notice's text as paragraphs, and which of them a clause stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or heading. `level` 0 is a paragraph, 1 and more a heading."""

    number: int
    level: int
    text: str


def paragraphs(notice: str) -> list[Paragraph]:
    """The notice's paragraphs, headings and list items, in order."""
    found: list[Paragraph] = []
    for block in notice.split("\n"):
        text = block.strip()
        if not text or set(text) <= set("|-: "):
            continue
        level = len(text) - len(text.lstrip("#"))
        plain = text.lstrip("#").strip() if level else text.lstrip("*->").strip().strip("|").strip()
        found.append(
            Paragraph(len(found) + 1, min(level, 4), plain.replace("|", "　").replace("**", ""))
        )
    return found


def place_of(clause: str, parts: Sequence[Paragraph]) -> int:
    """The number of the paragraph a clause stands in, a heading before a paragraph that names it; 0 for none."""
    wanted = _plain(clause)
    hits = [part for part in parts if wanted in _plain(part.text)]
    headings = [part for part in hits if part.level]
    best = (headings or hits)[:1]
    return best[0].number if best else 0


def _plain(text: str) -> str:
    return "".join(text.translate(_HALF_WIDTH).split())
