"""The workbook of a trial: what was changed, who moves, where, what it costs, and every mover with the reason."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from permu.documents.comparing.workbook import place_name, spoken, write_transitions
from permu.documents.workbook.book import BEST, POOR, Book, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.sheet import A3, Sheet, Value
from permu.engine.comparing import DIMENSIONS, MOVES
from permu.engine.whatif import WhatIf, movers
from permu.method.model import Method
from permu.method.model.scenarios import Scenario
from permu.method.scenarios import amendments_said, cited, overridden
from permu.terms.items import item
from permu.terms.refusal import Language

PLACES = ("town", "park", "cluster")
SIDES = ("before", "after")
KINDS = ("charges", "reliefs")
MONEY = "#,##0.00"
FEN = 10_000
"""分 in 10^-6 of a yuan, as a list's column keeps its numbers."""


class WhatIfBook(Book):
    """The workbook of one trial."""

    def __init__(
        self, path: Path, found: WhatIf, scenarios: Sequence[Scenario], *, language: Language
    ) -> None:
        self.found = found
        self.scenarios = scenarios
        facts = found.comparison.facts
        super().__init__(path, title=found.method.title, as_of=facts.as_of, language=language)

    @property
    def method(self) -> Method:
        """The county's own method."""
        return self.found.comparison.before.method

    def heading(self, sheet: str) -> str:
        """That it is a trial, then the sheet's name."""
        return self.words["whatif_title"].format(name=sheet)

    def made_from(self) -> str:
        """Which scenarios over which method and facts; that it is no result stands first."""
        facts = self.found.comparison.facts
        mark = self.words["synthetic_book"] if self.method.makes_synthetic(facts) else ""
        return mark + self.words["whatif_made_from"].format(
            cited=cited(self.method, self.scenarios, language=self.language),
            facts=facts.digest[:26],
            as_of=facts.as_of.isoformat(),
        )


WhatIfSheet = Sheet[WhatIfBook]


def write_whatif_workbook(
    path: Path, found: WhatIf, scenarios: Sequence[Scenario], *, language: Language = "zh"
) -> None:
    """Write what `scenarios` come to, laid over the method in this order: `found` is the trial of them all."""
    book = WhatIfBook(path, found, scenarios, language=language)
    _write_about(book)
    _write_moves(book)
    _write_places(book)
    _write_money(book)
    _write_movers(book)
    book.file.close()


def _write_about(book: WhatIfBook) -> None:
    """What was changed, and by which digests anybody can find it again."""
    sheet: WhatIfSheet = Sheet(book, "sheet_whatif_about", widths=[26, 18, 40, 72])
    words = book.words
    sheet.note(words["whatif_about"])
    sheet.section("whatif_scenarios", ["whatif_name", "whatif_id", "whatif_why", "whatif_digest"])
    for one in book.scenarios:
        sheet.line([one.label, one.id, one.about, one.digest])
    sheet.row += 1
    sheet.section("whatif_amended")
    said = amendments_said(book.method, book.scenarios, language=book.language)
    for number, text in enumerate(said or [words["whatif_nothing"]], start=1):
        sheet.pair(str(number), text)
    for what, first, last in overridden(book.method, book.scenarios, language=book.language):
        sheet.note(words["whatif_overridden"].format(what=what, first=first, last=last))
    sheet.row += 1
    sheet.section("whatif_digests")
    before, after = book.found.comparison.evaluations
    for name, digest in (
        ("whatif_of_method", book.method.digest), ("whatif_of_facts", before.facts_digest),
        ("whatif_of_before", before.digest), ("whatif_of_after", after.digest),
        ("whatif_of_engine", after.engine),
    ):  # fmt: skip
        sheet.pair(words[name], digest)


