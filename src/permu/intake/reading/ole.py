"""The compound file around an .xls ([MS-CFB]): its streams, and nothing inside embedded storages."""

import struct
from functools import cached_property

from permu.terms.refusal import Refused

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # this and above are marks, not sectors
_NO_ENTRY = 0xFFFFFFFF


def is_ole(data: bytes) -> bool:
    """Whether the bytes begin as a compound file does."""
    return data.startswith(_MAGIC)


class Ole:
    """A compound file. Chains that leave the file or turn in a circle are refused."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise Refused("intake.truncated")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Refused("intake.damaged")
        self._size = 1 << shift
        self._directory, self._cutoff, self._mini_fat = struct.unpack_from("<I4xII", data, 48)
        self._fat = self._table(self._fat_sectors())

    @property
    def names(self) -> frozenset[str]:
        """Names of the streams at the root: an embedded object's own workbook is not this one."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """A root stream's bytes."""
        start, size = self._entries[name]
        if size >= self._cutoff:
            whole = b"".join(map(self._sector, self._chain(start, self._fat)))
        else:
            mini = b"".join(map(self._sector, self._chain(self._root[0], self._fat)))
            table = self._table(self._chain(self._mini_fat, self._fat))
            whole = b"".join(mini[s * 64 : s * 64 + 64] for s in self._chain(start, table))
        if len(whole) < size:
            raise Refused("intake.truncated")
        return whole[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise Refused("intake.truncated")
        return sector.ljust(self._size, b"\0")

    def _table(self, sectors: list[int]) -> list[int]:
        joined = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _fat_sectors(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            if following >= _LAST_SECTOR:
                break
            *more, following = struct.unpack(f"<{self._size // 4}I", self._sector(following))
            sectors += more
        return [sector for sector in sectors if sector < _LAST_SECTOR]

    def _chain(self, start: int, table: list[int]) -> list[int]:
        chain: list[int] = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(chain) > len(table):
                raise Refused("intake.damaged")
            chain.append(start)
            start = table[start]
        return chain

    @cached_property
    def _raw_directory(self) -> list[bytes]:
        joined = b"".join(map(self._sector, self._chain(self._directory, self._fat)))
        if not joined:
            raise Refused("intake.damaged")
        return [joined[at : at + 128] for at in range(0, len(joined), 128)]

    @cached_property
    def _root(self) -> tuple[int, int]:
        start, size = struct.unpack_from("<II", self._raw_directory[0], 116)
        return start, size

    @cached_property
    def _entries(self) -> dict[str, tuple[int, int]]:
        """Start and size by name of the root's own children: a tree by left and right sibling."""
        found: dict[str, tuple[int, int]] = {}
        seen: set[int] = set()
        waiting = list(struct.unpack_from("<I", self._raw_directory[0], 76))
        while waiting:
            number = waiting.pop()
            if number == _NO_ENTRY or number in seen:
                continue
            if number >= len(self._raw_directory):
                raise Refused("intake.damaged")
            seen.add(number)
            entry = self._raw_directory[number]
            length, kind = struct.unpack_from("<HB", entry, 64)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == 2:
                start, size = struct.unpack_from("<II", entry, 116)
                found[name] = (start, size)
            waiting += struct.unpack_from("<II", entry, 68)
        return found
