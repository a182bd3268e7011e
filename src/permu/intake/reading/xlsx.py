"""An .xlsx workbook (ECMA-376, transitional and strict): its parts, and its sheets in their order."""

import posixpath
from collections.abc import Callable
from typing import NamedTuple

from permu.intake.reading.package import Package
from permu.intake.reading.wire import Writer
from permu.intake.reading.xlsx_sheet import SheetReader
from permu.intake.reading.xlsx_tables import SharedStrings, Styles
from permu.intake.reading.xml import has_doctype, parse
from permu.terms.refusal import Refused

_XML = (".xml", ".rels", ".vml")


def read_xlsx(data: bytes, writer: Writer) -> None:
    """Write every worksheet's cells.

    Raises:
        Refused: the package is hostile, ambiguous, damaged or too large.
    """
    package = Package(data)
    refuse_doctypes(package)
    parts = Parts(package)
    strings, styles = SharedStrings(), Styles()
    for kind, table in (("sharedStrings", strings), ("styles", styles)):
        for name in parts.of_kind(kind):
            parse(package.chunks(name), table)
    writer.begin("xlsx", _notes(package))
    shown = styles.shown(from_1904=parts.from_1904)
    for sheet in parts.worksheets:
        writer.sheet(sheet.name, hidden=sheet.is_hidden)
        reader = SheetReader(writer, strings.texts, shown, styles.struck)
        parse(package.chunks(sheet.part), reader)
        writer.end_sheet(reader.about)


class Parts:
    """What a workbook is made of: its worksheets in order, its tables, and how it counts days.

    Raises:
        Refused: the package has no workbook or several, or a sheet that is nowhere.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        part = _book_part(package)
        self._relations = _relations(package, part)
        book = _Book()
        parse(package.chunks(part), book)
        self.from_1904 = book.from_1904
        if any(sheet.relation not in self._relations for sheet in book.sheets):
            raise Refused("intake.damaged")
        self.worksheets = [
            Worksheet(sheet.name, sheet.is_hidden, self._relations[sheet.relation].target)
            for sheet in book.sheets
            if self._relations[sheet.relation].is_a("worksheet")
        ]

    def of_kind(self, kind: str) -> list[str]:
        """The parts that serve the workbook as `styles`, `theme` or `sharedStrings`."""
        return [one.target for one in self._relations.values() if one.is_a(kind)]


class Worksheet(NamedTuple):
    """A sheet of cells, and the part where they stand."""

    name: str
    is_hidden: bool
    part: str


def refuse_doctypes(package: Package) -> None:
    """No part has a document type, not even one that is never read here: another program may read it.

    Raises:
        Refused: one has.
    """
    for name in package.names:
        if name.endswith(_XML) and has_doctype(package.chunks(name)):
            raise Refused("intake.xml_dtd")


def _book_part(package: Package) -> str:
    books = [one.target for one in _relations(package, "").values() if one.is_a("officeDocument")]
    if len(books) > 1:
        raise Refused("intake.ambiguous_package")
    if not books or "[content_types].xml" not in package.names:
        raise Refused("intake.damaged")
    return books[0]


def _notes(package: Package) -> list[str]:
    found = {
        "macros": any(name.endswith("vbaproject.bin") for name in package.names),
        "external_links": any(name.startswith("xl/externallinks/") for name in package.names),
    }
    return [name for name, is_there in found.items() if is_there]


class _Relation:
    def __init__(self, attributes: dict[str, str], base: str) -> None:
        self._type = attributes.get("Type", "")
        target = attributes.get("Target", "")
        self.is_outside = attributes.get("TargetMode") == "External"
        joined = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
        self.target = posixpath.normpath(joined)

    def is_a(self, kind: str) -> bool:
        return self._type.endswith(f"/{kind}") and not self.is_outside


def _relations(package: Package, part: str) -> dict[str, _Relation]:
    folder, name = posixpath.split(part)
    reader = _Relations(lambda attributes: _Relation(attributes, folder))
    parse(package.chunks(posixpath.join(folder, "_rels", f"{name}.rels")), reader)
    return reader.found


class _Relations:
    def __init__(self, make: Callable[[dict[str, str]], _Relation]) -> None:
        self._make = make
        self.found: dict[str, _Relation] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            key = attributes.get("Id", "")
            if key in self.found:
                raise Refused("intake.ambiguous_package")
            self.found[key] = self._make(attributes)

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass


class _Sheet(NamedTuple):
    name: str
    is_hidden: bool
    relation: str


class _Book:
    """The workbook part: sheets in order, and whether dates count from 1904."""

    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.from_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")
        elif name == "sheet":
            own = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            is_hidden = own.get("state", "visible") != "visible"
            self.sheets.append(_Sheet(own.get("name", ""), is_hidden, own.get("id", "")))

    def end(self, name: str) -> None:
        # two sheets of one name (case aside) cannot be told apart by a finding
        names = {sheet.name.casefold() for sheet in self.sheets}
        if name == "sheets" and len(names) != len(self.sheets):
            raise Refused("intake.ambiguous_package")

    def text(self, data: str) -> None:
        pass
