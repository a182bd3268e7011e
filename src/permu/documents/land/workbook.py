"""The land ledger as a workbook: enterprises, parcels, towns, and what does not close."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from permu.documents.land.report import LandReport
from permu.documents.workbook.book import Book, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.sheet import Sheet
from permu.terms.refusal import Language

Head = tuple[
    str, str, float
]  # a column's word, its key in the rows, its width; width 0 for mu or m²


class LandBook(Book):
    """The workbook of one ledger."""

    def __init__(self, path: Path, report: LandReport, *, language: Language) -> None:
        self.report = report
        super().__init__(path, title="", as_of=report.facts.as_of, language=language)

    def heading(self, sheet: str) -> str:
        """The year, then the sheet's name."""
        return self.words["land_title"].format(year=self.report.facts.year, name=sheet)

    def made_from(self) -> str:
        """The facts, and the day on which leases were looked at."""
        facts, on = self.report.facts, self.report.statement.leases_on
        return self.words["land_made_from"].format(
            as_of=facts.as_of.isoformat(), facts=facts.digest[:26], on=on
        )


def write_land_workbook(path: Path, report: LandReport, *, language: Language = "zh") -> None:
    """Write four sheets."""
    book = LandBook(path, report, language=language)
    where, parcel = ("land_town", "town", 18), ("land_parcel", "parcel", 26)
    _write_accounts(book)
    _write(
        book,
        "parcels",
        [parcel, ("name", "name", 34), ("land_role", "role", 10), ("land_area", "land", 0), ("land_floor", "floor", 0)],
        [vars(one) | {"role": book.words[f"land_{one.role}"]} for one in report.stakes],
    )  # fmt: skip
    _write(
        book,
        "towns",
        [where, ("land_area", "area", 0), ("land_firms", "firms", 0), ("land_others", "others", 0)],
        [vars(one) for one in report.statement.towns],
    )
    _write(
        book,
        "open",
        [where, parcel, ("land_area", "area", 0), ("land_accounted", "accounted", 0), ("land_difference", "difference", 0),
         ("land_why", "text", 80), ("land_cells", "cells", 34)],
        [vars(one) | {"text": one.text(language), "cells": "；".join(f"{at.sheet} {at.cell}" for at in one.cells)}
         for one in report.statement.not_closed],
    )  # fmt: skip
    book.file.close()


def _write_accounts(book: LandBook) -> None:
    """Everybody's own + rented − let, and the area by each definition with its name."""
    named = [(one.label(book.language), one.id) for one in book.report.definitions]
    columns = [
        _column((book.words["credit_code"], "subject", 22)),
        _column((book.words["name"], "name", 34)),
        *(_column((book.words[f"land_{side}"], side, 0)) for side in ("own", "rented", "let")),
        *(_column((label, id_, 0)) for label, id_ in named),
    ]
    rows = [{**vars(one), **one.areas} for one in book.report.accounts]
    _sheet(book, "enterprises", columns, rows)


def _write(book: LandBook, name: str, heads: Sequence[Head], rows: Iterable[Row]) -> None:
    columns = [_column((book.words[word], key, width)) for word, key, width in heads]
    _sheet(book, name, columns, list(rows))


def _sheet(book: LandBook, name: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    sheet: Sheet[Any] = Sheet(
        book, f"sheet_land_{name}", widths=[column.width for column in columns]
    )
    write_table(sheet, columns, rows)


def _column(head: Head) -> Column:
    top, key, width = head
    if width:
        return Column(top=top, width=width, get=lambda row: row[key])
    return Column(top=top, width=14, kind="kept", decimals=4, get=lambda row: _kept(row[key]))


def _kept(value: Decimal | str | None) -> int | None:
    """An area as whole 10^-6; as text it is a fraction of mu, and empty where it is not known."""
    return None if value is None or value == "" else int(Fraction(value) * 10**6)
