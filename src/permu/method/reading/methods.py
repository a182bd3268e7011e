"""A whole method folder: `method.toml`, the group files it names, and the notice beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from permu.method.model import Group, Method, Scope, State, Status, Unknown
from permu.method.reading.book import Book, read_source
from permu.method.reading.definitions import read_definitions
from permu.method.reading.faults import Faults
from permu.method.reading.folder import plain, text_of, toml_of
from permu.method.reading.groups import Shared, no_doubles, read_group
from permu.method.reading.rules import known_grade, read_when
from permu.method.reading.tables import Table
from permu.method.reading.together import charges_not_before, reachable, same_indicators

GROUP_FILE = re.compile(r"[A-Za-z0-9_-]{1,64}\.toml")
METHOD_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
PLACE = re.compile(r"[0-9]{6}")


def read_method(folder: Path, faults: Faults) -> Method | None:
    """The folder's method, its faults noted; None where `method.toml` itself cannot be read."""
    notice = text_of(folder / "notice.md", faults)
    file = toml_of(folder / "method.toml", faults)
    if file is None:
        return None
    unknown = tuple(_unknown(table) for table in file.tables("unknown"))
    words = None if notice is None else plain(notice)
    definitions = read_definitions(file.tables("definition"), words)
    stops = frozenset(row.stops for row in unknown)
    book = Book(notice=words, definitions=definitions, stops=stops)
    head = file.table("method")
    method = _head(head) if head else None
    groups: tuple[Group, ...] = ()
    if head and method:
        files = [toml_of(folder / name, faults) for name in _group_files(head)]
        groups = _groups([table for table in files if table], file, method, book)
    scope = _scope(file.tables("scope"), book, groups)
    for table in (head, file):
        if table:
            table.close()
    return method and replace(
        method,
        unknown=unknown,
        definitions=tuple(definitions.values()),
        scope=scope,
        groups=groups,
    )


def _head(table: Table) -> Method:
    """The `[method]` table: a method without its parts yet."""
    return Method(
        id=_shaped(table, "id", METHOD_ID, "bad_method_id"),
        title=table.text("title"),
        place=_shaped(table, "place", PLACE, "bad_place"),
        place_label=table.text("place_label"),
        year=table.integer("year", range(1990, 2101)),
        published=table.day("published"),
        document=table.text("document"),
        address=table.text("address"),
        status=table.choice("status", get_args(Status)),
        is_trial=table.flag("trial", default=False),
        is_mirror=table.flag("mirror", default=False),
        unknown=(),
        definitions=(),
        scope=(),
        groups=(),
        digest="",
    )


def _shaped(table: Table, key: str, shape: re.Pattern[str], code: str) -> str:
    value = table.text(key)
    if value and not shape.fullmatch(value):
        table.fault(code, key, value=value)
    return value


def _unknown(table: Table) -> Unknown:
    row = Unknown(
        what=table.text("what"),
        stops=table.choice("stops", ("nothing", "points", "grades", "scope")),
    )
    table.close()
    return row


def _groups(tables: Sequence[Table], file: Table, method: Method, book: Book) -> tuple[Group, ...]:
    shared = Shared(file.tables("adjustment"), file.tables("measure"))
    groups = tuple(read_group(table, book, shared) for table in tables)
    heads = [head for table in tables if (head := table.table("group"))]
    no_doubles(heads)
    if len(heads) == len(groups):
        reachable(heads, [group.when for group in groups])
    same_indicators(tables, groups)
    for table in (*tables, file):
        charges_not_before(table, method.published)
    return groups


def _group_files(head: Table) -> list[str]:
    names: list[str] = []
    for name in head.texts("groups"):
        if name == "method.toml" or not GROUP_FILE.fullmatch(name):
            head.fault("group_file_name", "groups", name=name)
        elif name in names:
            head.fault("group_file_twice", "groups", name=name)
        else:
            names.append(name)
    return names


def _scope(tables: Sequence[Table], book: Book, groups: Sequence[Group]) -> tuple[Scope, ...]:
    no_doubles(tables)
    grades = [grade for group in groups if group.grading for grade in group.grading.grades]
    rules = tuple(_scope_rule(table, book, list(dict.fromkeys(grades))) for table in tables)
    reachable(tables, [rule.when for rule in rules])
    for table, rule in zip(tables, rules, strict=True):
        if rule.when.kind == "always" and "when" in table.values:
            table.fault("scope_always", "when")
    return rules


def _scope_rule(table: Table, book: Book, grades: Sequence[str]) -> Scope:
    state: State = table.choice("state", get_args(State))
    managed_as = table.text("managed_as", "") if state == "ungraded" else ""
    known_grade(table, "managed_as", managed_as, grades)
    rule = Scope(
        id=table.identifier(),
        label=table.text("label"),
        state=state,
        when=read_when(table, book),
        managed_as=managed_as,
        source=read_source(table, book),
    )
    table.close()
    return rule
