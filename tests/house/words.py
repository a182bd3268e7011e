"""Words for people: every code has its sentence in both languages, and every sentence is said somewhere."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from .source import LIBRARY_HALF, Source, sources

FILE_NAMES = re.compile(
    r"\.(?:toml|json|md|html|py|css|js|csv|parquet|xlsx|typ|txt|ttf|pdf|sqlite3)$"
)
SPOKEN_BY = {"Refused", "Finding", "words", "text"}


def catalogues(root: Path) -> dict[str, dict[str, dict[str, str]]]:
    """Each room's sentences, by room and name."""
    return {
        path.parent.name: tomllib.loads(path.read_text("utf-8"))
        for path in sorted((root / "src/permu").glob("*/messages.toml"))
    }


def one_language(root: Path) -> list[str]:
    return [
        f"{room}.{name} lacks its {language}: add it to {room}/messages.toml"
        for room, catalogue in catalogues(root).items()
        for name, sentences in catalogue.items()
        for language in ("zh", "en")
        if not sentences.get(language, "").strip()
    ]


def _spoken(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in SPOKEN_BY or name.endswith("Refused")


def _codes(source: Source) -> Iterator[str]:
    """Strings that are a code for certain: what a refusal, a finding or `words` is given first."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _spoken(node):
            given = [*node.args[:1], *(key.value for key in node.keywords if key.arg == "code")]
            for argument in given:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def unknown_codes(root: Path) -> list[str]:
    """Codes that no catalogue holds; a code that ends in `_` stands for a family, and one of it must be there."""
    rooms = catalogues(root)
    known = {f"{room}.{name}" for room, catalogue in rooms.items() for name in catalogue}
    shape = re.compile(rf"(?:{'|'.join({*LIBRARY_HALF, *rooms})})\.[a-z][a-z0-9_]*")
    return sorted(
        {
            f"{source.name} says {code}, which no messages.toml holds: add its sentence, or correct the code"
            for source in sources(root)
            for code in {*_codes(source), *_own_literals(source)}
            if shape.fullmatch(code) and not FILE_NAMES.search(code) and code not in known
            if not (code.endswith("_") and any(one.startswith(code) for one in known))
        }
    )


def _own_literals(source: Source) -> Iterator[str]:
    """Strings of the library half that begin with their own room's name: codes passed on by other functions."""
    if source.room in LIBRARY_HALF:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and str(node.value).startswith(f"{source.room}."):
                yield str(node.value)


def _patterns(root: Path) -> list[str]:
    """What the code may say: its strings, its f-strings with a part left open, the words of its templates."""
    said = []
    for source in sources(root):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                # `"state_" + state` says a family of sentences.
                said.append(
                    re.escape(node.value) + ("[a-z0-9_]+" if node.value.endswith("_") else "")
                )
            elif isinstance(node, ast.JoinedStr):
                parts = [getattr(part, "value", None) for part in node.values]
                said.append(
                    "".join(re.escape(p) if isinstance(p, str) else "[a-z0-9_]+" for p in parts)
                )
    return [
        pattern for pattern in said if re.search(r"[a-z]{2}", pattern.replace("[a-z0-9_]+", ""))
    ]


def unsaid_sentences(root: Path) -> list[str]:
    patterns = {
        pattern for pattern in _patterns(root) if not re.fullmatch(r"\w+\\\.\[a-z0-9_\]\+", pattern)
    }
    said = re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)) or r"(?!)")
    shown = " ".join(
        path.read_text("utf-8")
        for path in (root / "src").rglob("templates/**/*.*")
        if path.is_file()
    )
    return [
        f"{room}.{name} is said nowhere: delete it from {room}/messages.toml"
        for room, catalogue in catalogues(root).items()
        for name in catalogue
        if not (said.fullmatch(f"{room}.{name}") or said.fullmatch(name) or name in shown)
    ]


WORDS = (one_language, unknown_codes, unsaid_sentences)
