"""The examples: one small made-up method folder for each way of judging, with its worked cases."""

import tomllib
from functools import cache
from pathlib import Path

from permu.method.language.catalogue import HERE, mechanisms
from permu.method.language.uses import Use, uses
from permu.method.reading.lines import lines_of

EXAMPLES = HERE.parent / "examples"


def example_folders() -> list[Path]:
    """Every example, in order of its name."""
    return sorted(path.parent for path in EXAMPLES.glob("*/method.toml"))


@cache
def first_uses() -> dict[str, Use]:
    """Of each key and word the place that shows it best: the example of a mechanism that it expresses, or any."""
    found: dict[str, Use] = {}
    of = {(use, one.example) for one in mechanisms() for use in one.uses}
    all_uses = [use for folder in example_folders() for use in uses(folder)]
    for use in all_uses:
        if (use.name, use.file.parent.name) in of:
            found.setdefault(use.name, use)
    for use in all_uses:
        found.setdefault(use.name, use)
    return found


def snippet(use: Use) -> str:
    """The text of the table that a use stands in: a headed block, or the line of an inline table."""
    text = use.file.read_text("utf-8")
    line = lines_of(text).get(use.table_at, 1)
    lines = text.splitlines()[line - 1 :]
    if lines[0].startswith("["):
        return _block(lines)
    return _inline(lines)


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
