"""Sheets 不定等级, 免评, 暂不评价: who stands apart, why, and by which clause."""

from collections.abc import Sequence

from permu.documents.workbook.book import ResultBook, Row
from permu.documents.workbook.columns import Column, Table, write_table
from permu.documents.workbook.results import who
from permu.documents.workbook.rows import APART, state_reason
from permu.documents.workbook.sheet import Sheet
from permu.engine.evaluation import RARE_STATES


def write_apart(book: ResultBook, rows: Sequence[Row]) -> dict[str, Table]:
    """One sheet a state, also for a state that nobody is in."""
    return {state: _write_state(book, rows, state) for state in (*APART, *_rare(rows))}


def _rare(rows: Sequence[Row]) -> list[str]:
    """The states that few methods have, where somebody is in them."""
    seen = {row["state"] for row in rows}
    return [state for state in RARE_STATES if state in seen]


def _write_state(book: ResultBook, rows: Sequence[Row], state: str) -> Table:
    more = {"ungraded": _ungraded, "inherits": _inherited}.get(state)
    columns = [*who(book), *_reasons(book), *(more(book) if more else [])]
    sheet = Sheet(book, f"sheet_{state}", widths=[column.width for column in columns])
    return write_table(sheet, columns, [row for row in rows if row["state"] == state])


def _reasons(book: ResultBook) -> list[Column]:
    words, method, language = book.words, book.method, book.language
    return [
        Column(
            top=words["reason"], width=30,
            get=lambda row: state_reason(method, row, language, words)[0],
        ),
        Column(
            top=words["clause"], width=42,
            get=lambda row: state_reason(method, row, language, words)[1],
        ),
    ]  # fmt: skip


def _inherited(book: ResultBook) -> list[Column]:
    """The grade that was taken, and from whom."""
    words = book.words
    return [
        Column(top=words["grade"], width=8, kind="grade", get=lambda row: row["grade"]),
        Column(top=words["of_source"], width=24, kind="name", get=lambda row: row["source"]),
    ]


def _ungraded(book: ResultBook) -> list[Column]:
    words = book.words
    managed = {scope.id: scope.managed_as for scope in book.method.scope}
    return [
        Column(top=words["score"], width=11, kind="kept", get=lambda row: row["score"]),
        Column(
            top=words["managed_as"], width=13, kind="grade",
            get=lambda row: managed.get(row["state_rule"]) or None,
        ),
    ]  # fmt: skip
