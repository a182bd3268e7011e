"""Nobody writes a paper that nobody finds."""

from .pages import ROOT


def test_every_paper_stands_in_the_index() -> None:
    index = (ROOT / "docs/README.md").read_text("utf-8")
    papers = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]

    missing = [
        str(path)
        for path in papers
        if path.parts[0] not in ("decisions", "README.md") and f"({path.as_posix()})" not in index
    ]

    assert len(papers) > 8
    assert not missing, f"add to docs/README.md: {missing}"
