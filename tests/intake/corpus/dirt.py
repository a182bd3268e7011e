"""Writes one sheet cell by cell as XML, so that every kind of dirt stands in it as it was meant."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {"worksheets/sheet1": "worksheet", "styles": "styles", "sharedStrings": "sharedStrings"}


@dataclass(frozen=True, kw_only=True)
class Dirt:
    """A cell as XML: its type, what stands within `<c>`, the number format that shows it."""

    inside: str = ""
    kind: str = "n"
    shown: str = "General"


def raw(text: str, kind: str = "n", shown: str = "General") -> Dirt:
    """A cell whose `<v>` is exactly this."""
    return Dirt(inside=f"<v>{text}</v>", kind=kind, shown=shown)


def formula(text: str, stored: str | None, kind: str = "n", shown: str = "General") -> Dirt:
    """A formula with the value that was stored with it, or with none."""
    value = "" if stored is None else f"<v>{escape(stored)}</v>"
    return Dirt(inside=f"<f>{escape(text)}</f>{value}", kind=kind, shown=shown)


def rich(*runs: str, extra: str = "") -> Dirt:
    """A text in several runs of letters, each of its own font, and what else stands beside them."""
    inside = "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{run}</t></r>' for run in runs)
    return Dirt(inside=f"<is>{inside}{extra}</is>", kind="inlineStr")


def day(written: date, *, from_1904: bool = False, shown: str = "yyyy-mm-dd") -> Dirt:
    """A real date: the serial number of a day, shown as one."""
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    return raw(str((written - first).days), shown=shown)


Value = str | int | float | Dirt | None
Row = Sequence[Value]


@dataclass(kw_only=True)
class Page:
    """A workbook of one sheet."""

    rows: Iterable[Row]
    name: str = "Sheet1"
    from_1904: bool = False
    merged: Sequence[str] = ()
    _strings: list[str] = field(default_factory=list)
    _formats: list[str] = field(default_factory=lambda: ["General"])

    def save(self, path: Path) -> Path:
        """Write the workbook."""
        parts = {"xl/worksheets/sheet1.xml": self._sheet(), **self._others()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, text in parts.items():
                package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        return path

    def _sheet(self) -> str:
        rows = "".join(
            f'<row r="{at}">{"".join(self._cells(at, row))}</row>'
            for at, row in enumerate(self.rows, 1)
        )
        areas = "".join(f'<mergeCell ref="{area}"/>' for area in self.merged)
        merged = f"<mergeCells>{areas}</mergeCells>" if areas else ""
        return f"<worksheet {_MAIN}><sheetData>{rows}</sheetData>{merged}</worksheet>"

    def _cells(self, at: int, row: Row) -> Iterable[str]:
        for column, value in enumerate(row):
            cell = value if isinstance(value, Dirt) else self._clean(value)
            if cell:
                where = f'r="{chr(65 + column)}{at}" t="{cell.kind}" s="{self._style(cell.shown)}"'
                yield f"<c {where}>{cell.inside}</c>"

    def _clean(self, value: str | float | None) -> Dirt | None:
        if value is None:
            return None
        if isinstance(value, str):
            self._strings.append(value)
            return raw(str(len(self._strings) - 1), "s")
        return raw(repr(value))

    def _style(self, shown: str) -> int:
        if shown not in self._formats:
            self._formats.append(shown)
        return self._formats.index(shown)

    def _others(self) -> dict[str, str]:
        texts = "".join(
            f'<si><t xml:space="preserve">{escape(one)}</t></si>' for one in self._strings
        )
        links = "".join(
            f'<Relationship Id="r{at}" Type="{_OFFICE}/{kind}" Target="{part}.xml"/>'
            for at, (part, kind) in enumerate(_PARTS.items())
        )
        types = "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for part, kind in (*_PARTS.items(), ("workbook", "sheet.main"))
        )
        is_1904 = '<workbookPr date1904="1"/>' if self.from_1904 else ""
        return {
            "xl/sharedStrings.xml": f"<sst {_MAIN}>{texts}</sst>",
            "xl/styles.xml": self._styles(),
            "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}">{is_1904}<sheets><sheet '
            f'name="{escape(self.name)}" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
            "</Relationships>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
            f'Extension="xml" ContentType="application/xml"/>{types}</Types>',
        }

    def _styles(self) -> str:
        named = list(enumerate(self._formats[1:], 200))
        formats = "".join(
            f'<numFmt numFmtId="{at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
            for at, code in named
        )
        used = "".join(f'<xf numFmtId="{at}"/>' for at in (0, *(at for at, _ in named)))
        return (
            f'<styleSheet {_MAIN}><numFmts count="{len(named)}">{formats}</numFmts>'
            f"<cellXfs>{used}</cellXfs></styleSheet>"
        )
