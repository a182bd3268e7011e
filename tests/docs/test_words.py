"""What the papers put between “ and ” the program says: a button, a page, a column, a sentence."""

import re
from functools import cache

import pytest

from .pages import ROOT, prose

PAPERS = [
    path
    for folder in ("officials", "enterprises")
    for path in sorted((ROOT / "docs" / folder).glob("*.md"))
    if path.name != "提示怎么处理.md"  # its lines have a test of their own
]
QUOTED = [
    pytest.param(part, id=f"{path.stem}: {part}")
    for path in PAPERS
    for part in sorted(
        {part for said in re.findall("“([^”]+)”", prose(path)) for part in said.split(" → ")}
    )
]


@cache
def _program() -> str:
    kinds = ("*.html", "*.toml", "*.py")
    return "\n".join(
        path.read_text("utf-8") for kind in kinds for path in (ROOT / "src").rglob(kind)
    )


@pytest.mark.parametrize("said", QUOTED)
def test_what_a_paper_quotes_the_program_says(said: str) -> None:
    assert said in _program()
