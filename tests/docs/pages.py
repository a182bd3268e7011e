"""The papers that people read, and the fenced blocks in them with the mark above each.

Marks: `run` and `run, exit 1` (lines of a shell that the tests run), `output: COMMAND` (what the
command prints), `not run: WHY`, and any other word that a test looks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*?) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Fence:
    """A fenced block. `page` is its file's name from the root."""

    page: str
    mark: str
    kind: str
    text: str


def pages() -> list[Path]:
    """Every paper that speaks to people, decisions and notices aside."""
    front = [ROOT / name for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")]
    return [*front, *sorted(path for path in (ROOT / "docs").rglob("*.md"))]


def fences(path: Path) -> Iterator[Fence]:
    """The fenced blocks of one paper, in order."""
    name = path.relative_to(ROOT).as_posix()
    for found in FENCE.finditer(path.read_text("utf-8")):
        yield Fence(name, found["mark"] or "", found["kind"], found["text"])


def every_fence() -> list[Fence]:
    """The fenced blocks of all papers."""
    return [fence for path in pages() for fence in fences(path)]


def prose(path: Path) -> str:
    """A paper without its fenced blocks and comments."""
    return re.sub(r"<!--.*?-->", "", FENCE.sub("", path.read_text("utf-8")), flags=re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, without the lines under the heads."""
    lines = (line.strip() for line in text.splitlines() if line.startswith("|"))
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in found if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
