"""A whole method folder: `method.toml`, the group files it names, and the notice beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from permu.method.model import Group, Method, Unknown
from permu.method.reading.book import Book
from permu.method.reading.definitions import read_definitions
from permu.method.reading.faults import Faults
from permu.method.reading.groups import Shared, no_doubles, read_group
from permu.method.reading.head import read_head
from permu.method.reading.merges import read_figure_sources, read_merges
from permu.method.reading.overlays import Opened, open_folder
from permu.method.reading.procedure import read_commitments, read_procedure
from permu.method.reading.scope import read_grade_words, read_scope
from permu.method.reading.tables import Table
from permu.method.reading.together import (
    charges_not_before,
    left_by_scope,
    reachable,
    same_indicators,
)

GROUP_FILE = re.compile(r"[A-Za-z0-9_-]{1,64}\.toml")


def read_folder(folder: Path, faults: Faults) -> Method | None:
    """The method of a folder with its digest, faults noted; None where there is none to speak of."""
    opened = open_folder(folder, faults)
    method = read_method(opened) if opened else None
    if opened is None or method is None:
        return None
    try:
        return replace(method, digest=opened.digest())
    except OSError as error:
        faults.add("unreadable", Path(error.filename or folder).name, None)
        return method


def read_method(opened: Opened) -> Method | None:
    """The opened folder's method, its faults noted; None where it has no `[method]`."""
    file = opened.file
    unknown = tuple(_unknown(table) for table in file.tables("unknown"))
    definitions = read_definitions(file.tables("definition"), opened.notice)
    stops = frozenset(row.stops for row in unknown)
    book = Book(notice=opened.notice, definitions=definitions, stops=stops)
    head = file.table("method")
    if head is None:
        return None
    method = read_head(head, book, opened.parent.id if opened.parent else "")
    names = group_files(head, file)
    if names and len(names) == len(head.texts("groups", ())):
        _all_used(opened, names)
    files = [table for name in names if (table := opened.sheet(name))]
    book = replace(book, later=_indicator_ids(files))
    groups = _groups(files, file, method, book)
    method = replace(
        method, unknown=unknown, definitions=tuple(definitions.values()), groups=groups
    )
    method = _with_rest(method, file, book)
    left_by_scope(files, file, method)
    for table in (head, file):
        table.close()
    return method


def _all_used(opened: Opened, names: Sequence[str]) -> None:
    """A fault for a file that is no group's: a mistyped name must not go unread."""
    for path in opened.folder.glob("*.toml"):
        if path.name not in {"method.toml", *names} and not path.name.endswith(".cases.toml"):
            opened.faults.add("file_unused", path.name, None, known="、".join(names))


def _with_rest(method: Method, file: Table, book: Book) -> Method:
    """The method with what `method.toml` says beside the definitions and the groups."""
    graded = [group.grading for group in method.groups if group.grading]
    grades = list(dict.fromkeys(grade for grading in graded for grade in grading.grades))
    scope = read_scope(file.tables("scope"), book, grades)
    return replace(
        method,
        scope=scope,
        grades=read_grade_words(file.tables("grade"), book, grades, scope),
        merges=read_merges(file.tables("merge"), book),
        figure_sources=read_figure_sources(file.tables("figure_source"), book),
        procedure=read_procedure(file, book, [group.id for group in method.groups]),
        commitments=read_commitments(file.tables("commitment"), book),
    )


def _unknown(table: Table) -> Unknown:
    row = Unknown(
        what=table.text("what"),
        stops=table.choice("stops", ("nothing", "points", "grades", "scope")),
    )
    table.close()
    return row


def _indicator_ids(files: Sequence[Table]) -> frozenset[str]:
    ids = (row.values.get("id") for table in files for row in table.tables("indicator"))
    return frozenset(id_ for id_ in ids if isinstance(id_, str))


def _groups(tables: Sequence[Table], file: Table, method: Method, book: Book) -> tuple[Group, ...]:
    shared = Shared(file.tables("adjustment"), file.tables("measure"), file.tables("list"))
    groups = tuple(read_group(table, book, shared) for table in tables)
    heads = [head for table in tables if (head := table.table("group"))]
    no_doubles(heads)
    if len(heads) == len(groups):
        reachable(heads, [group.when for group in groups])
    same_indicators(tables, groups)
    for table in (*tables, file):
        charges_not_before(table, method.published)
    return groups


def group_files(head: Table, file: Table) -> list[str]:
    """The names under `groups`; none at all only where contracts are compared, and nobody is graded."""
    if head.values.get("groups") == [] and file.tables("commitment"):
        head.has("groups")
        return []
    names: list[str] = []
    for name in head.texts("groups"):
        if name == "method.toml" or not GROUP_FILE.fullmatch(name):
            head.fault("group_file_name", "groups", name=name)
        elif name in names:
            head.fault("group_file_twice", "groups", name=name)
        else:
            names.append(name)
    return names
