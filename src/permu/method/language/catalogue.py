"""The catalogue's rows, read from the TOML files beside this one."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from permu.method.language.model import Key, Kind, Mechanism, TableRow

HERE = Path(__file__).parent
ROOTS = {"method": "method_file", "group": "group_file", "cases": "cases_file"}
"""The three kinds of TOML files of a method folder, and the table that stands for each."""
SHARED = "condition"
"""What the files of methods and of groups both hold: told after both."""


@cache
def tables() -> Mapping[str, TableRow]:
    """Every table of the language by name, in the order in which a method is written."""
    rows = {path.stem: _toml(path) for path in (HERE / "tables").glob("*.toml")}
    found = {name: _table(name, rows) for name in rows}
    order = [name for root in ROOTS.values() for name in _reached(root, found)]
    of_both = [name for name in order if name != SHARED]
    of_both.insert(of_both.index(ROOTS["cases"]), SHARED)
    return {name: found[name] for name in of_both}


@cache
def mechanisms() -> tuple[Mechanism, ...]:
    """M01 to M58."""
    rows = _toml(HERE / "mechanisms.toml")["mechanism"]
    return tuple(Mechanism(**{**row, "uses": tuple(row["uses"])}) for row in rows)


def mechanisms_of(use: str) -> list[str]:
    """The ids of the mechanisms that `table.key=word` (or `table.key`) expresses."""
    return [one.id for one in mechanisms() if use in one.uses]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _reached(root: str, found: Mapping[str, TableRow]) -> Iterable[str]:
    """A table and all within it, each once, the deeper ones after the one that holds them."""
    seen: dict[str, None] = {}
    left = [root]
    while left:
        name = left.pop(0)
        if name not in seen:
            seen[name] = None
            left = [key.table for key in found[name].keys if key.table] + left
    return seen


def _table(name: str, rows: Mapping[str, dict[str, Any]]) -> TableRow:
    row = rows[name]
    included = rows[row["includes"]]["key"] if "includes" in row else []
    keys = tuple(_key(key, rows) for key in [*row["key"], *included])
    return TableRow(
        name=name,
        heading=row["heading"],
        label=row["label"],
        zh=row["zh"],
        en=row["en"],
        model=row.get("model", ""),
        is_sourced=row.get("sourced", False),
        keys=keys,
        fragment=row.get("includes", ""),
    )


def _key(row: Mapping[str, Any], rows: Mapping[str, dict[str, Any]]) -> Key:
    kinds = rows[row["words"]]["key"][0]["kind"] if "words" in row else row.get("kind", [])
    return Key(
        name=row["name"],
        type=row["type"],
        zh=row["zh"],
        en=row["en"],
        required=row.get("required", False),
        default=row.get("default", ""),
        table=row.get("table", ""),
        kinds=tuple(Kind(**kind) for kind in kinds),
        words=row.get("words", ""),
        field=row.get("field", ""),
        only=_words(row, "only"),
        needed=_words(row, "needed"),
        beside=row.get("with", ""),
        instead=row.get("instead", ""),
        pattern=row.get("pattern", ""),
        low=row.get("low"),
        high=row.get("high"),
        is_shown=row.get("shown", False),
    )


def _words(row: Mapping[str, Any], name: str) -> Mapping[str, tuple[str, ...]]:
    return {key: tuple(words) for key, words in row.get(name, {}).items()}
