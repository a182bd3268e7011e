"""The frontier workbook: the groups in numbers, everybody's efficiency and peers, targets, obstacles, who was left out."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from permu.documents.frontier.saying import Saying
from permu.documents.frontier.summary import GroupSummary, summaries
from permu.documents.workbook.book import BEST, Book, Row
from permu.documents.workbook.columns import Column, write_table
from permu.documents.workbook.sheet import Sheet
from permu.engine.frontier import CHANGES, Analysis
from permu.terms.refusal import Language

MOST_PEERS = 4
PERCENT = "0.0%"


class FrontierBook(Book):
    """The workbook of one analysis."""

    def __init__(self, path: Path, analysis: Analysis, *, language: Language) -> None:
        self.analysis = analysis
        self.saying = Saying(analysis, language)
        as_of = analysis.facts.as_of
        super().__init__(path, title=analysis.method.title, as_of=as_of, language=language)

    def heading(self, sheet: str) -> str:
        """That it is analysis, then the sheet's name."""
        return self.words["frontier_title"].format(name=sheet)

    def made_from(self) -> str:
        """That it is no grade stands first; then method and facts."""
        facts, method = self.analysis.facts, self.analysis.method
        mark = self.words["synthetic_book"] if method.makes_synthetic(facts) else ""
        return mark + self.words["frontier_made_from"].format(
            method=method.title, as_of=facts.as_of.isoformat(), facts=facts.digest[:26]
        )


FrontierSheet = Sheet[FrontierBook]


def write_frontier_workbook(path: Path, analysis: Analysis, *, language: Language = "zh") -> None:
    """Write one workbook of an analysis."""
    book = FrontierBook(path, analysis, language=language)
    frontier = analysis.frontier
    rows = _rows(book, frontier.table.filter(pl.col("left_out").is_null()))
    _write_groups(book)
    _write_list(book, "sheet_frontier_units", _unit_columns(book), rows)
    _write_list(book, "sheet_frontier_targets", _target_columns(book), list(_targets(book, rows)))
    _write_list(book, "sheet_frontier_obstacles", _obstacle_columns(book), _obstacles(book))
    _write_list(
        book, "sheet_frontier_left_out", _left_out_columns(book), _rows(book, frontier.left_out)
    )
    book.file.close()


def _write_groups(book: FrontierBook) -> None:
    words, saying = book.words, book.saying
    sheet = Sheet(book, "sheet_frontier_groups", widths=[30, *[11] * 10])
    asked = book.analysis.frontier.asked
    for name in (
        "frontier_reads",
        f"frontier_by_{asked.orientation}",
        f"frontier_by_{asked.returns}",
    ):
        sheet.merged(words[name], height=32, font_size=10)
    for each in summaries(book.analysis.frontier):
        sheet.merged(
            book.analysis.method.group(each.group).label, height=26, bold=True, font_size=12
        )
        for name, figures in (("inputs", each.choice.inputs), ("outputs", each.choice.outputs)):
            said = words["list_comma"].join(saying.figure(one) for one in figures)
            sheet.pair(words[f"frontier_{name}"], said)
        _write_counts(sheet, each)
        sheet.row += 1


def _write_counts(sheet: FrontierSheet, each: GroupSummary) -> None:
    words = sheet.book.words
    for name, count in (
        ("frontier_analysed", each.analysed),
        ("frontier_on_frontier", each.on_frontier),
        ("frontier_not_analysed", each.left_out),
    ):
        sheet.line([words[name], count])
    for name, share in (("frontier_mean", each.mean), ("frontier_median", each.median)):
        sheet.cell(0, words[name])
        sheet.cell(1, share, num_format=PERCENT)
        sheet.end_row()
    tenths = [f"{10 * place}–{10 * place + 10}%" for place in range(len(each.tenths))]
    sheet.head([words["frontier_efficiency"], *tenths])
    sheet.line([words["frontier_count"], *each.tenths])


def _write_list(book: FrontierBook, name: str, columns: list[Column], rows: list[Row]) -> None:
    sheet = Sheet(book, name, widths=[column.width for column in columns], span=8)
    write_table(sheet, columns, rows)


