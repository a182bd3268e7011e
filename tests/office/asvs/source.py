"""The program's own source, as calls and imports, for what must not stand in it anywhere."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import permu

HOME = Path(permu.__file__).parent
STATIC = HOME / "doors/site/static/permu"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module by its path from the program's folder."""
    found = {}
    for path in sorted(HOME.rglob("*.py")):
        found[path.relative_to(HOME).as_posix()] = ast.parse(path.read_text("utf-8"))
    return found


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method of one of these names, with its module."""
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in names:
                yield module, node


def importers(*names: str) -> set[str]:
    """The modules that import one of these, or something below it."""
    return {
        module
        for module, tree in modules().items()
        for node in ast.walk(tree)
        for name in _imported(node)
        if any(name == one or name.startswith(f"{one}.") for one in names)
    }


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{one.name}" for one in node.names]
    return []


def scripts() -> dict[str, str]:
    """The pages' scripts by name, without what npm brought."""
    return {path.name: path.read_text("utf-8") for path in sorted(STATIC.glob("*.js"))}


def templates() -> dict[str, str]:
    """The pages' templates by name."""
    return {
        path.name: path.read_text("utf-8") for path in sorted(HOME.rglob("templates/**/*.html"))
    }
