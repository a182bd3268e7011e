"""An .xlsx workbook (ECMA-376, transitional and strict): its parts, and its sheets in their order."""

import posixpath
from collections.abc import Callable
from typing import NamedTuple

from permu.intake.reading.package import Package
from permu.intake.reading.wire import Writer
from permu.intake.reading.xlsx_sheet import SheetReader
from permu.intake.reading.xlsx_tables import SharedStrings, Styles
from permu.intake.reading.xml import Handler, parse
from permu.terms.refusal import Refused


def read_xlsx(data: bytes, writer: Writer) -> None:
    """Write every worksheet's cells.

    Raises:
        Refused: the package is hostile, ambiguous, damaged or too large.
    """
    package = Package(data)
    book_part = _book_part(package)
    relations = _relations(package, book_part)
    book = _Book()
    parse(package.chunks(book_part), book)
    strings, styles = SharedStrings(), Styles()
    _read_table(package, relations, "sharedStrings", strings)
    _read_table(package, relations, "styles", styles)
    writer.begin("xlsx", _notes(package))
    shown = styles.shown(from_1904=book.from_1904)
    for sheet in book.sheets:
        relation = relations.get(sheet.relation)
        if relation is None:
            raise Refused("intake.damaged")
        if relation.is_a("worksheet"):
            writer.sheet(sheet.name, hidden=sheet.is_hidden)
            reader = SheetReader(writer, strings.texts, shown)
            parse(package.chunks(relation.target), reader)
            writer.end_sheet(reader.about)


def _book_part(package: Package) -> str:
    books = [one.target for one in _relations(package, "").values() if one.is_a("officeDocument")]
    if len(books) > 1:
        raise Refused("intake.ambiguous_package")
    if not books or "[content_types].xml" not in package.names:
        raise Refused("intake.damaged")
    return books[0]


def _read_table(
    package: Package, relations: dict[str, "_Relation"], kind: str, table: Handler
) -> None:
    for relation in relations.values():
        if relation.is_a(kind):
            parse(package.chunks(relation.target), table)


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
