"""What rules have in common, and the lists that stand beside the grades."""

from collections.abc import Sequence

from permu.method.model import Condition, Listing
from permu.method.reading.book import Book, read_source
from permu.method.reading.conditions import read_condition
from permu.method.reading.tables import Table


def read_listing(table: Table, book: Book) -> Listing:
    """One `[[list]]`."""
    listing = Listing(
        id=table.identifier(),
        label=table.text("label"),
        when=read_when(table, book),
        source=read_source(table, book),
    )
    table.close()
    return listing


def read_when(table: Table, book: Book) -> Condition:
    """The condition of a rule or group."""
    inner = table.table("when")
    return read_condition(inner, book) if inner else Condition(kind="always")


def known_grade(table: Table, key: str, grade: str, grades: Sequence[str]) -> None:
    """A fault where the group has grades, and this is none of them."""
    if grade and grades and grade not in grades:
        table.fault("grade_unknown", key, grade=grade, grades="、".join(grades))
