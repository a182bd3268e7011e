"""Sheet 升档路径: for everybody who may rise the least change that reaches the next grade."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from permu.documents.workbook.book import ResultBook, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.results import who
from permu.documents.workbook.sheet import A3, Sheet
from permu.engine.evaluation import DECIMALS
from permu.engine.explanation import told_ways
from permu.engine.next_grade import Way
from permu.engine.sheet import WayLines
from permu.terms.rounding import scaled

Told = Mapping[str, tuple[Way, WayLines]]


def write_ways(book: ResultBook, rows: Sequence[Row]) -> None:
    """One line an enterprise: how far it is, the figure of the least relative change, all together, who falls."""
    result = book.result
    told = told_ways(result.evaluation, result.method, result.facts, language=book.language)
    ways = {way.subject: (way, lines) for way, lines in told}
    names = {row["subject"]: row["name"] for row in rows}
    columns = [*who(book), *_line_columns(book, ways), *_step_columns(book, ways, names)]
    sheet = Sheet(book, "sheet_ways", widths=[column.width for column in columns], paper=A3)
    write_table(sheet, columns, [row for row in rows if row["subject"] in ways])


def _line_columns(book: ResultBook, ways: Told) -> list[Column]:
    """The grade it has and the next, the score it has and the one asked for."""
    words = book.words

    def line(row: Row) -> int | None:
        asked = ways[row["subject"]][0].line
        return None if asked is None else _kept(asked.shown)

    return [
        Column(top=words["grade"], width=9, kind="grade", get=lambda row: row["grade"]),
        Column(top=words["next_grade"], width=9, kind="grade", get=lambda row: ways[row["subject"]][0].next),
        Column(top=words["score"], width=10, kind="kept", get=lambda row: row["score"]),
        Column(top=words["line_score"], width=10, kind="kept", get=line),
    ]  # fmt: skip


def _step_columns(book: ResultBook, ways: Told, names: Mapping[str, str | None]) -> list[Column]:
    """What reaches it; for whom nothing alone does, why."""
    words = book.words

    def steps(row: Row) -> str:
        way, lines = ways[row["subject"]]
        shown = lines.steps[:1] if way.steps else ()
        return "".join(f"{each.label} {each.before} → {each.after} {each.unit}" for each in shown)

    def change(row: Row) -> int | None:
        way = ways[row["subject"]][0]
        return _percent(way.steps[0].change) if way.steps else None

    def displaced(row: Row) -> str | None:
        found = ways[row["subject"]][0].displaced
        return None if found is None else "、".join(names.get(each) or each for each in found)

    def remarks(row: Row) -> str:
        way, lines = ways[row["subject"]]
        return lines.lead if way.why or way.blocked else ""

    top = words["alone"]
    return [
        Column(top=top, sub=words["way_first"], width=38, get=steps),
        Column(top=top, sub=words["way_percent"], width=10, kind="kept", get=change),
        Column(
            top=words["way_all"], width=11, kind="kept",
            get=lambda row: _percent(ways[row["subject"]][0].share),
        ),
        Column(top=words["displaced"], width=26, get=displaced),
        Column(top=words["way_remarks"], width=44, get=remarks),
    ]  # fmt: skip


def _percent(share: Fraction | None) -> int | None:
    return None if share is None else _kept(share * 100)


def _kept(number: Fraction | None) -> int | None:
    return None if number is None else scaled(number, DECIMALS, rounding="up")
