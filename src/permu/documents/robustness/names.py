"""Everybody with a grade, the least sure first: what a clerk prepares for objections with."""

from collections.abc import Callable, Sequence

import polars as pl

from permu.documents.workbook.book import POOR, Book, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.sheet import Sheet
from permu.engine.robustness import source_said
from permu.terms.facts import Facts
from permu.terms.items import item

PLACES = ("name", "town", "park")
MILLIONTHS = 10**8
"""A share in percent, as whole 10^-6."""


def write_reach(book: Book, table: pl.DataFrame, facts: Facts, *, notes: Sequence[str]) -> None:
    """The sheet 易受异议: `table` as `Robustness.table`, of which some columns may be absent."""
    about = [name for name in PLACES if name in facts.table.columns]
    rows = (
        table.join(facts.table.select("subject", *about), on="subject", how="left")
        .filter(pl.col("grade").is_not_null())
        .sort("own", "subject")
        .to_dicts()
    )
    words = book.words
    columns = [
        Column(top=words["credit_code"], width=22, get=lambda row: row["subject"]),
        *(_about(book, name) for name in about),
        Column(top=words["grade"], width=8, kind="grade", get=lambda row: row["grade"]),
        Column(
            top=words["within_reach"], width=10, kind="grade", tint=_tint,
            get=lambda row: words["yes"] if row["within_reach"] else "",
        ),
        _percent(words["keeps_grade"], "own"),
        *(_percent(words["probability_of"].format(grade=name[2:]), name) for name in table.columns if name.startswith("p:")),
        Column(top=words["rank"], width=8, kind="count", get=lambda row: row["rank"]),
        Column(top=words["rank_band"], sub=words["rank_best"], width=9, kind="count", get=lambda row: row["rank:low"]),
        Column(top=words["rank_band"], sub=words["rank_worst"], width=9, kind="count", get=lambda row: row["rank:high"]),
        Column(top=words["driver"], width=24, get=lambda row: source_said(row["driver"], book.language) if row["driver"] else None),
    ]  # fmt: skip
    sheet = Sheet(book, "sheet_reach", widths=[column.width for column in columns])
    for note in notes:
        sheet.merged(note, height=18, font_size=10)
    write_table(sheet, columns, rows)


def _about(book: Book, name: str) -> Column:
    label = item(name).called(book.language)
    return Column(
        top=label, width=28 if name == "name" else 14, kind="name", get=lambda row: row[name]
    )


def _percent(top: str, name: str) -> Column:
    return Column(top=top, width=11, kind="kept", decimals=1, get=_share(name))


def _share(name: str) -> Callable[[Row], int | None]:
    return lambda row: None if row[name] is None else round(row[name] * MILLIONTHS)


def _tint(row: Row) -> str:
    return POOR if row["within_reach"] else ""
