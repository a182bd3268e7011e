"""The examples: one small made-up method folder for each way of judging, with its worked cases."""

import tomllib
from functools import cache
from pathlib import Path

from permu.method.language.catalogue import HERE, mechanisms
from permu.method.language.uses import Steps, Use, uses
from permu.method.reading.lines import lines_of

EXAMPLES = HERE.parent / "examples"


def example_folders() -> list[Path]:
    """Every example, in order of its name."""
    return sorted(path.parent for path in EXAMPLES.glob("*/method.toml"))


@cache
def first_uses() -> dict[str, Use]:
    """Of each key and word the place that shows it best: in an example of what it expresses, in the fewest words."""
    shown_by = {(use, one.example) for one in mechanisms() for use in one.uses}
    found: dict[str, tuple[bool, int, Use]] = {}
    for use in (use for folder in example_folders() for use in uses(folder)):
        strays = (use.name, use.file.parent.name) not in shown_by
        ranked = strays, len(snippet(use)), use
        if use.name not in found or ranked[:2] < found[use.name][:2]:
            found[use.name] = ranked
    return {name: use for name, (_, _, use) in found.items()}


def snippet(use: Use) -> str:
    """The text of the table that a use stands in: a headed block, or the line of an inline table."""
    lines, places = _read(use.file)
    lines = lines[places.get(use.table_at, 1) - 1 :]
    if lines[0].startswith("["):
        return _block(lines)
    return _inline(lines)


@cache
def _read(path: Path) -> tuple[list[str], dict[Steps, int]]:
    text = path.read_text("utf-8")
    return text.splitlines(), lines_of(text)


def _block(lines: list[str]) -> str:
    """From a heading to the next one, without what stands above that."""
    ends = next((n for n, one in enumerate(lines[1:], 1) if one.startswith("[")), len(lines))
    block = lines[:ends]
    while not block[-1].strip() or block[-1].startswith("#"):
        block.pop()
    return "\n".join(block)


def _inline(lines: list[str]) -> str:
    """The fewest lines that are a value: `key = { … }`, or one `{ … }` of a list."""
    for count in range(1, len(lines) + 1):
        value = "\n".join(lines[:count]).strip()
        bare = value.rstrip(",")
        for text in (value, f"x = {bare}"):
            try:
                tomllib.loads(text)
            except tomllib.TOMLDecodeError:
                continue
            return value if text == value else bare
    return lines[0]
