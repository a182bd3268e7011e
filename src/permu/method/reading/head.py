"""The `[method]` table: whose method it is, of which document, and from when to when it holds."""

import re
from typing import get_args

from permu.method.model import EVERYBODY, Condition, Method, Status, SubjectKind
from permu.method.reading.book import Book
from permu.method.reading.conditions import read_condition
from permu.method.reading.folder import plain
from permu.method.reading.tables import Table

METHOD_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
PLACE = re.compile(r"[0-9]{6}")


def read_head(table: Table, book: Book, parent: str) -> Method:
    """A method without its parts yet. `parent` is the id of the method it overlays, or empty."""
    method = Method(
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
        valid_from=table.day("valid_from"),
        valid_until=table.day("valid_until"),
        repealed_on=table.day("repealed_on"),
        supersedes=_superseded(table, book),
        parent=parent,
        area=_area(table, book),
        subject=table.choice("subject", get_args(SubjectKind), default="enterprise"),
        is_mirror=table.flag("mirror", default=False),
        unknown=(),
        definitions=(),
        scope=(),
        groups=(),
        digest="",
    )
    table.has("parent")  # read when the folder was opened
    _dates_in_order(table, method)
    return method


def _shaped(table: Table, key: str, shape: re.Pattern[str], code: str) -> str:
    value = table.text(key)
    if value and not shape.fullmatch(value):
        table.fault(code, key, value=value)
    return value


def _superseded(table: Table, book: Book) -> str:
    """The id of the file that this one corrects or replaces: the notice says what of it."""
    if not table.has("supersedes"):
        return ""
    old = _shaped(table, "supersedes", METHOD_ID, "bad_method_id")
    if old and old == table.values.get("id"):
        table.fault("supersedes_itself", "supersedes")
    elif METHOD_ID.fullmatch(old) and book.notice is not None and plain(old) not in book.notice:
        table.fault("supersedes_unsaid", "supersedes", value=old)
    return old


def _area(table: Table, book: Book) -> Condition:
    if not table.has("area"):
        return EVERYBODY
    if not table.has("parent"):
        table.fault("area_without_parent", "area")
    inner = table.table("area")
    return read_condition(inner, book) if inner else EVERYBODY


def _dates_in_order(table: Table, method: Method) -> None:
    """A fault where a method ends, or is repealed, before it begins."""
    for key, end in (("valid_until", method.valid_until), ("repealed_on", method.repealed_on)):
        if method.valid_from and end and end < method.valid_from:
            table.fault("dates_order", key, start=method.valid_from, end=end)
