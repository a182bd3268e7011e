"""XML read piece by piece. A document type is refused at sight: entities never get the chance."""

from collections.abc import Container, Iterable
from typing import Protocol
from xml.parsers import expat

from permu.terms.refusal import Refused

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # ISO 29500 strict
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
)
_MAX_DEPTH = 200


class Handler(Protocol):
    """Gets the elements of a workbook's own namespaces by their local names, and no others."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Attributes of another namespace are `namespace name`."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Character data, possibly in pieces."""


def parse(chunks: Iterable[bytes], handler: Handler, *, spaces: Container[str] = _SPACES) -> None:
    """Hand a part's elements to `handler`: by their names those of a workbook's namespaces, or of others.

    Raises:
        Refused: a document type, XML that is not well formed or in no known encoding, or an
            element that lacks what the format gives it.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    local: dict[str, str] = {}
    depth = 0

    def name_of(qualified: str) -> str:
        space, _, name = qualified.rpartition(" ")
        return local.setdefault(qualified, name if space in spaces else "")

    def start(qualified: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise Refused("intake.damaged")
        name = local.get(qualified)
        handler.start(name_of(qualified) if name is None else name, attributes)

    def end(qualified: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(local[qualified])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 — the library's own signature
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refused("intake.damaged") from error


def has_doctype(chunks: Iterable[bytes]) -> bool:
    """Whether a document type stands before the first element. What is no XML has none."""
    parser = expat.ParserCreate()
    begun: list[str] = []
    parser.StartElementHandler = lambda *_: begun.append("element")
    parser.StartDoctypeDeclHandler = lambda *_: begun.append("doctype")
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003
            if begun:
                break
    except (expat.ExpatError, LookupError, ValueError):
        pass
    return begun[:1] == ["doctype"]


def _refuse_doctype(*_: object) -> None:
    raise Refused("intake.xml_dtd")
