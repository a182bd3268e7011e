"""The comparison workbook: who moves from which grade to which, by place and by name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from permu.documents.text import MISSING
from permu.documents.workbook.book import BEST, POOR, Book, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.sheet import Sheet
from permu.engine.comparing import DIMENSIONS, MOVES, Comparison, assumed_means
from permu.terms.items import item
from permu.terms.refusal import Language

PLACES = ("name", "town", "park", "cluster")
SIDES = ("before", "after")


class ComparisonBook(Book):
    """The workbook of one comparison."""

    def __init__(self, path: Path, found: Comparison, *, language: Language) -> None:
        self.found = found
        self.methods = {"before": found.before.method, "after": found.after.method}
        title = " → ".join(method.title for method in self.methods.values())
        super().__init__(path, title=title, as_of=found.facts.as_of, language=language)

    def heading(self, sheet: str) -> str:
        """What is compared, then the sheet's name."""
        return self.words["compare_title"].format(name=sheet)

    def made_from(self) -> str:
        """Both methods and the facts; that it decides nothing stands first."""
        is_synthetic = any(
            method.makes_synthetic(self.found.facts) for method in self.methods.values()
        )
        return (self.words["synthetic_book"] if is_synthetic else "") + self.words[
            "compare_made_from"
        ].format(
            before=self.methods["before"].title,
            after=self.methods["after"].title,
            facts=self.found.facts.digest[:26],
            as_of=self.found.facts.as_of.isoformat(),
        )


ComparisonSheet = Sheet[ComparisonBook]


def write_comparison_workbook(path: Path, found: Comparison, *, language: Language = "zh") -> None:
    """Write one workbook: the whole in numbers, by place and size, and every subject by name."""
    book = ComparisonBook(path, found, language=language)
    _write_whole(book)
    _write_names(book)
    book.file.close()


def _write_whole(book: ComparisonBook) -> None:
    words, found = book.words, book.found
    sheet = Sheet(book, "sheet_compare_whole", widths=[26, *[12] * 8])
    _say(sheet, words[f"compare_basis_{found.basis}"])
    told = {
        "compare_assumed": assumed_means(found.after.method),
        "compare_absent": _absent(book),
        "compare_borrowed": _borrowed(book),
    }
    for name, labels in told.items():
        if labels:
            _say(sheet, words[name].format(names=words["list_comma"].join(labels)))
    sheet.section("compare_moves", [f"move_{move}" for move in MOVES] + ["registered"])
    sheet.line([*found.moves.values(), len(found.table)])
    sheet.row += 1
    write_transitions(sheet, found)
    for dimension in DIMENSIONS:
        _write_places(sheet, dimension)


def _say(sheet: ComparisonSheet, text: str) -> None:
    sheet.merged(text, height=18, font_size=10)


def write_transitions(
    sheet: Sheet[Any],
    found: Comparison,
    *,
    title: str = "compare_transitions",
    corner: str = "compare_corner",
) -> None:
    """Rows: under the first method; columns: under the second."""
    words = sheet.book.words
    counts = {(old, new): count for old, new, count in found.transitions.iter_rows()}
    rows = _ordered(found.before.grades, [old for old, _new in counts])
    columns = _ordered(found.after.grades, [new for _old, new in counts])
    sheet.section(title)
    sheet.head([words[corner], *(spoken(sheet.book, new) for new in columns), words["sum"]])
    for old in rows:
        line = [counts.get((old, new), 0) for new in columns]
        sheet.line([spoken(sheet.book, old), *line, sum(line)])
    totals = [sum(counts.get((old, new), 0) for old in rows) for new in columns]
    sheet.line([words["sum"], *totals, sum(totals)], bold=True)
    sheet.row += 1


def _ordered(grades: Sequence[str], seen: Sequence[str]) -> list[str]:
    """Grades best first, then the states that occur."""
    return [*grades, *sorted({one for one in seen if one not in grades})]


def spoken(book: Book, grade: str) -> str:
    """A grade as it is, a state by its name."""
    return book.words.get(f"state_{grade}", grade)


def _write_places(sheet: ComparisonSheet, dimension: str) -> None:
    words = sheet.book.words
    sheet.section(f"compare_by_{dimension}")
    sheet.head(
        [words[f"of_{dimension}"], words["registered"], *(words[f"move_{move}"] for move in MOVES)]
    )
    for row in sheet.book.found.by(dimension).iter_rows(named=True):
        name = place_name(sheet.book, row.pop("value"))
        sheet.line([name, *row.values()])
    sheet.row += 1


def place_name(book: Book, value: object) -> str:
    """A value of a dimension by its name."""
    if isinstance(value, bool):
        return book.words["above_scale" if value else "below_scale"]
    return str(value) if value else MISSING


def _write_names(book: ComparisonBook) -> None:
    """Everybody, who moves first: with both grades, ranks and scores."""
    found, words = book.found, book.words
    about = [name for name in PLACES if name in found.facts.table.columns]
    rows = found.table.hstack(found.facts.table.select(about)).to_dicts()
    rows.sort(key=lambda row: (MOVES.index(row["move"]), row["subject"]))
    columns = [
        Column(top=words["credit_code"], width=22, get=lambda row: row["subject"]),
        *(_about(book, name) for name in about),
        Column(
            top=words["move"], width=12, kind="grade", tint=_tint,
            get=lambda row: words[f"move_{row['move']}"],
        ),
        *(column for side in SIDES for column in _side(book, side)),
    ]  # fmt: skip
    sheet = Sheet(book, "sheet_compare_names", widths=[column.width for column in columns])
    write_table(sheet, columns, rows)


def _about(book: ComparisonBook, name: str) -> Column:
    found = item(name)
    label = found.called(book.language)
    return Column(
        top=label, width=28 if name == "name" else 16, kind="name", get=lambda row: row[name]
    )


def _side(book: ComparisonBook, side: str) -> list[Column]:
    words, top = book.words, book.methods[side].title
    return [
        Column(
            top=top, sub=words["grade"], width=13, kind="grade",
            get=lambda row: row[f"grade:{side}"] or words[f"state_{row[f'state:{side}']}"],
        ),
        Column(top=top, sub=words["rank"], width=9, kind="count", get=lambda row: row[f"rank:{side}"]),
        Column(top=top, sub=words["ranked"], width=9, kind="count", get=lambda row: row[f"ranked:{side}"]),
        Column(top=top, sub=words["score"], width=11, kind="kept", get=lambda row: row[f"score:{side}"]),
    ]  # fmt: skip


def _tint(row: Row) -> str:
    return {"better": BEST, "worse": POOR}.get(row["move"], "")


def _absent(book: ComparisonBook) -> list[str]:
    return [item(name).called(book.language) for name in book.found.after.absent]


def _borrowed(book: ComparisonBook) -> list[str]:
    return [one.label for one in book.found.after.borrowed]
