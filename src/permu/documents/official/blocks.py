"""What an official paper holds, before anybody lays it out: lines in the styles of GB/T 9704-2012, and tables.

One paper is written as Word and as PDF from the same blocks; a test holds them to the same texts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Font = Literal["title", "body", "heading", "subheading"]
Align = Literal["both", "left", "center", "right"]
Name = Literal[
    "title", "annex_title", "heading", "subheading", "body", "flush", "mark", "signed", "note", "foot", "warning"
]  # fmt: skip
SQUEEZE = 0.25
"""Points taken from each character of body text, so that 28 of 16 points stand in 156 mm."""


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a line is set; sizes in points, indents in characters."""

    font: Font = "body"
    size: float = 16
    pitch: float = 28.95  # from line to line: 22 lines in 225 mm
    indent: int = 2
    tail: int = 0  # kept free at the right
    align: Align = "both"
    keeps: bool = False  # stands on the page of what follows


STYLES: Mapping[Name, Style] = {
    "title": Style(font="title", size=22, pitch=36, indent=0, align="center"),
    "annex_title": Style(font="title", size=22, pitch=36, indent=0, align="center", keeps=True),
    "heading": Style(font="heading", keeps=True),
    "subheading": Style(font="subheading", keeps=True),
    "body": Style(),
    "flush": Style(indent=0),
    "mark": Style(font="heading", indent=0, keeps=True),
    "signed": Style(indent=0, tail=4, align="right"),
    "note": Style(size=10.5, pitch=16, indent=0, align="left"),
    "foot": Style(size=10.5, pitch=16, indent=0, align="left", keeps=True),
    "warning": Style(font="heading", size=12, pitch=20, indent=0, align="center"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """A paragraph; of an annex the first one begins a page."""

    text: str
    style: Name = "body"
    on_new_page: bool = False
    keeps: bool = False  # as its style's


@dataclass(frozen=True)
class Band:
    """A row of a table that is the head of those below it."""

    text: str


Cells = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table whose heads stand on every page; widths in millimetres, 156 together."""

    heads: Cells
    rows: tuple[Cells | Band, ...]
    widths: tuple[int, ...]
    aligns: tuple[Align, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper from the top down. `made_on` dates the file: no clock is read, so equal papers are equal bytes."""

    title: str
    made_on: date
    blocks: tuple[Line | Table, ...]

    def texts(self) -> Iterator[str]:
        """Every text in it, in order."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block.text
            else:
                yield from block.heads
                for row in block.rows:
                    yield from (row.text,) if isinstance(row, Band) else row
