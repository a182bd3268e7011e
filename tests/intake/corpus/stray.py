"""What stands where it does not belong, and letters that are no longer meant: in any container, all alike."""

import io
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
import xlwt
from xlwt import Worksheet

from .build import HEAD, ROWS, SHEET, Category, Make, Package, Written, edited, figure
from .case import Case
from .kinds import TEXT
from .table import LAMP

_XML, _TYPES, _CSV = Category("xml"), Category("types"), Category("csv")
_SECOND = "<row r='9'><c r='A9' t='inlineStr'><is><t>9</t></is></c><c r='C9'><v>9</v></c></row>"
_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'


def _after(xml: str) -> Package:
    return edited(SHEET, ("</worksheet>", f"{xml}</worksheet>"))


_PLACES = [
    _XML.refused("rows-twice", "Two lists of rows may mean either.", _after(f"<sheetData>{_SECOND}</sheetData>")),
    _XML.refused("row-elsewhere", "A row among what programs add for themselves is nobody's.", _after(f'<extLst><ext uri="a">{_SECOND}</ext></extLst>')),
    _XML.refused("row-alone", "So is one below all rows.", _after(_SECOND)),
    _XML.refused("cell-alone", "So is a cell without a row.", _after('<c r="E3"><v>999</v></c>')),
    _XML.refused("value-deeper", "So is a value within something else of a cell.", figure("<permu><v>350</v></permu>")),
    _XML.refused("rows-deeper", "So are rows within something else.", edited(SHEET, ("<sheetData>", "<permu><sheetData>"), ("</sheetData>", "</sheetData></permu>"))),
    _XML.refused("columns-none", "There is no column before the first.", edited(SHEET, ("<sheetData>", '<cols><col min="-5" max="3" hidden="1"/></cols><sheetData>'))),
    _XML.refused("columns-all", "A sheet of which no column shows is not taken.", edited(SHEET, ("<sheetData>", '<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>'))),
    *(
        _XML.refused(f"doctype-{name}", "A document type is refused in any part, read or not.", Package({part: _DOCTYPE}))
        for name, part in (("types", "[Content_Types].xml"), ("properties", "docProps/app.xml"),
                           ("drawing", "xl/drawings/vmlDrawing1.vml"), ("relations", "xl/worksheets/_rels/sheet1.xml.rels"))
    ),
    _XML.sound("not-read", "A part that is not read need not be XML.", Package({"customXml/item1.xml": b"\xff\0<"})),
]  # fmt: skip


def _struck_row(folder: Path) -> Path:
    path = folder / "报表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page, struck = book.add_worksheet(), book.add_format({"font_strikeout": True})
        for at, row in enumerate((HEAD, *ROWS)):
            page.write_row(at, 0, row, struck if at == 2 else None)
    return path


_STYLES = "xl/styles.xml"
_STRUCK = '<fonts count="2"><font><sz val="11"/></font><font><strike/></font></fonts>'
_FORMATS = [
    _TYPES.sound("format-of-conditions", "A number format that a condition sets is not a cell's.",
        edited(_STYLES, ("</cellXfs>", '</cellXfs><dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy-mm-dd"/></dxf></dxfs>'))),
    _TYPES.held("format-endless", "A number format longer than any program writes shows nobody knows what.",
        edited(_STYLES, ('<numFmts count="0">', f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{"[" * 100_000}"/>'),
               ("</cellXfs>", '<xf numFmtId="200"/></cellXfs>')).then(SHEET, ('r="C3" t="n" s="0"', 'r="C3" t="n" s="1"')), {3: LAMP}),
    _TYPES.held("struck-cell", "A figure that is struck out is no longer meant.",
        edited(_STYLES, ("<cellXfs>", f"{_STRUCK}<cellXfs>"), ("</cellXfs>", '<xf numFmtId="0" fontId="1"/></cellXfs>'))
        .then(SHEET, ('r="C3" t="n" s="0"', 'r="C3" t="n" s="1"')), {3: LAMP}),
    _TYPES.held("struck-code", "Nor is an enterprise whose code is.", _struck_row, {3: LAMP}),
]  # fmt: skip


def _old(write: Callable[[Worksheet], object]) -> Make:
    """An .xls of the three enterprises, of which one figure is written in this way."""

    def content() -> bytes:
        book = xlwt.Workbook()
        page = book.add_sheet("表", cell_overwrite_ok=True)
        for at, row in enumerate((HEAD, *ROWS)):
            for column, value in enumerate(row):
                page.write(at, column, value)
        write(page)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    return Written("报表.xls", content)


def _runs(*runs: tuple[str, str]) -> Make:
    parts = [(text, xlwt.easyfont(font)) for text, font in runs]
    return _old(lambda page: page.write_rich_text(2, 2, parts))


_LETTERS = [
    _TYPES.held("xls-raised", "A raised digit of an old workbook is a footnote.", _runs(("350", ""), ("1", "escapement superscript")), {3: LAMP}),
    _TYPES.held("xls-struck", "A struck figure beside the new one is asked about.", _runs(("3", "struck_out on"), ("50", "")), {3: LAMP}),
    _TYPES.held("xls-struck-cell", "So is one in a cell that is struck out.", _old(lambda page: page.write(2, 2, 350, xlwt.easyxf("font: struck_out on"))), {3: LAMP}),
    _TYPES.sound("xls-bold", "Letters may be bold.", _runs(("3", "bold on"), ("50", ""))),
    _TYPES.sound("xls-rare", "Letters outside the plane count as two.", _old(lambda page: page.write_rich_text(2, 3, [("𠮷", xlwt.easyfont("")), ("a", xlwt.easyfont("bold on"))]))),
]  # fmt: skip


def _markup(id_: str, says: str, content: bytes) -> Case:
    return _TYPES.refused(id_, says, Written("报表.xls", lambda: content))


_MARKUP = [
    _markup("html-styled", "A web page may begin with its styles.", b"<style>td {}" + b" " * 900 + b"</style><table><tr><td>1</td></tr></table>"),
    _markup("html-utf-16", "It may be in UTF-16.", "<html><table><tr><td>1</td></tr></table>".encode("utf-16")),
    _markup("mht-letter", "A web archive may begin as a letter does.", b"From: <Saved by a browser>\r\nSubject: 1\r\nMIME-Version: 1.0\r\n"),
    _markup("mark-alone", "A mark of an encoding is nothing.", b"\xef\xbb\xbf"),
]  # fmt: skip

_LINES = TEXT.splitlines()
_TEXTS = [
    _CSV.sound("semicolons-in-remark", "What stands in most lines, but not in all, divides nothing.",
        Written("报表.csv", lambda: "\r\n".join([f"{_LINES[0]},备注", *(f"{line},{';' * 10}" for line in _LINES[1:])]).encode())),
    _CSV.sound("quoted-after-space", "A space may stand before a quote.",
        Written("报表.csv", lambda: "\r\n".join(", ".join(f'"{one}"' for one in line.split(",")) for line in _LINES).encode())),
    _CSV.refused("longer-field", "A field of 200,000 characters is refused for its length.",
        Written("报表.csv", (TEXT + f"1,{'x' * 200_000},3").encode)),
]  # fmt: skip

CASES = [*_PLACES, *_FORMATS, *_LETTERS, *_MARKUP, *_TEXTS]
