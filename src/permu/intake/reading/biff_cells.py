"""BIFF8's cell records: each gives (row, column, cell for the wire), rows and columns from 0."""

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

from permu.intake.reading.looks import struck
from permu.intake.reading.numbers import cell_text

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
           0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip


class Style(NamedTuple):
    """What a cell's style makes of what stands in it."""

    kind: str
    from_1904: bool
    is_struck: bool = False

    def shown(self, value: float) -> str:
        """The number, or the date it stands for."""
        return self.of(cell_text(value, shown=self.kind, from_1904=self.from_1904))

    def of(self, cell: str) -> str:
        """A cell for the wire as it looks."""
        return struck(cell) if self.is_struck else cell


Styles = Callable[[int], Style]
Cells = Iterator[tuple[int, int, str]]


def rk(raw: int) -> float:
    """The number in an RK field: 30 bits of an integer or of a double, perhaps in hundredths."""
    if raw & 2:
        value: float = (raw >> 2) - ((raw & 0x8000_0000) >> 1)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFF_FFFC) << 32))[0]
    return value / 100 if raw & 1 else float(value)


def _number(body: bytes, _: list[str], styles: Styles) -> Cells:
    row, column, style, value = struct.unpack_from("<HHHd", body)
    yield row, column, styles(style).shown(value)


def _rk(body: bytes, _: list[str], styles: Styles) -> Cells:
    row, column, style, raw = struct.unpack_from("<HHHI", body)
    yield row, column, styles(style).shown(rk(raw))


def _several_rk(body: bytes, _: list[str], styles: Styles) -> Cells:
    row, first = struct.unpack_from("<HH", body)
    for at in range((len(body) - 6) // 6):
        style, raw = struct.unpack_from("<HI", body, 4 + at * 6)
        yield row, first + at, styles(style).shown(rk(raw))


def _shared_text(body: bytes, strings: list[str], styles: Styles) -> Cells:
    row, column, style, index = struct.unpack_from("<HHHI", body)
    if strings[index].strip():
        yield row, column, styles(style).of(f"t{strings[index]}")


def _own_text(body: bytes, _: list[str], styles: Styles) -> Cells:
    row, column, style, length, flags = struct.unpack_from("<HHHHB", body)
    raw = body[9 : 9 + length * (1 + (flags & 1))]
    text = raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace")
    if text.strip():
        yield row, column, styles(style).of(f"t{text}")


def _truth_or_error(body: bytes, _: list[str], _styles: Styles) -> Cells:
    row, column, _style, value, is_error = struct.unpack_from("<HHHBB", body)
    yield row, column, _flag_or_error(value, is_error=bool(is_error))


def _flag_or_error(value: int, *, is_error: bool) -> str:
    if is_error:
        return f"e{_ERRORS.get(value, '#?')}"
    return "bTRUE" if value else "bFALSE"


def _formula(body: bytes, _: list[str], styles: Styles) -> Cells:
    """The stored result; a text follows in a record of its own, until then there is none."""
    row, column, style = struct.unpack_from("<HHH", body)
    if body[12:14] != b"\xff\xff":
        value = struct.unpack_from("<d", body, 6)[0]
        yield row, column, styles(style).shown(value)
    elif body[6] in (1, 2):
        yield row, column, _flag_or_error(body[8], is_error=body[6] == 2)
    else:
        yield row, column, "f"


CELL_RECORDS: dict[int, Callable[[bytes, list[str], Styles], Cells]] = {
    0x203: _number, 0x27E: _rk, 0xBD: _several_rk, 0xFD: _shared_text, 0x204: _own_text,
    0xD6: _own_text, 0x205: _truth_or_error, 0x06: _formula,
}  # fmt: skip
