"""A table of an official paper in Word, written element by element: a county's list has thousands of rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from permu.documents.official.blocks import Align, Band, Cells, Font, Table
from permu.documents.official.package import FONTS, NO_XML

SIZE = "21"  # half points: 五号


@dataclass(frozen=True, kw_only=True)
class _Cell:
    """One cell; what `keeps` stands on the page of the row below."""

    text: str
    width: int
    align: Align = "center"
    font: Font = "body"
    span: int = 1
    keeps: bool = False


def add_table(file: Document, table: Table) -> None:
    """Add it: the heads stand on every page, no row is cut by a page's end, a band stays with its rows."""
    widths = [Mm(width).twips for width in table.widths]
    made = file.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    for grid, width in zip(made._tbl.tblGrid.gridCol_lst, table.widths, strict=True):
        grid.w = Mm(width)
    heads = [
        _Cell(text=text, width=width, font="heading", keeps=True)
        for text, width in zip(table.heads, widths, strict=True)
    ]
    _add_row(made._tbl, heads, is_head=True)
    for row in table.rows:
        _add_row(made._tbl, _cells(row, widths, table.aligns))


def _cells(row: Cells | Band, widths: Sequence[int], aligns: Sequence[Align]) -> list[_Cell]:
    if isinstance(row, Band):
        whole = {"width": sum(widths), "span": len(widths)}
        return [_Cell(text=row.text, align="left", font="heading", keeps=True, **whole)]
    return [
        _Cell(text=text, width=width, align=align)
        for text, width, align in zip(row, widths, aligns, strict=True)
    ]


def _add_row(table: Any, cells: Sequence[_Cell], *, is_head: bool = False) -> None:
    row = _under(table, "w:tr")
    about = _under(row, "w:trPr")
    _under(about, "w:cantSplit")
    if is_head:
        _under(about, "w:tblHeader")
    for cell in cells:
        _add_cell(row, cell)


def _add_cell(row: Any, cell: _Cell) -> None:
    """The order of the elements is the schema's."""
    made = _under(row, "w:tc")
    form = _under(made, "w:tcPr")
    _under(form, "w:tcW", w=str(cell.width), type="dxa")
    if cell.span > 1:
        _under(form, "w:gridSpan", val=str(cell.span))
    _under(form, "w:vAlign", val="center")
    paragraph = _under(made, "w:p")
    set_ = _under(paragraph, "w:pPr")
    if cell.keeps:
        _under(set_, "w:keepNext")
    _under(set_, "w:spacing", before="20", after="20", line="300", lineRule="exact")
    _under(set_, "w:jc", val=cell.align)
    run = _under(paragraph, "w:r")
    letters = _under(run, "w:rPr")
    latin = {"ascii": "Times New Roman", "hAnsi": "Times New Roman"}
    _under(letters, "w:rFonts", **latin, eastAsia=FONTS[cell.font])
    _under(letters, "w:sz", val=SIZE)
    text = _under(run, "w:t")
    text.text = cell.text.translate(NO_XML)
    text.set(qn("xml:space"), "preserve")


def _under(parent: Any, tag: str, **attributes: str) -> Any:
    """A new element at the parent's end."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made
