"""Every text for people that templates and code mark for translation, found without GNU gettext."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

HERE = Path(__file__).parents[2] / "src" / "permu"
ROOMS = ("register", "evaluations", "doors/site")
MARKS = {"gettext", "gettext_lazy", "_", "ngettext", "pgettext", "gettext_noop"}


def sources(ending: str) -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((HERE / room).rglob(f"*{ending}"))


def marked_texts() -> dict[tuple[str, ...], str]:
    """Each msgid (with its plural, where it has one) and the file it was found in."""
    found: dict[tuple[str, ...], str] = {}
    for path in sources(".html"):
        code = templatize(path.read_text("utf-8"), origin=path.name)
        found |= dict.fromkeys(_calls_in_template(code), path.name)
    for path in sources(".py"):
        found |= dict.fromkeys(_calls(ast.parse(path.read_text("utf-8"))), path.name)
    return found


def _calls_in_template(code: str) -> Iterator[tuple[str, ...]]:
    """`templatize` blanks all but the calls, which stand on lines of their own words."""
    import re

    for match in re.finditer(
        r"\b(?:n?gettext)\((?:[^()\"']|u?\"(?:[^\"\\]|\\.)*\"|u?'(?:[^'\\]|\\.)*')*\)", code
    ):
        yield from _calls(ast.parse(match.group()))


def _calls(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            texts = [
                argument.value
                for argument in node.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            ]
            if texts:
                yield tuple(texts[:2]) if node.func.id == "ngettext" else (texts[0],)
