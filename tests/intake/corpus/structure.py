"""How people lay a table out: titles, levels, pages, totals, what they hide, merge and copy."""

from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.intake.forms import Sheet, workbook

from .build import ANY, FIGURES, HEAD, ROWS, SHEET, Category, Make, below, edited
from .dirt import Row
from .table import ASKED, CLEAN, EITHER, FAN, LAMP, NAMES

_OF = Category("structure")
_FAN, _LAMP, _BOLT = (list(row) for row in ROWS)
_NONE: Row = ()


def _book(*rows: Row, **dress: object) -> Make:
    return _sheets(表=Sheet(list(rows), **dress))  # type: ignore[arg-type]


def _sheets(**sheets: Sheet) -> Make:
    return lambda folder: workbook(folder / "报表.xlsx", sheets)


def _drawn(draw: Callable[[Worksheet], object], rows: Sequence[Row] = (HEAD, *ROWS)) -> Make:
    """The table, after which more is done to the sheet."""

    def make(folder: Path) -> Path:
        path = folder / "报表.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("表")
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
            draw(page)
        return path

    return make


def _hide_rows(page: Worksheet) -> None:
    page.autofilter("A1:C4")
    page.filter_column("C", "x != 350")
    page.set_row(2, None, None, {"hidden": True})


_SHEET = Sheet([HEAD, *ROWS])
_OTHER = Sheet([HEAD, *((code, name, figure + 1) for code, name, figure in ROWS)])  # type: ignore[operator]
_WIDE = ["统一社会信用代码", "企业名称", "纳税情况", None]
_LEVELS = [None, None, "户数", "实缴税金（万元）"]
_LEVELLED = [[*who, 1, figure] for who, figure in zip(CLEAN, FIGURES, strict=True)]
_OVER = [(1, 1, 2, 1, _WIDE[0]), (1, 2, 2, 2, _WIDE[1]), (1, 3, 1, 4, _WIDE[2])]

_HEADINGS = [
    _OF.sound("title", "A title and a remark may stand above.", _book(["2025年度实缴税金统计表"], ["填报单位：样例县税务局"], HEAD, *ROWS)),
    _OF.sound("title-merged", "A title may be merged over the table.", _book(_NONE, HEAD, *ROWS, merged=[(1, 1, 1, 3, "2025年度实缴税金统计表")])),
    _OF.sound("two-levels", "A heading may have two levels.", _book(_WIDE, _LEVELS, *_LEVELLED, merged=_OVER)),
    _OF.sound("row-20", "It may stand in row 20.", _book(*[_NONE] * 19, HEAD, *ROWS)),
    _OF.sound("row-20-below-text", "Below 19 rows of explanations, too.", _book(*[[f"{at}、请如实填报。"] for at in range(1, 20)], HEAD, *ROWS)),
    _OF.sound("far-column", "The table may begin in column F.", _book(*([None] * 5 + list(row) for row in (HEAD, *ROWS)))),
    _OF.sound("numbered", "A row may number the columns.", _book(["序号", *HEAD], ["甲", 1, 2, 3], *([at, *row] for at, row in enumerate(ROWS, 1)))),
    _OF.sound("order", "Columns may stand in any order.", _book([HEAD[2], HEAD[0], HEAD[1]], *([row[2], row[0], row[1]] for row in ROWS))),
    _OF.sound("others", "Columns that serve nothing are passed over.",
        _book(["序号", *HEAD, "上年实缴税金（万元）", "电话"], *([at, *row, 77, "0000"] for at, row in enumerate(ROWS, 1)))),
    _OF.refused("column-twice", "Two columns of one name may mean either.", _book([*HEAD, HEAD[2]], *([*row, 77] for row in ROWS))),
    _OF.refused("column-twice-units", "So may two in different units.", _book([*HEAD, "实缴税金（元）"], *([*row, 77] for row in ROWS))),
    _OF.refused("side-by-side", "Two tables side by side may mean either.", _book([*HEAD, None, *HEAD], [*_FAN, None, *_LAMP], [*_BOLT])),
    _OF.refused("no-such-column", "A table without the column is refused.", _book([*HEAD[:2], "用电量（万千瓦时）"], *ROWS)),
    _OF.refused("no-heading", "So is one without a heading.", _book(*ROWS)),
    _OF.sound("row-60", "A heading in row 60 is found or not, but nothing is taken for it.", _book(*[[at, at] for at in range(59)], HEAD, *ROWS), ANY),
    _OF.sound("lines-in-heading", "A heading may be broken into lines.", _book([*HEAD[:2], "实缴税金\n（万元）"], *ROWS)),
    _OF.sound("spaces-in-heading", "It may be spread by spaces.", _book(["统一社会信用代码", "企 业 名 称", "实 缴 税 金（万元）"], *ROWS)),
]  # fmt: skip

