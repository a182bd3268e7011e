"""The zip around an .xlsx: judged before anything is unpacked, and counted while it is."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from permu.terms.refusal import Refused

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * 1024 * 1024
_CHUNK = 64 * 1024
_BROKEN = (  # what zipfile raises at bytes that are no archive
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError,
)  # fmt: skip


class Package:
    """A zip archive whose names are unambiguous and whose size is bounded.

    Raises:
        Refused: truncated, damaged, encrypted, ambiguous, hostile or too large.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Refused("intake.truncated") from error
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES:
            raise Refused("intake.too_many_parts", entries=len(infos), limit=MAX_ENTRIES)
        if infos and min(info.header_offset for info in infos) > 0:
            raise Refused("intake.hostile_package", what="前面另有内容")
        for info in infos:
            _refuse_tricks(info)
        self._infos = {info.filename.casefold(): info for info in infos}
        if len(self._infos) != len(infos):
            raise Refused("intake.ambiguous_package")
        if sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise Refused("intake.unpacks_too_large", limit=MAX_UNPACKED // 2**20)
        self._unpacked = 0

    @property
    def names(self) -> frozenset[str]:
        """Every part's name, lower case: part names are compared without case (ECMA-376 part 2)."""
        return frozenset(self._infos)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece. The sizes that the archive states are not believed."""
        info = self._infos.get(name.casefold())
        if info is None:
            raise Refused("intake.damaged")
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > MAX_UNPACKED:
                        raise Refused("intake.unpacks_too_large", limit=MAX_UNPACKED // 2**20)
                    yield chunk
        except _BROKEN as error:
            raise Refused("intake.truncated") from error


def _refuse_tricks(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Refused("intake.hostile_package", what="路径越出压缩包")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refused("intake.hostile_package", what="符号链接")
    if info.flag_bits & 0x1:
        raise Refused("intake.encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused("intake.hostile_package", what="不常见的压缩方式")