def _write_moves(book: WhatIfBook) -> None:
    comparison = book.found.comparison
    sheet: WhatIfSheet = Sheet(book, "sheet_whatif_moves", widths=[26, *[12] * 8])
    sheet.section("compare_moves", [*(f"move_{move}" for move in MOVES), "registered"])
    sheet.line([*comparison.moves.values(), len(comparison.table)])
    sheet.row += 1
    write_transitions(sheet, comparison, title="whatif_transitions", corner="whatif_corner")


def _write_places(book: WhatIfBook) -> None:
    """How many move in each place, and what that costs it."""
    words, found = book.words, book.found
    sheet: WhatIfSheet = Sheet(book, "sheet_whatif_places", widths=[24, *[9] * 6, *[15] * 4, 11])
    sheet.note(words["whatif_of_known"])
    shown = [move for move in MOVES if move != "neither"]
    for dimension in DIMENSIONS:
        sheet.section(f"compare_by_{dimension}")
        sheet.head([
            words[f"of_{dimension}"], words["registered"], *(words[f"move_{move}"] for move in shown),
            *_money_heads(book), words["whatif_missing"],
        ])  # fmt: skip
        money = found.money_by(dimension).drop("value", "registered")
        for row in found.moves_by(dimension).hstack(money).iter_rows(named=True):
            counts: list[Value] = [row["registered"], *(row[move] for move in shown)]
            sheet.line([place_name(book, row["value"]), *counts])
            sheet.row -= 1
            _write_amounts(sheet, 1 + len(counts), row)
        sheet.row += 1


def _money_heads(book: WhatIfBook) -> list[str]:
    words = book.words
    return [
        words[f"whatif_{kind}"].format(side=words[f"whatif_{side}"])
        for kind in KINDS
        for side in SIDES
    ]


def _write_amounts(sheet: WhatIfSheet, column: int, row: Row) -> None:
    """Charges and reliefs of both sides in yuan, and how many amounts are missing after."""
    for kind in KINDS:
        for side in SIDES:
            sheet.cell(column, yuan(row[f"{kind}:{side}"]), num_format=MONEY)
            column += 1
    sheet.cell(column, row["missing:after"])
    sheet.end_row()


def yuan(fen: int | None) -> float | None:
    """An amount as a spreadsheet has it: the nearest double, for showing."""
    return None if fen is None else fen / 100


def _write_money(book: WhatIfBook) -> None:
    words, found = book.words, book.found
    sheet: WhatIfSheet = Sheet(
        book, "sheet_whatif_money", widths=[34, 14, *[11] * 2, *[19] * 3, 12]
    )
    sheet.note(words["whatif_of_known"])
    sheet.head([words[name] for name in (
        "whatif_measure", "whatif_kind", "whatif_subjects_before", "whatif_subjects_after",
        "whatif_amount_before", "whatif_amount_after", "whatif_change", "whatif_missing",
    )])  # fmt: skip
    for row in found.money.iter_rows(named=True):
        kind = "whatif_relief" if row["gives"] else "whatif_charge"
        counts = row["subjects:before"], row["subjects:after"]
        _write_line(
            sheet,
            [row["label"], words[kind if row["is_money"] else "whatif_no_money"], *counts],
            row,
            "amount",
        )
    for kind in KINDS:
        heading = words[f"whatif_total_{kind}"]
        _write_line(sheet, [words["sum"], heading, None, None], found.totals, kind)


def _write_line(sheet: WhatIfSheet, about: Sequence[Value], row: Row, name: str) -> None:
    """A line of money: before, after, by how much it changes."""
    before, after = row[f"{name}:before"], row[f"{name}:after"]
    for column, value in enumerate(about):
        sheet.cell(column, value)
    change = None if before is None or after is None else after - before
    for column, fen in enumerate((before, after, change), start=len(about)):
        sheet.cell(column, yuan(fen), num_format=MONEY)
    sheet.cell(len(about) + 3, row["missing:after"])
    sheet.end_row()


def _write_movers(book: WhatIfBook) -> None:
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
