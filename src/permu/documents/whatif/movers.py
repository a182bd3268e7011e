"""Everybody who moves under a trial, with the reason."""

from functools import partial
from typing import Any

from permu.documents.comparing.workbook import spoken
from permu.documents.whatif.book import KINDS, SIDES, WhatIfBook, WhatIfSheet
from permu.documents.workbook.book import BEST, POOR, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.sheet import A3, Sheet
from permu.engine.whatif import movers
from permu.terms.items import item

PLACES = ("town", "park", "cluster")
FEN = 10_000
"""分 in 10^-6 of a yuan, as a list's column keeps its numbers."""


def write_movers(book: WhatIfBook) -> None:
    """Everybody who moves, whose money moves most first, each with the reason."""
    words, facts = book.words, book.found.comparison.facts.table
    about = [name for name in PLACES if name in facts.columns]
    found = movers(book.found, most=None, language=book.language)
    places = facts.select(about)[book.found.movers].iter_rows(named=True)
    rows = [row | place for row, place in zip(found, places, strict=True)]
    columns = [
        Column(top=words["credit_code"], width=22, get=lambda row: row["subject"]),
        Column(top=item("name").called(book.language), width=28, kind="name", get=lambda row: row["name"]),
        Column(
            top=words["move"], width=11, kind="grade", tint=_tint,
            get=lambda row: words[f"move_{row['move']}"],
        ),
        *(_sides(book, "grade", "grade", width=11)),
        *(_sides(book, "rank", "count", width=8)),
        *(_sides(book, "score", "kept", width=10)),
        *(column for kind in KINDS for column in _sides(book, kind, "kept", width=15)),
        Column(top=words["whatif_reason"], width=80, get=lambda row: words["list_semicolon"].join(row["why"])),
        *(_about(book, name) for name in about),
    ]  # fmt: skip
    widths = [column.width for column in columns]
    sheet: WhatIfSheet = Sheet(book, "sheet_whatif_movers", widths=widths, paper=A3, span=11)
    write_table(sheet, columns, rows)


def _about(book: WhatIfBook, name: str) -> Column:
    label = item(name).called(book.language)
    return Column(top=label, width=16, kind="name", get=lambda row: row[name])


def _sides(book: WhatIfBook, name: str, kind: Any, *, width: float) -> list[Column]:
    """What a mover has of something before and after."""
    words = book.words
    return [
        Column(
            top=words[f"whatif_column_{name}"], sub=words[f"whatif_{side}"], width=width, kind=kind,
            get=partial(_of_side, book, name, side),
        )
        for side in SIDES
    ]  # fmt: skip


def _of_side(book: WhatIfBook, name: str, side: str, row: Row) -> str | int | None:
    if name == "grade":
        return spoken(book, row[f"grade:{side}"] or row[f"state:{side}"])
    found: int | None = row[f"{name}:{side}"]
    return found * FEN if name in KINDS and found is not None else found


def _tint(row: Row) -> str:
    return {"better": BEST, "worse": POOR}.get(row["move"], "")
