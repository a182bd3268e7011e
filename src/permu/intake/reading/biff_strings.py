"""BIFF8's strings: short ones, and the shared table whose texts may break across records."""

import struct
from collections.abc import Callable, Sequence

from permu.intake.reading.looks import Look
from permu.terms.refusal import Refused


def short_string(body: bytes, at: int) -> str:
    """A string with a one-byte length, as sheet names have."""
    length, flags = body[at], body[at + 1]
    raw = body[at + 2 : at + 2 + length * (1 + (flags & 1))]
    return raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace")


LookOf = Callable[[int], Look]
"""What a font, by its index, does to letters."""


def shared_strings(records: list[bytes], look_of: LookOf) -> list[str]:
    """The texts of an SST record and its continuations ([MS-XLS] 2.4.265), their letters as they look."""
    if not records:
        return []
    cursor = _Cursor(records)
    _, count = struct.unpack("<II", cursor.take(8))
    return [_text(cursor, look_of) for _ in range(count)]


class _Cursor:
    """Walks over the records as if they were one, but lets a text know where they break."""

    def __init__(self, records: list[bytes]) -> None:
        self._records = records
        self._record = self._at = 0

    @property
    def left(self) -> int:
        """Bytes left in this record."""
        return len(self._records[self._record]) - self._at

    def next_record(self) -> None:
        self._record, self._at = self._record + 1, 0
        if self._record >= len(self._records):
            raise Refused("intake.truncated")

    def take(self, size: int) -> bytes:
        """Bytes that are no text: they go on in the next record without a mark."""
        taken = b""
        while len(taken) < size:
            if not self.left:
                self.next_record()
            part = self.piece(min(size - len(taken), self.left))
            taken += part
        return taken

    def piece(self, size: int) -> bytes:
        """Bytes of this record."""
        part = self._records[self._record][self._at : self._at + size]
        self._at += size
        return part


def as_it_looks(text: str, runs: Sequence[tuple[int, int]], look_of: LookOf) -> str:
    """A text whose letters from some places on (in units of UTF-16) are of other fonts."""
    units = text.encode("utf-16-le")
    starts = [start for start, _ in runs]
    parts = [units[: 2 * starts[0]].decode("utf-16-le", "replace")]
    for (start, font), until in zip(runs, [*starts[1:], len(units)], strict=True):
        parts.append(look_of(font).of(units[2 * start : 2 * until].decode("utf-16-le", "replace")))
    return "".join(parts)


def _text(cursor: _Cursor, look_of: LookOf) -> str:
    length, flags = struct.unpack("<HB", cursor.take(3))
    runs = struct.unpack("<H", cursor.take(2))[0] if flags & 8 else 0
    extension = struct.unpack("<I", cursor.take(4))[0] if flags & 4 else 0
    parts: list[str] = []
    left = length
    while left:
        if not cursor.left:  # a text that goes on says anew how wide its characters are
            cursor.next_record()
            flags = cursor.piece(1)[0]
        width = 1 + (flags & 1)
        characters = min(left, cursor.left // width)
        if not characters:
            raise Refused("intake.damaged")
        raw = cursor.piece(characters * width)
        parts.append(raw.decode("utf-16-le" if width == 2 else "latin-1", "replace"))
        left -= characters
    fonts = list(struct.iter_unpack("<HH", cursor.take(runs * 4)))
    cursor.take(extension)
    text = "".join(parts)
    return as_it_looks(text, fonts, look_of) if fonts else text