_ROWS = [
    _OF.sound("blank-rows", "Blank rows lie between.", _book(HEAD, _FAN, _NONE, _LAMP, _NONE, _NONE, _BOLT)),
    _OF.sound("total", "A total below is no enterprise.", _book(HEAD, *ROWS, ["合计", None, 558.5])),
    _OF.sound("total-above", "Nor is one above.", _book(HEAD, ["合计", None, 558.5], *ROWS)),
    _OF.sound("total-in-name", "Nor is one in the column of names.", _book(HEAD, *ROWS, [None, "合  计", 558.5])),
    _OF.sound("subtotals", "Nor is a town's.", _book(HEAD, _FAN, _LAMP, ["东溪镇小计", None, 470.5], _BOLT, ["西山街道小计", None, 88], ["总计", None, 558.5])),
    _OF.sound("remarks", "Nor are remarks.", _book(HEAD, *ROWS, ["注：数据截至2025年12月31日。"], ["填表人：某某", None, "审核：某某"])),
    _OF.sound("pages", "A heading that is printed on each page is no row.", _book(HEAD, _FAN, HEAD, _LAMP, HEAD, _BOLT)),
    _OF.sound("titled-pages", "Nor is its title.", _book(["实缴税金统计表"], HEAD, _FAN, ["实缴税金统计表"], HEAD, _LAMP, _BOLT), EITHER),
    _OF.sound("same-row", "A row that stands there twice counts once, and is told of.", _book(HEAD, *ROWS, _LAMP), ASKED),
    _OF.held("another-row", "Two rows of one enterprise that differ may mean either.", _book(HEAD, *ROWS, [*_LAMP[:2], 351]), {3: LAMP, 5: ""}),
    _OF.held("tenfold-row", "So they do when one is ten times the other.", _book(HEAD, *ROWS, [*_LAMP[:2], 3500]), {3: LAMP, 5: ""}),
    _OF.held("second-table", "A second table below is not read, and told of.",
        _book(HEAD, *ROWS, _NONE, ["企业名称", "用电量（万千瓦时）", "统一社会信用代码"], [NAMES[FAN], 5, FAN]), {6: ""}),
    _OF.held("stranger", "A row of somebody else is told of.", _book(HEAD, *ROWS, ["91990101000000404J", "别处某某有限公司", 5]), {5: ""}),
    _OF.held("nobody", "So is a figure without an owner.", _book(HEAD, *ROWS, [None, None, 5]), {5: ""}),
    _OF.held("owner-alone", "So is an enterprise without a figure.", _book(HEAD, _FAN, _LAMP[:2], _BOLT), {3: LAMP}),
    _OF.sound("apart", "Rows may lie far apart.", _book(HEAD, _FAN, *[_NONE] * 500, _LAMP, *[_NONE] * 500, _BOLT)),
    _OF.refused("only-heading", "A heading alone is refused.", _book(HEAD)),
    _OF.refused("only-totals", "So is one with nothing but a total.", _book(HEAD, ["合计", None, 0])),
    _OF.refused("blank", "So is a sheet in which nothing stands.", _book()),
]  # fmt: skip

_HIDDEN = [
    _OF.held("hidden-row", "A row that does not show is not taken.", _book(HEAD, *ROWS, hidden_rows=[3]), {3: LAMP}),
    _OF.held("hidden-row-height", "A row of no height does not show.", edited(SHEET, ('<row r="3">', '<row r="3" ht="0" customHeight="1">')), {3: LAMP}),
    _OF.held("hidden-filtered", "A row that a filter hides does not show.", _drawn(_hide_rows), {3: LAMP}),
    _OF.sound("hidden-filter", "A filter that hides nothing changes nothing.", _drawn(lambda page: page.autofilter("A1:C4"))),
    _OF.sound("hidden-grouped", "Rows may be grouped.", _drawn(lambda page: page.set_row(2, None, None, {"level": 1}))),
    _OF.held("hidden-folded", "A group that is folded does not show.", _drawn(lambda page: page.set_row(2, None, None, {"level": 1, "hidden": True})), {3: LAMP}),
    _OF.refused("hidden-figures", "Figures that do not show are not taken.", _book(HEAD, *ROWS, hidden_columns=[3])),
    _OF.refused("hidden-figures-width", "A column of no width does not show.", edited(SHEET, ("<sheetData>", '<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>'))),
    _OF.sound("hidden-other-column", "What does not show and serves nothing is passed over.", _book([*HEAD, "电话"], *([*row, "0"] for row in ROWS), hidden_columns=[4]), EITHER),
    _OF.sound("hidden-earlier-column", "Of two columns the one that shows counts.", _book([*HEAD, HEAD[2]], *([*row, 77] for row in ROWS), hidden_columns=[4]), EITHER),
    _OF.refused("hidden-sheet", "A sheet that does not show is not taken.", _sheets(封面=Sheet([["说明"]]), 表=Sheet([HEAD, *ROWS], is_hidden=True))),
    _OF.sound("hidden-sheet-beside", "Beside one that shows it is told of.", _sheets(表=_SHEET, 旧=Sheet(_OTHER.rows, is_hidden=True)), ASKED),
    _OF.refused("hidden-sheet-deep", "A sheet that cannot even be shown by hand is not taken.", edited("xl/workbook.xml", ('sheetId="1"', 'sheetId="1" state="veryHidden"'))),
    _OF.sound("hidden-frozen", "Panes may be frozen.", _drawn(lambda page: page.freeze_panes(1, 2))),
    _OF.sound("hidden-protected", "A sheet may be protected from changes.", _drawn(lambda page: page.protect("1"))),
    _OF.sound("hidden-commented", "A cell may have a comment.", _drawn(lambda page: page.write_comment("C3", "999"))),
]  # fmt: skip

