"""The package around a workbook: cut off, ambiguous, disguised, or built to harm whoever unpacks it."""

import io
import stat
import zipfile

from .build import (
    ANY,
    BOOK,
    RELATIONS,
    ROOT,
    SHEET,
    STRINGS,
    TYPES,
    Category,
    Package,
    Written,
    compound,
    edited,
    sound_parts,
    zipped,
)
from .table import ASKED

_OF = Category("containers")


def _spaces() -> bytes:
    return b" " * (210 << 20)


def _file(content: bytes, name: str = "报表.xlsx") -> Written:
    return Written(name, lambda: content)


def _whole() -> bytes:
    return Package().bytes()


def _with(
    *pairs: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> Written:
    """The sound parts, then more; of a name that stands there already both are written."""
    return Written("报表.xlsx", lambda: zipped([*sound_parts().items(), *pairs], method))


def _changed(part: str, before: bytes, after: bytes) -> bytes:
    return sound_parts()[part].replace(before, after)


def _link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("xl/media/link")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def _bomb() -> bytes:
    sheet = sound_parts()[SHEET].replace(b"<sheetData>", b"<sheetData>" + _spaces())
    return Package({SHEET: sheet}).bytes()


def _lying_bomb() -> bytes:
    size = (len(sound_parts()[SHEET]) + len(_spaces())).to_bytes(4, "little")
    return _bomb().replace(size, (1000).to_bytes(4, "little"))


def _nested() -> bytes:
    inner = zipped({"a": b"\0" * (1 << 20)})
    for _ in range(4):
        inner = zipped({f"{at}.zip": inner for at in range(10)}, zipfile.ZIP_STORED)[:1_000_000]
    return Package({"xl/embeddings/package1.zip": inner}).bytes()


def _damaged() -> bytes:
    """A byte of the sheet is another than when its checksum was taken."""
    whole = bytearray(zipped(sound_parts(), zipfile.ZIP_STORED))
    at = whole.index(b"<v>350</v>")
    whole[at + 3] = ord("9")
    return bytes(whole)


def _encrypted() -> bytes:
    """Every entry says that it is encrypted."""
    whole = bytearray(_whole())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = whole.find(mark)
        while start >= 0:
            whole[start + at] |= 1
            start = whole.find(mark, start + 4)
    return bytes(whole)


def _wide() -> bytes:
    """Every part in the form for sizes above 4 GB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sound_parts().items():
            with package.open(name, "w", force_zip64=True) as part:
                part.write(content)
    return buffer.getvalue()


class _Stream(io.RawIOBase):
    """Takes bytes and lets nobody go back."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.taken += data
        return len(data)


def _streamed() -> bytes:
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sound_parts().items():
            package.writestr(name, content)
    return bytes(stream.taken)


_CUT = [
    _OF.refused("cut-end", "A package whose end is lost is refused.", Written("报表.xlsx", lambda: _whole()[:-200])),
    _OF.refused("cut-half", "Half a package is refused.", Written("报表.xlsx", lambda: _whole()[: len(_whole()) // 2])),
    _OF.refused("cut-start", "A package whose beginning is lost is refused.", Written("报表.xlsx", lambda: _whole()[100:])),
    _OF.refused("four-bytes", "The first four bytes of a package are no package.", _file(b"PK\x03\x04")),
    _OF.refused("no-parts", "A package without parts is refused.", Written("报表.xlsx", lambda: zipped({}))),
    _OF.refused("empty", "An empty file is refused.", _file(b"")),
    _OF.refused("spaces", "A file of spaces is refused.", _file(b" \r\n" * 40)),
    _OF.refused("zeros", "A file of zeros is refused.", _file(b"\0" * 4096)),
    _OF.refused("not-zip", "A text is no package, whatever its name.", _file("亩均论英雄".encode())),
    _OF.refused("checksum", "A part that is not what its checksum says is refused.", Written("报表.xlsx", _damaged)),
]  # fmt: skip

_OTHERS = [
    _OF.refused("zip-of-texts", "A package of other files is no workbook.", Written("报表.xlsx", lambda: zipped({"a.txt": b"1", "b/c.csv": b"2"}))),
    _OF.refused("zip-of-workbook", "A workbook within a package is not looked for.", Written("报表.xlsx", lambda: zipped({"报表.xlsx": _whole()}))),
    _OF.refused("docx", "A text document by the name of a workbook is refused.",
        Written("报表.xlsx", lambda: zipped({TYPES: b"<a/>", ROOT: sound_parts()[ROOT], "word/document.xml": b"<a/>"}))),
    _OF.refused("pptx", "So are slides.",
        Written("报表.xlsx", lambda: zipped({TYPES: b"<a/>", ROOT: sound_parts()[ROOT], "ppt/presentation.xml": b"<a/>"}))),
    _OF.refused("encrypted", "A workbook with a password is refused.", _file(compound("EncryptedPackage", "EncryptionInfo"))),
    _OF.refused("encrypted-zip", "So is a package whose entries are encrypted.", Written("报表.xlsx", _encrypted)),
]  # fmt: skip

_BOMBS = [
    _OF.refused("many-entries", "6,000 parts are refused unread.",
        Written("报表.xlsx", lambda: zipped({**sound_parts(), **{f"xl/media/{at}.png": b"" for at in range(6000)}}))),
    _OF.refused("bomb", "A part that unpacks to 210 MB is refused.", Written("报表.xlsx", _bomb)),
    _OF.refused("lying-bomb", "So it is when it says that it has 1,000 bytes.", Written("报表.xlsx", _lying_bomb)),
    _OF.refused("bomb-beside", "So is one that no reader would need.", Written("报表.xlsx", lambda: Package({"xl/media/a.png": _spaces()}).bytes())),
    _OF.sound("nested", "A package within the package is not unpacked.", Written("报表.xlsx", _nested), ANY),
]  # fmt: skip

_NAMES = [
    _OF.refused("part-twice", "Two parts of one name may mean either.", _with((SHEET, _changed(SHEET, b"350", b"351")))),
    _OF.refused("part-twice-same", "So may two that are alike.", _with((SHEET, sound_parts()[SHEET]))),
    _OF.refused("part-twice-case", "Names of parts are compared without case.", _with((SHEET.upper(), _changed(SHEET, b"350", b"351")))),
    _OF.refused("strings-twice", "So may two tables of texts.", _with((STRINGS, sound_parts()[STRINGS]))),
    _OF.refused("absolute", "A name that begins at the root of a disk is refused.", _with(("/etc/cron.d/permu", b""))),
    _OF.refused("parent", "A name that leaves the package is refused.", _with(("../../etc/passwd", b""))),
    _OF.refused("parent-within", "So is one that leaves it on the way.", _with(("xl/../../out.xml", b""))),
    _OF.refused("drive", "So is one with a drive.", _with(("C:/windows/a.xml", b""))),
    _OF.refused("link", "A symbolic link is refused.", _with((_link(), b"/etc/passwd"))),
    _OF.refused("two-packages", "Two packages one after the other may mean either.",
        Written("报表.xlsx", lambda: Package({SHEET: _changed(SHEET, b"350", b"351")}).bytes() + _whole())),
    _OF.refused("bytes-before", "A package with something before it is refused.", Written("报表.xlsx", lambda: b"MZ\x90\0 a program" + _whole())),
    _OF.sound("bytes-after", "What follows a package is either not read or not tolerated.", Written("报表.xlsx", lambda: _whole() + b"\0" * 100), ANY),
]  # fmt: skip

_METHODS = [
    _OF.sound("stored", "Parts need not be compressed.", Written("报表.xlsx", lambda: zipped(sound_parts(), zipfile.ZIP_STORED))),
    _OF.refused("bzip2", "No spreadsheet program compresses by bzip2.", Written("报表.xlsx", lambda: zipped(sound_parts(), zipfile.ZIP_BZIP2))),
    _OF.refused("lzma", "Nor by LZMA.", Written("报表.xlsx", lambda: zipped(sound_parts(), zipfile.ZIP_LZMA))),
    _OF.sound("zip64", "The form for sizes above 4 GB is sound.", Written("报表.xlsx", _wide)),
    _OF.sound("streamed", "Sizes may stand behind the parts.", Written("报表.xlsx", _streamed)),
    _OF.sound("folders", "Folders may be entries.", _with(("xl/", b""), ("xl/worksheets/", b""))),
]  # fmt: skip

_RELATION = '<Relationship Id="r0"'
_TO_SHEET = 'Target="worksheets/sheet1.xml"'
_PARTS = [
    _OF.refused("no-types", "A package that does not say what its parts are is damaged.", Package(without=(TYPES,))),
    _OF.refused("no-root", "A package whose beginning is not named is damaged.", Package(without=(ROOT,))),
    _OF.refused("no-workbook", "So is one without a workbook.", Package(without=(BOOK,))),
    _OF.refused("no-relations", "So is one that does not name the sheets' parts.", Package(without=(RELATIONS,))),
    _OF.refused("no-sheet", "So is one without its sheet.", Package(without=(SHEET,))),
    _OF.refused("no-strings", "So is one without the texts that its cells point to.", Package(without=(STRINGS,))),
    _OF.refused("outside", "A sheet that lies elsewhere is not fetched.",
        edited(RELATIONS, (_TO_SHEET, 'TargetMode="External" Target="https://example.com/sheet1.xml"'))),
    _OF.refused("outside-file", "Nor is one on this machine.", edited(RELATIONS, (_TO_SHEET, 'TargetMode="External" Target="file:///etc/passwd"'))),
    _OF.refused("outside-path", "Nor is one beyond the package.", edited(RELATIONS, (_TO_SHEET, 'Target="../../../../etc/passwd"'))),
    _OF.refused("relation-twice", "Two relations of one name may mean either.", edited(RELATIONS, (_RELATION, f'{_RELATION} Type="x" Target="a.xml"/>{_RELATION}'))),
    _OF.sound("from-root", "A part may be named from the package's root.", edited(RELATIONS, (_TO_SHEET, 'Target="/xl/worksheets/sheet1.xml"'))),
    _OF.sound("macros", "Macros are told of, and not run.", Package({"xl/vbaProject.bin": b"\0" * 64}, name="报表.xlsm"), ASKED),
    _OF.sound("macros-hidden", "So are those in a file that says it has none.", Package({"xl/vbaProject.bin": b"\0" * 64}), ASKED),
    _OF.sound("links", "Other workbooks are told of, and not opened.", Package({"xl/externalLinks/externalLink1.xml": b"<a/>"}), ASKED),
    _OF.sound("embedded", "An embedded document is not opened.", Package({"xl/embeddings/oleObject1.bin": compound("Workbook")}), ANY),
]  # fmt: skip

CASES = [*_CUT, *_OTHERS, *_BOMBS, *_NAMES, *_METHODS, *_PARTS]
