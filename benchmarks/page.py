"""`RESULTS.md`, its charts, and the lines that other pages quote: all from what is stored."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks import charts, stored
from benchmarks.sections import SECTIONS

HERE = Path(__file__).parent
PAGE = HERE / "RESULTS.md"


def write() -> None:
    """Write the page and the charts anew."""
    PAGE.write_text(text(), "utf-8")
    (HERE / "charts").mkdir(exist_ok=True)
    for name, picture in charts.pictures():
        (HERE / "charts" / f"{name}.svg").write_text(picture, "utf-8")


def text() -> str:
    """The whole page."""
    return "\n".join(_lines()).rstrip("\n") + "\n"


def _lines() -> Iterator[str]:
    found = stored.all_sections()
    yield "# Measured side by side\n"
    yield (
        "`make bench` wrote this page from `results.json`; `python -m benchmarks --only million files` measures some "
        f"sections again (of {', '.join(SECTIONS)}), and leaves the others as they were. Each task runs in its own process with its own libraries "
        "alone, on one thread, in turns with the others; the numbers are medians of five runs where nothing else is "
        "said, after one that compiles the bytecode an installed program has. CPU seconds, for the machine may be "
        "busy. `whole` is the process from start to end, imports and files included; `inside` the computation alone, "
        "tables in memory. Ratios are to the first row: under 1 is better.\n"
    )
    for name, _ in charts.pictures():
        yield f"![{charts.SAID[name]}](charts/{name}.svg)\n"
    for name, section in SECTIONS.items():
        if name in found:
            yield f"## {section.TITLE}\n"
            yield from section.text(found[name]["data"])
            yield _when(found[name])


def _when(section: dict[str, object]) -> str:
    libraries = section["libraries"]
    assert isinstance(libraries, dict)
    named = ", ".join(f"{name} {number}" for name, number in libraries.items())
    return f"<sub>{section['at']} · {section['machine']} · {named} · commit {section['commit']}</sub>\n"
