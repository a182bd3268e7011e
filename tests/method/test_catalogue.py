"""Nothing of the language lacks its row in the catalogue, an example that uses it, or a refusal; and no row stands for nothing."""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from permu.method import check_method, library_methods, load_method, model
from permu.method.cases.files import read_cases
from permu.method.language.catalogue import mechanisms, tables
from permu.method.language.examples import EXAMPLES, example_folders
from permu.method.language.model import Key, Mechanism, TableRow
from permu.method.language.uses import Use, table_at, uses
from permu.method.reading.faults import Faults
from permu.method.reading.tables import Table
from tests.method.folders import GOOD
from tests.method.writing import Values, changed_copy

KEYS = [(row, key) for row in tables().values() for key in row.keys]
WORDS = [(row, key, kind.name) for row, key in KEYS for kind in key.kinds]
SOURCE = {"clause", "assumed"}
Change = Callable[[Values], object]
STRANGE = ("not_for_kind", "exclusive_rounds", "unknown_key", "unknown_key_near")
ONLY_REAL = {f"method.status={word}" for word in ("in_force", "superseded", "repealed", "draft")}
"""What no made-up example may say of itself; the library does."""


@cache
def used() -> dict[str, Use]:
    """Every key and word that stands in an example or, of those that no example may use, in the library."""
    found = {}
    for folder in (*library_methods(), *reversed(example_folders())):
        for use in uses(folder):
            if folder.parent == EXAMPLES or use.name in ONLY_REAL:
                found[use.name] = use
    return found


def named(part: object) -> str:
    return part if isinstance(part, str) else getattr(part, "name", "")


def name_of(row: TableRow, key: Key, word: str = "") -> str:
    return f"{row.name}.{key.name}" + (f"={word}" if word else "")


# The catalogue and the reader


@cache
def asked() -> dict[str, set[str]]:
    """By table, every key that the reader asks for on its way through all methods at hand."""
    found: dict[str, set[str]] = {}
    has = Table.has

    def noting(table: Table, key: str) -> bool:
        row = table_at(Path(table.file), table.path)
        if row:
            found.setdefault(row.name, set()).add(key)
        return has(table, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "has", noting)
        for folder in (*library_methods(), *example_folders(), GOOD):
            read_cases(folder, load_method(folder), Faults())
    return found


@pytest.mark.parametrize("row", tables().values(), ids=tables())
def test_the_reader_asks_a_table_for_the_keys_of_its_row_and_no_others(row: TableRow) -> None:
    keys = {key.name for key in row.keys} | (SOURCE if row.is_sourced else set())

    assert asked()[row.name] == keys


# The catalogue and the model


def closed_lists() -> Iterator[tuple[str, set[str]]]:
    """`Class.field` and the words it may hold, for every closed list of the model."""
    for name in model.__all__:
        one = getattr(model, name)
        if isinstance(one, type) and dataclasses.is_dataclass(one):
            hints = typing.get_type_hints(one, localns=vars(model))
            yield from (
                (f"{name}.{field}", words) for field in hints if (words := _words(hints[field]))
            )


def _words(hint: object) -> set[str]:
    if typing.get_origin(hint) is typing.Literal:
        return {word for word in typing.get_args(hint) if word}
    return {word for part in typing.get_args(hint) for word in _words(part)}


ROWS = {
    key.field or f"{row.model}.{key.name}": {kind.name for kind in key.kinds}
    for row, key in KEYS
    if key.kinds and (row.model or key.field)
}
ELSEWHERE = {"Grading.precedence"}  # words of `adjustment.kind`


@pytest.mark.parametrize(("field", "words"), list(closed_lists()))
def test_every_word_of_the_model_has_its_row(field: str, words: set[str]) -> None:
    assert field in ELSEWHERE or ROWS.get(field) == words


@pytest.mark.parametrize(("row", "key"), KEYS, ids=named)
def test_every_row_speaks_both_languages(row: TableRow, key: Key) -> None:
    said = [row.label, row.zh, row.en, key.zh, key.en]
    said += [word for kind in key.kinds for word in (kind.label, kind.zh, kind.en)]

    assert all(word.strip() for word in said)


# The catalogue and the examples


def placed(row: TableRow, key: Key, word: str = "") -> Use | None:
    """Where a key, or a word of it, stands in an example: in a table like this one, where the list is shared."""
    alike = [
        name_of(other, one, word)
        for other, one in KEYS
        if (other, one) == (row, key)
        or (word and key.words and one.words == key.words)
        or (row.fragment and other.fragment == row.fragment and one == key)
    ]
    return next((used()[name] for name in alike if name in used()), None)


