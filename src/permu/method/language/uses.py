"""What the files of a method folder use of the language: each key and word, with its place."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from permu.method.language.catalogue import ROOTS, tables
from permu.method.language.model import Key, TableRow

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Use:
    """A key that stands in a file, in which table of the language, with a word of a closed list or none.

    `table_at` is the way to the table within the file, as `lines_of` names it.
    """

    file: Path
    table: TableRow
    table_at: Steps
    key: str
    word: str = ""

    @property
    def name(self) -> str:
        """`table.key=word`, or `table.key`."""
        return f"{self.table.name}.{self.key}" + (f"={self.word}" if self.word else "")


def uses(folder: Path) -> Iterator[Use]:
    """Everything the TOML files of a folder say in words of the catalogue, in order of file."""
    for path in sorted(folder.glob("*.toml")):
        values = tomllib.loads(path.read_text("utf-8"))
        yield from _in_table(path, tables()[ROOTS[file_kind(path)]], (), values)


def file_kind(path: Path) -> str:
    """Which of the three kinds of files this is: `method`, `cases` or `group`."""
    if path.name == "method.toml":
        return "method"
    return "cases" if path.name.endswith(".cases.toml") else "group"


def _in_table(path: Path, table: TableRow, at: Steps, values: dict[str, Any]) -> Iterator[Use]:
    known = {key.name: key for key in table.keys}
    for name, value in values.items():
        yield Use(path, table, at, name)
        if name in known:
            yield from _in_key(path, table, at, known[name], value)


def _in_key(path: Path, table: TableRow, at: Steps, key: Key, value: Any) -> Iterator[Use]:
    words = value if isinstance(value, list) else [value]
    if key.kinds:
        yield from (Use(path, table, at, key.name, str(word)) for word in words)
    if key.type == "table":
        yield from _in_table(path, tables()[key.table], (*at, key.name), value)
    if key.type == "tables":
        for index, row in enumerate(value):
            yield from _in_table(path, tables()[key.table], (*at, key.name, index), row)


def table_at(path: Path, way: Steps) -> TableRow | None:
    """The table of the language that stands in a file at the end of a way; None within a map."""
    row = tables()[ROOTS[file_kind(path)]]
    for step in way:
        if isinstance(step, int):
            continue
        key = next((key for key in row.keys if key.name == step), None)
        if key is None or not key.table:
            return None
        row = tables()[key.table]
    return row
