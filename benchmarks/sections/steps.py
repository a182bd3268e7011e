"""Where the time goes, and what was tried to make it less."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Populations, cost
from benchmarks.sections.million import COUNT
from benchmarks.sections.tables import Data

TITLE = f"Where the time goes: Permu over {COUNT:,}, CPU seconds by step"
TRIED = Path(__file__).parents[1] / "tried.md"


def measured(populations: Populations) -> Data:
    path = populations.subjects(COUNT)
    cost("steps", path)  # once for the bytecode
    return {"steps": cost("steps", path).said["steps"]}


def text(data: Data) -> Iterator[str]:
    yield "| step | s |\n|---|--:|"
    for name, seconds in data["steps"]:
        yield f"| {name} | {seconds:.3f} |"
    yield "\n" + TRIED.read_text("utf-8")
