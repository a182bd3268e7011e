"""The published list as a workbook: one line an enterprise, what changed, and which list it is."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from xlsxwriter import Workbook

from permu.documents.official.listing import GradedList
from permu.documents.official.notice import PublicNotice
from permu.documents.official.wording import wording
from permu.documents.workbook.book import BODY_FONT, HEAD_FONT, TITLE_FONT
from permu.documents.workbook.sheet import ROW_HEIGHT

Value = str | int | float
Head = tuple[str, int]
WIDTHS = {
    "number": 7, "group": 16, "name": 38, "credit_code": 24, "grade": 8, "score": 12, "rank": 8,
    "change_head": 48,
}  # fmt: skip
TOP = 3  # the title, which list it is, and the head


def list_xlsx(notice: PublicNotice) -> bytes:
    """The list as it was put out; scores and ranks only where the method publishes them."""
    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(buffer, safe)
    title = wording("list_title", place=notice.place, year=notice.issued.year)
    book.set_properties({
        "title": title, "created": datetime.combine(notice.issued.at.date(), time()),
    })  # fmt: skip
    _sheet(book, wording("sheet_list"), title, notice, (_heads(notice.list), _rows(notice.list)))
    if notice.changes:
        names = ("number", "name", "credit_code", "change_head")
        heads = [(wording(name), WIDTHS[name]) for name in names]
        rows = [
            (number, one.name, one.subject, one.said)
            for number, one in enumerate(notice.changes.moved, 1)
        ]
        _sheet(book, wording("change_head"), notice.changes.summary, notice, (heads, rows))
    book.close()
    return buffer.getvalue()


def _heads(found: GradedList) -> list[Head]:
    names = ["number", "group", "name", "credit_code", "grade"]
    names += ["score", "rank"] if found.is_full else []
    return [(wording(name), WIDTHS[name]) for name in names]


def _rows(found: GradedList) -> Iterable[tuple[Value, ...]]:
    number = 0
    for group, grade, lines in found.parts():
        for one in lines:
            number += 1
            own: tuple[Value, ...] = (number, group, one.name, one.subject, grade)
            if found.is_full:
                score = "" if one.score is None else float(one.score)
                own = (*own, score, "" if one.rank is None else one.rank)
            yield own


def _sheet(
    book: Any, name: str, title: str, notice: PublicNotice,
    table: tuple[Sequence[Head], Iterable[tuple[Value, ...]]],
) -> None:  # fmt: skip
    heads, rows = table
    sheet = book.add_worksheet(name)
    sheet.set_default_row(ROW_HEIGHT)
    text, head, large, small = _looks(book)
    mark = wording("synthetic") + "。" if notice.is_synthetic else ""
    about = mark + "；".join(notice.issued.lines())
    for row, (words, height, look) in enumerate(((title, 40, large), (about, 52, small))):
        sheet.set_row(row, height)
        sheet.merge_range(row, 0, row, len(heads) - 1, words, look)
    for column, (label, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(TOP - 1, column, label, head)
    last = TOP
    for last, line in enumerate(rows, TOP):
        for column, value in enumerate(line):
            write = sheet.write_string if isinstance(value, str) else sheet.write_number
            write(last, column, value, text)
    sheet.autofilter(TOP - 1, 0, last, len(heads) - 1)
    sheet.freeze_panes(TOP, 0)
    sheet.repeat_rows(TOP - 1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")


def _looks(book: Any) -> list[Any]:
    """Of a cell, a head, the title and the line under it."""
    return [
        book.add_format({"valign": "vcenter", "text_wrap": True} | look)
        for look in (
            {"font_name": BODY_FONT, "font_size": 10.5, "border": 1},
            {"font_name": HEAD_FONT, "font_size": 10.5, "border": 1, "align": "center"},
            {"font_name": TITLE_FONT, "font_size": 18, "align": "center"},
            {"font_name": BODY_FONT, "font_size": 9},
        )
    ]
