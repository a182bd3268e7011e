"""Subjects evaluated as one, and who gives their figures: `[[merge]]` and `[[figure_source]]`."""

from collections.abc import Sequence
from typing import Literal, get_args

from permu.method.model import EVERYBODY, FigureSource, Merge
from permu.method.reading.book import Book, item_of, read_day, read_source, unit_of
from permu.method.reading.groups import no_doubles
from permu.method.reading.rules import read_when
from permu.method.reading.tables import Table
from permu.terms.items import Kind, items

PARCEL = "parcel"
Result = Literal["shared", "both"]
Choose = Literal["better", "worse", "merged", "alone"]


def read_merges(tables: Sequence[Table], book: Book) -> tuple[Merge, ...]:
    """The `[[merge]]` rules, in order."""
    no_doubles(tables)
    return tuple(_merge(table, book) for table in tables)


def _merge(table: Table, book: Book) -> Merge:
    by = table.text("by")
    if by != PARCEL:
        item_of(table, book, "by", by, kinds=("text",))
    head_by = table.text("head_by", "land_area")
    unit_of(table, book, "head_by", head_by)
    result: Result = table.choice("result", get_args(Result), default="shared")
    choose: Choose = table.choice("choose", get_args(Choose)) if result == "both" else "merged"
    merge = Merge(
        id=table.identifier(),
        label=table.text("label"),
        by=by,
        when=read_when(table, book) if table.has("when") else EVERYBODY,
        head_by=head_by,
        result=result,
        choose=choose,
        source=read_source(table, book),
    )
    table.close()
    return merge


def read_figure_sources(tables: Sequence[Table], book: Book) -> tuple[FigureSource, ...]:
    """The `[[figure_source]]` rows, one an item."""
    found = tuple(_figure_source(table, book) for table in tables)
    seen = set[str]()
    for table, one in zip(tables, found, strict=True):
        if one.item in seen and one.item in items():
            table.fault("source_twice", "item", item=items()[one.item].label)
        seen.add(one.item)
    return found


def _figure_source(table: Table, book: Book) -> FigureSource:
    item = table.text("item")
    item_of(table, book, "item", item, kinds=get_args(Kind))
    source = FigureSource(
        item=item,
        provider=table.text("provider"),
        as_of=read_day(table, "as_of") if table.has("as_of") else None,
        source=read_source(table, book),
    )
    table.close()
    return source
