"""Writes files byte by byte: packages of parts, some sound, some that no spreadsheet program would write."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from .dirt import Page, Row
from .table import ACCEPTED, ASKED, BOLT, CLEAN, FAN, HEADINGS, LAMP, REJECTED, Case

Parts = Mapping[str, bytes]
Make = Callable[[Path], Path]

SHEET, BOOK, STRINGS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
RELATIONS, ROOT, TYPES = "xl/_rels/workbook.xml.rels", "_rels/.rels", "[Content_Types].xml"
HEAD = ("统一社会信用代码", "企业名称", HEADINGS["tax"])
FIGURES = (120.5, 350, 88)
ROWS: tuple[Row, ...] = tuple((*who, figure) for who, figure in zip(CLEAN, FIGURES, strict=True))
VALUES = {FAN: "120.5", LAMP: "350", BOLT: "88"}
ANY = ACCEPTED | ASKED | REJECTED
"""Accepted with all its values, or rejected: both are fair, another value is not."""


@dataclass(frozen=True)
class Written:
    """A file of this name whose bytes are made when they are wanted."""

    name: str
    content: Callable[[], bytes]

    def __call__(self, folder: Path) -> Path:
        """Write it."""
        path = folder / self.name
        path.write_bytes(self.content())
        return path


@dataclass(frozen=True)
class Category:
    """Makes the cases of one category, each of the three enterprises and their taxes."""

    name: str

    def sound(self, id_: str, says: str, make: Make, outcomes: frozenset[str] = ACCEPTED) -> Case:
        """All that the file says is taken."""
        return Case(
            id=id_, category=self.name, says=says, dataset="tax", make=make,
            outcomes=outcomes, values=VALUES,
        )  # fmt: skip

    def refused(self, id_: str, says: str, make: Make) -> Case:
        """Nothing is taken."""
        return Case(
            id=id_, category=self.name, says=says, dataset="tax", make=make, outcomes=REJECTED
        )

    def held(self, id_: str, says: str, make: Make, rows: Mapping[int, str]) -> Case:
        """Of these rows no figure is taken: the sheet's row, and whose it is ("": nobody loses by it)."""
        values = {code: value for code, value in VALUES.items() if code not in rows.values()}
        return Case(
            id=id_, category=self.name, says=says, dataset="tax", make=make,
            outcomes=ASKED, values=values, held=frozenset(rows),
        )  # fmt: skip


def slow(case: Case) -> Case:
    """A case that takes many seconds, as the limits allow: only `make torture` tries it."""
    return replace(case, is_slow=True)


@cache
def sound_parts() -> dict[str, bytes]:
    """The parts of a workbook in which nothing is wrong. Row 1 is the heading, 2 to 4 are enterprises."""
    with TemporaryDirectory() as folder:
        path = Page(rows=[HEAD, *ROWS]).save(Path(folder) / "报表.xlsx")
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}


def zipped(
    parts: Parts | Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A package of parts; given as pairs, a name may stand there twice."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as package:
        for name, content in pairs:
            package.writestr(name, content)
    return buffer.getvalue()


@dataclass(frozen=True)
class Package:
    """The sound workbook with parts added, put in the place of others, or left out."""

    more: Parts = field(default_factory=dict)
    without: tuple[str, ...] = ()
    name: str = "报表.xlsx"

    def bytes(self) -> bytes:
        """The package."""
        parts = {**sound_parts(), **self.more}
        return zipped({name: parts[name] for name in parts if name not in self.without})

    def __call__(self, folder: Path) -> Path:
        """Write it."""
        return Written(self.name, self.bytes)(folder)

    def then(self, part: str, *changes: tuple[str, str]) -> "Package":
        """With another part changed, too."""
        return replace(self, more={**self.more, **edited(part, *changes).more})


def edited(part: str, *changes: tuple[str, str]) -> Package:
    """The sound workbook with one part changed, once at each place."""
    text = sound_parts()[part].decode()
    for before, after in changes:
        assert before in text, (before, text)
        text = text.replace(before, after, 1)
    return Package({part: text.encode()})


def below(xml: str) -> Package:
    """The sound sheet with more rows below the last."""
    return edited(SHEET, ("</sheetData>", f"{xml}</sheetData>"))


def figure(xml: str) -> Package:
    """The sound sheet in which the second enterprise's figure is written like this."""
    return edited(SHEET, ("<v>350</v>", xml))


def compound(*names: str, stream: bytes = b"") -> bytes:
    """A compound file whose root has these streams; the first has these bytes, the others none."""
    size = max(len(stream), 4096) if stream else 0
    sectors = -(-size // 512)
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), *([0xFFFFFFFE] if sectors else [])]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    header += b"\0" * 6 + struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = b"".join(
        _entry(at, name, len(names), size) for at, name in enumerate(("Root Entry", *names))
    )
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    return (header + table + entries.ljust(512, b"\0") + stream.ljust(size, b"\0")).ljust(
        2048, b"\0"
    )


def _entry(at: int, name: str, last: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    following = at + 1 if 0 < at < last else 0xFFFFFFFF
    child, kind = (0xFFFFFFFF, 2) if at else (1, 5)
    start, length = (2, size) if at == 1 and size else (0xFFFFFFFE, 0)
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xIQ", len(raw), kind, 1, 0xFFFFFFFF, following, child, start, length
    )
