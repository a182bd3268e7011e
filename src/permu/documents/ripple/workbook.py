"""The workbook of a ripple: for each reading of the benchmarks the whole in numbers, and everybody touched."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from permu.documents.workbook.book import POOR, WASH, Book, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.sheet import Sheet
from permu.engine.ripple import EFFECTS, Ripple, Why
from permu.terms.refusal import Language

SIDES = ("before", "after")


class RippleBook(Book):
    """The workbook of one claim, under one or both readings."""

    def __init__(self, path: Path, found: Sequence[Ripple], *, language: Language) -> None:
        self.method = found[0].method
        self.facts = found[0].before.facts
        super().__init__(path, title=self.method.title, as_of=self.facts.as_of, language=language)

    def heading(self, sheet: str) -> str:
        """What is tried, then the sheet's name."""
        return self.words["ripple_title"].format(name=sheet)

    def made_from(self) -> str:
        """That it decides nothing; the method and the facts."""
        is_synthetic = self.method.makes_synthetic(self.facts)
        said = self.words["ripple_made_from"].format(
            method=self.method.title,
            as_of=self.facts.as_of.isoformat(),
            facts=self.facts.digest[:26],
        )
        return (self.words["synthetic_book"] if is_synthetic else "") + said


def write_ripple_workbook(
    path: Path, found: Sequence[Ripple], *, language: Language = "zh"
) -> None:
    """Write one workbook: two sheets for each reading, what moves in numbers and whom by name."""
    book = RippleBook(path, found, language=language)
    for each in found:
        _write_whole(book, each)
        _write_names(book, each)
    book.file.close()


def _write_whole(book: RippleBook, found: Ripple) -> None:
    sheet: Sheet[Any] = Sheet(book, f"sheet_ripple_{found.benchmarks}", widths=[34, *[14] * 6])
    sheet.section("ripple_counts", [f"ripple_{effect}" for effect in EFFECTS])
    sheet.line([found.counts[effect] for effect in EFFECTS])
    sheet.row += 1
    sheet.section("ripple_measures", [f"ripple_{name}" for name in ("measure", "subjects_before", "subjects_after", "amount_before", "amount_after")])  # fmt: skip
    for row in found.money.to_dicts():
        amounts = [row[f"amount:{side}"] for side in SIDES]
        subjects = [row[f"subjects:{side}"] for side in SIDES]
        sheet.line(
            [row["label"], *subjects, *(None if one is None else one / 100 for one in amounts)]
        )


def _write_names(book: RippleBook, found: Ripple) -> None:
    """Everybody touched: the corrected first, then by how it touches them, each with why."""
    words, why = book.words, Why(found, book.language)
    moved = found.moved
    rows = [row | {"name": why.name(row["subject"]), "why": why.of(row["subject"])} for row in moved.to_dicts()]  # fmt: skip
    columns = [
        Column(top=words["credit_code"], width=22, get=lambda row: row["subject"]),
        Column(top=words["name"], width=30, kind="name", get=lambda row: row["name"]),
        Column(
            top=words["ripple_effect"], width=14, kind="grade", tint=_tint,
            get=lambda row: words[f"ripple_{row['effect']}"],
        ),
        *(column for side in SIDES for column in _side(book, side)),
        Column(top=words["ripple_why"], width=70, get=lambda row: words["list_semicolon"].join(row["why"])),
    ]  # fmt: skip
    sheet: Sheet[Any] = Sheet(
        book, f"sheet_ripple_{found.benchmarks}_names", widths=[column.width for column in columns]
    )
    write_table(sheet, columns, rows)


def _side(book: RippleBook, side: str) -> list[Column]:
    words, top = book.words, book.words[f"ripple_{side}"]
    return [
        Column(
            top=top, sub=words["grade"], width=12, kind="grade",
            get=lambda row: row[f"grade:{side}"] or words[f"state_{row[f'state:{side}']}"],
        ),
        Column(top=top, sub=words["rank"], width=8, kind="count", get=lambda row: row[f"rank:{side}"]),
        Column(top=top, sub=words["score"], width=11, kind="kept", get=lambda row: row[f"score:{side}"]),
    ]  # fmt: skip


def _tint(row: Row) -> str:
    return {"corrected": WASH, "grade": POOR}.get(row["effect"], "")
