"""What a file really is, whatever its name says."""

import io
from collections.abc import Callable, Sequence

import xlwt

from .build import (
    ANY,
    HEAD,
    ROOT,
    ROWS,
    TYPES,
    Category,
    Package,
    Written,
    compound,
    sound_parts,
    zipped,
)
from .case import Case
from .dirt import Row

_OF = Category("types")
TEXT = "".join(f"{','.join(map(str, row))}\r\n" for row in (HEAD, *ROWS))
_TABLE = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEAD, *ROWS))
_HTML = f"<html><head><meta charset=utf-8></head><body><table>{_TABLE}</table></body></html>"
_OLD = "urn:schemas-microsoft-com:office:spreadsheet"


def old_workbook(rows: Sequence[Row] = (HEAD, *ROWS), sheet: str = "表") -> bytes:
    """An .xls."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(at, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _with_password() -> bytes:
    """The record that says so (FILEPASS) right behind the first."""
    begin = bytes.fromhex("0908100000060500bb0dcc070000000006000000")
    return compound(
        "Workbook", stream=begin + bytes.fromhex("2f00060001000100000000") + b"\x0a\0\0\0"
    )


def _file(name: str, content: bytes | str) -> Written:
    return Written(name, lambda: content.encode() if isinstance(content, str) else content)


def _no(id_: str, says: str, name: str, content: bytes | str | Callable[[], bytes]) -> Case:
    make = Written(name, content) if callable(content) else _file(name, content)
    return _OF.refused(id_, says, make)


_MARKUP = [
    _no("html", "A web page by the name of an old workbook is refused.", "报表.xls", _HTML),
    _no("html-xlsx", "So is one by the name of a new one.", "报表.xlsx", _HTML),
    _no("html-table", "So is one that begins with its table.", "报表.xls", f"<table>{_TABLE}</table>"),
    _no("html-office", "So is one that a database wrote for Excel.", "报表.xls", _HTML.replace("<html", '\ufeff<html xmlns:x="urn:schemas-microsoft-com:office:excel"')),
    _no("html-csv", "So is one by the name of a text.", "报表.csv", _HTML),
    _no("xml-2003", "A workbook of 2003 in XML is refused.", "报表.xls", f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{_OLD}"/>'),
    _no("xml", "So is other XML.", "报表.xlsx", "<?xml version='1.0'?><a/>"),
    _no("mht", "So is a web archive.", "报表.xls", "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + _HTML),
    _no("json", "So is JSON.", "报表.csv", '{"rows": [{"code": "1", "tax": 5}, {"code": "2", "tax": 6}]}'),
]  # fmt: skip

_NAMED = [
    _no("csv-as-xlsx", "A text by the name of a workbook is refused.", "报表.xlsx", TEXT),
    _no("csv-as-xls", "So is one by the name of an old one.", "报表.xls", TEXT),
    _no("xlsx-as-csv", "A workbook by the name of a text is refused.", "报表.csv", lambda: Package().bytes()),
    _no("xlsx-as-xls", "So is a new workbook by the name of an old one.", "报表.xls", lambda: Package().bytes()),
    _no("xls-as-xlsx", "So is an old workbook by the name of a new one.", "报表.xlsx", old_workbook),
    _no("xls-as-csv", "So is one by the name of a text.", "报表.csv", old_workbook),
    _no("no-suffix", "A name that says nothing is refused.", "报表", TEXT),
    _no("other-suffix", "So is one that says something else.", "报表.pdf", TEXT),
    _OF.sound("upper-case", "A name may be in capitals.", _file("报表.CSV", TEXT)),
    _OF.sound("upper-case-xlsx", "So may that of a workbook.", Package(name="报表.XLSX")),
    _OF.sound("text", "A table in a .txt is a table.", _file("报表.txt", TEXT)),
    _OF.sound("long-name", "A name may be long, and have spaces and quotes in it.", Package(name="2025年 ‘实缴税金’ “最终版” (1)" + "稿" * 50 + ".xlsx")),
    _OF.sound("xls", "An old workbook is read.", Written("报表.xls", old_workbook)),
    _OF.sound("et", "So is one of WPS.", Written("报表.et", old_workbook)),
]  # fmt: skip

_OTHERS = [
    _no("xlsb", "A binary workbook is refused.", "报表.xlsb", lambda: zipped({TYPES: b"<a/>", ROOT: sound_parts()[ROOT], "xl/workbook.bin": b"\x83\x01\0"})),
    _no("xlsb-as-xlsx", "So is one by the name of an .xlsx.", "报表.xlsx", lambda: zipped({TYPES: b"<a/>", ROOT: sound_parts()[ROOT], "xl/workbook.bin": b"\x83\x01\0"})),
    _no("ods", "An open document is refused.", "报表.ods", lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})),
    _no("ods-as-xlsx", "So is one by the name of an .xlsx.", "报表.xlsx", lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"})),
    _no("pdf", "A PDF is refused.", "报表.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"),
    _no("png", "A picture is refused.", "报表.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    _no("jpg", "So is a photograph.", "报表.xls", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    _no("rtf", "A formatted text is refused.", "报表.xls", b"{\\rtf1\\ansi 1}"),
    _no("doc", "An old text document is refused.", "报表.xls", compound("WordDocument", "1Table")),
    _no("ppt", "So are old slides.", "报表.xls", compound("PowerPoint Document")),
    _no("msg", "So is a letter.", "报表.xls", compound("__properties_version1.0")),
    _no("rar", "A package of another kind is refused.", "报表.xlsx", b"Rar!\x1a\x07\x01\0" + b"\0" * 60),
    _no("7z", "So is this one.", "报表.xlsx", b"7z\xbc\xaf\x27\x1c" + b"\0" * 60),
    _no("gzip", "So is this one.", "报表.csv", b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\0" * 60),
    _no("sqlite", "A database is refused.", "报表.xls", b"SQLite format 3\0" + b"\0" * 84),
    _no("program", "A program is refused.", "报表.xls", b"MZ\x90\0\x03\0\0\0" + b"\0" * 60),
    _no("zeros-in-text", "A text with zero bytes is refused.", "报表.csv", TEXT.replace("88", "8\0")),
]  # fmt: skip

_OLD_ONES = [
    _no("biff-2", "A sheet of Excel 2 is refused.", "报表.xls", bytes.fromhex("0900040002001000") + b"\x0a\0\0\0"),
    _no("biff-3", "So is one of Excel 3.", "报表.xls", bytes.fromhex("09020600000010000000") + b"\x0a\0\0\0"),
    _no("biff-4", "So is one of Excel 4.", "报表.xls", bytes.fromhex("09040600000010000000") + b"\x0a\0\0\0"),
    _no("biff-5", "So is a workbook of Excel 5.", "报表.xls", compound("Book")),
    _no("biff-5-within", "So is one by the name of a later one.", "报表.xls", compound("Workbook", stream=bytes.fromhex("0908080000050500bb0dcc07") + b"\x0a\0\0\0")),
    _no("xls-password", "An old workbook with a password is refused.", "报表.xls", _with_password),
    _no("xls-cut", "One that is cut off is refused.", "报表.xls", lambda: old_workbook()[:3000]),
    _no("xls-half", "So is one without its last sector.", "报表.xls", lambda: old_workbook()[:-1024]),
    _no("xls-start", "So are its first bytes alone.", "报表.xls", lambda: old_workbook()[:8]),
    _no("xls-no-records", "So is one whose stream holds nothing.", "报表.xls", compound("Workbook", stream=b"\0" * 5000)),
    _no("xls-circle", "So is one whose sectors turn in a circle.", "报表.xls", lambda: old_workbook()[:44] + b"\xff" * 4 + b"\0" * 4 + old_workbook()[52:]),
    _OF.sound("xls-bytes-after", "What follows an old workbook is not read.", Written("报表.xls", lambda: old_workbook() + b"\0" * 512), ANY),
]  # fmt: skip

CASES = [*_MARKUP, *_NAMED, *_OTHERS, *_OLD_ONES]
