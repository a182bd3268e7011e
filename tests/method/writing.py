"""A method folder's files as values that a test may change, and written again."""

import copy
import json
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

Values = dict[str, Any]


def values_of(path: Path) -> Values:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def toml(values: Values) -> str:
    """The values as TOML, each top key on a line of its own."""
    return "".join(f"{key} = {_inline(value)}\n" for key, value in values.items())


def _inline(value: Any) -> str:
    match value:
        case dict():
            return (
                "{" + ", ".join(f"{json.dumps(k)} = {_inline(v)}" for k, v in value.items()) + "}"
            )
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case str() | bool():
            return json.dumps(value, ensure_ascii=False)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def at(values: Any, way: tuple[str | int, ...]) -> Any:
    """What stands at the end of a way of keys and places."""
    for step in way:
        values = values[step]
    return values


def changed_copy(
    path: Path, way: tuple[str | int, ...], change: Callable[[Values], object], to: Path
) -> Path:
    """The folder of a file, copied beside its parent, with one table of the file changed."""
    folder = path.parent
    parent = values_of(folder / "method.toml").get("method", {}).get("parent")
    if parent:
        shutil.copytree(folder / parent, to / Path(parent).name)
    shutil.copytree(folder, to / folder.name)
    values = copy.deepcopy(values_of(path))
    change(at(values, way))
    (to / folder.name / path.name).write_text(toml(values), "utf-8")
    return to / folder.name
