"""Changes inside a container, which is then closed again: plain noise would only ever meet its check sums."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from random import Random

from xlwt.CompoundDoc import XlsDoc

from permu.intake.reading.ole import Ole

Noise = Callable[[bytes, int], bytes]
"""The fuzzer's own mutation: bytes and the most that may come of them."""

_PLAIN = 0.1  # of the changes, those to the container itself
_LONGEST = 4096
_ODD = (b"", b"0", b"-1", b"1048577", b"A0", b"XFD1", b"9" * 400, b"1e999", b"true", b"s", b"str", b"inlineStr", b"d", b"e",
        b"A1:A1048576", b"rId9", b"../../x", b"_xD800_", b"nan", b"\xd9\xa3", b"hidden", b"yyyy", b"0\\.0,")  # fmt: skip
_VALUE = re.compile(rb'="([^"]*)"|>([^<]+)<')
_SHEET, _BOF, _EOF = 0x85, 0x809, 0x0A


def xlsx(data: bytes, *, noise: Noise, luck: Random) -> bytes:
    """The package with one part changed, left out or given twice."""
    parts = _parts(data)
    if not parts or luck.random() < _PLAIN:
        return noise(data, len(data) + 64)
    at = luck.randrange(len(parts))
    name, content = parts[at]
    act = luck.random()
    if act < 0.03:
        del parts[at]
    elif act < 0.05:
        parts.append((name.upper(), content))
    elif act < 0.3:
        parts[at] = name, noise(content, len(content) + 64)
    else:
        parts[at] = name, _one_value(content, noise, luck)
    return _zipped(parts)


def _one_value(content: bytes, noise: Noise, luck: Random) -> bytes:
    """An attribute's value or a piece of text changed; what is around it stays XML."""
    places = [found.span(1 if found[1] is not None else 2) for found in _VALUE.finditer(content)]
    if not places:
        return noise(content, len(content) + 64)
    first, last = luck.choice(places)
    old = content[first:last]
    new = luck.choice(_ODD) if luck.random() < 0.5 else noise(old or b"0", len(old) + 16)
    return content[:first] + new + content[last:]


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [(info.filename, package.read(info)) for info in package.infolist()]
    except Exception:  # noqa: BLE001 — whatever is wrong with it, it is no package to change inside
        return []


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def xls(data: bytes, *, noise: Noise, luck: Random) -> bytes:
    """The compound file with one record of its workbook changed, left out, moved or given twice."""
    records = _records(data)
    if len(records) < 2 or luck.random() < _PLAIN:
        return noise(data, len(data) + 64)
    at = luck.randrange(len(records))
    kind, body = records[at]
    act = luck.random()
    if act < 0.05:
        del records[at]
    elif act < 0.15:
        records.insert(luck.randrange(len(records)), (kind, body))
    elif act < 0.2:
        records[at] = luck.choice(records)[0], body
    else:
        records[at] = kind, noise(body or b"\0", len(body) + 16)[:_LONGEST]
    return _compound(_placed(records) if luck.random() < 0.9 else records)


def _records(data: bytes) -> list[tuple[int, bytes]]:
    try:
        stream = Ole(data).stream("Workbook")
    except Exception:  # noqa: BLE001 — as above
        return []
    records: list[tuple[int, bytes]] = []
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        records.append((kind, stream[at + 4 : at + 4 + length]))
        at += 4 + length
    while records and records[-1] == (0, b""):  # padding
        records.pop()
    return records


def _placed(records: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
    """The sheets' places said anew, as the records now stand."""
    at, starts = 0, []
    for kind, body in records:
        if kind == _BOF:
            starts.append(at)
        at += 4 + len(body)
    following = iter(starts[1:])
    return [
        (kind, struct.pack("<I", next(following, 0)) + body[4:]) if kind == _SHEET else (kind, body)
        for kind, body in records
    ]


def _compound(records: list[tuple[int, bytes]]) -> bytes:
    out = io.BytesIO()
    stream = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)
    XlsDoc().save(out, stream)
    return out.getvalue()


MUTATORS: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "xls": xls}
