"""What a file really is, by its first bytes. Its name decides nothing, but must not say otherwise."""

import re

from permu.intake.reading.ole import Ole, is_ole
from permu.intake.reading.package import Package
from permu.terms.refusal import Refused

SUFFIXES = {"xlsx": {"xlsx", "xlsm"}, "xls": {"xls", "et"}, "csv": {"csv", "txt"}}

_SIGNATURES = (
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"SQLite format 3", "数据库文件"),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 4096  # bytes
_TAG = re.compile(rb"<(?:!|[?/]?[a-z])")
_ARCHIVE = re.compile(rb"^mime-version:", re.MULTILINE)
_MARKUP = ((b"<html", "网页（HTML）"), (b"<!doctype html", "网页（HTML）"), (b"<table", "网页（HTML）"),
           (b"<?xml", "XML 文件"))  # fmt: skip


def kind_of(data: bytes, suffix: str) -> str:
    """`xlsx`, `xls` or `csv`: by content, and the suffix (without dot, lower case) must agree.

    Raises:
        Refused: the content is something else, encrypted, or not what the name says.
    """
    kind = _by_content(data)
    if suffix not in SUFFIXES[kind]:
        raise Refused("intake.misnamed", suffix=f".{suffix}", really=f".{kind}")
    return kind


def _by_content(data: bytes) -> str:
    if not data.strip() or data in _MARKS:
        raise Refused("intake.empty_file")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if is_ole(data):
        return _ole_kind(data)
    _refuse_known(data)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("intake.not_a_table", really="二进制文件")
    return "csv"


def _refuse_known(data: bytes) -> None:
    """What other programs write, by how it begins."""
    start = _start(data)
    for signature, label in (*_SIGNATURES, *_MARKUP):
        if data.startswith(signature) or start.startswith(signature):
            raise Refused("intake.not_a_table", really=label)
    if _TAG.match(start):
        raise Refused("intake.not_a_table", really="网页（HTML）")
    if _ARCHIVE.search(start):
        raise Refused("intake.not_a_table", really="网页存档（MHT）")


def _start(data: bytes) -> bytes:
    """The first characters in lower case and one byte each, without marks and spaces."""
    start = data[:_LOOKED_AT]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.replace(b"\0", b"")
    return start.lstrip(b"".join(_MARKS) + b" \t\r\n").lower()


def _zip_kind(data: bytes) -> str:
    names = Package(data).names
    if "xl/workbook.xml" in names or ("_rels/.rels" in names and "xl/workbook.bin" not in names):
        for part, label in (
            ("word/document.xml", "Word 文档"),
            ("ppt/presentation.xml", "PPT 文稿"),
        ):
            if part in names:
                raise Refused("intake.not_a_table", really=label)
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refused("intake.not_a_table", really="二进制工作簿（.xlsb）")
    label = "OpenDocument 文件（.ods）" if "content.xml" in names else "ZIP 压缩包"
    raise Refused("intake.not_a_table", really=label)


def _ole_kind(data: bytes) -> str:
    names = Ole(data).names
    if "EncryptedPackage" in names:
        raise Refused("intake.encrypted")
    if "Workbook" in names:
        return "xls"
    if "Book" in names:
        raise Refused("intake.not_a_table", really="Excel 5.0/95 的旧工作簿")
    raise Refused(
        "intake.not_a_table", really="Word 文档" if "WordDocument" in names else "OLE 文件"
    )
