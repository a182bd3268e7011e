"""A form as a workbook: headed, protected, checked, with the enterprises' codes and names filled in."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from permu.documents.forms.fields import Field, boxes, fields_of
from permu.documents.forms.help import decimals_of
from permu.documents.forms.rules import rule_of
from permu.documents.workbook.book import HEAD_FONT, SOFT, TITLE_FONT, WASH, Book
from permu.documents.workbook.sheet import A4, FORMULA_STARTS, number_format
from permu.intake.issues import Issue, is_row_each
from permu.intake.profiles import SheetProfile

MORE_ROWS = 1000
"""Rows below the enterprises that are checked too: who is missing is added there."""
NARROWEST = 6
"""Columns over which the title goes at least, so that it shows over a narrow table."""
LAST_COLUMN = 16_383
"""Of a sheet: a row is deleted only where none of its cells is locked, to the last column."""
_ALLOWED = (
    "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter",
)  # fmt: skip


def write_form(
    path: Path,
    issue: Issue,
    *,
    enterprises: Sequence[tuple[str, str]],
    places: Mapping[str, Sequence[str]],
) -> None:
    """Write one department's form, with code and name of each enterprise and the places to choose from.

    The same form, enterprises and places give the same bytes. Header cells are protected, without a
    password; all cells below are free.
    """
    title = f"{issue.year}年度{issue.whole.title}"
    book = Book(path, title=title, as_of=date(issue.year, 12, 31), language="zh")
    for sheet in issue.form.sheets:
        _FormSheet(book, issue, sheet).write(enterprises, places)
    book.file.close()


class _FormSheet:
    """Writes one sheet from the top down."""

    def __init__(self, book: Book, issue: Issue, sheet: SheetProfile) -> None:
        self.book, self.issue, self.sheet = book, issue, sheet
        self.fields = fields_of(sheet)
        self.depth = max(len(field.levels) for field in self.fields)
        self.page: Any = book.file.add_worksheet(sheet.label)

    @property
    def first(self) -> int:
        """The first row of figures, from 0: title, mark, header."""
        return 2 + self.depth

    def write(
        self, enterprises: Sequence[tuple[str, str]], places: Mapping[str, Sequence[str]]
    ) -> None:
        """Title and mark, header, columns, rows, then how it is protected and printed."""
        rows = enterprises if is_row_each(self.sheet) else ()
        self._title(len(rows))
        self._head()
        for at, field in enumerate(self.fields):
            self._column(at, field, len(rows), places)
        for number, (code, name) in enumerate(rows, self.first):
            self._text(number, 0, code)
            self._text(number, 1, name)
        self._finish()

    def _title(self, rows: int) -> None:
        issue = self.issue
        title = f"{issue.year}年度{issue.whole.title}"
        if self.sheet.label != issue.whole.title and len(issue.whole.sheets) > 1:
            title += f"　{self.sheet.label}"
        line = self.book.words["form_mark"].format(
            mark=issue.mark, department=issue.whole.department, how=self._how(rows)
        )
        last = max(len(self.fields), NARROWEST) - 1
        for row, (text, height, look) in enumerate((
            (title, 34, {"font_size": 18, "align": "center", "font_name": TITLE_FONT}),
            (line, 20, {"font_size": 9, "font_color": SOFT}),
        )):  # fmt: skip
            self.page.set_row(row, height)
            self.page.merge_range(row, 0, row, last, text, self.book.style(border=0, **look))

    def _how(self, rows: int) -> str:
        """How the sheet is filled in, given how many rows have their code and name."""
        if not is_row_each(self.sheet):
            key = "form_list"
        elif not rows:
            key = "form_rows_blank"
        else:
            key = "form_register" if self.sheet.is_register else "form_rows"
        return self.book.words[key]

    def _head(self) -> None:
        look = self.book.style(
            bold=True, bg_color=WASH, align="center", text_wrap=True, font_name=HEAD_FONT
        )
        for row in range(2, self.first):
            self.page.set_row(row, 34 if row == self.first - 1 else 20)
        for (top, left, bottom, right), text in boxes(self.fields):
            if (top, left) == (bottom, right):
                self.page.write_string(2 + top, left, text, look)
            else:
                self.page.merge_range(2 + top, left, 2 + bottom, right, text, look)

    def _column(
        self, at: int, field: Field, rows: int, places: Mapping[str, Sequence[str]]
    ) -> None:
        self.page.set_column(at, at, field.width, self._look(field))
        rule = rule_of(field, self.sheet, year=self.issue.year, places=places)
        self.page.data_validation(self.first, at, self.first + rows + MORE_ROWS - 1, at, rule)

    def _look(self, field: Field) -> Any:
        looks: dict[str, dict[str, object]] = {
            "figure": {"align": "right", "num_format": "General"},
            "date": {"align": "center", "num_format": "yyyy-mm-dd"},
            "words": {"align": "center", "num_format": "@"},
        }
        look = looks.get(field.holds, {"align": "left", "num_format": "@"})
        if field.holds == "figure" and field.column:
            decimals = decimals_of(field.column)
            if decimals is not None and decimals <= 2:
                look = {**look, "num_format": number_format(decimals)}
        return self.book.style(locked=False, **look)

    def _text(self, row: int, column: int, text: str) -> None:
        """Text that stays text, also where a name begins like a formula."""
        style: dict[str, object] = {"locked": False, "num_format": "@", "align": "left"}
        if text.startswith(FORMULA_STARTS):
            style["quote_prefix"] = True
        self.page.write_string(row, column, text, self.book.style(**style))

    def _finish(self) -> None:
        page = self.page
        who = 2 * len(self.sheet.who)
        page.freeze_panes(self.first, who if who == 2 else 0)
        page.set_column(
            len(self.fields), LAST_COLUMN, None, self.book.file.add_format({"locked": False})
        )
        page.protect("", dict.fromkeys(_ALLOWED, True))
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.repeat_rows(0, self.first - 1)
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_footer(f"&L&8 {self.issue.mark}&C&8{self.book.words['print_pages']}")
