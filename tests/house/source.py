"""The tree as the rules see it: files, their syntax, their functions."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY_HALF = ("terms", "method", "intake", "sample", "engine", "documents")
ROOMS = (*LIBRARY_HALF, "register", "evaluations", "platforms", "projects", "progress", "doors")

_parsed = cache(ast.parse)  # every rule reads the same files
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: `name` is its path below the root."""

    root: Path
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(self.root).as_posix()

    @property
    def module(self) -> str:
        """The dotted name, for a file below `src`."""
        parts = self.path.relative_to(self.root / "src").with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        parts = self.module.split(".")
        return parts[1] if len(parts) > 1 else ""

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return _parsed(self.text)


@dataclass(frozen=True)
class Function:
    """One function or method, and where it stands."""

    source: Source
    node: FunctionNode
    owner: ast.AST | None

    @property
    def is_shaped_elsewhere(self) -> bool:
        """A command's options are its users' (click hands them over by name); an overriding method's are its library's."""
        bases = self.owner.bases if isinstance(self.owner, ast.ClassDef) else []
        decorators = [ast.unparse(decorator) for decorator in self.node.decorator_list]
        return any("click.option" in text for text in decorators) or any(
            isinstance(base, ast.Attribute) for base in bases
        )

    @property
    def place(self) -> str:
        return f"{self.source.name}:{self.node.lineno} {self.node.name}"

    @property
    def is_public(self) -> bool:
        return not self.node.name.startswith("_")

    @property
    def body_lines(self) -> int:
        """Lines of the body, its docstring not counted."""
        body = self.node.body
        if ast.get_docstring(self.node, clean=False) is not None:
            body = body[1:]
        return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0

    @property
    def positional(self) -> list[ast.arg]:
        """Parameters that may be given by position, without `self` and `cls`."""
        named = [*self.node.args.posonlyargs, *self.node.args.args]
        return named[1:] if named and named[0].arg in {"self", "cls"} else named

    @property
    def parameters(self) -> list[ast.arg]:
        return [*self.positional, *self.node.args.kwonlyargs]


def sources(root: Path, *folders: str) -> list[Source]:
    """Every Python file below the folders, except generated migrations and empty files."""
    return [
        Source(root, path)
        for folder in folders or ("src",)
        for path in sorted((root / folder).rglob("*.py"))
        if "migrations" not in path.parts and path.stat().st_size
    ]


def functions(root: Path, *folders: str) -> Iterator[Function]:
    """Every function and method below the folders."""
    for source in sources(root, *folders):
        for owner in ast.walk(source.tree):
            for node in ast.iter_child_nodes(owner):
                if isinstance(node, FunctionNode):
                    yield Function(source, node, owner)
