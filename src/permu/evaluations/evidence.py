"""What people send in as evidence: letters, scans and tables, by name and by content, and nothing that runs."""

from permu.register.actions import Upload
from permu.register.models import StoredFile
from permu.terms.refusal import Refused

_PACKED, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BEGINS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF",), ".ofd": (_PACKED,),
    ".jpg": (b"\xff\xd8",), ".jpeg": (b"\xff\xd8",), ".png": (b"\x89PNG",),
    ".tif": (b"II*\0", b"MM\0*"), ".tiff": (b"II*\0", b"MM\0*"), ".bmp": (b"BM",),
    ".webp": (b"RIFF",), ".heic": (b"\0\0\0",),
    ".doc": (_OLE, _PACKED), ".docx": (_PACKED,), ".wps": (_OLE, _PACKED),
    ".xls": (_OLE, _PACKED), ".xlsx": (_PACKED,), ".et": (_OLE, _PACKED),
    ".csv": (), ".txt": (), ".eml": (),
}  # fmt: skip
"""How a file of each kind begins; of plain text, nothing is known but that it has no zero bytes."""
EVIDENCE = tuple(_BEGINS)
_LOOKED_AT = 4096


def refuse_no_evidence(file: Upload | StoredFile | None) -> None:
    """Take letters, scans and tables for evidence, each beginning as its kind does; what is kept was looked at.

    Raises:
        Refused: it is another kind of file, or not what its name says.
    """
    if not file or isinstance(file, StoredFile):
        return
    name = file.name or ""
    kind = next((one for one in EVIDENCE if name.lower().endswith(one)), None)
    if kind is None:
        raise Refused("evaluations.no_evidence", name=name, known="、".join(EVIDENCE))
    file.seek(0)
    start = file.read(_LOOKED_AT)
    file.seek(0)
    if start and not _is_of(kind, start):
        raise Refused("evaluations.not_its_kind", name=name)


def _is_of(kind: str, start: bytes) -> bool:
    begins = _BEGINS[kind]
    return start.startswith(begins) if begins else _is_text(start)


def _is_text(start: bytes) -> bool:
    """UTF-16, as some programs save it, says so at its beginning."""
    return b"\0" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))
