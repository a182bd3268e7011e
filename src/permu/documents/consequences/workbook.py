"""One measure as a workbook: the list with its amounts by quarter, and where each of its figures comes from."""

from collections.abc import Callable, Iterator
from pathlib import Path

from permu.documents.consequences.report import MeasureReport, Owed
from permu.documents.workbook.book import Book, Row
from permu.documents.workbook.columns import Column, Table, write_table
from permu.documents.workbook.sheet import A3, LINE_HEIGHT, Formula, Sheet, lines_of
from permu.engine.consequences import WITHOUT_MONEY
from permu.engine.evaluation import DECIMALS
from permu.terms.refusal import Language
from permu.terms.rounding import scaled

FEN_KEPT: int = 10 ** (DECIMALS - 2)
"""A 分 in the units that a column keeps."""
YUAN = "#,##0.00"
REST = (40, 40)
"""Widths beside the labels of the second sheet."""


class MeasureBook(Book):
    """The workbook of one measure."""

    def __init__(self, path: Path, report: MeasureReport, *, language: Language) -> None:
        self.report = report
        title = f"{report.issued.round} {report.measure.label}"
        super().__init__(path, title=title, as_of=report.issued.as_of, language=language)

    def heading(self, sheet: str) -> str:
        """The round, the measure, then the sheet's name."""
        return f"{self.report.issued.round}　{self.report.measure.label}　{sheet}"

    def made_from(self) -> str:
        """The published list that it rests on; first, where it is so, that all of it is made up."""
        mark = self.words["synthetic_book"] if self.report.is_synthetic else ""
        return f"{mark}{self.report.standing}　{self.words['handed_no_bill']}"

    def quarter(self, name: str) -> str:
        """A quarter as its column is headed."""
        return name or self.words["handed_not_in_force"]


def write_measure_workbook(path: Path, report: MeasureReport, *, language: Language = "zh") -> None:
    """Write both sheets."""
    book = MeasureBook(path, report, language=language)
    columns = list(_columns(book))
    widths = [column.width for column in columns]
    sheet: Sheet[MeasureBook] = Sheet(
        book, "sheet_handed", widths=widths, span=min(len(widths), 8), paper=A3
    )
    rows = [_row(number, one) for number, one in enumerate(report.owed, 1)]
    _write_about(book, write_table(sheet, columns, rows))
    book.file.close()


def _columns(book: MeasureBook) -> Iterator[Column]:
    words, measure = book.words, book.report.measure
    yield Column(top=words["number"], width=6, kind="count", get=_of("number"))
    who, how = words["handed_who"], words["handed_reckoned"]
    yield Column(top=who, sub=words["credit_code"], width=22, get=_of("subject"))
    yield Column(top=who, sub=words["name"], width=34, kind="name", get=_of("name"))
    yield Column(top=who, sub=words["handed_grade"], width=10, kind="grade", get=_of("grade"))
    if measure.item:
        yield Column(top=how, sub=words["handed_by"], width=20, get=_of("by"))
        yield Column(top=how, sub=words["handed_base"], width=18, kind="kept", get=_of("base"))
    if measure.kind != "text":
        yield Column(top=how, sub=words["handed_rate"], width=18, get=_of("rate"))
    if measure.kind == "cut":
        yield Column(top=words["handed_cut"], width=16, kind="kept", get=_of("cut"))
    if measure.kind not in WITHOUT_MONEY:
        for name in book.report.quarters:
            yield _money(words["handed_amounts"], book.quarter(name), f"quarter {name}")
        yield _money(words["handed_amounts"], words["handed_year"], "amount")


def _money(top: str, sub: str, key: str) -> Column:
    return Column(top=top, sub=sub, width=16, kind="kept", get=_of(key))


def _of(key: str) -> Callable[[Row], str | int | None]:
    return lambda row: row.get(key)


def _row(number: int, one: Owed) -> Row:
    return {
        "number": number,
        "subject": one.subject,
        "name": one.name,
        "grade": one.grade,
        "by": one.by,
        "base": None if one.base is None else scaled(one.base, DECIMALS),
        "rate": one.rate,
        "cut": None if one.cut is None else scaled(one.cut, DECIMALS),
        **{f"quarter {name}": fen * FEN_KEPT for name, fen in one.quarters.items()},
        "amount": None if one.amount is None else one.amount * FEN_KEPT,
    }


def _write_about(book: MeasureBook, table: Table) -> None:
    """The measure and its proof, and the totals in formulas over the list."""
    sheet: Sheet[MeasureBook] = Sheet(book, "sheet_handed_about", widths=[26, *REST])
    for label, text in _about(book):
        _pair(sheet, label, text)
    for label, total in _totals(book, table):
        _pair(sheet, label, total)


def _about(book: MeasureBook) -> Iterator[tuple[str, str]]:
    words, report, measure, issued = (
        book.words,
        book.report,
        book.report.measure,
        book.report.issued,
    )
    days = [day.isoformat() if day else "…" for day in (measure.starts_on, measure.ends_on)]
    is_dated = measure.starts_on or measure.ends_on
    yield words["measure"], "\n".join(report.says)
    yield words["basis"], measure.basis
    yield words["handed_clause"], measure.source.cited or measure.source.assumed
    yield words["handed_validity"], " – ".join(days) if is_dated else words["handed_undated"]
    yield words["handed_bureau"], report.bureau
    yield words["handed_review"], report.reviewed
    yield words["handed_rule"], words["handed_rule_is"]
    yield words["handed_version"], f"{issued.version}"
    yield words["handed_published"], f"{issued.at:%Y-%m-%d %H:%M}"
    yield words["handed_as_of"], issued.as_of.isoformat()
    yield words["handed_root"], f"{issued.algorithm.upper()} {issued.root}"
    yield words["handed_head"], issued.head
    yield words["handed_count"], f"{len(report.owed)}"


def _totals(book: MeasureBook, table: Table) -> Iterator[tuple[str, Formula]]:
    """Of each quarter, then of the year."""
    owed, words = book.report.owed, book.words
    if book.report.measure.kind in WITHOUT_MONEY:
        return
    for name in book.report.quarters:
        head = book.quarter(name)
        total = sum(one.quarters.get(name, 0) for one in owed)
        yield words["handed_total"].format(what=head), _sum(table, head, total)
    year = words["handed_year"]
    total = sum(one.amount or 0 for one in owed)
    yield words["handed_total"].format(what=year), _sum(table, year, total)


def _sum(table: Table, head: str, fen: int) -> Formula:
    return Formula(f"=SUM({table.cells(head)})", fen / 100, YUAN)


def _pair(sheet: Sheet[MeasureBook], label: str, value: Formula | str) -> None:
    """A label, and a value across the rest: a text may be long."""
    lines = (
        sum(lines_of(one, sum(REST)) for one in value.split("\n")) if isinstance(value, str) else 1
    )
    sheet.raw.merge_range(sheet.row, 1, sheet.row, len(REST), "", sheet.book.style())
    sheet.raw.set_row(sheet.row, LINE_HEIGHT * lines + 8)
    sheet.cell(0, label, bold=True, text_wrap=False)
    if isinstance(value, str):
        look = sheet.book.style(text_wrap=True, indent=1)
        sheet.raw.write_string(sheet.row, 1, value, look)
    else:
        sheet.cell(1, value, align="left")
    sheet.row += 1
