"""The schema for editors takes every method file at hand, and underlines what the reader would refuse."""

import copy
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from permu.doors.cli.frame import permu
from permu.method import library_methods
from permu.method.language.catalogue import tables
from permu.method.language.examples import EXAMPLES, example_folders, first_uses
from permu.method.language.model import Key, TableRow
from permu.method.language.schema import FILE_KINDS, FileKind, schema
from permu.method.language.uses import Use, file_kind
from tests.method.folders import GOOD
from tests.method.writing import Values, at, values_of

FILES = [
    path
    for folder in (*library_methods(), *example_folders(), GOOD)
    for path in folder.glob("*.toml")
]
USES = [
    (row, key, first_uses()[f"{row.name}.{key.name}"])
    for row in tables().values()
    for key in row.keys
    if f"{row.name}.{key.name}" in first_uses()
]


@cache
def validator(kind: FileKind) -> Draft202012Validator:
    return Draft202012Validator(schema(kind))


def kind_of(path: Path) -> FileKind:
    """As an editor is told: the files of an overlay, but its cases, have a schema of their own."""
    kind: FileKind = file_kind(path)
    is_overlay = "parent" in values_of(path.parent / "method.toml").get("method", {})
    return "overlay" if is_overlay and kind != "cases" else kind


def as_json(value: Any) -> Any:
    """As an editor hands TOML to a schema: a date is its text."""
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(path: Path, values: Values) -> list[str]:
    errors = validator(kind_of(path)).iter_errors(as_json(values))
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_schema_is_one(kind: FileKind, language: Any) -> None:
    Draft202012Validator.check_schema(schema(kind, language))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_method_file_at_hand_is_accepted(path: Path) -> None:
    assert faults(path, values_of(path)) == []


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_the_command_prints_it_and_asks_for_no_folder(kind: FileKind) -> None:
    printed = CliRunner(env={"PERMU_LANG": "en"}).invoke(permu, ["check", "--schema", kind])

    assert json.loads(printed.output) == schema(kind, "en")


def changed(use: Use, **keys: object) -> list[str]:
    """What the schema says of the file of a use, once some keys of its table are changed."""
    values = copy.deepcopy(values_of(use.file))
    at(values, use.table_at).update(keys)
    return faults(use.file, values)


@pytest.mark.parametrize(("row", "key", "use"), USES, ids=lambda part: part.name.replace(".", "-"))
def test_a_value_of_the_wrong_type_is_underlined(row: TableRow, key: Key, use: Use) -> None:
    wrong: object = "zzz" if key.type in ("map", "table", "tables", "numbers", "number") else {}

    assert changed(use, **{key.name: wrong})


@pytest.mark.parametrize(
    ("row", "key", "use"),
    [row for row in USES if row[1].kinds],
    ids=lambda part: part.name.replace(".", "-"),
)
def test_a_word_outside_the_closed_list_is_underlined(row: TableRow, key: Key, use: Use) -> None:
    assert changed(use, **{key.name: ["zzz"] if key.type == "texts" else "zzz"})


@pytest.mark.parametrize(
    "use",
    {use.table.name: use for use in first_uses().values()}.values(),
    ids=lambda use: use.table.name,
)
def test_an_unknown_key_is_underlined(use: Use) -> None:
    assert use.file.parent.parent == EXAMPLES
    assert changed(use, zzz=1)


@pytest.mark.parametrize(
    ("row", "key", "use"),
    [row for row in USES if row[1].required and row[0].name != "cases_file"],
    ids=lambda part: part.name.replace(".", "-"),
)
def test_a_missing_key_is_underlined(row: TableRow, key: Key, use: Use) -> None:
    values = copy.deepcopy(values_of(use.file))
    del at(values, use.table_at)[key.name]

    assert faults(use.file, values) or kind_of(use.file) == "overlay"