_MERGED = [
    _OF.held("merged-figures", "A figure over two enterprises is neither's.", _book(HEAD, [*_FAN[:2]], [*_LAMP[:2]], _BOLT, merged=[(2, 3, 3, 3, "470.5")]), {2: FAN, 3: LAMP}),
    _OF.held("merged-keys", "An enterprise over two rows with two figures may mean either, or their sum.",
        _book(HEAD, _FAN, _LAMP, [None, None, 5], _BOLT, merged=[(3, 1, 4, 1, LAMP), (3, 2, 4, 2, NAMES[LAMP])]), {3: LAMP, 4: ""}),
    _OF.sound("merged-across", "A name over two columns is a name.", _book([*HEAD[:2], None, HEAD[2]], *([row[0], None, None, row[2]] for row in ROWS),
        merged=[(at, 2, at, 3, str(row[1])) for at, row in enumerate(ROWS, 2)]), EITHER),
    _OF.sound("merged-town", "A town over the rows of its enterprises is passed over.",
        _book(["所属乡镇", *HEAD], *([None, *row] for row in ROWS), merged=[(2, 1, 4, 1, "东溪镇")])),
]  # fmt: skip

_CELLS = [
    _OF.refused("cell-twice", "A cell that stands there twice may mean either.", edited(SHEET, ('<c r="C3"', '<c r="C3"><v>9</v></c><c r="C3"'))),
    _OF.refused("row-twice", "So may a row.", below('<row r="3"><c r="C3"><v>9</v></c></row>')),
    _OF.sound("rows-unordered", "Rows may stand in any order.", edited(SHEET, ("<sheetData>", '<sheetData><row r="9"/>')), ANY),
    _OF.sound("rows-unnumbered", "A row without a number follows the one before.", edited(SHEET, ('<row r="3">', "<row>"), ('<row r="4">', "<row>"))),
    _OF.sound("cells-unnumbered", "So does a cell.", edited(SHEET, (' r="B3"', ""), (' r="C3"', ""))),
    _OF.sound("cells-unordered", "Cells may stand in any order.", edited(SHEET, ('<row r="3">', '<row r="3"><c r="E3" t="str"><v>备注</v></c>'))),
]  # fmt: skip

_SHEETS = [
    _OF.refused("sheets-two", "Two sheets that both fit may mean either.", _sheets(甲=_SHEET, 乙=_OTHER)),
    _OF.refused("sheets-two-alike", "So may two that are alike.", _sheets(甲=_SHEET, 乙=Sheet(list(_SHEET.rows)))),
    _OF.refused("sheets-two-years", "So may two years.", _sheets(**{"2025年": _SHEET, "2024年": _OTHER})),
    _OF.sound("sheets-empty", "Empty sheets are passed over.", _sheets(Sheet1=_SHEET, Sheet2=Sheet([]), Sheet3=Sheet([]))),
    _OF.sound("sheets-template", "So is the form with nothing in it.", _sheets(填写=_SHEET, 样表=Sheet([HEAD]))),
    _OF.sound("sheets-cover", "So is a cover.", _sheets(封面=Sheet([["样例县"], ["2025年"]]), 表=_SHEET), EITHER),
    _OF.sound("sheets-list", "So is a list of something else.", _sheets(表=_SHEET, 字典=Sheet([["代码", "行业"], ["C36", "汽车制造业"]])), EITHER),
    _OF.refused("sheets-only-empty", "A workbook of empty sheets is refused.", _sheets(Sheet1=Sheet([]), Sheet2=Sheet([]))),
]  # fmt: skip


CASES = [*_HEADINGS, *_ROWS, *_HIDDEN, *_MERGED, *_CELLS, *_SHEETS]
