"""The template: one row an enterprise, a column each figure the method reads, then what must come out.

The third row names each column for the program; people read the second.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from permu.documents.text import unit_label, vocabulary
from permu.documents.workbook.book import SOFT, WASH, Book
from permu.documents.workbook.sheet import Sheet
from permu.engine.figures import used_items
from permu.method.model import Method
from permu.terms.items import item
from permu.terms.refusal import Language

ROWS = 200
"""Rows that are ready to be written in."""
DATED = datetime(2000, 1, 1, tzinfo=UTC).date()
"""The same method gives the same bytes: no clock is read."""
Head = tuple[str, str, float]
"""A column's name for the program, its name for people, its width."""


class CasesBook(Book):
    """The template of one method."""

    def __init__(self, path: Path, method: Method, *, language: Language) -> None:
        self.method = method
        super().__init__(path, title=method.title, as_of=DATED, language=language)

    def heading(self, sheet: str) -> str:
        """The method, and what the sheet is for."""
        return f"{self.method.title}　{sheet}"

    def made_from(self) -> str:
        """How to write a case."""
        return self.words["cases_how"]


def write_cases_template(path: Path, method: Method, *, language: Language = "zh") -> None:
    """Write the empty workbook."""
    book = CasesBook(path, method, language=language)
    heads = list(_heads(method, language))
    sheet = Sheet(book, "sheet_cases", widths=[width for _id, _label, width in heads], span=8)
    sheet.raw.set_row(1, 78)
    sheet.head([label for _id, label, _width in heads])
    small = {"font_size": 8, "font_color": SOFT, "bg_color": WASH}
    sheet.line([id_ for id_, _label, _width in heads], **small)
    blank = book.style()
    for row in range(sheet.row, sheet.row + ROWS):
        for column in range(len(heads)):
            sheet.raw.write_blank(row, column, None, blank)
    _choices(sheet, heads)
    sheet.raw.freeze_panes(sheet.row, 2)
    book.file.close()


def _heads(method: Method, language: Language) -> Iterator[Head]:
    words = vocabulary(language)
    yield "case", words["cases_case"], 34
    yield "subject", words["cases_subject"], 14
    for name in dict.fromkeys(used_items(method)):
        found = item(name)
        label = found.called(language)
        unit = f"（{unit_label(found.unit, language)}）" if found.unit else ""
        yield name, label + unit, 13
    for name in ("group", "state", "rank", "grade", "score"):
        yield f"={name}", words["cases_expected"] + words[f"cases_{name}"], 12
    for id_, label in _indicators(method).items():
        yield f"=points:{id_}", words["cases_points"].format(name=label), 13


def _indicators(method: Method) -> dict[str, str]:
    return {one.id: one.label for group in method.groups for one in group.indicators}


def _choices(sheet: Sheet[CasesBook], heads: list[Head]) -> None:
    """Lists to choose from, where only certain words are understood."""
    method, words = sheet.book.method, sheet.book.words
    grades = [g for group in method.groups if group.grading for g in group.grading.grades]
    choices = {
        "=group": [group.id for group in method.groups],
        "=grade": list(dict.fromkeys(grades)),
        "=state": ["graded", "scored", "ungraded", "exempt", "deferred", "improving", "collected"],
    }
    for column, (id_, _label, _width) in enumerate(heads):
        if not id_.startswith("=") and id_ not in ("case", "subject") and item(id_).kind == "flag":
            choices[id_] = [words["cases_yes"], words["cases_no"]]
        if choices.get(id_):
            rule = {"validate": "list", "source": choices[id_], "ignore_blank": True}
            sheet.raw.data_validation(sheet.row, column, sheet.row + ROWS - 1, column, rule)