def _rows(book: FrontierBook, table: pl.DataFrame) -> list[Row]:
    """Rows with their names, by group in the method's order and the best first."""
    order = {group: place for place, group in enumerate(book.analysis.frontier.choices)}
    rows = [row | {"name": book.saying.name(row["subject"])} for row in table.iter_rows(named=True)]
    return sorted(
        rows, key=lambda row: (order[row["group"]], -(row["efficiency"] or 0), row["subject"])
    )


def _who(book: FrontierBook) -> list[Column]:
    words, method = book.words, book.analysis.method
    return [
        Column(top=words["credit_code"], width=22, get=lambda row: row["subject"]),
        Column(top=words["name"], width=30, kind="name", get=lambda row: row["name"]),
        Column(top=words["group"], width=16, get=lambda row: method.group(row["group"]).label),
    ]


def _share(book: FrontierBook, name: str, key: str) -> Column:
    """A share, in percent: it is stored as a fraction of 100."""
    return Column(
        top=book.words[name], width=12, kind="kept", decimals=1,
        get=lambda row: None if row[key] is None else 100.0 * row[key],
    )  # fmt: skip


def _unit_columns(book: FrontierBook) -> list[Column]:
    saying, words = book.saying, book.words
    columns = [
        *_who(book),
        _share(book, "frontier_efficiency_percent", "efficiency"),
        _share(book, "frontier_overall", "overall"),
        _share(book, "frontier_pure", "pure"),
        _share(book, "frontier_scale", "scale"),
        Column(top=words["frontier_size"], width=14, get=lambda row: saying.size(row["returns"])),
        Column(
            top=words["frontier_on_frontier_word"], width=10, kind="grade",
            get=lambda row: words["cases_yes"] if row["on_frontier"] else "",
            tint=lambda row: BEST if row["on_frontier"] else "",
        ),
        *(_peer(book, place) for place in range(MOST_PEERS)),
    ]  # fmt: skip
    if book.analysis.frontier.has_earlier:
        columns += [_number(book, name, decimals=3) for name in CHANGES]
    return columns


def _peer(book: FrontierBook, place: int) -> Column:
    def said(row: Row) -> str:
        peers = book.saying.peers(row)
        return f"{peers[place].name} × {peers[place].share:.3f}" if place < len(peers) else ""

    return Column(
        top=book.words["frontier_peers"], sub=str(place + 1), width=30, kind="name", get=said
    )


def _number(book: FrontierBook, name: str, *, decimals: int) -> Column:
    top = book.words[f"frontier_{name}"]
    return Column(top=top, width=15, kind="kept", decimals=decimals, get=lambda row: row[name])


def _target_columns(book: FrontierBook) -> list[Column]:
    words = book.words
    return [
        *_who(book),
        Column(top=words["frontier_figure"], width=20, get=lambda row: row["figure"]),
        Column(top=words["frontier_unit"], width=14, get=lambda row: row["unit"]),
        *(_number(book, name, decimals=2) for name in ("now", "target")),
        _share(book, "frontier_by_how_much", "change"),
    ]


def _targets(book: FrontierBook, rows: list[Row]) -> Iterator[Row]:
    """One row a figure of each subject that is not on the frontier."""
    for row in rows:
        if row["on_frontier"] or not row["peers"]:
            continue
        for each in book.saying.targets(row):
            yield row | {
                "figure": each.label, "unit": each.unit, "now": each.now, "target": each.target,
                "change": each.change,
            }  # fmt: skip


def _obstacle_columns(book: FrontierBook) -> list[Column]:
    words = book.words
    return [
        *_who(book),
        Column(top=words["frontier_indicator"], width=24, get=lambda row: row["label"]),
        _share(book, "frontier_contribution", "contribution"),
        _share(book, "frontier_deviation", "deviation"),
        _share(book, "frontier_obstacle", "obstacle"),
    ]


def _obstacles(book: FrontierBook) -> list[Row]:
    groups = dict(book.analysis.frontier.table.select("subject", "group").iter_rows())
    return [
        row | {
            "name": book.saying.name(row["subject"]), "group": groups[row["subject"]],
            "label": book.saying.indicator(row["indicator"]),
        }
        for row in book.analysis.obstacles.iter_rows(named=True)
    ]  # fmt: skip


def _left_out_columns(book: FrontierBook) -> list[Column]:
    saying, words = book.saying, book.words
    why = Column(
        top=words["frontier_why"], width=50, get=lambda row: saying.left_out(row["left_out"])
    )
    return [*_who(book), why]
