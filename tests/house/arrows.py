"""Arrows between rooms: import-linter holds the floors; these hold what it does not see."""

import ast
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from .source import ROOMS, Source, sources


def _imported(source: Source, modules: set[str]) -> Iterator[str]:
    """Modules of ours that a file imports, wherever in the file the import stands."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else node.module


def import_circles(root: Path) -> list[str]:
    """One circle of imports, if there is any; an import inside a function counts."""
    files = sources(root)
    modules = {source.module for source in files}
    graph = {
        source.module: set(_imported(source, modules)) & modules - {source.module}
        for source in files
    }
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1]))
        return [f"{circle}: move what they share to the floor below"]
    return []


def relative_imports(root: Path) -> list[str]:
    return [
        f"{source.name}:{node.lineno} imports relatively: write the module's full name"
        for source in sources(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]


def rooms_without_a_floor(root: Path) -> list[str]:
    """Rooms of the plan, built or not, and folders of the program that the layer contract does not name."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(c["layers"] for c in contracts["contracts"] if c["type"] == "layers")
    named = {room.strip("() ") for layer in layers for room in layer.split("|")}
    built = {path.parent.name for path in (root / "src/permu").glob("*/__init__.py")}
    return [
        f"{room} stands on no floor: name it in the layer contract of pyproject.toml"
        for room in sorted({*ROOMS, *built} - named)
    ]


def unnamed_test_folders(root: Path) -> list[str]:
    return [
        f"{folder.relative_to(root)} has no __init__.py: two tests of one file name would collide"
        for folder in sorted({path.parent for path in (root / "tests").rglob("test_*.py")})
        if not (folder / "__init__.py").exists()
    ]


ARROWS = (import_circles, relative_imports, rooms_without_a_floor, unnamed_test_folders)
