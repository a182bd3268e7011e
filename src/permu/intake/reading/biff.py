"""An .xls workbook ([MS-XLS], BIFF8), read record by record: the same cells as an .xlsx gives."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from permu.intake.reading.biff_cells import CELL_RECORDS, Style
from permu.intake.reading.biff_strings import shared_strings, short_string
from permu.intake.reading.looks import PLAIN, Look
from permu.intake.reading.numbers import shown_as
from permu.intake.reading.ole import Ole
from permu.intake.reading.wire import SheetEnd, Writer
from permu.terms.refusal import Refused

_BOF, _EOF, _CONTINUE = 0x809, 0x0A, 0x3C
_FILEPASS, _DATEMODE, _SHEET, _SST, _FORMAT, _XF, _FONT = 0x2F, 0x22, 0x85, 0xFC, 0x41E, 0xE0, 0x31
_ROW, _COLUMNS, _MERGED, _STRING = 0x208, 0x7D, 0xE5, 0x207
_BIFF8 = 0x0600


def read_xls(data: bytes, writer: Writer) -> None:
    """Write every worksheet's cells.

    Raises:
        Refused: encrypted, damaged or older than Excel 97.
    """
    stream = Ole(data).stream("Workbook")
    try:
        book = book_of(stream)
        writer.begin("xls")
        for sheet in book.sheets:
            writer.sheet(sheet.name, hidden=sheet.is_hidden)
            _read_sheet(stream, sheet, book=book, writer=writer)
    except (struct.error, IndexError) as error:
        raise Refused("intake.damaged") from error


@dataclass
class _Sheet:
    name: str
    offset: int
    is_hidden: bool


@dataclass
class Book:
    """What stands before the sheets: where each begins, texts, number formats, fonts."""

    sheets: list[_Sheet] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    fonts: list[Look] = field(default_factory=list)
    font_of: list[int] = field(default_factory=list)  # of each cell style
    from_1904: bool = False

    def style(self, index: int) -> Style:
        """What a cell style makes of what stands in it."""
        number = self.formats[index] if index < len(self.formats) else 0
        font = self.font_of[index] if index < len(self.font_of) else 0
        shown = shown_as(number, self.codes.get(number))
        return Style(shown, self.from_1904, self.look(font).is_struck)

    def look(self, font: int) -> Look:
        """There is no font 4: the fifth is number 5."""
        index = font - (font > 4)
        return self.fonts[index] if index < len(self.fonts) else PLAIN


def records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, up to its end.

    Raises:
        Refused: it has none.
    """
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + length]
        if len(body) < length:
            raise Refused("intake.truncated")
        offset += 4 + length
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            return
        if depth == 1:  # deeper: a chart inside the sheet
            yield kind, body


def book_of(stream: bytes) -> Book:
    """The workbook's own records.

    Raises:
        Refused: encrypted, damaged or older than Excel 97.
    """
    book = Book()
    strings: list[bytes] = []
    before = 0
    for kind, body in records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", body)[0] != _BIFF8:
            raise Refused("intake.not_a_table", really="Excel 5.0/95 的旧工作簿")
        if kind == _FILEPASS:
            raise Refused("intake.encrypted")
        if kind == _SST or (kind == _CONTINUE and before == _SST):
            strings.append(body)
        else:
            _global(book, kind, body)
        before = before if kind == _CONTINUE else kind
    book.strings = shared_strings(strings, book.look)
    return book


def _global(book: Book, kind: int, body: bytes) -> None:
    if kind == _DATEMODE:
        book.from_1904 = body[0] == 1
    elif kind == _SHEET and body[5] == 0:  # a worksheet: no chart, no macro sheet
        offset, state = struct.unpack_from("<IB", body)
        book.sheets.append(_Sheet(short_string(body, 6), offset, is_hidden=bool(state & 3)))
    elif kind == _FORMAT:
        number, length, flags = struct.unpack_from("<HHB", body)
        raw = body[5 : 5 + length * (1 + (flags & 1))]
        book.codes[number] = raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace")
    elif kind == _XF:
        font, number = struct.unpack_from("<HH", body)
        book.formats.append(number)
        book.font_of.append(font)
    elif kind == _FONT:
        options, _colour, _weight, place = struct.unpack_from("<HHHH", body, 2)
        named = {1: "superscript", 2: "subscript"}.get(place, "")
        book.fonts.append(Look(is_struck=bool(options & 8), place=named))


def _read_sheet(stream: bytes, sheet: _Sheet, *, book: Book, writer: Writer) -> None:
    about = SheetEnd()
    styles = cache(book.style)
    rows: dict[int, dict[int, str]] = {}
    awaiting: tuple[int, int] | None = None  # a formula whose text follows
    for kind, body in records(stream, sheet.offset):
        if kind == _STRING and awaiting:
            length, flags = struct.unpack_from("<HB", body)
            raw = body[3 : 3 + length * (1 + (flags & 1))]
            text = raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace")
            rows[awaiting[0]][awaiting[1]] = f"t{text}" if text else "f"
        elif kind in CELL_RECORDS:
            awaiting = None
            for row, column, text in CELL_RECORDS[kind](body, book.strings, styles):
                cells = rows.setdefault(row + 1, {})
                if column + 1 in cells:
                    raise Refused("intake.cell_twice", cell=f"第 {row + 1} 行")
                cells[column + 1] = text
                awaiting = (row + 1, column + 1)
        else:
            _about(about, kind, body)
    for number in sorted(rows):
        writer.row(number, rows[number])
    writer.end_sheet(about)


def _about(about: SheetEnd, kind: int, body: bytes) -> None:
    if kind == _ROW:
        row, height, options = struct.unpack_from("<H4xH4xI", body)
        if options & 0x20 or height == 0:
            about.hidden_rows.append(row + 1)
    elif kind == _COLUMNS:
        first, last, width, options = struct.unpack_from("<HHH2xH", body)
        if options & 1 or width == 0:
            about.hidden_columns.append((first + 1, last + 1))
    elif kind == _MERGED:
        for at in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + at * 8)
            about.merged.append((top + 1, left + 1, bottom + 1, right + 1))