@pytest.mark.parametrize(("row", "key"), KEYS, ids=named)
def test_every_key_stands_in_an_example(row: TableRow, key: Key) -> None:
    assert placed(row, key)


@pytest.mark.parametrize(("row", "key", "word"), WORDS, ids=named)
def test_every_word_stands_in_an_example(row: TableRow, key: Key, word: str) -> None:
    assert placed(row, key, word)


def test_the_mechanisms_are_those_of_the_issue() -> None:
    assert [one.id for one in mechanisms()] == [f"M{number:02}" for number in range(1, 59)]


@pytest.mark.parametrize("one", mechanisms(), ids=lambda one: one.id)
def test_every_mechanism_has_an_example_that_uses_what_it_names(one: Mechanism) -> None:
    folder = EXAMPLES / one.example
    standing = {use.name for use in uses(folder)}
    cases = read_cases(folder, load_method(folder), Faults())

    assert set(one.uses) <= standing
    assert one.case in {case.name for case in cases}


# The catalogue and the refusals


def refused(use: Use, change: Change, to: Path) -> set[tuple[str, str]]:
    """The fault codes that changing the table of a use brings, each with its key."""
    folder = changed_copy(use.file, use.table_at, change, to)
    return {
        (found.code.removeprefix("method."), str(found.details.get("key", "")))
        for found in check_method(folder)
        if found.severity == "error"
    }


def mistyped(key: Key) -> Change:
    return lambda table: table.update({key.name: ["zzz"] if key.type == "texts" else "zzz"})


def without(name: str) -> Change:
    return lambda table: table.pop(name)


def having(name: str) -> Change:
    return lambda table: table.update({name: "zzz"})


def needed_by(row: TableRow, key: Key, word: str) -> list[Key]:
    return [
        one for one in row.keys
        if word in (one.needed or (one.only if one.required else {})).get(key.name, ())
        and not one.beside
    ]  # fmt: skip


def foreign_to(row: TableRow, key: Key, word: str) -> list[Key]:
    return [one for one in row.keys if key.name in one.only and word not in one.only[key.name]]


@pytest.mark.parametrize(("row", "key", "word"), WORDS, ids=named)
def test_every_word_is_refused_where_it_is_mistyped_or_lacks_or_has_what_it_must_not(
    row: TableRow, key: Key, word: str, tmp_path: Path
) -> None:
    use = used()[name_of(row, key)] if key.words else used()[name_of(row, key, word)]

    assert ("not_one_of", key.name) in refused(use, mistyped(key), tmp_path / "mistyped")
    for other in needed_by(row, key, word):
        faults = refused(use, without(other.name), tmp_path / f"without-{other.name}")
        assert other.name in {missed for _, missed in faults}
    for other in foreign_to(row, key, word):
        faults = refused(use, having(other.name), tmp_path / f"having-{other.name}")
        assert {(code, other.name) for code in STRANGE} & faults


REQUIRED = [(row, key) for row, key in KEYS if key.required and not key.only]


@pytest.mark.parametrize(("row", "key"), REQUIRED, ids=named)
def test_every_key_that_must_stand_is_missed(row: TableRow, key: Key, tmp_path: Path) -> None:
    use = used()[name_of(row, key)]

    faults = refused(use, without(key.name), tmp_path)

    assert {missed for _, missed in faults} & {key.name, ""}


PAIRED = [(row, key) for row, key in KEYS if key.beside]
EITHER = [(row, key) for row, key in KEYS if key.instead]


@pytest.mark.parametrize(("row", "key"), PAIRED, ids=named)
def test_a_key_is_refused_without_the_one_beside_which_it_stands(
    row: TableRow, key: Key, tmp_path: Path
) -> None:
    assert refused(used()[name_of(row, key)], without(key.beside), tmp_path)


@pytest.mark.parametrize(("row", "key"), EITHER, ids=named)
def test_of_two_keys_one_stands_and_never_both(row: TableRow, key: Key, tmp_path: Path) -> None:
    use = used()[name_of(row, key)]

    assert refused(use, without(key.name), tmp_path / "neither")
    assert refused(use, having(key.instead), tmp_path / "both")


@pytest.mark.parametrize("row", tables().values(), ids=tables())
def test_a_key_that_no_row_names_is_refused(row: TableRow, tmp_path: Path) -> None:
    use = next(use for use in used().values() if use.table == row)

    faults = refused(use, having("zzz"), tmp_path)

    assert ("unknown_key", "zzz") in faults
