"""How a window of an .xls sheet looked ([MS-XLS], BIFF8)."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from permu.intake.reading.appearance.colours import PALETTE
from permu.intake.reading.appearance.dress import Appearance, Asked, Dress, Styled
from permu.intake.reading.appearance.formats import BUILT_IN
from permu.intake.reading.biff import book_of, records
from permu.intake.reading.biff_cells import rk
from permu.intake.reading.ole import Ole
from permu.terms.refusal import Refused

_FONT, _XF, _PALETTE = 0x31, 0xE0, 0x92
_ROW, _COLUMNS, _USUAL, _PANE, _WINDOW = 0x208, 0x7D, 0x55, 0x41, 0x23E
_NUMBER, _RK, _SEVERAL_RK, _SEVERAL_BLANK, _FORMULA = 0x203, 0x27E, 0xBD, 0xBE, 0x06
_OTHERS = (0x201, 0xFD, 0x204, 0xD6, 0x205)  # blank, texts, flags
_FIRST_COLOUR = 8  # before it stand the same eight again
_ACROSS = {1: "left", 2: "center", 3: "right", 6: "center", 7: "center"}
_BOLD = 700

Cells = Iterator[tuple[int, int, int, float | None]]


def xls_looks(data: bytes, asked: Asked) -> Appearance:
    """The looks of some places of one sheet.

    Raises:
        Refused: the file is damaged.
    """
    stream = Ole(data).stream("Workbook")
    try:
        book = book_of(stream)
        table = _Table(book.formats, book.codes)
        for kind, body in records(stream, 0):
            table.record(kind, body)
        found = Appearance(asked, from_1904=book.from_1904)
        _read_sheet(stream, book.sheets[asked.sheet].offset, table=table, found=found)
    except (struct.error, IndexError) as error:
        raise Refused("intake.damaged") from error
    return found


@dataclass
class _Table:
    """Fonts, colours and cell styles."""

    formats: list[int]
    codes: dict[int, str]
    fonts: list[tuple[Dress, int]] = field(default_factory=list)  # and its colour's number
    styles: list[bytes] = field(default_factory=list)
    palette: list[str] = field(default_factory=lambda: list(PALETTE))

    def record(self, kind: int, body: bytes) -> None:
        if kind == _FONT:
            self.fonts.append(_font(body))
        elif kind == _XF:
            self.styles.append(body)
        elif kind == _PALETTE:
            for at in range(min(struct.unpack_from("<H", body)[0], 56)):
                self.palette[_FIRST_COLOUR + at] = body[2 + at * 4 : 5 + at * 4].hex()

    def styled(self, index: int) -> Styled:
        """A cell style by its number. There is no font 4: the fifth is number 5."""
        if index >= len(self.styles):
            return Styled()
        body = self.styles[index]
        number = struct.unpack_from("<H", body)[0]
        at = number - (number > 4)
        font, ink = self.fonts[at] if at < len(self.fonts) else (Dress(), 0)
        lines, pattern, colours = struct.unpack_from("<IIH", body, 10)
        kinds = {"l": lines & 15, "r": lines >> 4 & 15, "t": lines >> 8 & 15, "b": lines >> 12 & 15}
        dress = font._replace(
            ink=self._colour(ink),
            fill=self._colour(colours & 0x7F) if pattern >> 26 else "",
            sides="".join(side for side, kind in kinds.items() if kind),
            across=_ACROSS.get(body[6] & 7, ""),
            wraps=bool(body[6] & 8),
        )
        shown = self.formats[index]
        return Styled(dress, self.codes.get(shown, BUILT_IN.get(shown, "")))

    def _colour(self, index: int) -> str:
        """Beyond the palette stand the colours of the reader's own screen."""
        return self.palette[index] if index < len(self.palette) else ""


def _font(body: bytes) -> tuple[Dress, int]:
    options, ink, weight = struct.unpack_from("<HHH", body, 2)
    dress = Dress(
        is_bold=weight >= _BOLD,
        is_italic=bool(options & 2),
        is_underlined=bool(body[10]),
        is_struck=bool(options & 8),
    )
    return dress, ink


def _read_sheet(stream: bytes, offset: int, *, table: _Table, found: Appearance) -> None:
    styled = cache(table.styled)
    is_frozen, split = False, 0
    for kind, body in records(stream, offset):
        if kind == _WINDOW:
            options = struct.unpack_from("<H", body)[0]
            found.has_grid, is_frozen = bool(options & 2), bool(options & 8)
        elif kind == _PANE:
            split = struct.unpack_from("<2xH", body)[0]
        elif kind in (_ROW, _COLUMNS, _USUAL):
            _about(found, kind, body, styled=styled)
        else:
            for row, column, style, value in _cells(kind, body):
                if row in found.asked.rows and column in found.asked.columns:
                    found.wear(row, column, styled(style), value)
    found.frozen_rows = split if is_frozen else 0


def _about(found: Appearance, kind: int, body: bytes, *, styled: Callable[[int], Styled]) -> None:
    if kind == _USUAL:
        found.usual_width = struct.unpack_from("<H", body)[0]
    elif kind == _COLUMNS:
        first, last, width, style, options = struct.unpack_from("<5H", body)
        for column in found.within(first + 1, last + 1):
            found.widths[column] = width / 256
            found.columns[column] = styled(style).dress
            if options >> 8 & 7:
                found.grouped_columns.add(column)
    else:
        row, options, style = struct.unpack_from("<H10xHH", body)
        if row + 1 in found.asked.rows:
            if options & 7:
                found.grouped_rows.add(row + 1)
            if options & 0x80:
                found.rows[row + 1] = styled(style & 0xFFF).dress


def _cells(kind: int, body: bytes) -> Cells:
    """Row and column from 1, the style, and the number if it is one."""
    if kind == _SEVERAL_RK:
        row, first = struct.unpack_from("<HH", body)
        for at in range((len(body) - 6) // 6):
            style, raw = struct.unpack_from("<HI", body, 4 + at * 6)
            yield row + 1, first + at + 1, style, rk(raw)
    elif kind == _SEVERAL_BLANK:
        row, first = struct.unpack_from("<HH", body)
        for at, (style,) in enumerate(struct.iter_unpack("<H", body[4:-2])):
            yield row + 1, first + at + 1, style, None
    elif kind in (_NUMBER, _RK, _FORMULA, *_OTHERS):
        row, column, style = struct.unpack_from("<HHH", body)
        yield row + 1, column + 1, style, _value(kind, body)


def _value(kind: int, body: bytes) -> float | None:
    if kind == _NUMBER or (kind == _FORMULA and body[12:14] != b"\xff\xff"):
        value: float = struct.unpack_from("<d", body, 6)[0]
        return value
    return rk(struct.unpack_from("<I", body, 6)[0]) if kind == _RK else None
